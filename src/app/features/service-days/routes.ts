import type { RouteRecordRaw } from 'vue-router'
import type {} from '#app/shared/route-meta.ts'

/** The head sets the hours of every pustu; the pustu reads its own days, the head those of all. */
export const routes: RouteRecordRaw[] = [
  { path: '/pengawasan/jam-pelayanan', name: 'service-hours', component: () => import('./pages/ServiceHoursPage.vue'), meta: { roles: ['kapus'] } },
  { path: '/pengawasan/hari-pelayanan', name: 'service-days', component: () => import('./pages/ServiceDaysPage.vue'), meta: { roles: ['nakes', 'kapus'] } },
]
