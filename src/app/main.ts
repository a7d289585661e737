import { createApp } from 'vue'
import { createPinia } from 'pinia'
import App from './App.vue'
import { createAppRouter } from './router.ts'
import { followAppVersion } from './shared/app-update.ts'
import { followLanguage } from './shared/language.ts'
import { pageWorkers } from './page-workers.ts'
import { KEPT_SUMS } from './shared/kept-sums.ts'
import { startFailed } from './shell/start-failed.ts'
import { useSession } from './stores/session.ts'
import { browserPlatform } from './vault/platform.ts'
import './style.css'

/** Puts the app together. What the tablet holds is opened first, so that the first page shown is the right one. */
followLanguage()
const app = createApp(App)
app.use(createPinia())
const session = useSession()
const router = createAppRouter()
const platform = browserPlatform()
const started = session.start({ ...platform, folds: KEPT_SUMS, openPageDesk: pageWorkers(platform.breathe) }).catch(() => null)
app.use(router)
app.mount('#app')
void started.then(result => { startFailed.value = !result?.ok })
void followAppVersion()
