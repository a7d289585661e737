import type { RouteRecordRaw } from 'vue-router'
import type { Role } from '#domain/core/roles.ts'
import type {} from '#app/shared/route-meta.ts'

/** Whoever treats or hands out may read by what rules; only the head of the puskesmas changes them. */
const READERS: Role[] = ['nakes', 'apotek', 'kapus', 'dokter']

export const routes: RouteRecordRaw[] = [
  { path: '/pengaturan/klinik', name: 'clinic-setting', component: () => import('./pages/ClinicSettingPage.vue'), meta: { roles: READERS } },
  { path: '/pengaturan/klinik/tanda-vital', name: 'clinic-limits', component: () => import('./pages/ClinicLimitsPage.vue'), meta: { roles: READERS } },
  { path: '/pengaturan/klinik/keamanan-obat', name: 'clinic-safety', component: () => import('./pages/ClinicSafetyPage.vue'), meta: { roles: READERS } },
]
