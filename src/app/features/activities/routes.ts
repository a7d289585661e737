import { CalendarCheck } from '@lucide/vue'
import type { RouteRecordRaw } from 'vue-router'
import type { Role } from '#domain/core/roles.ts'
import type {} from '#app/shared/route-meta.ts'

/** The pustu plans its activities and tells of them; the head sees those of all pustu, and which ran into hours of service. */
const TEAM: Role[] = ['nakes', 'kapus']

export const routes: RouteRecordRaw[] = [
  { path: '/program', name: 'activities', component: () => import('./pages/ActivitiesPage.vue'), meta: { nav: { words: 'programme', icon: CalendarCheck, order: 50 }, roles: TEAM } },
  { path: '/program/kegiatan/baru', name: 'activity-new', component: () => import('./pages/ActivityNewPage.vue'), meta: { roles: TEAM } },
  { path: '/program/kegiatan/:id', name: 'activity', component: () => import('./pages/ActivityPage.vue'), props: true, meta: { roles: TEAM } },
]
