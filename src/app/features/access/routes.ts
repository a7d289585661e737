import type { RouteRecordRaw } from 'vue-router'

/** The pages in front of the lock, and the PIN of the shift behind it. */
export const routes: RouteRecordRaw[] = [
  { path: '/penyiapan', name: 'set-up', component: () => import('./pages/SetUpPage.vue'), meta: { outside: true } },
  { path: '/daftar-tablet', name: 'enrol', component: () => import('./pages/EnrolPage.vue'), meta: { outside: true } },
  { path: '/masuk', name: 'sign-in', component: () => import('./pages/SignInPage.vue'), meta: { outside: true } },
  { path: '/terkunci', name: 'unlock', component: () => import('./pages/UnlockPage.vue'), meta: { outside: true } },
  { path: '/pin', name: 'set-pin', component: () => import('./pages/SetPinPage.vue') },
]
