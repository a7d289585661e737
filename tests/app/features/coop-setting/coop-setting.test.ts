import { afterEach, describe, expect, it } from 'vitest'
import { day } from '#domain/core/day.ts'
import type { Role } from '#domain/core/roles.ts'
import type { MemberData } from '#domain/records/member.ts'
import { readSettingFile, saveSetting } from '#app/features/coop-setting/repository.ts'
import { routes } from '#app/features/coop-setting/routes.ts'
import { fundKey, percentTotal, restoreSetting, settingOf, settingProblems, typedSetting } from '#app/features/coop-setting/setting-form.ts'
import { DEFAULT_SETTING, readCoopSetting } from '#app/shared/coop/setting.ts'
import { openDesk, TODAY, type Desk } from '../support/desk.ts'
import { elsewhere, press, settle, show, type as typeInto, words, type Shown } from '../support/show.ts'

const member = (id: string, name: string) => ({
  kind: 'member' as const, id, stream: 'kmp:kmp-kiara/members',
  data: {
    number: `KIARA-01-${id}`, name, nik: '3673031708900001', familyCard: null, birth: { on: day('1990-08-17'), estimated: false }, sex: 'L', occupation: '', phone: null,
    address: { street: '', rt: '', rw: '', kelurahan: '' }, joinedOn: day('2024-01-01'), status: { state: 'aktif', on: day('2024-01-01'), reason: '' },
  } satisfies MemberData,
})
const desk = (role: Role): Promise<Desk> => openDesk({ grants: [{ role, place: 'kmp-kiara' }], rows: [member('1', 'Budi Uji')], actor: `staf-${role}` })
const START = DEFAULT_SETTING(TODAY)
const stands = async (one: Desk) => (await readCoopSetting(one.app.store, 'kmp:kmp-kiara/finance'))?.data

describe('the setting of a cooperative', () => {
  it('stands for nobody until it is saved; the clerk may begin it, and change it no more', async () => {
    const clerk = await desk('koperasi')
    expect(await readSettingFile(clerk.app)).toMatchObject({ setting: null, changed: null, mayEdit: true, kmp: { id: 'kmp-kiara', name: 'KMP Kiara' } })
    expect(await saveSetting(clerk.app, START)).toMatchObject({ ok: true })
    expect(await readSettingFile(clerk.app)).toMatchObject({ setting: START, mayEdit: false })
    expect(await saveSetting(clerk.app, { ...START, reportDueDay: 5 })).toMatchObject({ ok: false })
    expect((await stands(clerk))?.reportDueDay).toBe(10)
  })
  it.each<Role>(['ketua', 'bendahara'])('is changed by the %s, and officers are called as the members\u2019 book calls them', async role => {
    const chair = await desk(role)
    await saveSetting(chair.app, START)
    const officers = [{ memberId: '1', name: '1', position: 'Ketua' }]
    expect(await saveSetting(chair.app, { ...START, officers })).toMatchObject({ ok: true })
    expect((await stands(chair))?.officers).toEqual([{ memberId: '1', name: 'Budi Uji', position: 'Ketua' }])
  })
  it.each<Role>(['lurah', 'pengawas'])('is read and not written by the %s', async role => {
    const examiner = await desk(role)
    expect((await readSettingFile(examiner.app))?.mayEdit).toBe(false)
    expect(await saveSetting(examiner.app, START)).toMatchObject({ ok: false })
  })
  it('BR-17: 105 is refused by the store as well', async () => {
    const chair = await desk('ketua')
    const shares = [...START.shu.shares, { key: 'dana-lain', name: 'Dana lain', percent: 5 }]
    expect(await saveSetting(chair.app, { ...START, shu: { ...START.shu, shares } })).toMatchObject({ ok: false, error: { kind: 'rules-broken', breaks: [{ rule: 'BR-17' }] } })
  })
})

