import type { RouteRecordRaw } from 'vue-router'
import type { Role } from '#domain/core/roles.ts'
import type {} from '#app/shared/route-meta.ts'

/** Whoever may read the record may read its papers, through the same gate; only the desk issues them. */
const READERS: Role[] = ['nakes', 'kapus', 'dokter']

export const routes: RouteRecordRaw[] = [
  { path: '/pelayanan/surat', name: 'letters', component: () => import('./pages/LettersPage.vue'), meta: { roles: READERS } },
  { path: '/pelayanan/surat/baru', name: 'letter-new', component: () => import('./pages/LetterNewPage.vue'), meta: { roles: ['nakes'] } },
  { path: '/pelayanan/surat/:id', name: 'letter', component: () => import('./pages/LetterPage.vue'), props: true, meta: { roles: READERS } },
  { path: '/pelayanan/kunjungan/:id/cetak', name: 'visit-paper', component: () => import('./pages/VisitPaperPage.vue'), props: true, meta: { roles: READERS } },
  { path: '/pelayanan/pasien/:id/persetujuan', name: 'consent-paper', component: () => import('./pages/ConsentPaperPage.vue'), props: true, meta: { roles: READERS } },
]
