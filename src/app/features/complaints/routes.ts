import type { RouteRecordRaw } from 'vue-router'
import type { Role } from '#domain/core/roles.ts'
import type {} from '#app/shared/route-meta.ts'

/** The pustu takes complaints and answers them; the head sees those of all pustu and sets the working days they are counted by. */
const TEAM: Role[] = ['nakes', 'kapus']

export const routes: RouteRecordRaw[] = [
  { path: '/pengaduan', name: 'complaints', component: () => import('./pages/ComplaintsPage.vue'), meta: { roles: TEAM } },
  { path: '/pengaduan/baru', name: 'complaint-new', component: () => import('./pages/ComplaintNewPage.vue'), meta: { roles: TEAM } },
  { path: '/pengaduan/kalender', name: 'working-calendar', component: () => import('./pages/CalendarPage.vue'), meta: { roles: ['kapus'] } },
  { path: '/pengaduan/:id', name: 'complaint', component: () => import('./pages/ComplaintPage.vue'), props: true, meta: { roles: TEAM } },
]
