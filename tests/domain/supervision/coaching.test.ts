import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addDays, day } from '#domain/core/day.ts'
import type { CheckContext, Known } from '#domain/core/record.ts'
import type { CoachingPlan } from '#domain/records/coaching-plan.ts'
import type { CoachingVisit } from '#domain/records/coaching-visit.ts'
import type { FindingData } from '#domain/records/finding.ts'
import { addPoints, bandOf, checklistName, checklistResult, itemsOf, pointsOf, scoreOf, type AnswerValue, type ChecklistAnswer } from '#domain/rules/supervision/checklist.ts'
import { checklistFacts } from '#domain/rules/supervision/checklist-facts.ts'
import { checkCoachingPlan, checkCoachingVisit } from '#domain/rules/supervision/coaching-rules.ts'
import { coverageOf, monthsOfYear, planState } from '#domain/rules/supervision/coaching-year.ts'
import { checkFinding } from '#domain/rules/supervision/finding-rules.ts'
import { closedOnTime, findingState } from '#domain/rules/supervision/findings.ts'
import { SUPERVISION_CHECKLIST } from '#seeds/checklists/checklists.ts'

const ITEMS = itemsOf(SUPERVISION_CHECKLIST)
const all = (value: AnswerValue, but: Readonly<Record<string, AnswerValue>> = {}): ChecklistAnswer[] => ITEMS.map(({ id }) => ({ item: id, value: id in but ? (but[id] ?? null) : value }))
const TODAY = day('2025-12-17')

describe('what a checklist comes to', () => {
  test('weights and critical items of the rules are those of the seed, edition by edition', () => {
    expect(checklistFacts(checklistName(SUPERVISION_CHECKLIST))).toEqual(ITEMS.map(({ id, weight, critical }) => ({ id, weight, critical })))
    expect(ITEMS.map(item => item.no)).toEqual(Array.from({ length: 36 }, (_, index) => index + 1))
    expect(new Set(ITEMS.map(item => item.id)).size).toBe(36)
    expect(checklistFacts('supervisi/99')).toBeNull()
  })
  test('Σ value·weight ÷ Σ 2·weight over what applies: 2·2 + 1·1 of 2·2 + 2·1 is 83.33 %', () => {
    const points = pointsOf([{ no: 1, id: 'a', label: '', weight: 2, critical: false }, { no: 2, id: 'b', label: '', weight: 1, critical: false }, { no: 3, id: 'c', label: '', weight: 2, critical: false }], [{ item: 'a', value: 2 }, { item: 'b', value: 1 }, { item: 'c', value: null }])
    expect(points).toEqual({ won: 5, most: 6 })
    expect(scoreOf(points)).toBeCloseTo(83.3333, 4)
    expect([scoreOf({ won: 0, most: 0 }), bandOf({ won: 0, most: 0 })]).toEqual([null, null])
  })
  test('80 % is good and 60 % fair, exactly', () => {
    expect([[80, 100], [79, 100], [4, 5], [60, 100], [599, 1000], [0, 2]].map(([won, most]) => bandOf({ won: won ?? 0, most: most ?? 0 }))).toEqual(['baik', 'cukup', 'baik', 'cukup', 'kurang', 'kurang'])
  })
  test('one critical item at 0 makes it fair at best, and asks for follow-up; at 1 it asks for a finding only', () => {
    const zero = checklistResult(SUPERVISION_CHECKLIST, all(2, { air: 0 }))
    expect([zero.band, zero.capped, zero.failed.map(item => item.id), zero.wanting.map(item => item.id)]).toEqual(['cukup', true, ['air'], ['air']])
    const one = checklistResult(SUPERVISION_CHECKLIST, all(2, { air: 1 }))
    expect([one.band, one.capped, one.failed, one.wanting.map(item => item.id)]).toEqual(['baik', false, [], ['air']])
    const low = checklistResult(SUPERVISION_CHECKLIST, all(0))
    expect([low.band, low.capped]).toEqual(['kurang', false])
    expect(checklistResult(SUPERVISION_CHECKLIST, all(2, { papan: 0 })).band).toBe('baik')
  })
  test('what was not looked at is listed and counts neither for nor against', () => {
    const some = checklistResult(SUPERVISION_CHECKLIST, [{ item: 'papan', value: 2 }, { item: 'jadwal', value: null }])
    expect([some.points, some.unanswered.length, scoreOf(some.points)]).toEqual([{ won: 2, most: 2 }, 34, 100])
    expect(checklistResult(SUPERVISION_CHECKLIST, []).band).toBeNull()
  })
  test('the sections add up to the whole, a score lies between 0 and 100, and a better answer never lowers it', () => {
    const value = fc.constantFrom<AnswerValue>(0, 1, 2, null)
    fc.assert(fc.property(fc.array(value, { minLength: 36, maxLength: 36 }), fc.nat(35), (values, at) => {
      const answers = ITEMS.map((item, index) => ({ item: item.id, value: values[index] ?? null }))
      const result = checklistResult(SUPERVISION_CHECKLIST, answers)
      expect(addPoints(result.sections.map(section => section.points))).toEqual(result.points)
      const score = scoreOf(result.points)
      if (score !== null) expect(score).toBeGreaterThanOrEqual(0)
      if (score !== null) expect(score).toBeLessThanOrEqual(100)
      if (result.failed.length > 0) expect(result.band).not.toBe('baik')
      const raised = answers.map((answer, index) => (index === at && answer.value !== null ? { ...answer, value: 2 as const } : answer))
      expect(scoreOf(checklistResult(SUPERVISION_CHECKLIST, raised).points) ?? 0).toBeGreaterThanOrEqual(score ?? 0)
    }))
  })
})

