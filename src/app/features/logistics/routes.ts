import type { RouteRecordRaw } from 'vue-router'
import type { Role } from '#domain/core/roles.ts'
import type {} from '#app/shared/route-meta.ts'

const DESK: Role[] = ['nakes', 'apotek']
const READERS: Role[] = ['nakes', 'apotek', 'kapus']

/** Goods on the way: the head sends, a pustu confirms, sends on, or gives back. */
export const routes: RouteRecordRaw[] = [
  { path: '/obat/kiriman', name: 'deliveries', component: () => import('./pages/DeliveriesPage.vue'), meta: { roles: READERS } },
  { path: '/obat/kiriman/baru', name: 'delivery-new', component: () => import('./pages/DeliveryNewPage.vue'), meta: { roles: ['kapus'] } },
  { path: '/obat/kiriman/:id', name: 'delivery', component: () => import('./pages/DeliveryPage.vue'), props: true, meta: { roles: READERS } },
  { path: '/obat/pengeluaran', name: 'shipments', component: () => import('./pages/ShipmentsPage.vue'), meta: { roles: READERS } },
  { path: '/obat/pengeluaran/baru', name: 'shipment-new', component: () => import('./pages/ShipmentNewPage.vue'), meta: { roles: DESK } },
  { path: '/obat/pengeluaran/:id', name: 'shipment', component: () => import('./pages/ShipmentPage.vue'), props: true, meta: { roles: READERS } },
]
