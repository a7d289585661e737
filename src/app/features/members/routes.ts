import { COOP_EXAMINERS, COOP_STAFF } from '#domain/core/roles.ts'
import { Users } from '@lucide/vue'
import type { RouteRecordRaw } from 'vue-router'
import type {} from '#app/shared/route-meta.ts'

/** Members of the KMP. The desk of a nakes sees the short list, whoever examines the books reads, the cooperative's staff write. */
export const routes: RouteRecordRaw[] = [
  {
    path: '/anggota', name: 'members', component: () => import('./pages/MembersPage.vue'),
    meta: { nav: { words: 'members', icon: Users, order: 10 }, roles: [...COOP_STAFF, 'nakes', ...COOP_EXAMINERS], lists: app => [app.homeStream('members') === null ? 'desk-member' : 'member'] },
  },
  { path: '/anggota/baru', name: 'member-new', component: () => import('./pages/MemberFormPage.vue'), meta: { roles: [...COOP_STAFF] } },
  { path: '/anggota/:id', name: 'member', component: () => import('./pages/MemberPage.vue'), props: true, meta: { roles: [...COOP_STAFF, ...COOP_EXAMINERS] } },
  { path: '/anggota/:id/ubah', name: 'member-edit', component: () => import('./pages/MemberFormPage.vue'), props: true, meta: { roles: [...COOP_STAFF] } },
]
