import { Landmark } from '@lucide/vue'
import type { RouteRecordRaw } from 'vue-router'
import type {} from '#app/shared/route-meta.ts'

/** What a health office reads of the puskesmas that report to it: sums, never a record (docs/adr/0013). */
export const routes: RouteRecordRaw[] = [
  { path: '/dinkes', name: 'dinkes', component: () => import('./pages/DinkesPage.vue'), meta: { nav: { words: 'supervision', icon: Landmark, order: 60 }, roles: ['dinkes'] } },
]
