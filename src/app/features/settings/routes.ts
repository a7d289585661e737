import { Settings } from '@lucide/vue'
import type { RouteRecordRaw } from 'vue-router'
import type {} from '../../shared/route-meta.ts'

const roles = ['kapus'] as const
/** A health office has people and tablets of its own, and no facilities. */
const heads = ['kapus', 'dinkes'] as const

/** Everybody's own settings; accounts, tablets and facilities are the head's. */
export const routes: RouteRecordRaw[] = [
  { path: '/pengaturan', name: 'settings', component: () => import('./pages/SettingsPage.vue'), meta: { nav: { words: 'settings', icon: Settings, order: 90 } } },
  { path: '/pengaturan/kata-sandi', name: 'change-password', component: () => import('./pages/ChangePasswordPage.vue') },
  { path: '/pengaturan/akun', name: 'accounts', component: () => import('./pages/AccountsPage.vue'), meta: { roles: heads } },
  { path: '/pengaturan/akun/baru', name: 'account-new', component: () => import('./pages/AccountPage.vue'), meta: { roles: heads } },
  { path: '/pengaturan/akun/:id', name: 'account', component: () => import('./pages/AccountPage.vue'), props: true, meta: { roles: heads } },
  { path: '/pengaturan/tablet', name: 'tablets', component: () => import('./pages/TabletsPage.vue'), meta: { roles: heads } },
  { path: '/pengaturan/fasilitas', name: 'facilities', component: () => import('./pages/FacilitiesPage.vue'), meta: { roles } },
  { path: '/pengaturan/fasilitas/baru', name: 'facility-new', component: () => import('./pages/FacilityPage.vue'), meta: { roles } },
  { path: '/pengaturan/fasilitas/:id', name: 'facility', component: () => import('./pages/FacilityPage.vue'), props: true, meta: { roles } },
]
