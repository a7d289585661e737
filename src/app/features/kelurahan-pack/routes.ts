import type { RouteRecordRaw } from 'vue-router'
import type {} from '#app/shared/route-meta.ts'

/** What the head lays on the table of the kelurahan: one page each, without persons. */
export const routes: RouteRecordRaw[] = [
  { path: '/pengawasan/lokakarya', name: 'kelurahan-pack', component: () => import('./pages/KelurahanPackPage.vue'), meta: { roles: ['kapus'] } },
]
