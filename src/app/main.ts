import { showKeptDoor } from './kept-door/show.ts'
import { drawn } from './shared/drawn.ts'
import { sayNotFetched } from './shell/say-not-fetched.ts'
import { DATABASE_NAME } from './vault/database-name.ts'
import { glimpse, type Glimpse } from './vault/glimpse.ts'
import './style.css'

const look = async (): Promise<Glimpse | null> => glimpse(DATABASE_NAME, indexedDB)

/**
 * The first file, and a small one: it shows the door as this tablet drew it last, and lets that be seen before the app's own files take
 * the page's only thread. It must not import the framework (docs/adr/0018).
 */
const place = document.getElementById('app')
if (place) void begin(place)

async function begin(place: HTMLElement): Promise<void> {
  const door = showKeptDoor(place)
  if (door) await drawn()
  // The tablet is looked at while the app is fetched. A browser that gives no memory at all is told of by the session.
  const seen = look().catch(() => null)
  const app = await import('./start.ts').catch(() => null)
  if (app) await app.start(place, door, seen)
  else sayNotFetched()
}
