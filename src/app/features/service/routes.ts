import { Stethoscope } from '@lucide/vue'
import type { RouteRecordRaw } from 'vue-router'
import type {} from '#app/shared/route-meta.ts'

/** Patients and visits. The head of the puskesmas and the doctor read; only nakes write. */
export const routes: RouteRecordRaw[] = [
  {
    path: '/pelayanan', name: 'service', component: () => import('./pages/ServicePage.vue'),
    meta: { nav: { words: 'service', icon: Stethoscope, order: 20 }, roles: ['nakes', 'dokter'], lists: () => ['patient', 'desk-member'] },
  },
  { path: '/pelayanan/pasien-baru', name: 'patient-new', component: () => import('./pages/PatientFormPage.vue'), meta: { roles: ['nakes'] } },
  { path: '/pelayanan/antrean/:id', name: 'triage', component: () => import('./pages/TriagePage.vue'), props: true, meta: { roles: ['nakes'] } },
  // `kk` is the id of a patient of the house, not the card's number: a browser writes its addresses down unsealed.
  { path: '/pelayanan/keluarga/:kk', name: 'household', component: () => import('./pages/HouseholdPage.vue'), props: true, meta: { roles: ['nakes', 'kapus', 'dokter'] } },
  { path: '/pelayanan/pasien/:id', name: 'patient', component: () => import('./pages/PatientPage.vue'), props: true, meta: { roles: ['nakes', 'kapus', 'dokter'] } },
  { path: '/pelayanan/pasien/:id/ubah', name: 'patient-edit', component: () => import('./pages/PatientFormPage.vue'), props: true, meta: { roles: ['nakes'] } },
  { path: '/pelayanan/pasien/:id/kunjungan-baru', name: 'visit-new', component: () => import('./pages/VisitFormPage.vue'), props: true, meta: { roles: ['nakes'] } },
  { path: '/pelayanan/kunjungan/:id', name: 'visit', component: () => import('./pages/VisitPage.vue'), props: true, meta: { roles: ['nakes', 'kapus', 'dokter'] } },
  { path: '/pelayanan/kunjungan/:id/addendum', name: 'addendum-new', component: () => import('./after/AddendumPage.vue'), props: true, meta: { roles: ['nakes'] } },
]
