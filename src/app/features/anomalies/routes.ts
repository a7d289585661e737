import type { RouteRecordRaw } from 'vue-router'
import type {} from '#app/shared/route-meta.ts'

/** What in a month of records asks the head to look closer. */
export const routes: RouteRecordRaw[] = [
  { path: '/pengawasan/kejanggalan', name: 'anomalies', component: () => import('./pages/AnomaliesPage.vue'), meta: { roles: ['kapus'] } },
]
