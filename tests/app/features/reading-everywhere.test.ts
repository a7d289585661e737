import { createPinia, setActivePinia } from 'pinia'
import { mount } from '@vue/test-utils'
import { defineComponent, h } from 'vue'
import { createMemoryHistory, createRouter, RouterView, type RouteRecordRaw } from 'vue-router'
import { afterEach, describe, expect, it } from 'vitest'
import { day } from '#domain/core/day.ts'
import type { Role } from '#domain/core/roles.ts'
import { streamOf } from '#domain/core/streams.ts'
import { appContextKey } from '#app/context.ts'
import { lateAddendum, signedVisit } from './service/after-ward.ts'
import { letterRow, referralContent, sickContent } from './letters/papers.ts'
import { CLINICAL, patientRow } from './service/ward.ts'
import { openDesk, staffRow, TODAY, type Desk, type PlacedRow } from './support/desk.ts'
import { press, settle, words } from './support/show.ts'

/**
 * BR-66: whoever supervises sees what was written in a person's record only after he has said what for, and that is written down.
 * Every page that the head or the doctor may open is opened here on a desk full of such words; a page that is new is opened too,
 * because the pages are taken from the features themselves.
 */
const features = import.meta.glob<{ routes: RouteRecordRaw[] }>('/src/app/features/*/routes.ts', { eager: true })
const routes = Object.values(features).flatMap(feature => feature.routes)
const READERS = ['kapus', 'dokter'] as const satisfies readonly Role[]
const pagesOf = (role: Role): RouteRecordRaw[] => routes.filter(route => !route.redirect && !route.meta?.outside && (!route.meta?.roles || route.meta.roles.includes(role)))

/** Pages about one person, with the kind of record they open: shut until a purpose is named. All others show at most who came, when, and a diagnosis in a list. */
const PERSON = /^\/pelayanan\/(kunjungan|pasien|surat)\/:id/
const IDS: Readonly<Record<string, string>> = { kunjungan: 'k-1', pasien: 'pasien-1', surat: 's-1' }
const shutOf = (role: Role): RouteRecordRaw[] => pagesOf(role).filter(route => PERSON.test(route.path))

const secret = (word: string): string => `rahasia-${word}`
const by = (value: string, actor = 'staf-bidan') => ({ value: value as never, actor, dev: 'tab-1', at: '2025-12-16T09:00:00+07:00' })
const clash = (id: string, recordKind: string, recordId: string, group: string): PlacedRow<'conflict'> => ({
  kind: 'conflict', id, stream: CLINICAL, data: { recordId, recordKind, group, settled: null, kept: by(secret(`${id}-satu`)), offered: by(secret(`${id}-dua`), 'staf-lain') },
})
const written = {
  complaint: secret('keluhan'), history: secret('riwayat'), examination: secret('pemeriksaan'), plan: secret('rencana'), alarmPlan: secret('bahaya'), allergy: { answer: 'ada' as const, substances: secret('alergi') },
}
const ROWS: readonly PlacedRow[] = [
  patientRow('pasien-1'), patientRow('pasien-2', { name: 'Budi Contoh', rm: 'KIARA-02-0002', identity: { nik: '3673995708900003', noNikReason: '', parentNik: null } }), staffRow('staf-bidan', 'Bidan Uji'), staffRow('staf-kapus', 'Kepala Uji'),
  signedVisit('k-1', { ...written, vitals: { sistolik: 183, diastolik: 117 }, outcome: { how: 'rujuk', specialistic: false, tacc: ['complication'], to: 'RSUD Kota', note: secret('rujukan') } }),
  // Begun and not signed, with a complaint and no diagnosis yet: what a list has to call it by.
  signedVisit('k-2', { ...written, patientId: 'pasien-2', time: '10:00', diagnoses: [], signature: null }),
  lateAddendum('a-1', { text: secret('addendum'), reason: secret('alasan') }),
  letterRow('s-1', referralContent({ reason: secret('alasan-rujuk'), findings: secret('temuan'), therapy: secret('terapi') })), letterRow('s-2', sickContent({ diagnosis: secret('diagnosis-surat') })),
  { kind: 'follow-up', id: 'f-1', stream: CLINICAL, data: { patientId: 'pasien-1', visitId: 'k-1', on: day('2025-12-01'), by: 'staf-bidan', due: TODAY, how: 'telepon', reason: secret('kontrol'), attempts: [], outcome: null } },
  clash('c-1', 'visit', 'k-2', 'complaint'), clash('c-2', 'patient', 'pasien-1', 'address'), clash('c-3', 'follow-up', 'f-1', 'reason'),
  { kind: 'quarantine', id: 'q-1', stream: CLINICAL, data: { code: 'INVALID', breaks: [], dev: 'tab-1', seq: 9, actor: 'staf-bidan', tx: 'tx-9', recordKind: 'visit', recordId: 'k-9', decision: null,
    body: JSON.stringify({ kind: 'visit', id: 'k-9', act: 'create', stream: CLINICAL, baseRev: 0, tx: 'tx-9', txn: 1, actor: 'staf-bidan', at: { wall: '2025-12-16T09:00:00+07:00', tz: 'Asia/Jakarta', skewMs: 0 }, schema: 1, app: '1', set: { patientId: { from: null, to: 'pasien-1' }, complaint: { from: null, to: secret('ditahan') } } }) } },
]

