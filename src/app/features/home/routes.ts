import { House } from '@lucide/vue'
import type { RouteRecordRaw } from 'vue-router'
import type {} from '../../shared/route-meta.ts'

export const routes: RouteRecordRaw[] = [
  { path: '/', name: 'home', component: () => import('./pages/HomePage.vue'), meta: { nav: { words: 'home', icon: House, order: 0 } } },
]
