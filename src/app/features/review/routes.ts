import { COOP_STAFF } from '#domain/core/roles.ts'
import type { RouteRecordRaw } from 'vue-router'
import type {} from '#app/shared/route-meta.ts'

const READERS = ['kapus', 'nakes', ...COOP_STAFF, 'apotek', 'dokter'] as const

/** The inbox of what waits for a person: the head decides, and authors see what became of their own. */
export const routes: RouteRecordRaw[] = [
  { path: '/perlu-ditinjau', name: 'review', component: () => import('./pages/ReviewPage.vue'), meta: { roles: READERS } },
  { path: '/perlu-ditinjau/diputuskan', name: 'review-decided', component: () => import('./pages/DecidedPage.vue'), meta: { roles: READERS } },
]
