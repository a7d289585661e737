import type { RouteRecordRaw } from 'vue-router'
import { COOP_EXAMINERS, COOP_STAFF } from '#domain/core/roles.ts'
import type {} from '#app/shared/route-meta.ts'

/** What the AD/ART and the RAT decided: whoever keeps or examines the books reads it; the page lets only ketua and bendahara change it. */
export const routes: RouteRecordRaw[] = [
  { path: '/koperasi/pengaturan', name: 'coop-setting', component: () => import('./pages/CoopSettingPage.vue'), meta: { roles: [...COOP_STAFF, ...COOP_EXAMINERS] } },
]
