import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addDays, day } from '#domain/core/day.ts'
import type { CheckContext } from '#domain/core/record.ts'
import type { ComplaintData } from '#domain/records/complaint.ts'
import { checkComplaint, classOf, complaintCohort, complaintDue, complaintState, COMPLAINT_NORMS } from '#domain/rules/supervision/complaint-rules.ts'
import { checkCalendar, DEFAULT_CALENDAR, isWorkingDay, weekdayOf, workingDayAfter } from '#domain/rules/supervision/working-days.ts'

const WEDNESDAY = day('2025-12-17')
const complaint = (changes: Partial<ComplaintData> = {}): ComplaintData => ({
  number: 'KIARA-A-1', on: WEDNESDAY, time: '09:00', channel: 'loket', from: null, class: 'ringan', topic: 'waktu-tunggu', text: 'Menunggu dua jam', serviceOn: WEDNESDAY, owner: null, reply: null, satisfaction: null, by: 'bidan', ...changes,
})
const reply = (changes: Partial<NonNullable<ComplaintData['reply']>> = {}): ComplaintData['reply'] => ({ on: day('2025-12-18'), text: 'Jam buka ditambah', by: 'bidan', name: 'Bidan', ...changes })
const broken = (data: ComplaintData, before: ComplaintData | null = null, actor = 'bidan'): string[] =>
  checkComplaint(data, { id: 'a', actor, roles: ['nakes'], stream: '', before, found: () => [] } satisfies CheckContext<ComplaintData>).map(one => `${one.rule} ${one.field}`)

describe('BR-63: the day by which a complaint is answered', () => {
  test('ringan received on Wednesday 17-12-2025 is due on Friday 19-12-2025', () => {
    expect(weekdayOf(WEDNESDAY)).toBe(3)
    expect(complaintDue(complaint(), DEFAULT_CALENDAR)).toBe('2025-12-19')
  })
  test('Sundays and holidays do not count: normatif over Christmas, with 25-12 a holiday, is due on 24-12 and with the 24th one more on 26-12', () => {
    const holidays = (...days: string[]) => ({ ...DEFAULT_CALENDAR, holidays: days.map(on => ({ on: day(on), name: 'Libur' })) })
    expect(complaintDue(complaint({ class: 'normatif' }), DEFAULT_CALENDAR)).toBe('2025-12-23')
    expect(complaintDue(complaint({ class: 'normatif' }), holidays('2025-12-18'))).toBe('2025-12-24')
    expect(complaintDue(complaint({ class: 'normatif' }), holidays('2025-12-18', '2025-12-24', '2025-12-25'))).toBe('2025-12-26')
    expect(COMPLAINT_NORMS).toEqual({ ringan: 2, normatif: 5, 'non-pengawasan': 14, pengawasan: 60 })
  })
  test('a puskesmas that works Monday to Friday is due later, and the due day is always a working day with the norm of days up to it', () => {
    expect(complaintDue(complaint({ on: day('2025-12-18') }), { ...DEFAULT_CALENDAR, weekdays: [1, 2, 3, 4, 5] })).toBe('2025-12-22')
    fc.assert(fc.property(fc.integer({ min: 0, max: 2000 }), fc.integer({ min: 1, max: 60 }), fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1 }), (offset, norm, weekdays) => {
      const from = addDays(WEDNESDAY, offset)
      const calendar = { weekdays, holidays: [] }
      const due = workingDayAfter(from, norm, calendar)
      const days = Array.from({ length: 400 }, (_, index) => addDays(from, index + 1)).filter(on => on <= due && isWorkingDay(on, calendar))
      if (norm / weekdays.length < 50) {
        expect(days).toHaveLength(norm)
        expect(days.at(-1)).toBe(due)
      }
    }))
  })
  test('it is open through its due day, overdue from the next, and answered late after it', () => {
    expect(complaintState(complaint(), DEFAULT_CALENDAR, day('2025-12-19'))).toBe('open')
    expect(complaintState(complaint(), DEFAULT_CALENDAR, day('2025-12-20'))).toBe('overdue')
    expect(complaintState(complaint({ reply: reply({ on: day('2025-12-19') }) }), DEFAULT_CALENDAR, day('2026-01-20'))).toBe('answered')
    expect(complaintState(complaint({ reply: reply({ on: day('2025-12-20') }) }), DEFAULT_CALENDAR, day('2026-01-20'))).toBe('answered-late')
  })
  test('a calendar names each weekday and each holiday once', () => {
    expect(checkCalendar({ weekdays: [1, 1], holidays: [{ on: WEDNESDAY, name: 'a' }, { on: WEDNESDAY, name: 'b' }] }).map(one => one.field)).toEqual(['weekdays', 'holidays'])
    expect(checkCalendar(DEFAULT_CALENDAR)).toEqual([])
  })
})

