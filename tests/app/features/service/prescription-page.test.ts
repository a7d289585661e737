import { afterEach, describe, expect, it } from 'vitest'
import { day } from '#domain/core/day.ts'
import { routes } from '#app/features/service/routes.ts'
import { streamOf } from '#domain/core/streams.ts'
import { drugRecord, DRUG_SEEDS } from '#seeds/drugs.ts'
import { movementRow } from '../medicine/shelf.ts'
import { TODAY, type Desk, type PlacedRow } from '../support/desk.ts'
import { field, press, settle, show, type, words, type Shown } from '../support/show.ts'
import { CLINICAL, openWard, patientRow, visitData } from './ward.ts'

const PAGE = '/pelayanan/pasien/pasien-1/kunjungan-baru'
const KEPT = 'visit-new:pasien-1'
let shown: Shown | null = null
afterEach(() => { shown?.screen.unmount(); shown = null })

/** Drugs of the formulary with so much of each on the shelf. */
const stocked = (quantities: Readonly<Record<string, number>>): PlacedRow[] => Object.entries(quantities).flatMap(([id, quantity]): PlacedRow[] => {
  const seed = DRUG_SEEDS.find(one => one.id === id)
  if (!seed) throw new Error(id)
  const row: PlacedRow<'drug'> = { kind: 'drug', id, stream: streamOf('catalogue', 'pkm-uji'), data: { ...drugRecord(seed), active: true } }
  return quantity === 0 ? [row] : [row, movementRow(`masuk-${id}`, { drugId: id, batch: { number: 'X', expiresOn: day('2027-01-31') }, quantity, on: day('2025-11-01') })]
})
const lineOf = (drugId: string, change: object = {}) => ({ drugId, source: 'program', quantity: '', signa: '', days: '', allergyReason: '', reasons: [], ...change })
const ready = { complaint: 'Nyeri', allergyAnswer: 'tidak-ada', diagnoses: [{ code: 'M79.1', name: 'Mialgia' }], vitals: {} }

async function open(desk: Desk, form: object): Promise<Shown> {
  await desk.app.store.saveFormDraft(KEPT, { ...ready, ...form } as never)
  shown = await show(desk, routes, PAGE)
  await settle(() => words().includes('Keluhan utama'))
  return shown
}
const IBU = 'ibuprofen-400-mg-tablet'
const MEF = 'asam-mefenamat-500-mg-tablet'

describe('the prescription of a visit', () => {
  it('says beside the line what stands against it, and is signed with the written reason only', async () => {
    const desk = await openWard({ rows: stocked({ [IBU]: 50, [MEF]: 50 }) })
    const { screen, router } = await open(desk, { lines: [lineOf(IBU, { quantity: '9', signa: '3x1 pc' }), lineOf(MEF, { quantity: '9', signa: '3x1 pc', days: '3' })] })
    await settle(() => words().includes('Dua NSAID tidak menambah khasiat'))
    expect(words()).toContain('Obat ganda · perlu alasan')
    expect(words()).toContain('belum disahkan apoteker')
    await press('Tanda tangani')
    expect(words()).toContain('Tulis alasan tetap diberikan, atau ganti obatnya.')
    expect(await desk.app.store.scan('visit')).toEqual([])
    await type(screen, 'Alasan tetap diberikan (Obat ganda)', 'Berganti, tidak bersamaan')
    await press('Tanda tangani')
    await settle(() => router.currentRoute.value.name === 'visit')
    const [visit] = await desk.app.store.scan('visit')
    expect(visit?.data.prescription[1]).toMatchObject({ drugId: MEF, days: 3, reasons: [{ check: 'ganda:nsaid:M01AE01+M01AG01', text: 'Berganti, tidak bersamaan' }] })
  })

  it('fills in a usual dose and a reckoned quantity when they are taken, and not before', async () => {
    const syrup = 'parasetamol-120-mg-5-ml-sirup'
    const desk = await openWard({ rows: [...stocked({ [syrup]: 5 }), patientRow('pasien-1', { birth: { on: day('2023-06-17'), estimated: false } })] })
    const { screen } = await open(desk, { lines: [lineOf(syrup)] })
    await settle(() => words().includes('Isi berat badan untuk menghitung dosis obat ini.'))
    await type(screen, 'Berat badan', '12')
    await settle(() => words().includes('12 kg × 10–15 mg/kg; 120 mg sekali minum'))
    expect(field(screen, 'Aturan pakai').value).toBe('')
    await press('Pakai dosis ini: Demam, nyeri')
    expect([field(screen, 'Aturan pakai').value, field(screen, 'Lama (hari)').value, field(screen, 'Jumlah').value]).toEqual(['3x5 ml prn', '3', '1'])
    await type(screen, 'Lama (hari)', '5')
    await settle(() => words().includes('Kebutuhan: 75 mL, botol 60 mL'))
    await press('Pakai 2 botol')
    expect(field(screen, 'Jumlah').value).toBe('2')
  })

  it('a class that a midwife may not prescribe stops the signature', async () => {
    const drug = 'haloperidol-5-mg-tablet'
    const desk = await openWard({ rows: stocked({ [drug]: 30 }) })
    await open(desk, { lines: [lineOf(drug, { quantity: '10', signa: '1x1' })] })
    await settle(() => words().includes('Golongan obat-obat tertentu tidak boleh diresepkan oleh profesi Anda'))
    await press('Tanda tangani')
    expect(await desk.app.store.scan('visit')).toEqual([])
  })

  it('a repeated prescription says what is gone, offers the other strength, and asks for reasons anew', async () => {
    const [five, ten] = ['amlodipin-5-mg-tablet', 'amlodipin-10-mg-tablet']
    const before: PlacedRow<'visit'> = {
      kind: 'visit', id: 'dulu', stream: CLINICAL,
      data: {
        ...visitData(), on: day('2025-11-10'), prescription: [{ drugId: five, drug: 'Amlodipin 5 mg tablet', quantity: 30, unit: 'tablet', signa: '1x1', days: 30, source: 'program', reasons: [{ check: 'x', text: 'lama' }] }],
        signature: { by: 'staf-bidan', name: 'Bidan Uji', sip: 'SIP-1', on: day('2025-11-10') },
      },
    }
    const desk = await openWard({ rows: [...stocked({ [five]: 0, [ten]: 60 }), before] })
    shown = await show(desk, routes, PAGE)
    await settle(() => words().includes('Ulangi kunjungan terakhir'))
    await press('Ulangi kunjungan terakhir')
    await settle(() => words().includes('Stok Amlodipin 5 mg tablet habis.'))
    await press('Ganti dengan Amlodipin 10 mg tablet · 60 tablet tersedia')
    await settle(() => field(shown?.screen as never, 'Aturan pakai').value === '1x½')
    expect(field(shown.screen, 'Lama (hari)').value).toBe('30')
    await settle(() => words().includes('Kebutuhan: 15 tablet'))
    await press('Pakai 15 tablet')
    expect(await desk.app.store.scan('visit')).toHaveLength(1)
    expect(TODAY > '2025-11-10').toBe(true)
  })
})
