import { afterEach, describe, expect, it } from 'vitest'
import { day } from '#domain/core/day.ts'
import { limitsWith } from '#domain/rules/clinic/vital-limits.ts'
import { DEFAULT_CLINIC_SETTING } from '#domain/rules/clinic/clinic-setting-rules.ts'
import { isOwn, readLimit, typedLimit } from '#app/features/clinic-setting/limit-form.ts'
import { readClinicFile, resetLimit, saveHouse, saveLimit, signLimits, signSafety } from '#app/features/clinic-setting/repository.ts'
import { routes } from '#app/features/clinic-setting/routes.ts'
import { gateKey, houseOf, houseProblems, restoreHouse, typedHouse } from '#app/features/clinic-setting/setting-form.ts'
import { safetyLines, SECTIONS } from '#app/features/clinic-setting/safety-rows.ts'
import { readLetterhead } from '#app/shared/letterhead.ts'
import { SAFETY_TABLE } from '#seeds/safety.ts'
import { openDesk, TODAY, type Desk } from '../support/desk.ts'
import { elsewhere, press, settle, show, type as typeInto, words, type Shown } from '../support/show.ts'

const head = (): Promise<Desk> => openDesk({ grants: [{ role: 'kapus', place: 'pkm-uji' }], actor: 'staf-kapus' })
const nurse = (): Promise<Desk> => openDesk({ grants: [{ role: 'nakes', place: 'pustu-kiara' }] })
const setting = async (desk: Desk) => (await readClinicFile(desk.app))?.setting
const SIGNATURE = { name: 'dr. Uji', sip: 'SIP-7', on: day('2025-12-16') }
const ROW = { item: 'sistolik' as const, group: 'dewasa', alarmLow: 90, warnLow: 100, warnHigh: 135, alarmHigh: 170 }

describe('the clinic\u2019s setting', () => {
  it('holds the house\u2019s defaults until the head saves his own, and heads the papers of every pustu', async () => {
    const desk = await head()
    expect(await readClinicFile(desk.app)).toMatchObject({ setting: DEFAULT_CLINIC_SETTING, changed: null, puskesmas: 'Puskesmas Uji' })
    expect(await readLetterhead(desk.app.store, 'pustu:pustu-kiara/clinical')).toMatchObject({ puskesmas: 'Puskesmas Uji', place: 'Pustu Kiara', town: 'Kiara', agency: '' })
    const typed = { ...typedHouse(DEFAULT_CLINIC_SETTING), agency: ' Dinas Kesehatan ', town: 'Uji', headName: 'dr. Kepala', headNip: '19' }
    expect(await saveHouse(desk.app, houseOf(typed))).toMatchObject({ ok: true })
    expect(await readLetterhead(desk.app.store, 'pustu:pustu-kiara/clinical')).toMatchObject({ agency: 'Dinas Kesehatan', town: 'Uji', head: { name: 'dr. Kepala', nip: '19' } })
    expect((await readClinicFile(desk.app))?.changed).toMatchObject({ on: TODAY })
  })
  it('is written by nobody else', async () => {
    const desk = await nurse()
    expect(await saveHouse(desk.app, houseOf(typedHouse(DEFAULT_CLINIC_SETTING)))).toMatchObject({ ok: false })
    expect(await setting(desk)).toEqual(DEFAULT_CLINIC_SETTING)
  })
  it('keeps a gate of its own, and none where it is the proposal', () => {
    const start = typedHouse(DEFAULT_CLINIC_SETTING)
    expect(houseOf(start).gate).toEqual([])
    const without = houseOf({ ...start, gate: start.gate.filter(key => key !== gateKey('kebidanan', 'keras')) }).gate
    expect(without.find(row => row.profession === 'kebidanan')?.classes).toEqual(['bebas', 'bebas-terbatas'])
    expect(houseOf({ ...start, gate: [...start.gate, gateKey('lainnya', 'narkotika')] }).gate).toEqual([])
  })
  it('asks for the town of a letterhead and the name beside a NIP; a kept form comes back', () => {
    const start = typedHouse(DEFAULT_CLINIC_SETTING)
    expect(houseProblems({ ...start, agency: 'Dinkes', headNip: '19' }).map(problem => problem.field)).toEqual(['town', 'headName'])
    expect([houseProblems(start), restoreHouse({ ...start, town: 'Uji' }, start)?.town, restoreHouse({ town: 1 }, start)]).toEqual([[], 'Uji', null])
  })
})

