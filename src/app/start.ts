import { createApp, watch } from 'vue'
import { createPinia } from 'pinia'
import App from './App.vue'
import { factsOf } from './kept-door/record.ts'
import type { ShownDoor } from './kept-door/show.ts'
import { createAppRouter } from './router.ts'
import { followAppVersion } from './shared/app-update.ts'
import { drawn } from './shared/drawn.ts'
import { fetchKeptPage } from './shared/kept-page.ts'
import { followLanguage } from './shared/language.ts'
import { startFailed } from './shell/start-failed.ts'
import { useSession } from './stores/session.ts'
import type { Glimpse } from './vault/glimpse.ts'

/**
 * Puts the app together. What the door shows is read first (`looking`), so that the first page shown is the right one; what is behind the lock
 * is fetched once the door is drawn. A kept door stands until the app has the page that takes its place.
 */
export async function start(place: HTMLElement, door: ShownDoor | null, looking: Promise<Glimpse | null>): Promise<void> {
  followLanguage()
  const app = createApp(App)
  app.use(createPinia())
  const session = useSession()
  const seen = await looking
  const router = createAppRouter()
  const started = session.start(async hooks => {
    await drawn()
    const { openSession } = await import('./behind-the-lock.ts')
    fetchKeptPage(router)
    return openSession(hooks)
  }, seen).catch(() => null)
  // Where nothing could be seen, a kept door still stands until the session says what is so.
  if (door) await Promise.race([started, phaseKnown(session)])
  app.use(router)
  // A page that cannot be had is told of by the screen that stands in for it.
  if (door || seen) await router.isReady().catch(() => undefined)
  await door?.released()
  const draw = (): unknown => app.mount(place)
  if (door) door.giveWay(place, factsOf(session), draw)
  else draw()
  void drawn().then(followAppVersion)
  const result = await started
  startFailed.value = result === null ? 'not-fetched' : result.ok ? null : 'storage'
}

function phaseKnown(session: ReturnType<typeof useSession>): Promise<void> {
  return new Promise(resolve => {
    watch(() => session.phase, phase => { if (phase !== 'starting') resolve() }, { immediate: true, flush: 'sync' })
  })
}
