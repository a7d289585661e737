import { showKeptDoor } from './kept-door/show.ts'
import { drawn } from './shared/drawn.ts'
import { sayNotFetched } from './shell/say-not-fetched.ts'
import './style.css'

/**
 * The first file, and a small one: it shows the door as this tablet drew it last, and lets that be seen before the app's own files take
 * the page's only thread. It must not import the framework (docs/adr/0018).
 */
const place = document.getElementById('app')
if (place) {
  const door = showKeptDoor(place)
  void (door ? drawn() : Promise.resolve())
    .then(() => import('./start.ts'))
    .then(({ start }) => start(place, door), () => sayNotFetched())
}