describe('BR-63: what became of the complaints of a month', () => {
  test('answered on the last day of the norm is not late, a working day after it is; the unanswered are open however old', () => {
    // Class ringan, two working days: Wednesday 17 December is answered by Friday 19.
    const on = (day19: string): ComplaintData => complaint({ class: 'ringan', reply: reply({ on: day(day19) }) })
    expect(complaintCohort([on('2025-12-19'), on('2025-12-22'), complaint({ class: 'ringan' }), complaint({ class: 'ringan', on: day('2025-01-02') })], DEFAULT_CALENDAR)).toEqual({ closed: 2, open: 2, late: 1 })
    expect(complaintCohort([], DEFAULT_CALENDAR)).toEqual({ closed: 0, open: 0, late: 0 })
  })
})

describe('a complaint', () => {
  test('stands under the name of who took it and is never reworded', () => {
    expect(broken(complaint())).toEqual([])
    expect(broken(complaint({ by: 'lain' }))).toEqual(['entry-actor by'])
    expect(broken(complaint({ text: 'lain' }), complaint())).toEqual(['complaint-fixed text'])
    expect(broken(complaint({ owner: { id: 'x', name: 'X' } }), complaint(), 'kapus')).toEqual([])
    expect(broken(complaint({ serviceOn: day('2025-12-18') }))).toEqual(['complaint-day serviceOn'])
  })
  test('is answered under the own name, not before it was made, and the answer is not taken away', () => {
    expect(broken(complaint({ reply: reply() }), complaint())).toEqual([])
    expect(broken(complaint({ reply: reply() }), complaint(), 'kapus')).toEqual(['complaint-reply reply'])
    expect(broken(complaint({ reply: reply({ on: day('2025-12-16') }) }), complaint())).toEqual(['complaint-reply reply'])
    expect(broken(complaint(), complaint({ reply: reply() }))).toEqual(['complaint-reply reply'])
    expect(broken(complaint({ reply: reply(), owner: { id: 'x', name: 'X' } }), complaint({ reply: reply() }), 'kapus')).toEqual([])
  })
  test('whether the answer was good enough is asked after it', () => {
    const asked: ComplaintData['satisfaction'] = { answer: 'puas', on: day('2025-12-19'), by: 'bidan' }
    expect(broken(complaint({ satisfaction: asked }), complaint())).toEqual(['complaint-satisfaction satisfaction'])
    expect(broken(complaint({ reply: reply(), satisfaction: asked }), complaint({ reply: reply() }))).toEqual([])
  })

  test('BR-63: the head gives it another class with a reason, and its norm counts from the day of receipt; nobody else does, and what was taken stays', () => {
    const first: NonNullable<ComplaintData['reclassed']>[number] = { class: 'normatif', topic: 'jam-buka', reason: 'Menyangkut jam buka', on: day('2025-12-18'), by: 'kapus', name: 'Kepala' }
    const reclassed = [first]
    const asHead = (data: ComplaintData, before: ComplaintData): string[] =>
      checkComplaint(data, { id: 'a', actor: 'kapus', roles: ['kapus'], stream: '', before, found: () => [] } satisfies CheckContext<ComplaintData>).map(one => `${one.rule} ${one.field}`)
    expect(asHead(complaint({ reclassed }), complaint())).toEqual([])
    expect(classOf(complaint({ reclassed }))).toBe('normatif')
    expect(complaintDue(complaint({ reclassed }), DEFAULT_CALENDAR)).toBe('2025-12-23')
    expect(broken(complaint({ reclassed: [{ ...first, by: 'bidan' }] }), complaint())).toEqual(['complaint-class reclassed'])
    expect(asHead(complaint({ reclassed: [{ ...first, by: 'bidan' }] }), complaint())).toEqual(['complaint-class reclassed'])
    expect(asHead(complaint({ reclassed: [] }), complaint({ reclassed }))).toEqual(['complaint-class reclassed'])
    expect(broken(complaint({ reclassed, owner: { id: 'bidan', name: 'Bidan' } }), complaint({ reclassed }))).toEqual([])
    expect(asHead(complaint({ class: 'normatif' }), complaint())).toEqual(['complaint-fixed text'])
  })
})
