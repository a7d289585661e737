import type { RouteRecordRaw } from 'vue-router'
import { COOP_EXAMINERS, COOP_STAFF, type Role } from '#domain/core/roles.ts'
import type {} from '#app/shared/route-meta.ts'

const READERS: Role[] = [...COOP_STAFF, ...COOP_EXAMINERS]
/** Whoever takes money: the chair signs for it and does not. */
const WRITERS: Role[] = ['koperasi', 'bendahara']

export const routes: RouteRecordRaw[] = [
  { path: '/koperasi/simpanan', name: 'savings', component: () => import('./pages/SavingsPage.vue'), meta: { roles: READERS } },
  { path: '/koperasi/simpanan/tunggakan', name: 'savings-arrears', component: () => import('./pages/ArrearsPage.vue'), meta: { roles: READERS } },
  { path: '/koperasi/simpanan/catat', name: 'saving-new', component: () => import('./pages/SavingFormPage.vue'), meta: { roles: WRITERS } },
  { path: '/koperasi/simpanan/bukti/:id', name: 'saving-receipt', component: () => import('./pages/SavingReceiptPage.vue'), props: true, meta: { roles: READERS } },
  { path: '/koperasi/simpanan/:id', name: 'savings-member', component: () => import('./pages/MemberSavingsPage.vue'), props: true, meta: { roles: READERS } },
  { path: '/koperasi/simpanan/:id/rekening', name: 'savings-statement', component: () => import('./pages/StatementPage.vue'), props: true, meta: { roles: READERS } },
]
