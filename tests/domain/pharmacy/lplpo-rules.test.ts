import fc from 'fast-check'
import { beforeEach, describe, expect, test } from 'vitest'
import type { Json, JsonObject } from '#domain/core/json.ts'
import { lplpo } from '#domain/records/lplpo.ts'
import { lplpoStanding } from '#domain/rules/pharmacy/lplpo-rules.ts'
import type { LplpoData } from '#domain/rules/pharmacy/lplpo.ts'
import { dataOf } from '#tests/support/generators.ts'
import { fresh, opOf, SmallWorld, STOCK } from '#tests/sync/small-world.ts'

/** November of one drug as BR-24 has it: optimum 2.352, request 1.002 in packs of a hundred. */
const NOVEMBER: LplpoData = {
  month: '2025-11', fund: 'semua', number: 'LPLPO/KIARA-02-0001', sentBy: 'bidan', sentOn: '2025-12-01' as LplpoData['sentOn'], replaces: null,
  params: { rule: 'stok-optimum', workingDays: 26, leadDays: 5, bufferPercent: 10, roundToPack: true }, visits: { all: 210, withPrescription: 180 },
  lines: {
    drugId: ['parasetamol-500-mg-tablet'], pack: [100], opening: [1200], adjustment: [0], received: [2000], arrived: [0], used: [1820], lost: [30], returned: [0], moved: [0], difference: [0],
    closing: [1350], emptyDays: [0], optimum: [2352], request: [1100],
  },
  notes: {}, decision: null, given: null,
}
/** December opens with what November closed with. */
const DECEMBER: LplpoData = { ...NOVEMBER, month: '2025-12', number: 'LPLPO/KIARA-02-0002', lines: { ...NOVEMBER.lines, opening: [1350], received: [0], used: [0], lost: [0], optimum: [0], request: [0] } }
const lines = (changes: Partial<LplpoData['lines']>, of: LplpoData = NOVEMBER): LplpoData => ({ ...of, lines: { ...of.lines, ...changes } })

let world: SmallWorld
beforeEach(() => { world = new SmallWorld().grant('bidan', STOCK, 'nakes').grant('kepala', STOCK, 'kapus') })

const asJson = (data: LplpoData): JsonObject => data as unknown as JsonObject
const send = (data: LplpoData, id: string = data.month) => world.take(opOf({ kind: 'lplpo', id, act: 'create', stream: STOCK, set: fresh(asJson(data)) }))
const answer = (id: string, set: Partial<LplpoData>, actor = 'kepala') => {
  const before = world.row(id)?.data as JsonObject
  return world.take(opOf({ kind: 'lplpo', id, act: 'patch', stream: STOCK, actor, baseRev: 1, set: Object.fromEntries(Object.entries(set).map(([group, to]) => [group, { from: before[group] ?? null, to: to as unknown as Json }])) }))
}
const approve = (given: number[], more: Partial<NonNullable<LplpoData['decision']>> = {}): Partial<LplpoData> =>
  ({ decision: { choice: 'disetujui', by: 'kepala', on: NOVEMBER.sentOn, reason: '', ...more }, given })
const giveBack: Partial<LplpoData> = { decision: { choice: 'dikembalikan', by: 'kepala', on: NOVEMBER.sentOn, reason: 'penerimaan belum lengkap' } }
const rules = (verdict: ReturnType<typeof send>): string[] => (verdict.outcome === 'quarantined' ? verdict.breaks.map(broken => `${broken.rule} ${broken.field}`) : [verdict.outcome])

