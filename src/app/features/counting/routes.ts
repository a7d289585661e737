import type { RouteRecordRaw } from 'vue-router'
import type {} from '#app/shared/route-meta.ts'

/** Counting the shelf and destroying what is no good. The head counts nothing himself, but approves and reads. */
export const routes: RouteRecordRaw[] = [
  {
    path: '/obat/opname', name: 'counts', component: () => import('./pages/CountsPage.vue'), meta: { roles: ['nakes', 'apotek', 'kapus'] },
    // Whoever comes with a drug (a negative balance, say) means to count it.
    beforeEnter: to => (to.query['drug'] === undefined ? true : { name: 'count-new', query: to.query }),
  },
  { path: '/obat/opname/baru', name: 'count-new', component: () => import('./pages/CountNewPage.vue'), meta: { roles: ['nakes', 'apotek', 'kapus'] } },
  { path: '/obat/opname/:id', name: 'count', component: () => import('./pages/CountPage.vue'), props: true, meta: { roles: ['nakes', 'apotek', 'kapus'] } },
  { path: '/obat/pemusnahan', name: 'write-offs', component: () => import('./pages/WriteOffsPage.vue'), meta: { roles: ['nakes', 'apotek', 'kapus'] } },
  { path: '/obat/pemusnahan/baru', name: 'write-off-new', component: () => import('./pages/WriteOffNewPage.vue'), meta: { roles: ['nakes', 'apotek'] } },
  { path: '/obat/pemusnahan/:id', name: 'write-off', component: () => import('./pages/WriteOffPage.vue'), props: true, meta: { roles: ['nakes', 'apotek', 'kapus'] } },
]
