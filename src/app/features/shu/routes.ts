import type { RouteRecordRaw } from 'vue-router'
import { COOP_EXAMINERS, COOP_STAFF } from '#domain/core/roles.ts'
import type {} from '#app/shared/route-meta.ts'

const READERS = [...COOP_STAFF, ...COOP_EXAMINERS]

/** The surplus of each year. Examiners read approved years; what members bought, and so their shares, only the staff see. */
export const routes: RouteRecordRaw[] = [
  { path: '/koperasi/shu', name: 'shu', component: () => import('./pages/ShuYearsPage.vue'), meta: { roles: READERS } },
  { path: '/koperasi/shu/:year(\\d{4})', name: 'shu-year', component: () => import('./pages/ShuYearPage.vue'), props: true, meta: { roles: READERS } },
]
