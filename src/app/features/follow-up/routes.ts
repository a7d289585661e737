import type { RouteRecordRaw } from 'vue-router'
import type {} from '#app/shared/route-meta.ts'

/** Who is expected back, and who takes medicine for long: the work of those at the desk. */
export const routes: RouteRecordRaw[] = [
  { path: '/pelayanan/tindak-lanjut', name: 'follow-ups', component: () => import('./pages/FollowUpsPage.vue'), meta: { roles: ['nakes'] } },
  { path: '/pelayanan/tindak-lanjut/baru', name: 'follow-up-new', component: () => import('./pages/FollowUpFormPage.vue'), meta: { roles: ['nakes'] } },
  { path: '/pelayanan/tindak-lanjut/:id', name: 'follow-up', component: () => import('./pages/FollowUpPage.vue'), props: true, meta: { roles: ['nakes'] } },
  { path: '/pelayanan/pasien-kronis', name: 'chronic-patients', component: () => import('./pages/ChronicPatientsPage.vue'), meta: { roles: ['nakes'] } },
]