const finding = (changes: Partial<FindingData> = {}): FindingData => ({
  pustu: 'kiara', on: day('2025-12-01'), by: 'kapus', visitId: 'v', item: 'air', critical: true, text: 'Air mati', cause: '', action: 'Perbaiki pompa', owner: { id: 'bidan', name: 'Bidan' }, due: day('2025-12-15'), evidence: [], moves: [], closed: null, ...changes,
})
const evidence = (changes: Partial<FindingData['evidence'][number]> = {}): FindingData['evidence'][number] => ({ on: day('2025-12-10'), text: 'Pompa diganti', photoId: null, by: 'bidan', name: 'Bidan', ...changes })
const closed = (on = '2025-12-12', by = 'kapus'): NonNullable<FindingData['closed']> => ({ on: day(on), by, name: 'Kepala', note: '' })
const moved = (changes: Partial<FindingData['moves'][number]> = {}): FindingData['moves'][number] => ({ from: day('2025-12-15'), to: day('2025-12-20'), reason: 'Suku cadang', on: day('2025-12-11'), by: 'kapus', ...changes })
const photo = (of: string, state: 'live' | 'void' = 'live'): Known => ({ id: 'foto', kind: 'evidence-photo', stream: '', rev: 1, state, data: { of } })
const broken = (data: FindingData, before: FindingData | null = null, who: { actor?: string; roles?: CheckContext<FindingData>['roles']; photo?: Known } = {}): string[] =>
  checkFinding(data, { id: 'a', actor: who.actor ?? 'kapus', roles: who.roles ?? ['kapus'], stream: '', before, found: () => (who.photo ? [who.photo] : []) }).map(one => `${one.rule} ${one.field}`)
const NURSE = { actor: 'bidan', roles: ['nakes'] } as const

