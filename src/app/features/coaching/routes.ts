import type { RouteRecordRaw } from 'vue-router'
import type { Role } from '#domain/core/roles.ts'
import type {} from '#app/shared/route-meta.ts'

/** The head plans, visits and closes; the pustu reads its reports and shows what it did about each finding. */
const HEAD: Role[] = ['kapus']
const BOTH: Role[] = ['kapus', 'nakes']

export const routes: RouteRecordRaw[] = [
  { path: '/pengawasan/pembinaan', name: 'coaching', component: () => import('./pages/CoachingPage.vue'), meta: { roles: HEAD } },
  { path: '/pengawasan/pembinaan/rencana', name: 'coaching-plan', component: () => import('./pages/PlanNewPage.vue'), meta: { roles: HEAD } },
  { path: '/pengawasan/pembinaan/ringkasan', name: 'coaching-summary', component: () => import('./pages/SummaryPage.vue'), meta: { roles: HEAD } },
  { path: '/pengawasan/pembinaan/:id', name: 'coaching-visit', component: () => import('./pages/VisitPage.vue'), props: true, meta: { roles: BOTH } },
  { path: '/pengawasan/tindak-lanjut', name: 'findings', component: () => import('./pages/FindingsPage.vue'), meta: { roles: BOTH } },
  { path: '/pengawasan/tindak-lanjut/baru', name: 'finding-new', component: () => import('./pages/FindingNewPage.vue'), meta: { roles: HEAD } },
  { path: '/pengawasan/tindak-lanjut/:id', name: 'finding', component: () => import('./pages/FindingPage.vue'), props: true, meta: { roles: BOTH } },
]
