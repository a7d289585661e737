import { COOP_STAFF } from '#domain/core/roles.ts'
import type { RouteRecordRaw } from 'vue-router'
import type {} from '#app/shared/route-meta.ts'

export const routes: RouteRecordRaw[] = [
  { path: '/anggota/impor', name: 'member-import', component: () => import('./pages/MemberImportPage.vue'), meta: { roles: [...COOP_STAFF] } },
]
