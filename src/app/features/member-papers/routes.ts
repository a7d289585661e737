import { COOP_STAFF } from '#domain/core/roles.ts'
import type { RouteRecordRaw } from 'vue-router'
import type {} from '#app/shared/route-meta.ts'

/** Papers that a member takes home. Both name people whole, so only the staff of the cooperative print them. */
export const routes: RouteRecordRaw[] = [
  { path: '/anggota/kartu', name: 'member-cards', component: () => import('./pages/MemberCardsPage.vue'), meta: { roles: [...COOP_STAFF] } },
  { path: '/anggota/:id/data-diri', name: 'member-data', component: () => import('./pages/MemberDataPage.vue'), props: true, meta: { roles: [...COOP_STAFF] } },
]
