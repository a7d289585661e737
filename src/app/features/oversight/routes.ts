import type { RouteRecordRaw } from 'vue-router'
import { COOP_EXAMINERS, COOP_STAFF, type Role } from '#domain/core/roles.ts'
import type {} from '#app/shared/route-meta.ts'

/** The cooperative's month as its examiners and its board read it, from the same records. Nothing medical, and nothing of what a person bought. */
const READERS: Role[] = [...COOP_EXAMINERS, ...COOP_STAFF]

export const routes: RouteRecordRaw[] = [
  { path: '/laporan/koperasi', name: 'oversight', component: () => import('./pages/OversightPage.vue'), meta: { roles: READERS } },
  { path: '/laporan/koperasi/rincian', name: 'oversight-detail', component: () => import('./pages/DetailPage.vue'), meta: { roles: READERS } },
  { path: '/laporan/koperasi/catatan', name: 'remarks', component: () => import('./pages/RemarksPage.vue'), meta: { roles: READERS } },
  { path: '/laporan/koperasi/catatan/baru', name: 'remark-new', component: () => import('./pages/RemarkNewPage.vue'), meta: { roles: [...COOP_EXAMINERS] } },
  { path: '/laporan/koperasi/catatan/:id', name: 'remark', component: () => import('./pages/RemarkPage.vue'), props: true, meta: { roles: READERS } },
  { path: '/laporan/koperasi/pembacaan', name: 'member-readings', component: () => import('./pages/UncoveringsPage.vue'), meta: { roles: READERS } },
]
