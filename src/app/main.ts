import { createApp } from 'vue'
import { createPinia } from 'pinia'
import App from './App.vue'
import { createAppRouter } from './router.ts'
import { followAppVersion } from './shared/app-update.ts'
import { drawn } from './shared/drawn.ts'
import { fetchKeptPage } from './shared/kept-page.ts'
import { followLanguage } from './shared/language.ts'
import { startFailed } from './shell/start-failed.ts'
import { useSession } from './stores/session.ts'
import { DATABASE_NAME } from './vault/database-name.ts'
import { glimpse } from './vault/glimpse.ts'
import './style.css'

/**
 * Puts the app together. What the door shows is read first, so that the first page shown is the right one; what is behind the lock is
 * fetched once the door is drawn.
 */
async function begin(): Promise<void> {
  followLanguage()
  const seen = await glimpse(DATABASE_NAME, indexedDB)
  const app = createApp(App)
  app.use(createPinia())
  const session = useSession()
  const router = createAppRouter()
  const started = session.start(async hooks => {
    await drawn()
    const { openSession } = await import('./behind-the-lock.ts')
    fetchKeptPage(router)
    return openSession(hooks)
  }, seen).catch(() => null)
  app.use(router)
  app.mount('#app')
  void drawn().then(followAppVersion)
  startFailed.value = !(await started)?.ok
}

void begin()