describe('the server takes no invented figure', () => {
  test('the report of BR-24 is taken', () => {
    expect(rules(send(NOVEMBER))).toEqual(['applied'])
  })
  test.each([
    ['a closing that does not follow', lines({ closing: [1400] }), ['lplpo-sum lines.closing']],
    ['less use than there was', lines({ used: [1800] }), ['lplpo-sum lines.closing']],
    ['a greater request', lines({ request: [5000] }), ['lplpo-formula lines.request']],
    ['a greater optimum with the request that follows from it', lines({ optimum: [9350], request: [8000] }), ['lplpo-formula lines.optimum']],
    ['a bigger pack without the request of it', lines({ pack: [500] }), ['lplpo-formula lines.request']],
    ['more empty days than working days', lines({ emptyDays: [27] }), ['lplpo-formula lines.emptyDays']],
    ['no pack at all', lines({ pack: [0] }), ['lplpo-formula lines.pack']],
    ['BR-24: a stock below zero', lines({ used: [3200], lost: [30], closing: [-30], optimum: [4136], request: [4200] }), ['BR-24 lines.closing']],
    ['a line too few in a column', lines({ lost: [] }), ['lplpo-length lines.lost']],
    ['another person\'s name under it', { ...NOVEMBER, sentBy: 'lain' }, ['signer sentBy']],
    ['a drug twice', lines(Object.fromEntries(Object.entries(NOVEMBER.lines).map(([column, values]) => [column, [values[0], values[0]]]))), ['lplpo-drug-twice lines.drugId']],
    ['a note on a drug that is not in it', { ...NOVEMBER, notes: { lain: 'x' } }, ['lplpo-notes notes']],
    ['BR-29: an adjustment without a locked stock before it', lines({ adjustment: [10], closing: [1360], request: [1000] }), ['BR-29 lines.adjustment']],
    ['an answer that comes with it', { ...NOVEMBER, ...approve([1100]) }, ['lplpo-answered decision']],
    ['goods given before an answer', { ...NOVEMBER, given: [1100] }, ['lplpo-given given']],
    ['an answer to a report that nobody returned', { ...NOVEMBER, replaces: 'entah' }, ['lplpo-replaces replaces']],
  ] as const)('%s', (_what, data, broken) => {
    expect(rules(send(data as LplpoData))).toEqual(broken)
    expect(world.row('2025-11')).toBeUndefined()
  })
  test('whatever is sent, its sums hold or it is refused', () => {
    fc.assert(fc.property(dataOf(lplpo as never), fc.nat(), fc.integer({ min: 1, max: 50 }), (data, at, more) => {
      const report = { ...data as unknown as LplpoData, sentBy: 'bidan' }
      fc.pre(report.lines.drugId.length > 0)
      const columns = ['opening', 'received', 'used', 'lost', 'returned', 'moved', 'difference', 'closing'] as const
      const column = columns[at % columns.length] ?? 'closing'
      const forged = { ...report, lines: { ...report.lines, [column]: report.lines[column].map((figure, index) => (index === 0 ? figure + more : figure)) } }
      world = new SmallWorld().grant('bidan', STOCK, 'nakes')
      expect(rules(send(report, 'asli'))).toEqual(['applied'])
      world = new SmallWorld().grant('bidan', STOCK, 'nakes')
      expect(rules(send(forged, 'palsu'))).toContain('lplpo-sum lines.closing')
    }))
  })
})

describe('BR-29: a month opens where the month before closed', () => {
  beforeEach(() => { send(NOVEMBER) })
  test('the next month with its closing is taken, with any other opening refused', () => {
    expect(rules(send(DECEMBER))).toEqual(['applied'])
    world.rows.delete('2025-12')
    expect(rules(send(lines({ opening: [1300], closing: [1300] }, DECEMBER)))).toEqual(['BR-29 lines.opening'])
    expect(rules(send(lines(Object.fromEntries(Object.keys(NOVEMBER.lines).map(column => [column, []])), DECEMBER)))).toEqual(['BR-29 lines.opening'])
  })
  test('a late correction stands in the adjustment', () => {
    expect(rules(send(lines({ adjustment: [-50], closing: [1300] }, DECEMBER)))).toEqual(['applied'])
  })
  test('another fund has a chain of its own', () => {
    expect(rules(send({ ...lines({ opening: [7], closing: [7] }, DECEMBER), fund: 'dak' }))).toEqual(['applied'])
  })
  test('a month that was left out is sent later only if it fits the one after it', () => {
    expect(rules(send({ ...lines({ opening: [1000], received: [0], used: [0], lost: [0], closing: [1000], optimum: [0], request: [0] }), month: '2025-10' }))).toEqual(['BR-29 lines.closing'])
    expect(rules(send({ ...lines({ opening: [1200], received: [0], used: [0], lost: [0], closing: [1200], optimum: [0], request: [0] }), month: '2025-10' }))).toEqual(['applied'])
  })
})