describe('BR-64: a line of a follow-up plan', () => {
  test('is open through its due day and overdue from the next, with evidence too; closed by its day, or late', () => {
    expect(findingState(finding(), day('2025-12-15'))).toBe('open')
    expect(findingState(finding(), day('2025-12-16'))).toBe('overdue')
    expect(findingState(finding({ evidence: [evidence()] }), day('2025-12-15'))).toBe('evidence-given')
    expect(findingState(finding({ evidence: [evidence()] }), day('2025-12-16'))).toBe('overdue')
    expect(findingState(finding({ evidence: [evidence()], closed: closed('2025-12-15') }), TODAY)).toBe('closed')
    expect(findingState(finding({ evidence: [evidence()], closed: closed('2025-12-16') }), TODAY)).toBe('closed-late')
  })
  test('a due day that is moved before it passes is a new due day; moved after it, what was late stays late', () => {
    const before = finding({ due: day('2025-12-20'), moves: [moved()], evidence: [evidence()] })
    const after = { ...before, moves: [moved({ on: day('2025-12-16') })] }
    expect([findingState(before, TODAY), findingState({ ...before, closed: closed('2025-12-18') }, TODAY), findingState({ ...after, closed: closed('2025-12-18') }, TODAY)]).toEqual(['evidence-given', 'closed', 'closed-late'])
    expect(closedOnTime([after], TODAY)).toEqual({ onTime: 0, due: 1 })
  })
  test('closed on time ÷ what has ended or is past its day: what still runs is not counted', () => {
    const lines = [finding({ evidence: [evidence()], closed: closed('2025-12-15') }), finding({ evidence: [evidence()], closed: closed('2025-12-16') }), finding(), finding({ due: day('2025-12-17') })]
    expect(closedOnTime(lines, TODAY)).toEqual({ onTime: 1, due: 3 })
    expect(closedOnTime([], TODAY)).toEqual({ onTime: 0, due: 0 })
    fc.assert(fc.property(fc.array(fc.record({ due: fc.integer({ min: -20, max: 20 }), closed: fc.option(fc.integer({ min: -20, max: 0 })) })), rows => {
      const many = rows.map(row => finding({ due: addDays(TODAY, row.due), evidence: [evidence()], closed: row.closed === null ? null : closed(addDays(TODAY, row.closed)) }))
      const { onTime, due } = closedOnTime(many, TODAY)
      const running = many.filter(one => one.closed === null && one.due >= TODAY).length
      expect(due + running).toBe(many.length)
      expect(onTime).toBeLessThanOrEqual(due)
    }))
  })
  test('cannot be closed without evidence, nor before its day, nor by anybody but the head, nor opened again', () => {
    expect(broken(finding({ closed: closed() }), finding())).toEqual(['BR-64 closed'])
    const shown = finding({ evidence: [evidence()] })
    expect(broken({ ...shown, closed: closed() }, shown)).toEqual([])
    expect(broken({ ...shown, closed: closed('2025-11-30') }, shown)).toEqual(['finding-day closed'])
    expect(broken({ ...shown, closed: closed('2025-12-01') }, shown)).toEqual([])
    expect(broken({ ...shown, closed: closed('2025-12-12', 'lain') }, shown)).toEqual(['finding-closer closed'])
    expect(broken({ ...shown, closed: closed('2025-12-12', 'bidan') }, shown, NURSE)).toEqual(['finding-closer closed', 'finding-nakes closed'])
    expect(broken(shown, { ...shown, closed: closed() })).toEqual(['finding-closed closed'])
  })
  test('gains evidence and loses none; words or a picture of its own, under the name of who gives it', () => {
    const shown = finding({ evidence: [evidence()] })
    expect(broken(shown, finding(), NURSE)).toEqual([])
    expect(broken(finding({ evidence: [evidence({ text: ' ' })] }), finding(), NURSE)).toEqual(['finding-evidence evidence'])
    expect(broken(finding(), shown, NURSE)).toEqual(['finding-evidence evidence'])
    expect(broken(finding(), shown)).toEqual(['finding-evidence evidence'])
    expect(broken(finding({ evidence: [evidence({ text: 'lain' })] }), shown, NURSE)).toEqual(['finding-evidence evidence'])
    expect(broken(finding({ evidence: [evidence({ text: 'lain' })] }), shown), 'the head settles a clash').toEqual([])
    expect(broken(shown, finding(), { ...NURSE, actor: 'perawat' })).toEqual(['entry-actor evidence'])
    const pictured = finding({ evidence: [evidence({ text: '', photoId: 'foto' })] })
    expect(broken(pictured, finding(), { ...NURSE, photo: photo('a') })).toEqual([])
    expect([broken(pictured, finding(), NURSE), broken(pictured, finding(), { ...NURSE, photo: photo('lain') }), broken(pictured, finding(), { ...NURSE, photo: photo('a', 'void') })].flat()).toEqual(Array(3).fill('finding-photo evidence'))
    expect(broken({ ...pictured, closed: closed() }, pictured), 'a picture taken away later does not keep it from being closed').toEqual([])
  })
  test('the pustu adds evidence and nothing else', () => {
    expect(broken(finding({ action: 'Lain', evidence: [evidence()] }), finding(), NURSE)).toEqual(['finding-nakes action'])
    expect(broken(finding({ due: day('2025-12-20'), moves: [moved({ by: 'bidan' })] }), finding(), NURSE)).toEqual(['finding-nakes due'])
  })
  test('its due day moves with a reason that stays, and never before the finding', () => {
    expect(broken(finding({ due: day('2025-12-20'), moves: [moved()] }), finding())).toEqual([])
    expect(broken(finding({ due: day('2025-12-20') }), finding())).toEqual(['finding-move due'])
    expect(broken(finding({ due: day('2025-12-21'), moves: [moved()] }), finding())).toEqual(['finding-move due'])
    expect(broken(finding({ due: day('2025-12-20'), moves: [moved({ from: day('2025-12-14') })] }), finding())).toEqual(['finding-move due'])
    expect(broken(finding({ due: day('2025-12-20'), moves: [moved({ by: 'lain' })] }), finding())).toEqual(['finding-move due'])
    const once = finding({ due: day('2025-12-20'), moves: [moved()] })
    expect(broken({ ...once, moves: [moved({ reason: 'Lain' })] }, once)).toEqual(['finding-move due'])
    expect(broken(finding({ due: day('2025-11-30') }))).toEqual(['finding-due due'])
  })
  test('where it comes from stays', () => {
    for (const [field, change] of Object.entries({ pustu: { pustu: 'x' }, on: { on: day('2025-12-02') }, by: { by: 'x' }, visitId: { visitId: null }, item: { item: null }, critical: { critical: false } })) expect(broken(finding(change), finding())).toEqual([`finding-fixed ${field}`])
    expect(broken(finding({ by: 'lain' }))).toEqual(['entry-actor by'])
    expect(broken(finding({ text: 'Air keruh', cause: 'Sumur' }), finding())).toEqual([])
  })
})

