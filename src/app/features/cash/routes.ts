import type { RouteRecordRaw } from 'vue-router'
import { COOP_EXAMINERS, COOP_STAFF, type Role } from '#domain/core/roles.ts'
import type {} from '#app/shared/route-meta.ts'

const READERS: Role[] = [...COOP_STAFF, ...COOP_EXAMINERS]
/** The chair reads the cash book and writes nothing in it (domain §7). */
const WRITERS: Role[] = ['koperasi', 'bendahara']

export const routes: RouteRecordRaw[] = [
  { path: '/koperasi/kas', name: 'cash', component: () => import('./pages/CashBookPage.vue'), meta: { roles: READERS } },
  { path: '/koperasi/kas/baru', name: 'cash-new', component: () => import('./pages/CashFormPage.vue'), meta: { roles: WRITERS } },
  { path: '/koperasi/kas/hari', name: 'cash-day', component: () => import('./pages/CashDayPage.vue'), meta: { roles: READERS } },
  { path: '/koperasi/kas/:id', name: 'cash-entry', component: () => import('./pages/CashEntryPage.vue'), props: true, meta: { roles: READERS } },
]
