import type { RouteRecordRaw } from 'vue-router'
import type { Role } from '#domain/core/roles.ts'
import type {} from '#app/shared/route-meta.ts'

const READERS: Role[] = ['nakes', 'apotek', 'kapus']
const WRITERS: Role[] = ['nakes', 'apotek']

/** What the cooperative buys and what it asks: nakes and apotek buy, the head of the puskesmas reads all of his pustu and may set prices. */
export const routes: RouteRecordRaw[] = [
  { path: '/obat/pemasok', name: 'suppliers', component: () => import('./pages/SuppliersPage.vue'), meta: { roles: READERS } },
  { path: '/obat/pemasok/baru', name: 'supplier-new', component: () => import('./pages/SupplierPage.vue'), meta: { roles: WRITERS } },
  { path: '/obat/pemasok/:id', name: 'supplier', component: () => import('./pages/SupplierPage.vue'), props: true, meta: { roles: WRITERS } },
  { path: '/obat/pesanan', name: 'orders', component: () => import('./pages/OrdersPage.vue'), meta: { roles: READERS } },
  { path: '/obat/pesanan/baru', name: 'order-new', component: () => import('./pages/OrderFormPage.vue'), meta: { roles: WRITERS } },
  { path: '/obat/pesanan/:id', name: 'order', component: () => import('./pages/OrderPage.vue'), props: true, meta: { roles: READERS } },
  { path: '/obat/pesanan/:id/ubah', name: 'order-edit', component: () => import('./pages/OrderFormPage.vue'), props: true, meta: { roles: WRITERS } },
  { path: '/obat/pembelian', name: 'goods-receipts', component: () => import('./pages/PurchasesPage.vue'), meta: { roles: READERS } },
  { path: '/obat/pembelian/baru', name: 'goods-receipt-new', component: () => import('./pages/PurchaseFormPage.vue'), meta: { roles: WRITERS } },
  { path: '/obat/pembelian/:id', name: 'goods-receipt', component: () => import('./pages/PurchasePage.vue'), props: true, meta: { roles: READERS } },
  { path: '/obat/harga', name: 'prices', component: () => import('./pages/PricesPage.vue'), meta: { roles: READERS } },
  { path: '/obat/harga/:drugId', name: 'price', component: () => import('./pages/PricePage.vue'), props: true, meta: { roles: READERS } },
]