describe('one report a month and fund', () => {
  test('a second one is refused while the first stands', () => {
    send(NOVEMBER)
    expect(rules(send(NOVEMBER, 'kedua'))).toEqual(['lplpo-twice month'])
    expect(rules(send({ ...NOVEMBER, fund: 'dak' }, 'dak'))).toEqual(['lplpo-twice month'])
  })
  test('two funds stand side by side, all funds together beside them not', () => {
    send({ ...NOVEMBER, fund: 'pkd' }, 'pkd')
    expect(rules(send({ ...NOVEMBER, fund: 'dak' }, 'dak'))).toEqual(['applied'])
    expect(rules(send(NOVEMBER, 'semua'))).toEqual(['lplpo-twice month'])
  })
  test('a returned one is answered by one that names it', () => {
    send(NOVEMBER)
    expect(rules(answer('2025-11', giveBack))).toEqual(['applied'])
    expect(rules(send(NOVEMBER, 'lagi'))).toEqual(['lplpo-replaces replaces'])
    expect(rules(send({ ...NOVEMBER, replaces: '2025-11' }, 'lagi'))).toEqual(['applied'])
    expect(rules(send({ ...NOVEMBER, replaces: '2025-11' }, 'ketiga'))).toEqual(['lplpo-twice month'])
  })
  test('the month after a returned one waits for its correction', () => {
    send(NOVEMBER)
    answer('2025-11', giveBack)
    expect(rules(send(DECEMBER))).toEqual(['lplpo-previous-returned month'])
    send({ ...NOVEMBER, replaces: '2025-11' }, 'lagi')
    expect(rules(send(DECEMBER))).toEqual(['applied'])
  })
})

describe('the answer of the puskesmas', () => {
  beforeEach(() => { send(NOVEMBER) })
  test('approves with a figure a line, once', () => {
    expect(rules(answer('2025-11', approve([1000])))).toEqual(['applied'])
    expect(rules(answer('2025-11', { given: [900] }))).toEqual(['lplpo-answered decision'])
    expect(rules(answer('2025-11', giveBack))).toContain('lplpo-answered decision')
  })
  test.each([
    ['no figures', approve([]), ['lplpo-given given']],
    ['a figure below zero', approve([-1]), ['lplpo-given given']],
    ['goods given with a report that is returned', { ...giveBack, given: [1] }, ['lplpo-given given']],
    ['a return without a reason', { decision: { choice: 'dikembalikan', by: 'kepala', on: NOVEMBER.sentOn, reason: ' ' } }, ['lplpo-reason decision']],
    ['an answer in another name', approve([1100], { by: 'bidan' }), ['lplpo-answer-by decision']],
    ['figures alone', { given: [1100] }, ['lplpo-given given']],
    ['a changed request', { lines: lines({ request: [1000] }).lines }, ['lplpo-frozen lines']],
    ['a changed rule', { params: { ...NOVEMBER.params, rule: 'tiga-kali' } }, ['lplpo-frozen params']],
    ['another month', { month: '2025-10' }, ['lplpo-frozen month']],
  ] as const)('refuses %s', (_what, set, broken) => {
    expect(rules(answer('2025-11', set as Partial<LplpoData>))).toEqual(broken)
  })
  test('the pustu cannot answer itself', () => {
    expect(answer('2025-11', approve([1100], { by: 'bidan' }), 'bidan')).toMatchObject({ outcome: 'quarantined', code: 'ROLE' })
  })
  test('is no return while the month after it stands', () => {
    send(DECEMBER)
    expect(rules(answer('2025-11', giveBack))).toEqual(['lplpo-later-sent decision'])
    expect(rules(answer('2025-12', giveBack))).toEqual(['applied'])
    expect(rules(answer('2025-11', giveBack))).toEqual(['applied'])
  })
})

describe('where a report stands among others, for the page and for the rule alike', () => {
  const report = (fund: LplpoData['fund'], choice: 'dikembalikan' | 'disetujui' | null = null) => ({ data: { fund, decision: choice && { choice, by: 'kepala', on: NOVEMBER.sentOn, reason: 'x' } } })
  const [all, jkn, back] = [report('semua'), report('jkn', 'disetujui'), report('jkn', 'dikembalikan')]
  test('one of all funds and one of a single fund ask twice for the same goods', () => {
    expect(lplpoStanding('jkn', { before: [], now: [back, all], after: [] })).toEqual({ standing: all, returned: [back], previous: null, isFirst: true, next: null })
    expect(lplpoStanding('semua', { before: [], now: [jkn], after: [] }).standing).toBe(jkn)
    expect(lplpoStanding('dak', { before: [], now: [jkn], after: [] }).standing).toBeNull()
  })
  test('it opens with and closes for standing reports of its own fund', () => {
    expect(lplpoStanding('jkn', { before: [all, back], now: [], after: [back] })).toMatchObject({ previous: null, isFirst: false, next: null })
    expect(lplpoStanding('jkn', { before: [back, jkn], now: [], after: [all, jkn] })).toMatchObject({ previous: jkn, next: jkn })
  })
})
