import type { RouteRecordRaw } from 'vue-router'
import type {} from '#app/shared/route-meta.ts'

/** Handing out over the counter, and what was handed out, with its papers. The head reads; the desk writes. */
export const routes: RouteRecordRaw[] = [
  { path: '/obat/penyerahan', name: 'medicine-dispense', component: () => import('./pages/DispensePage.vue'), meta: { roles: ['nakes', 'apotek'] } },
  { path: '/obat/penyerahan/riwayat', name: 'handovers', component: () => import('./pages/HandoversPage.vue'), meta: { roles: ['nakes', 'apotek', 'kapus'] } },
  { path: '/obat/penyerahan/:id', name: 'handover', component: () => import('./pages/HandoverPage.vue'), props: true, meta: { roles: ['nakes', 'apotek', 'kapus'] } },
]
