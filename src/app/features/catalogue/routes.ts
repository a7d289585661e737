import type { RouteRecordRaw } from 'vue-router'
import type {} from '#app/shared/route-meta.ts'

const readers = ['nakes', 'apotek', 'kapus'] as const

/** The drugs of the puskesmas: read by all who handle stock, edited by the head, proposed to by a pustu. */
export const routes: RouteRecordRaw[] = [
  { path: '/obat/katalog', name: 'catalogue', component: () => import('./pages/CataloguePage.vue'), meta: { roles: readers } },
  { path: '/obat/katalog/baru', name: 'catalogue-new', component: () => import('./pages/DrugFormPage.vue'), meta: { roles: readers } },
  { path: '/obat/katalog/impor', name: 'catalogue-import', component: () => import('./pages/ImportPage.vue'), meta: { roles: ['kapus'] } },
  { path: '/obat/katalog/:drugId', name: 'catalogue-drug', component: () => import('./pages/CatalogueDrugPage.vue'), props: true, meta: { roles: readers } },
  { path: '/obat/katalog/:drugId/ubah', name: 'catalogue-edit', component: () => import('./pages/DrugFormPage.vue'), props: true, meta: { roles: readers } },
  { path: '/obat/usulan', name: 'proposals', component: () => import('./pages/ProposalsPage.vue'), meta: { roles: readers } },
  { path: '/pengaturan/farmasi', name: 'pharmacy-setting', component: () => import('./pages/PharmacySettingPage.vue'), meta: { roles: ['kapus'] } },
]
