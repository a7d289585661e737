import { afterEach, describe, expect, test } from 'vitest'
import { addDays } from '#domain/core/day.ts'
import { streamOf } from '#domain/core/streams.ts'
import type { StaffData } from '#domain/records/staff.ts'
import OwnLicence from '#app/features/home/parts/OwnLicence.vue'
import { licencesDue } from '#app/shared/licences.ts'
import { openDesk, TODAY, type Desk, type PlacedRow } from '../support/desk.ts'
import { settle, show, words, type Shown } from '../support/show.ts'

const NURSE = [{ role: 'nakes', place: 'pustu-kiara' }] as const
const staff = (id: string, daysLeft: number | null, more: Partial<StaffData> = {}): PlacedRow<'staff'> => ({
  kind: 'staff', id, stream: streamOf('catalogue', 'pkm-uji'),
  data: { name: `Nama ${id}`, profession: 'kebidanan', grants: [...NURSE], active: true, sip: daysLeft === null ? null : { number: `SIP/${id}`, expiresOn: addDays(TODAY, daysLeft) }, ...more },
})
const deskOf = (row: PlacedRow<'staff'>): Promise<Desk> => openDesk({ grants: NURSE, actor: row.id, rows: [row] })

describe('a person’s own licence on Beranda', () => {
  let shown: Shown | undefined
  afterEach(() => shown?.screen.unmount())
  const see = async (row: PlacedRow<'staff'>, isQuiet = false): Promise<string> => {
    const desk = await deskOf(row)
    shown = await show(desk, [{ path: '/', component: OwnLicence }], '/')
    await settle(isQuiet ? undefined : () => words().includes('SIP Anda'))
    return words()
  }
  test('says nothing 91 days before, quietly 90 days, in amber 30 days before', async () => {
    expect(await see(staff('s-91', 91), true)).not.toContain('SIP')
    shown?.screen.unmount()
    expect(await see(staff('s-90', 90))).toContain('SIP Anda berlaku sampai 17 Mar 2026, 90 hari lagi')
    expect(shown?.screen.find('.bg-plain-ground').exists()).toBe(true)
    shown?.screen.unmount()
    expect(await see(staff('s-30', 30))).toContain('SIP Anda berakhir 16 Jan 2026, 30 hari lagi')
    expect(shown?.screen.find('.bg-warn-ground').exists()).toBe(true)
    shown?.screen.unmount()
    expect(await see(staff('s-0', 0))).toContain('SIP Anda berakhir hari ini')
  })
  test('BR-41: the day after, in red with what to do; a STR that is over says that signing goes on', async () => {
    const said = await see(staff('s-x', -1, { str: { number: 'STR/1', expiresOn: addDays(TODAY, -1) } }))
    expect(said).toContain('SIP Anda berakhir 16 Des 2025')
    expect(said).toContain('Urus perpanjangan ke dinas kesehatan')
    expect(said).toContain('STR Anda berakhir 16 Des 2025')
    expect(said).toContain('Tanda tangan tidak terhalang')
    expect(shown?.screen.findAll('[role="alert"]')).toHaveLength(2)
  })
})

describe('licences that ask for something', () => {
  test('each person once, under the worst, the soonest end first; who has left is not counted', async () => {
    const desk = await openDesk({ grants: [{ role: 'kapus', place: 'pkm-uji' }], actor: 's-far', rows: [
      staff('s-far', 91), staff('s-90', 90), staff('s-30', 30), staff('s-5', 5), staff('s-0', 0), staff('s-over', -1), staff('s-none', null), staff('s-left', -50, { active: false }),
      staff('s-str', 400, { str: { number: 'STR/2', expiresOn: addDays(TODAY, -2) } }), staff('s-clerk', null, { profession: 'lainnya' }),
    ] })
    const due = await licencesDue(desk.app.store, TODAY)
    const ids = (list: typeof due.expired): string[] => list.map(one => one.staff.id)
    expect([ids(due.expired), ids(due.missing), ids(due.within30), ids(due.within90)]).toEqual([['s-str', 's-over'], ['s-none'], ['s-0', 's-5', 's-30'], ['s-90']])
    expect(due.expired[0]?.looks.map(look => look.licence)).toEqual(['str'])
  })
})
