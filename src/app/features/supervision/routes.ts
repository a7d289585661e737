import { ClipboardCheck } from '@lucide/vue'
import type { RouteRecordRaw } from 'vue-router'
import type {} from '#app/shared/route-meta.ts'

/** What the head of the puskesmas looks at. */
export const routes: RouteRecordRaw[] = [
  {
    path: '/pengawasan', name: 'supervision', component: () => import('./pages/OverviewPage.vue'),
    meta: { nav: { words: 'supervision', icon: ClipboardCheck, order: 60 }, roles: ['kapus'] },
  },
  { path: '/pengawasan/kunjungan', name: 'supervision-visits', component: () => import('./pages/VisitsPage.vue'), meta: { roles: ['kapus'] } },
  { path: '/pengawasan/obat-diserahkan', name: 'supervision-handed', component: () => import('./pages/HandedPage.vue'), meta: { roles: ['kapus'] } },
  { path: '/pengawasan/stok', name: 'supervision-stock', component: () => import('./pages/StockPage.vue'), meta: { roles: ['kapus'] } },
  { path: '/pengawasan/pembacaan', name: 'readings', component: () => import('./pages/ReadingsPage.vue'), meta: { roles: ['kapus'] } },
  { path: '/pengawasan/tablet', name: 'supervision-tablets', redirect: { name: 'tablets' }, meta: { roles: ['kapus'] } },
]
