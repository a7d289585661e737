import { Pill } from '@lucide/vue'
import type { RouteRecordRaw } from 'vue-router'
import type {} from '#app/shared/route-meta.ts'

/** The stock of a pustu: nakes and apotek write its ledger, the head of the puskesmas reads all of his. */
export const routes: RouteRecordRaw[] = [
  {
    path: '/obat', name: 'medicine', component: () => import('./pages/MedicinePage.vue'),
    meta: { nav: { words: 'medicine', icon: Pill, order: 30 }, roles: ['nakes', 'apotek', 'kapus'] },
  },
  { path: '/obat/penerimaan', name: 'medicine-receipt', component: () => import('./pages/ReceiptPage.vue'), meta: { roles: ['nakes', 'apotek'] } },
  { path: '/obat/:drugId', name: 'medicine-drug', component: () => import('./pages/DrugPage.vue'), props: true, meta: { roles: ['nakes', 'apotek', 'kapus'] } },
]
