import { afterEach, describe, expect, it, vi } from 'vitest'
import { routes } from '#app/features/shu/routes.ts'
import { trialOf, typedTrial } from '#app/features/shu/logic/try-form.ts'
import type { Desk } from '../support/desk.ts'
import { elsewhere, press, settle, show, type as typeInto, words, type Shown } from '../support/show.ts'
import { desk, member, setting, yearRows } from './shu-sample.ts'
import { RULE } from '../../../domain/finance/shu-sample.ts'

let shown: Shown | null = null
afterEach(() => { shown?.screen.unmount(); shown = null })
const open = async (one: Desk, path: string): Promise<Shown> => (shown = await show(one, [...routes, ...elsewhere('cooperative', 'coop-setting', 'cash-new', 'member')], path))
const screen = () => (shown as Shown).screen

describe('the list of years', () => {
  it('opens a year, and says where a setting is missing', async () => {
    await open(await desk('ketua'), '/koperasi/shu')
    await settle(() => words().includes('Siap disahkan'))
    expect(words()).toContain('Masih berjalan')
    shown?.screen.unmount()
    await open(await desk('ketua', [member('1', 'Ani Uji')]), '/koperasi/shu')
    await settle(() => words().includes('Pengaturan koperasi belum diisi'))
  })
})

describe('an open year', () => {
  it('is a simulation with the result, the allocation and everybody\u2019s share, found by name', async () => {
    await open(await desk('koperasi'), '/koperasi/shu/2024')
    await settle(() => words().includes('Rp 2.972.631'))
    expect(words()).toContain('Simulasi')
    expect(words()).toContain('Pengesahan dicatat oleh ketua setelah RAT.')
    expect(words()).not.toContain('Sahkan hasil RAT')
    expect(words()).toContain('Jasa anggota40%Rp 4.800.000')
    await typeInto(screen(), 'Cari nama', 'budi')
    await settle(() => !words().includes('Rp 2.972.631'))
    expect(words()).toContain('Rp 1.549.474')
    await typeInto(screen(), 'Cari nama', 'zzz')
    await settle(() => words().includes('Tidak ada anggota yang cocok'))
  })
  it('shows other percentages without saving them, and does not approve by them', async () => {
    const one = await desk('ketua')
    await open(one, '/koperasi/shu/2024')
    await settle(() => words().includes('Rp 2.972.631'))
    await typeInto(screen(), 'Cadangan', '35')
    await settle(() => words().includes('Jumlahnya 95%'))
    await typeInto(screen(), 'Jasa anggota', '45')
    await settle(() => words().includes('Rp 5.400.000'))
    expect(words()).toContain('Yang tampil adalah percobaan')
    expect([...document.querySelectorAll('button')].find(button => button.textContent?.includes('Sahkan hasil RAT'))?.disabled).toBe(true)
    await press('Kembali ke pengaturan')
    await settle(() => words().includes('Rp 2.972.631'))
    expect((await one.app.store.byKey('coop-setting', 'one', 'ya'))[0]?.data.shu.shares[0]?.percent).toBe(40)
  })
  it('is approved with the RAT\u2019s day, minutes and people, and frozen from then on', async () => {
    const one = await desk('ketua')
    await open(one, '/koperasi/shu/2024')
    await press('Sahkan hasil RAT')
    await settle(() => words().includes('Nomor berita acara'))
    await press('Sahkan dan kunci')
    await settle(() => words().includes('Isi nomor berita acara.'))
    expect(await one.app.store.scan('shu-year')).toEqual([])
    await typeInto(screen(), 'Nomor berita acara', 'BA-1')
    await typeInto(screen(), 'Anggota diundang', '3')
    await typeInto(screen(), 'Anggota hadir', '4')
    for (const [index, text] of ['1', '3', '2025'].entries()) {
      const box = document.querySelectorAll<HTMLInputElement>('[role="dialog"] fieldset input, [role="dialog"] [role="group"] input')[index]
      if (!box) throw new Error('no box of the day')
      box.value = text
      box.dispatchEvent(new Event('input', { bubbles: true }))
    }
    await settle(() => words().includes('Tidak boleh lebih dari yang diundang.'))
    await typeInto(screen(), 'Anggota hadir', '2')
    await press('Sahkan dan kunci')
    await settle(() => words().includes('Disahkan RAT 1 Mar 2025'))
    expect(words()).toContain('Berita acara BA-1, hadir 2 dari 3 anggota.')
    expect(words()).toContain('Rp 2.972.631')
    expect(words()).not.toContain('Sahkan hasil RAT')
  })
  it('BR-21: says what could not be shared', async () => {
    await open(await desk('ketua', yearRows().filter(row => row.kind !== 'member-trade')), '/koperasi/shu/2024')
    await settle(() => words().includes('Tidak ada anggota yang berbelanja: jasa usaha Rp 3.360.000 masuk cadangan.'))
  })
  it('of a loss shares nothing', async () => {
    await open(await desk('ketua', [setting(), member('1', 'Ani Uji')] as never), '/koperasi/shu/2024')
    await settle(() => words().includes('Tidak ada SHU yang dibagi'))
  })
  it('is printed with everybody\u2019s share, which is drawn for the printer only', async () => {
    await open(await desk('ketua'), '/koperasi/shu/2024')
    await settle(() => words().includes('Rp 2.972.631'))
    expect(document.querySelector('.print-sheet')?.textContent).not.toContain('Ani Uji')
    let paper = ''
    vi.stubGlobal('print', () => { paper = document.querySelector('.print-sheet')?.textContent ?? '' })
    await press('Cetak')
    vi.unstubAllGlobals()
    expect(paper).toContain('Ani Uji')
    expect(paper).toContain('2.972.631')
    expect(['Ketua', 'Sekretaris', 'Bendahara', 'Pengawas', 'SIMULASI'].filter(word => !paper.includes(word))).toEqual([])
    window.dispatchEvent(new Event('afterprint'))
    await settle(() => !(document.querySelector('.print-sheet')?.textContent ?? '').includes('Ani Uji'))
  })
  it('shows an examiner the result and why he sees no shares', async () => {
    await open(await desk('lurah'), '/koperasi/shu/2024')
    await settle(() => words().includes('Rp 12.000.000'))
    expect(words()).toContain('Belanja per anggota tidak ditunjukkan kepada akun ini')
    expect(words()).not.toContain('Ani Uji')
  })
})

describe('percentages to try', () => {
  it('BR-17: are a rule only at exactly 100 with none below 0', () => {
    const typed = typedTrial(RULE)
    expect(trialOf(RULE, typed).rule).toEqual(RULE)
    expect(trialOf(RULE, { ...typed, percents: [...typed.percents.slice(0, 5), '10'] })).toEqual({ rule: null, wrong: 105 })
    expect(trialOf(RULE, { ...typed, percents: ['50', '40', '-5', '5', '5', '5'] })).toEqual({ rule: null, wrong: 100 })
    expect(trialOf(RULE, { ...typed, usaha: '101' }).rule).toBeNull()
    expect(trialOf(RULE, { ...typed, percents: ['x', ...typed.percents.slice(1)] })).toEqual({ rule: null, wrong: 60 })
  })
})
