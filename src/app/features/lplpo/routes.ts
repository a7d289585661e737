import type { RouteRecordRaw } from 'vue-router'
import type {} from '#app/shared/route-meta.ts'

/** The monthly use report and request: made and sent by a pustu, answered and added up by the head of the puskesmas. */
export const routes: RouteRecordRaw[] = [
  { path: '/obat/lplpo', name: 'lplpo-list', component: () => import('./pages/LplpoListPage.vue'), meta: { roles: ['nakes', 'apotek', 'kapus'] } },
  { path: '/obat/lplpo/rekap', name: 'lplpo-rollup', component: () => import('./pages/LplpoRollupPage.vue'), meta: { roles: ['kapus'] } },
  { path: '/obat/lplpo/laporan/:id', name: 'lplpo', component: () => import('./pages/LplpoReportPage.vue'), props: true, meta: { roles: ['nakes', 'apotek', 'kapus'] } },
  { path: '/obat/lplpo/:month', name: 'lplpo-month', component: () => import('./pages/LplpoMonthPage.vue'), props: true, meta: { roles: ['nakes', 'apotek', 'kapus'] } },
]
