import { afterEach, describe, expect, it, vi } from 'vitest'
import { routes as own } from '#app/features/service/routes.ts'
import { elsewhere, field, press, settle, show, type, words, type Shown } from '../support/show.ts'
import { DRUG, line, openWard } from './ward.ts'

const routes = [...own, ...elsewhere('addendum-new', 'letter-new', 'letter', 'visit-paper', 'follow-up-new', 'follow-ups').filter(one => !own.some(known => known.name === one.name))]
const PAGE = '/pelayanan/pasien/pasien-1/kunjungan-baru'
let shown: Shown | null = null
afterEach(() => { shown?.screen.unmount(); shown = null })
const KEPT = 'visit-new:pasien-1'

describe('the page of a visit', () => {
  it('everything typed survives a closed page, and says so', async () => {
    const desk = await openWard()
    shown = await show(desk, routes, PAGE)
    await settle(() => words().includes('Keluhan utama'))
    await type(shown.screen, 'Keluhan utama', 'Pusing sejak pagi')
    await type(shown.screen, 'Suhu', '37,8')
    shown.screen.unmount()
    await vi.waitFor(async () => expect(await desk.app.store.loadFormDraft(KEPT)).toMatchObject({ complaint: 'Pusing sejak pagi', vitals: { suhu: '37,8' } }))
    shown = await show(desk, routes, PAGE)
    await settle(() => words().includes('Isian sebelumnya dipulihkan'))
    expect(field(shown.screen, 'Keluhan utama').value).toBe('Pusing sejak pagi')
    expect(field(shown.screen, 'Suhu').value).toBe('37,8')
  })

  it('BR-42: a slip of the finger is named with what was probably meant, and nothing is signed', async () => {
    const desk = await openWard()
    shown = await show(desk, routes, PAGE)
    await settle(() => words().includes('Keluhan utama'))
    await type(shown.screen, 'Suhu', '367')
    expect(words()).toContain('Maksud 36,7?')
    await press('Tanda tangani')
    expect(words()).toContain('Isi keluhan utama.')
    expect(await desk.app.store.scan('visit')).toEqual([])
    await press('Pakai 36,7')
    expect(field(shown.screen, 'Suhu').value).toBe('36,7')
    expect(words()).not.toContain('Di luar batas')
  })

  it('BR-43: an alarm asks for a look and a plan before the signature', async () => {
    const desk = await openWard()
    await desk.app.store.saveFormDraft(KEPT, { complaint: 'Sakit kepala', allergyAnswer: 'tidak-ada', diagnoses: [{ code: 'I10', name: 'Hipertensi' }], lines: [line('10')], vitals: { sistolik: '185', diastolik: '100' } })
    shown = await show(desk, routes, PAGE)
    await settle(() => words().includes('Nilai bahaya: Sistole 185 mmHg'))
    await settle(() => words().includes('10 tablet dari batch D'))
    await press('Tanda tangani')
    expect(words()).toContain('Tandai sudah diperiksa dan tulis tindakannya.')
    field(shown.screen, 'Saya sudah memeriksa nilai ini').click()
    await type(shown.screen, 'Tindakan untuk nilai bahaya', 'Ukur ulang, rujuk bila menetap')
    await press('Tanda tangani')
    await settle(() => shown?.router.currentRoute.value.name === 'visit')
    const [visit] = await desk.app.store.scan('visit')
    expect(visit?.data).toMatchObject({ alarmPlan: 'Ukur ulang, rujuk bila menetap', signature: { by: 'staf-bidan' } })
    expect((await desk.app.store.byKey('stock-movement', 'visit', visit?.id ?? '')).map(one => [one.data.drugId, one.data.quantity])).toEqual([[DRUG, -10]])
    await settle(() => words().includes('Tersimpan di tablet'))
    expect(await desk.app.store.loadFormDraft(KEPT)).toBeUndefined()
  })
})
