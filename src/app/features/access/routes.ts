import type { RouteRecordRaw } from 'vue-router'
import SignInPage from './pages/SignInPage.vue'
import UnlockPage from './pages/UnlockPage.vue'

/** The pages in front of the lock, and the PIN of the shift behind it. The doors of every morning come with the app's first file. */
export const routes: RouteRecordRaw[] = [
  { path: '/penyiapan', name: 'set-up', component: () => import('./pages/SetUpPage.vue'), meta: { outside: true } },
  { path: '/daftar-tablet', name: 'enrol', component: () => import('./pages/EnrolPage.vue'), meta: { outside: true } },
  { path: '/masuk', name: 'sign-in', component: SignInPage, meta: { outside: true } },
  { path: '/terkunci', name: 'unlock', component: UnlockPage, meta: { outside: true } },
  { path: '/pin', name: 'set-pin', component: () => import('./pages/SetPinPage.vue') },
]