const visit = (changes: Partial<CoachingVisit> = {}): CoachingVisit => ({
  pustu: 'kiara', on: TODAY, time: '09:00', author: 'kapus', planId: null, team: [], met: ['Bidan'], checklist: 'supervisi/1', answers: all(2).map(answer => ({ ...answer, note: '' })), conclusion: 'Baik', signature: null, ...changes,
})
const signature = (changes: Partial<NonNullable<CoachingVisit['signature']>> = {}): NonNullable<CoachingVisit['signature']> => ({ by: 'kapus', name: 'Kepala', sip: '', on: TODAY, time: '11:00', ...changes })
const known = (data: Partial<FindingData>, state: 'live' | 'void' = 'live'): Known => ({ id: 'f', kind: 'finding', stream: '', rev: 1, state, data: data as never })
const visitBroken = (data: CoachingVisit, before: CoachingVisit | null = visit(), found: { visit?: Known[]; open?: Known[] } = {}, actor = 'kapus'): string[] =>
  checkCoachingVisit(data, { id: 'v', actor, roles: ['kapus'], stream: '', before, found: lookup => ('key' in lookup && lookup.key === 'visit' && lookup.value === 'v' ? (found.visit ?? []) : 'key' in lookup && lookup.key === 'open' ? (found.open ?? []) : []) }).map(one => `${one.rule} ${one.field}`)
const with0 = (item: string, value: 0 | 1) => visit({ signature: signature(), answers: all(2, { [item]: value }).map(answer => ({ ...answer, note: '' })) })

describe('a visit of supervision', () => {
  test('is signed by its author, on its day or later, with every item answered or set aside', () => {
    expect(visitBroken(visit({ signature: signature() }))).toEqual([])
    expect(visitBroken(visit({ signature: signature({ by: 'lain' }) }))).toEqual(['signer signature'])
    expect(visitBroken(visit({ signature: signature({ on: day('2025-12-16') }) }))).toEqual(['coaching-day signature'])
    expect(visitBroken(visit({ signature: signature(), answers: [] }))).toEqual(['coaching-unanswered answers'])
    expect(visitBroken(visit({ answers: [] }))).toEqual([])
    expect(visitBroken(visit({ signature: signature(), answers: all(null).map(answer => ({ ...answer, note: '' })) }))).toEqual([])
  })
  test('a critical item below 2 needs a finding: of this visit, or one still open from before; a voided one is none', () => {
    for (const value of [0, 1] as const) {
      expect(visitBroken(with0('air', value))).toEqual(['coaching-critical answers'])
      expect(visitBroken(with0('air', value), visit(), { visit: [known({ item: 'air' })] })).toEqual([])
      expect(visitBroken(with0('air', value), visit(), { open: [known({ item: 'air' })] })).toEqual([])
      expect(visitBroken(with0('air', value), visit(), { visit: [known({ item: 'rm' }), known({ item: 'air' }, 'void')] })).toEqual(['coaching-critical answers'])
      expect(visitBroken(with0('papan', value))).toEqual([])
    }
    expect(visitBroken(with0('air', 0), with0('air', 0)), 'its findings may be closed once it is signed').toEqual([])
  })
  test('names a known checklist and each of its items at most once; pustu, author and checklist stay', () => {
    expect(visitBroken(visit({ checklist: 'supervisi/99' }), null)).toEqual(['coaching-checklist checklist'])
    const twice = visit().answers.slice(0, 1)
    expect(visitBroken(visit({ answers: [...twice, ...twice] }))).toEqual(['coaching-item answers'])
    expect(visitBroken(visit({ answers: [{ item: 'tak-ada', value: 2, note: '' }] }))).toEqual(['coaching-item answers'])
    expect(visitBroken(visit({ pustu: 'lain' }))).toEqual(['coaching-fixed pustu'])
    expect(visitBroken(visit(), null, {}, 'lain')).toEqual(['entry-actor author'])
  })
})

