import { Store } from '@lucide/vue'
import type { RouteRecordRaw } from 'vue-router'
import { COOP_EXAMINERS, COOP_STAFF, type Role } from '#domain/core/roles.ts'
import type {} from '#app/shared/route-meta.ts'

const READERS: Role[] = [...COOP_STAFF, ...COOP_EXAMINERS]

export const routes: RouteRecordRaw[] = [
  { path: '/koperasi', name: 'cooperative', component: () => import('./pages/CooperativePage.vue'), meta: { nav: { words: 'cooperative', icon: Store, order: 40 }, roles: READERS } },
  { path: '/koperasi/penjualan', name: 'coop-sales', component: () => import('./pages/SalesPage.vue'), meta: { roles: READERS } },
  { path: '/koperasi/kemandirian', name: 'self-reliance', component: () => import('./pages/SelfReliancePage.vue'), meta: { roles: READERS } },
  { path: '/koperasi/laba-rugi', name: 'coop-statement', component: () => import('./pages/StatementPage.vue'), meta: { roles: READERS } },
]