describe('what is typed', () => {
  const typed = typedSetting(START)
  const faults = (change: Partial<typeof typed>) => settingProblems({ ...typed, ...change }, TODAY).map(problem => [problem.field, problem.word])
  it('of the usual values is right and comes back as it was', () => {
    expect(faults({})).toEqual([])
    expect(settingOf(typed)).toEqual({ ...START, shu: { ...START.shu, nonMember: 'cadangan', savings: 'semua' } })
    expect(restoreSetting({ ...typed } as never, typed)).toEqual(typed)
    expect([restoreSetting({ ...typed, wajib: [{ from: 1 }] } as never, typed), restoreSetting(undefined, typed), restoreSetting({ pokok: '1' }, typed)]).toEqual([null, null, null])
  })
  it('BR-17: totals 100 with none below 0', () => {
    const over = [...typed.shares, { key: '', name: 'Dana lain', percent: '5' }]
    expect(settingProblems({ ...typed, shares: over }, TODAY)).toEqual([{ field: 'sharePercent0', word: 'errTotal', total: 105 }])
    expect(faults({ shares: typed.shares.map((share, index) => ({ ...share, percent: ['55', '40', '-10', '5', '5', '5'][index] ?? '' })) })).toEqual([['sharePercent2', 'errNegative']])
    expect([percentTotal([{ key: '', name: '', percent: '2,5' }]), faults({ shares: typed.shares.map((share, index) => (index === 5 ? { ...share, percent: '4,5' } : share)) })]).toEqual([0, [['sharePercent5', 'errPercent'], ['sharePercent0', 'errTotal']]])
  })
  it('says what is wrong where it is wrong', () => {
    expect(faults({ pokok: '', wajib: [{ from: '2025-05', amount: '10.000' }, { from: '2025-05', amount: 'x' }], days: '400', openingOn: '2025-12-18', usaha: '101', dueDay: '29', officers: [{ memberId: '', name: '', position: '' }] })).toEqual([
      ['pokok', 'errAmount'], ['wajibAmount1', 'errAmount'], ['wajibFrom1', 'errMonthOrder'], ['days', 'errDays'], ['openingOn', 'errDay'], ['usaha', 'errUsaha'], ['officer0', 'errMember'], ['position0', 'errPosition'], ['dueDay', 'errDueDay'],
    ])
  })
  it('gives a new fund a key of its own', () => {
    expect([fundKey('Dana Sosial', []), fundKey('Dana Sosial', ['dana-sosial']), fundKey('123', [])]).toEqual(['dana-sosial', 'dana-sosial-a', 'dana-lain'])
  })
})

describe('the page', () => {
  let shown: Shown | null = null
  afterEach(() => { shown?.screen.unmount(); shown = null })
  const open = async (one: Desk): Promise<void> => {
    shown = await show(one, [...routes, ...elsewhere('cooperative')], '/koperasi/pengaturan')
    await settle(() => words().includes('Simpanan') && !words().includes('Memuat'))
  }
  it('begins with the usual values, says that nobody decided them, counts the total live, and saves', async () => {
    const one = await desk('ketua')
    await open(one)
    await settle(() => words().includes('Jumlah 100%'))
    expect(words()).toContain('bukan keputusan koperasi ini')
    await typeInto((shown as Shown).screen, 'Persen', '45')
    await settle(() => words().includes('lebih 5%'))
    await press('Simpan')
    await settle(() => words().includes('Jumlah semua bagian 105%'))
    expect(await stands(one)).toBeUndefined()
    await typeInto((shown as Shown).screen, 'Persen', '40')
    await typeInto((shown as Shown).screen, 'Simpanan pokok', '75.000')
    await press('Simpan')
    await settle(() => (shown as Shown).router.currentRoute.value.name === 'cooperative')
    expect((await stands(one))?.dues.pokok).toBe(75_000)
  })
  it('keeps what was typed when the page is closed', async () => {
    const one = await desk('ketua')
    await open(one)
    await settle(() => words().includes('Jumlah 100%'))
    await typeInto((shown as Shown).screen, 'Simpanan pokok', '60.000')
    await settle()
    shown?.screen.unmount()
    await settle()
    await open(one)
    await settle(() => words().includes('dipulihkan'))
    expect((document.getElementById('field-pokok') as HTMLInputElement).value).toBe('60.000')
  })
  it('tells an examiner the values in force', async () => {
    const one = await openDesk({ grants: [{ role: 'lurah', place: 'kmp-kiara' }], actor: 'staf-lurah', rows: [{ kind: 'coop-setting', id: 'koperasi-kmp-kiara', stream: 'kmp:kmp-kiara/finance', data: START }] })
    await open(one)
    await settle(() => words().includes('Hanya ketua dan bendahara'))
    expect(words()).toContain('Cadangan40%')
    expect(document.querySelector('form')).toBeNull()
  })
})