describe('a year of supervision', () => {
  const plan = (changes: Partial<CoachingPlan> = {}): CoachingPlan => ({ pustu: 'kiara', on: TODAY, lead: { id: null, name: 'Kepala' }, focus: '', by: 'kapus', moves: [], visitId: null, cancelled: null, ...changes })
  const planBroken = (data: CoachingPlan, before: CoachingPlan | null = null): string[] => checkCoachingPlan(data, { id: 'p', actor: 'kapus', roles: ['kapus'], stream: '', before, found: () => [] }).map(one => `${one.rule} ${one.field}`)
  test('a plan is moved with a reason that stays, and what is cancelled becomes no visit', () => {
    const later = day('2025-12-20')
    expect(planBroken(plan())).toEqual([])
    expect(planBroken(plan({ on: later }), plan())).toEqual(['coaching-move on'])
    expect(planBroken(plan({ on: later, moves: [{ from: TODAY, to: later, reason: 'Rapat', on: TODAY, by: 'kapus' }] }), plan())).toEqual([])
    expect(planBroken(plan({ visitId: 'v', cancelled: { reason: 'x', on: TODAY, by: 'kapus' } }), plan())).toEqual(['coaching-cancelled cancelled'])
    expect(planBroken(plan({ cancelled: { reason: 'x', on: TODAY, by: 'lain' } }), plan())).toEqual(['entry-actor cancelled'])
    expect(planBroken(plan({ pustu: 'lain' }), plan())).toEqual(['coaching-fixed pustu'])
  })
  test('is planned through its day, missed from the next, running as a draft and done once that is signed; a voided visit is none', () => {
    const none = new Map()
    expect([planState(plan(), none, TODAY), planState(plan(), none, addDays(TODAY, 1)), planState(plan({ cancelled: { reason: 'x', on: TODAY, by: 'kapus' } }), none, addDays(TODAY, 9))]).toEqual(['planned', 'missed', 'cancelled'])
    const running = plan({ visitId: 'v' })
    expect([planState(running, new Map([['v', { signature: null }]]), TODAY), planState(running, new Map([['v', { signature: signature() }]]), TODAY), planState(running, none, addDays(TODAY, 1))]).toEqual(['running', 'done', 'missed'])
  })
  test('covers each pustu that was visited at least once, and counts plans whose day has come', () => {
    const plans = [{ pustu: 'a', on: day('2025-03-10'), state: 'done' }, { pustu: 'b', on: day('2025-04-10'), state: 'missed' }, { pustu: 'b', on: day('2025-12-20'), state: 'planned' }, { pustu: 'c', on: day('2025-05-01'), state: 'cancelled' }, { pustu: 'c', on: day('2024-05-01'), state: 'missed' }] as const
    const visits = [{ pustu: 'a', on: day('2025-03-10') }, { pustu: 'a', on: day('2025-06-01') }, { pustu: 'c', on: day('2024-06-01') }]
    expect(coverageOf(2025, ['a', 'b', 'c'], plans, visits)).toEqual({ pustu: { part: 1, whole: 3 }, plans: { part: 1, whole: 2 } })
    const months = monthsOfYear(2025, 'b', plans, visits)
    expect(months).toHaveLength(12)
    expect([months[3], months[11], months[0]]).toEqual([{ done: [], planned: [], missed: ['2025-04-10'] }, { done: [], planned: ['2025-12-20'], missed: [] }, { done: [], planned: [], missed: [] }])
    expect(monthsOfYear(2025, 'a', plans, visits).flatMap(cell => cell.done)).toEqual(['2025-03-10', '2025-06-01'])
  })
})