describe('limits', () => {
  it('are set a row at a time, put back, and each change takes the signature away', async () => {
    const desk = await head()
    expect(await signLimits(desk.app, SIGNATURE)).toMatchObject({ ok: true })
    expect((await setting(desk))?.limitsSigned).toEqual({ ...SIGNATURE, by: 'staf-kapus' })
    await saveLimit(desk.app, ROW)
    expect(await setting(desk)).toMatchObject({ limits: [ROW], limitsSigned: null })
    expect(limitsWith(await setting(desk)).limits.filter(isOwn).map(row => [row.item, row.group, row.alarmHigh])).toEqual([['sistolik', 'dewasa', 170]])
    await signLimits(desk.app, SIGNATURE)
    await resetLimit(desk.app, 'sistolik', 'dewasa')
    expect(await setting(desk)).toMatchObject({ limits: [], limitsSigned: null })
  })
  it('like the seed\u2019s are no row of the puskesmas, and change nothing', async () => {
    const desk = await head()
    await signLimits(desk.app, SIGNATURE)
    await saveLimit(desk.app, { ...ROW, warnHigh: 140, alarmHigh: 180 })
    expect(await setting(desk)).toMatchObject({ limits: [], limitsSigned: { name: 'dr. Uji' } })
  })
  it('out of order are not saved', async () => {
    const desk = await head()
    expect(await saveLimit(desk.app, { ...ROW, warnHigh: 95 })).toMatchObject({ ok: false, error: { kind: 'rules-broken', breaks: [{ rule: 'limit-order' }] } })
  })
  it('are read as typed, with a decimal comma, an empty bound being none', () => {
    const typed = typedLimit({ alarmLow: 35, warnLow: null, warnHigh: 37.6, alarmHigh: 39 })
    expect(typed).toEqual({ alarmLow: '35', warnLow: '', warnHigh: '37,6', alarmHigh: '39' })
    expect(readLimit('suhu', 'dewasa', typed)).toEqual({ row: { item: 'suhu', group: 'dewasa', alarmLow: 35, warnLow: null, warnHigh: 37.6, alarmHigh: 39 }, problems: [] })
    expect(readLimit('suhu', 'dewasa', { ...typed, warnHigh: 'x', alarmHigh: '367' }).problems).toEqual([{ bound: 'warnHigh', rule: 'not-a-number' }, { bound: 'alarmHigh', rule: 'limit-guard' }])
  })
})

it('the safety table is signed in the edition that was read, and told whole', async () => {
  const desk = await head()
  expect(await signSafety(desk.app, SIGNATURE, 'edisi 1')).toMatchObject({ ok: true })
  expect((await setting(desk))?.safetySigned).toEqual({ ...SIGNATURE, by: 'staf-kapus', covers: 'edisi 1' })
  for (const section of SECTIONS) {
    const lines = safetyLines(SAFETY_TABLE, section)
    expect([section, lines.length, new Set(lines.map(line => line.id)).size]).toEqual([section, SAFETY_TABLE[section].length, SAFETY_TABLE[section].length])
    expect(lines.filter(line => line.what === '' || line.source === '')).toEqual([])
  }
})

describe('on the screen', () => {
  let shown: Shown | undefined
  afterEach(() => { shown?.screen.unmount(); shown = undefined; document.body.innerHTML = '' })
  const says = (text: string) => () => words().includes(text)
  async function open(desk: Desk, path: string, until: () => boolean): Promise<Shown> {
    shown = await show(desk, [...routes, ...elsewhere('settings')], path)
    await settle(until)
    return shown
  }
  it('the head changes letterhead and gate', async () => {
    const desk = await head()
    const { screen } = await open(desk, '/pengaturan/klinik', says('Kop surat'))
    expect(words()).toContain('Belum pernah disimpan')
    await typeInto(screen, 'Instansi di atas puskesmas', 'Dinkes Uji')
    await press('Simpan')
    expect(words()).toContain('Isi kota untuk tanggal surat.')
    await typeInto(screen, 'Kota di tanggal surat', 'Uji')
    await press('Simpan')
    await settle(() => !words().includes('Kop surat'))
    expect((await setting(desk))?.letterhead).toMatchObject({ agency: 'Dinkes Uji', town: 'Uji' })
  })
  it('the head changes a limit, and has it signed', async () => {
    const desk = await head()
    const { screen } = await open(desk, '/pengaturan/klinik/tanda-vital', says('Batas tanda vital'))
    await press('Ubah Sistole, Dewasa · 18–59 tahun')
    await settle(says('Kosongkan bila tidak ada batas.'))
    await typeInto(screen, 'Bahaya mulai', '139')
    await press('Simpan')
    expect(words()).toContain('Harus lebih besar dari batas sebelumnya.')
    await typeInto(screen, 'Bahaya mulai', '170')
    await press('Simpan')
    await settle(says('Ditetapkan puskesmas'))
    expect((await setting(desk))?.limits).toEqual([{ ...ROW, warnHigh: 140 }])
    await press('Catat tanda tangan')
    await settle(says('Nomor SIP'))
    await typeInto(screen, 'Nama', 'dr. Uji')
    await typeInto(screen, 'Nomor SIP', 'SIP-7')
    await press('Simpan')
    await settle(says('Ditandatangani dr. Uji, SIP SIP-7, 17 Des 2025'))
  })
  it('a nurse reads the values with their source, and changes none', async () => {
    const desk = await nurse()
    await open(desk, '/pengaturan/klinik', says('Hanya kepala puskesmas yang mengubah'))
    expect([words().includes('usulan penyusun aplikasi'), document.querySelectorAll('input, form').length]).toEqual([true, 0])
    shown?.screen.unmount()
    document.body.innerHTML = ''
    await open(desk, '/pengaturan/klinik/tanda-vital', says('PALS'))
    expect([...document.querySelectorAll('button')].map(button => button.textContent?.trim())).not.toContain('Ubah')
    shown?.screen.unmount()
    document.body.innerHTML = ''
    await open(desk, '/pengaturan/klinik/keamanan-obat', says('Belum ditandatangani'))
    expect(words()).toContain('Interaksi')
    expect(words()).not.toContain('Catat tanda tangan')
  })
})
