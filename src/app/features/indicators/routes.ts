import type { RouteRecordRaw } from 'vue-router'
import type {} from '#app/shared/route-meta.ts'

/**
 * The head sees the indicators of all pustu; nurses those of their own, and the medicine room alone what is counted from it. Whoever
 * does not hold a kind of record is not shown what is counted from it.
 */
export const routes: RouteRecordRaw[] = [
  { path: '/pengawasan/indikator', name: 'indicators', component: () => import('./pages/IndicatorsPage.vue'), meta: { roles: ['kapus', 'nakes', 'apotek'] } },
  { path: '/pengawasan/indikator/:key', name: 'indicator', component: () => import('./pages/IndicatorPage.vue'), meta: { roles: ['kapus', 'nakes', 'apotek'] } },
  { path: '/pengawasan/pengaturan', name: 'supervision-setting', component: () => import('./pages/SupervisionSettingPage.vue'), meta: { roles: ['kapus'] } },
]
