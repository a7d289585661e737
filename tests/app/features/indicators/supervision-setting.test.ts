import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { day } from '#domain/core/day.ts'
import type { Json } from '#domain/core/json.ts'
import { streamOf } from '#domain/core/streams.ts'
import type { DataOf } from '#domain/records/index.ts'
import { routes } from '#app/features/indicators/routes.ts'
import { EMPTY_SETTING, readSetting } from '#app/features/indicators/setting.ts'
import { readSettingFile, restoreSetting, saveSetting, settingForm, settingOf, settingProblems } from '#app/features/indicators/setting-form.ts'
import { openDesk, staffRow, TODAY, type Desk, type PlacedRow } from '../support/desk.ts'
import { elsewhere, press, settle, show, type as typeInto, words, type Shown } from '../support/show.ts'

const HEAD = [{ role: 'kapus', place: 'pkm-uji' }] as const
const head = (...rows: PlacedRow[]): Promise<Desk> => openDesk({ grants: HEAD, actor: 'staf-kapus', rows: [staffRow('staf-perawat', 'Perawat Uji'), ...rows] })
const count = { count: '4.000', on: '2025-12-01', source: 'P-Care' }
const form = { ...settingForm(EMPTY_SETTING), participants: count }
const NOBODY = new Map<string, string>()

describe('the denominators', () => {
  it('stand with their day and source or not at all', () => {
    expect(settingProblems(settingForm(EMPTY_SETTING), TODAY)).toEqual([])
    expect(settingProblems(form, TODAY)).toEqual([])
    expect(settingProblems({ ...form, hypertension: { count: ' ', on: '', source: '' } }, TODAY)).toEqual([])
    expect(settingProblems({ ...form, hypertension: { count: '0', on: '2025-12-18', source: '' } }, TODAY).map(problem => `${problem.field} ${problem.word}`)).toEqual(['hypertension-count errCount', 'hypertension-on errFuture', 'hypertension-source errSource'])
    expect(settingProblems({ ...form, team: [{ name: '', task: 'Pengaduan' }, { name: '', task: '' }] }, TODAY).map(problem => problem.field)).toEqual(['name0'])
  })
  it('are read as they are typed, by whom they were entered; who did not change keeps his name', () => {
    const seen = settingOf(form, EMPTY_SETTING, NOBODY, 'staf-lama')
    expect(seen.participants).toEqual({ count: 4000, on: '2025-12-01', source: 'P-Care', by: 'staf-lama' })
    const next = settingOf({ ...settingForm(seen), diabetes: { ...count, count: '300' }, team: [{ name: 'perawat  uji', task: 'Mutu' }, { name: 'Kader Ani', task: '' }] }, seen, new Map([['staf-perawat', 'Perawat Uji']]), 'staf-kapus')
    expect([next.participants?.by, next.diabetes?.by]).toEqual(['staf-lama', 'staf-kapus'])
    expect(next.team.map(one => one.id)).toEqual(['staf-perawat', null])
  })
  it('what another tablet changed meanwhile stays', async () => {
    const desk = await head()
    await saveSetting(desk.app, EMPTY_SETTING, form, NOBODY)
    const seen = await readSetting(desk.app)
    await saveSetting(desk.app, seen, { ...settingForm(seen), diabetes: { ...count, count: '300' } }, NOBODY)
    await saveSetting(desk.app, seen, { ...settingForm(seen), hypertension: { ...count, count: '520' } }, NOBODY)
    const now = await readSetting(desk.app)
    expect([now.participants?.count, now.diabetes?.count, now.hypertension?.count]).toEqual([4000, 300, 520])
    expect((await readSettingFile(desk.app))?.changed).toMatchObject({ on: TODAY })
  })
  it('a kept form of another shape is dropped', () => {
    expect(restoreSetting(form as unknown as Json)).toEqual(form)
    expect(restoreSetting({ ...form, team: [{ name: 'A' }] } as unknown as Json)).toBeNull()
    expect(restoreSetting({ participants: 4000 })).toBeNull()
  })
})

describe('the page', () => {
  let shown: Shown | null = null
  beforeEach(() => setActivePinia(createPinia()))
  afterEach(() => { shown?.screen.unmount(); shown = null })

  it('bad input is told beside its field, nothing typed is lost, and what is right is saved once', async () => {
    const row: PlacedRow<'supervision-setting'> = { kind: 'supervision-setting', id: 'binaan-pkm-uji', stream: streamOf('catalogue', 'pkm-uji'), data: { participants: { count: 3900, on: day('2025-01-01'), source: 'Lama', by: 'staf-perawat' }, hypertension: null, diabetes: null, team: [] } satisfies DataOf<'supervision-setting'> }
    const desk = await head(row)
    shown = await show(desk, [...routes, ...elsewhere('supervision', 'home')], '/pengawasan/pengaturan')
    await settle(() => words().includes('Sekarang: 3.900 per 1 Jan 2025, Lama; dicatat Perawat Uji.'))
    await typeInto(shown.screen, 'Jumlah orang', 'banyak')
    await press('Simpan')
    await settle(() => words().includes('Tulis jumlah orang, angka bulat mulai dari 1.'))
    const input = document.getElementById('field-participants-count') as HTMLInputElement
    expect([input.value, input.getAttribute('aria-invalid')]).toEqual(['banyak', 'true'])
    await typeInto(shown.screen, 'Jumlah orang', '4.000')
    await press('Simpan')
    await settle(() => shown?.router.currentRoute.value.name === 'indicators')
    expect((await readSetting(desk.app)).participants).toEqual({ count: 4000, on: '2025-01-01', source: 'Lama', by: 'staf-kapus' })
  })
})
