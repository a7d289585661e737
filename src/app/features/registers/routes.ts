import type { RouteRecordRaw } from 'vue-router'
import type {} from '#app/shared/route-meta.ts'

/** What is counted from signed visits. It names people and their illnesses: the lurah and the cooperative have none of it. */
export const routes: RouteRecordRaw[] = [
  { path: '/laporan/register-kunjungan', name: 'visit-register', component: () => import('./pages/VisitRegisterPage.vue'), meta: { roles: ['nakes', 'kapus'] } },
  { path: '/laporan/lb1', name: 'lb1', component: () => import('./pages/Lb1Page.vue'), meta: { roles: ['nakes', 'kapus'] } },
  { path: '/laporan/lb1/kunjungan', name: 'lb1-records', component: () => import('./pages/Lb1RecordsPage.vue'), meta: { roles: ['nakes', 'kapus'] } },
]