const deskOf = (role: (typeof READERS)[number]): Promise<Desk> => openDesk({ grants: [{ role, place: 'pkm-uji' }], actor: 'staf-kapus', rows: ROWS })
let closing = (): void => {}
afterEach(() => {
  closing()
  document.body.innerHTML = ''
})

async function open(desk: Desk, route: RouteRecordRaw): Promise<void> {
  closing()
  document.body.innerHTML = ''
  const router = createRouter({ history: createMemoryHistory(), routes: [...routes, { path: '/:rest(.*)*', name: 'elsewhere', component: defineComponent({ render: () => null }) }] })
  const id = IDS[PERSON.exec(route.path)?.[1] ?? ''] ?? 'pasien-1'
  const path = route.path.replace(/:(\w+)(\([^)]*\))?\*?/g, (_, name: string) => (name === 'kind' || name === 'paper' ? 'ringkasan' : name === 'kk' ? 'pasien-1' : name === 'year' ? '2025' : id))
  await router.push(path)
  const pinia = createPinia()
  setActivePinia(pinia)
  const screen = mount(defineComponent({ render: () => h(RouterView) }), { attachTo: document.body, global: { plugins: [router, pinia], provide: { [appContextKey as symbol]: desk.app }, config: { errorHandler: () => {}, warnHandler: () => {} } } })
  closing = () => { screen.unmount(); closing = () => {} }
  await settle(() => document.querySelector('h1') !== null)
  await settle(() => !words().includes('Memuat'))
  await settle()
}
/** Everything a person could read or hear, and what lies in fields. */
const everything = (): string => [document.body.innerHTML, ...[...document.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>('input, textarea')].map(input => input.value)].join(' ')
const leaked = (): string[] => [...new Set(everything().match(/rahasia-[\w-]+/g) ?? [])]
const looks = async (desk: Desk): Promise<string[]> => (await desk.app.store.scan('reading')).map(({ data }) => `${data.role} ${data.patientId} ${data.visitId ?? '-'} ${data.purpose}`)

/** Lists that call the patient by name: the records are there to be seen. */
const NAMING: Readonly<Record<(typeof READERS)[number], readonly string[]>> = { kapus: ['supervision-visits', 'letters', 'visit-register', 'review'], dokter: ['service', 'letters'] }

describe.each(READERS)('BR-66: what the %s may open', role => {
  it('shows nothing of what was written in a record before a purpose is named, on any of its pages', async () => {
    const desk = await deskOf(role)
    const found: Record<string, string[]> = {}
    const named: string[] = []
    for (const route of pagesOf(role)) {
      await open(desk, route)
      // A list is drawn piece by piece; what it draws last counts as well.
      if (NAMING[role].includes(String(route.name))) await settle(() => everything().includes('Siti Contoh'))
      const seen = [...leaked(), ...(everything().includes('183/117') ? ['183/117'] : [])]
      if (seen.length > 0) found[String(route.name)] = seen
      if (everything().includes('Siti Contoh')) named.push(String(route.name))
    }
    expect(found).toEqual({})
    expect(named).toEqual(expect.arrayContaining([...NAMING[role]]))
    expect(await looks(desk)).toEqual([])
  })
  it.each(shutOf(role).map(route => [String(route.name), route] as const))('opens the page “%s” for a purpose, and writes the look down', async (_, route) => {
    const desk = await deskOf(role)
    await open(desk, route)
    await settle(() => words().includes('Untuk apa'))
    const purpose = [...document.querySelectorAll('button')].map(button => button.textContent?.trim() ?? '').find(text => /^(Pembinaan|Rujukan)$/.test(text)) ?? ''
    await press(purpose)
    await settle(() => !words().includes('Untuk apa'))
    expect(await looks(desk)).toHaveLength(1)
    expect((await looks(desk))[0]).toContain(`${role} pasien-1`)
  })
})

describe('BR-66: the log of looks', () => {
  it('is read by the head, with who, when, whose and what for', async () => {
    const desk = await openDesk({ grants: [{ role: 'kapus', place: 'pkm-uji' }], actor: 'staf-kapus', rows: [...ROWS, {
      kind: 'reading', id: 'r-1', stream: streamOf('clinical', 'pustu-kiara'),
      data: { patientId: 'pasien-1', visitId: 'k-1', on: TODAY, at: `${TODAY}T09:00:00`, by: 'staf-dokter', name: 'dr. Uji', role: 'dokter', purpose: 'lainnya', note: 'Permintaan keluarga' },
    }] })
    await open(desk, routes.find(route => route.name === 'readings') as RouteRecordRaw)
    await settle(() => words().includes('dr. Uji'))
    for (const said of ['Siti Contoh', 'Permintaan keluarga']) expect(words()).toContain(said)
  })
})
