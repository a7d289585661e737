import { afterEach, describe, expect, it, vi } from 'vitest'
import { h } from 'vue'
import { day } from '#domain/core/day.ts'
import { monthOfDays } from '#domain/rules/supervision/pustu-day.ts'
import type { StoredRecord } from '#app/db/record-store.ts'
import type { Overview } from '#app/features/supervision/overview.ts'
import PustuCompare from '#app/features/supervision/parts/PustuCompare.vue'
import { routes } from '#app/features/supervision/routes.ts'
import { patientRow } from '../service/ward.ts'
import { openDesk, TODAY } from '../support/desk.ts'
import { elsewhere, press, settle, show, words } from '../support/show.ts'
import { handOut, HEAD, idAt, openHead, visitRow } from './days.ts'

const PAGES = elsewhere('review', 'tablets', 'complaints', 'accounts', 'patient', 'visit', 'handover', 'medicine-drug', 'indicators', 'home')
const held = (wide: boolean): void => void vi.spyOn(window, 'matchMedia').mockReturnValue({ matches: wide, addEventListener: () => {}, removeEventListener: () => {} } as unknown as MediaQueryList)
afterEach(() => {
  vi.restoreAllMocks()
  document.body.innerHTML = ''
})
const link = (label: string): string | null | undefined => document.querySelector(`a[aria-label="${label}"]`)?.getAttribute('href')

describe('the page of Ringkasan', () => {
  it('shows day and month with the trend in words, what waits, and leads from each figure to its records', async () => {
    held(true)
    const late = idAt('2025-12-05T09:00:00Z', 1)
    const desk = await openHead([
      patientRow('pasien-1', { memberId: 'anggota-1' }), visitRow('v1'), visitRow('v2', { signature: null }), visitRow(late, { on: day('2025-12-01') }), visitRow('v4', { on: day('2025-11-03') }), handOut('m1', TODAY),
    ])
    const { screen } = await show(desk, [...routes, ...PAGES], '/pengawasan')
    await settle(() => words().includes('Halaman pengawasan') && words().includes('Kunjungan 6 bulan terakhir') && !words().includes('…'))
    expect(link('Kunjungan, Hari ini: 1')).toBe('/pengawasan/kunjungan?dari=2025-12-17&sampai=2025-12-17&saring=semua')
    expect(link('Kunjungan, Desember 2025: 2')).toBe('/pengawasan/kunjungan?dari=2025-12-01&sampai=2025-12-17&saring=semua')
    expect(link('Anggota koperasi, Desember 2025: 1')).toContain('saring=anggota')
    expect(link('Pustu Kiara, Dicatat terlambat, Desember 2025: 1')).toContain('pustu=pustu-kiara&saring=terlambat')
    expect(words()).toContain('naik 1 dari bulan lalu')
    expect(words()).toMatch(/Anggota koperasi 1 1samasama dengan bulan lalu/)
    expect(link('Pustu Kiara, Dirujuk, Desember 2025: 0')).toContain('saring=dirujuk')
    expect(words()).toContain('Dibandingkan dengan 1–17 Nov 2025.')
    expect(words()).toMatch(/Belum tanda tangan ?Sejak 1 Jul 2025 ?1/)
    expect(words()).toContain('Umur data belum diketahui')
    const print = vi.fn()
    window.print = print
    await press('Cetak bulan')
    expect(print).toHaveBeenCalledOnce()
    expect(words()).toContain('Ringkasan bulan Desember 2025')
    screen.unmount()
  })

  it('follows what arrives without being asked', async () => {
    held(true)
    const first = [patientRow('pasien-1'), visitRow('v1')]
    const desk = await openHead(first)
    const { screen } = await show(desk, [...routes, ...PAGES], '/pengawasan')
    await settle(() => link('Kunjungan, Hari ini: 1') !== undefined)
    const rows = await openHead([...first, visitRow('v2')])
    const [of] = await rows.app.store.byDay('pustu-day', TODAY)
    if (!of) throw new Error('no day')
    await desk.arrive([visitRow('v2'), { kind: 'pustu-day', id: of.id, stream: of.stream, rev: 2, data: of.data }])
    await settle(() => link('Kunjungan, Hari ini: 2') !== undefined)
    screen.unmount()
  })

  it('says plainly that the server has added up nothing, and shows no zero in its place', async () => {
    held(true)
    const desk = await openDesk({ grants: HEAD, actor: 'staf-kapus', rows: [patientRow('pasien-1'), visitRow('v1')] })
    const { screen } = await show(desk, [...routes, ...PAGES], '/pengawasan')
    await settle(() => words().includes('Angka harian belum diterima dari server'))
    await settle(() => /Belum tanda tangan ?Sejak 1 Jul 2025 ?–/.test(words()))
    expect(document.querySelectorAll('table')).toHaveLength(0)
    await press('Buka kunjungan bulan ini')
    await settle(() => words().includes('1 catatan'))
    screen.unmount()
  })
})

/** Twelve pustu, the first with one visit and the last with twelve. */
function twelve(): Overview {
  const names = Array.from({ length: 12 }, (_, index) => `Pustu ${String.fromCharCode(65 + index)}`)
  const pustu = names.map((name, index) => ({ id: `p${index}`, data: { name } }) as unknown as StoredRecord<'facility'>)
  const none = monthOfDays([])
  const span = { from: TODAY, to: TODAY }
  const figures = { all: none, byPustu: new Map(pustu.map((one, index) => [one.id, { ...none, signed: index + 1 }])) }
  return { pustu, day: TODAY, isUnknown: false, isRunning: true, month: { from: day('2025-12-01'), to: TODAY }, before: span, ofDay: figures, ofMonth: figures, ofBefore: null }
}
const compare = async () => {
  const desk = await openDesk({ grants: HEAD, actor: 'staf-kapus' })
  return show(desk, [...routes, ...PAGES, { path: '/uji', component: { render: () => h(PustuCompare, { seen: twelve(), members: null, stock: undefined, tablets: null }) } }], '/uji')
}
const choose = async (label: string, value: string): Promise<void> => {
  const found = [...document.querySelectorAll('label')].find(one => one.textContent?.includes(label))
  const select = document.getElementById(found?.htmlFor ?? '') as HTMLSelectElement
  select.value = value
  select.dispatchEvent(new Event('change', { bubbles: true }))
  await settle()
}

describe('twelve pustu side by side', () => {
  it('a row each by name where there is room, or by a chosen figure, the highest first', async () => {
    held(true)
    const { screen } = await compare()
    const names = () => screen.findAll('tbody th').map(cell => cell.text())
    expect([names().length, names()[0], names().at(-1)]).toEqual([12, 'Pustu A', 'Pustu L'])
    await choose('Urutkan menurut', 'month-visits')
    expect([names()[0], names().at(-1)]).toEqual(['Pustu L', 'Pustu A'])
    screen.unmount()
  })
  it('one figure as a ranked list where there is not', async () => {
    held(false)
    const { screen } = await compare()
    const lines = () => screen.findAll('ol > li').map(line => line.text())
    expect([lines().length, lines()[0], lines().at(-1)]).toEqual([12, expect.stringMatching(/^Pustu L.*12$/), expect.stringMatching(/^Pustu A.*1$/)])
    expect(link('Pustu L, Kunjungan, Desember 2025: 12')).toContain('pustu=p11')
    await choose('Angka yang dibandingkan', 'now-outOfStock')
    expect(lines()[0]).toMatch(/^Pustu A.*…$/)
    screen.unmount()
  })
})
