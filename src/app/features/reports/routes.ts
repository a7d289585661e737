import { COOP_EXAMINERS, COOP_STAFF } from '#domain/core/roles.ts'
import { FileText } from '@lucide/vue'
import type { RouteRecordRaw } from 'vue-router'
import type {} from '#app/shared/route-meta.ts'

/** Reports that are derived from records, never typed. The member report holds nothing medical. */
export const routes: RouteRecordRaw[] = [
  {
    path: '/laporan', name: 'reports', component: () => import('./pages/ReportsPage.vue'),
    meta: { nav: { words: 'reports', icon: FileText, order: 70 }, roles: [...COOP_EXAMINERS, ...COOP_STAFF, 'nakes', 'kapus'] },
  },
  { path: '/laporan/anggota', name: 'member-report', component: () => import('./pages/MemberReportPage.vue'), meta: { roles: [...COOP_EXAMINERS, ...COOP_STAFF] } },
  { path: '/laporan/anggota/daftar', name: 'member-report-list', component: () => import('./pages/MemberListPage.vue'), meta: { roles: [...COOP_EXAMINERS, ...COOP_STAFF] } },
  { path: '/laporan/jumlah-anggota', name: 'member-counts', component: () => import('./pages/MemberCountsPage.vue'), meta: { roles: ['kapus'] } },
]
