import type { RouteRecordRaw } from 'vue-router'
import type {} from '#app/shared/route-meta.ts'

/** Handing out over the counter. The page of the stock leads here. */
export const routes: RouteRecordRaw[] = [
  { path: '/obat/penyerahan', name: 'medicine-dispense', component: () => import('./pages/DispensePage.vue'), meta: { roles: ['nakes', 'apotek'] } },
]
