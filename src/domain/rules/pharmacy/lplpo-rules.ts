import { sameJson } from '../../core/json.ts'
import { addMonths } from '../../core/day.ts'
import type { CheckContext, Known, Lookup, RuleBreak } from '../../core/record.ts'
import { signerBreaks } from './signer.ts'
import { closingOf, LPLPO_FIGURES, linesOf, requestOf, targetOf, type LplpoData } from './lplpo.ts'

/**
 * What a report must keep for the puskesmas to take it: its figures follow from each other, it opens where the month before
 * closed, and after sending nothing changes but the answer. Whether a month is over is the tablet's matter: there is no
 * clock here.
 */
export function checkLplpo(data: LplpoData, context: CheckContext<LplpoData>): RuleBreak[] {
  const answer = answerBreaks(data, context)
  if (context.before) return [...frozenBreaks(data, context.before), ...answer]
  const shape = [...signerBreaks(data.sentBy, context.actor, 'sentBy'), ...shapeBreaks(data.lines)]
  return shape.length > 0 ? shape : [...figureBreaks(data), ...placeBreaks(data, context), ...answer]
}

/** The reports of this month, of the one before and of the one after. */
export const lplpoLookups = (data: LplpoData): Lookup[] => [-1, 0, 1].map(by => inMonth(addMonths(data.month, by)))
const inMonth = (month: string): Lookup => ({ kind: 'lplpo', key: 'month', value: month })

/** A report that stands: the puskesmas did not return it. */
export const isStanding = (report: { readonly data: Pick<LplpoData, 'decision'> }): boolean => report.data.decision?.choice !== 'dikembalikan'

const COLUMNS = ['drugId', ...LPLPO_FIGURES] as const

function shapeBreaks(lines: LplpoData['lines']): RuleBreak[] {
  const uneven = COLUMNS.filter(column => lines[column].length !== lines.drugId.length)
  if (uneven.length > 0) return uneven.map(column => ({ rule: 'lplpo-length', field: `lines.${column}` }))
  return new Set(lines.drugId).size === lines.drugId.length ? [] : [{ rule: 'lplpo-drug-twice', field: 'lines.drugId' }]
}

function figureBreaks({ lines, params, notes }: LplpoData): RuleBreak[] {
  const breaks = linesOf(lines).flatMap(line => {
    const at = (rule: string, figure: string): RuleBreak => ({ rule, field: `lines.${figure}`, detail: { drugId: line.drugId } })
    const found: RuleBreak[] = []
    if (line.closing !== closingOf(line)) found.push(at('lplpo-sum', 'closing'))
    if (line.closing < 0) found.push(at('BR-24', 'closing'))
    if (line.pack < 1) found.push(at('lplpo-formula', 'pack'))
    if (line.emptyDays < 0 || line.emptyDays > params.workingDays) found.push(at('lplpo-formula', 'emptyDays'))
    if (found.length > 0) return found
    if (line.optimum !== targetOf(params, line.used, line.emptyDays)) found.push(at('lplpo-formula', 'optimum'))
    if (line.request !== requestOf({ ...params, ...line })) found.push(at('lplpo-formula', 'request'))
    return found
  })
  const strange = Object.keys(notes).some(drugId => !lines.drugId.includes(drugId))
  return strange ? [...breaks, { rule: 'lplpo-notes', field: 'notes' }] : breaks
}

type Report = Known & { readonly data: LplpoData }

/** Where a report of a fund stands among those of its month, of the one before and of the one after. */
export interface LplpoStanding<R> {
  /** One that stands already and asks for the same goods: all funds together and one of them would ask twice. */
  readonly standing: R | null
  /** Returned ones of this fund; one of them is answered. In the order given. */
  readonly returned: readonly R[]
  /** What this month opens with. */
  readonly previous: R | null
  /** Nothing was reported before, of this fund: the month opens with the ledger itself. */
  readonly isFirst: boolean
  /** What would hang in the air if this one closed otherwise. */
  readonly next: R | null
}

export function lplpoStanding<R extends { readonly data: Pick<LplpoData, 'fund' | 'decision'> }>(
  fund: LplpoData['fund'], { before, now, after }: { readonly before: readonly R[]; readonly now: readonly R[]; readonly after: readonly R[] },
): LplpoStanding<R> {
  const own = (report: R): boolean => report.data.fund === fund
  const overlaps = (report: R): boolean => own(report) || report.data.fund === 'semua' || fund === 'semua'
  const standingOwn = (reports: readonly R[]): R | null => reports.find(report => own(report) && isStanding(report)) ?? null
  return {
    standing: now.find(report => isStanding(report) && overlaps(report)) ?? null, returned: now.filter(report => own(report) && !isStanding(report)),
    previous: standingOwn(before), isFirst: !before.some(own), next: standingOwn(after),
  }
}

/** Where the report stands among others: one a month and fund, answering a returned one, in an unbroken chain of months. */
function placeBreaks(data: LplpoData, context: CheckContext<LplpoData>): RuleBreak[] {
  const reports = (month: string): Report[] =>
    (context.found(inMonth(month)) as unknown as Report[]).filter(report => report.id !== context.id && report.state === 'live')
  const { standing, returned, previous, isFirst, next } = lplpoStanding(data.fund, { before: reports(addMonths(data.month, -1)), now: reports(data.month), after: reports(addMonths(data.month, 1)) })
  const breaks: RuleBreak[] = []
  if (standing) breaks.push({ rule: 'lplpo-twice', field: 'month' })
  const answers = data.replaces === null ? returned.length === 0 : returned.some(report => report.id === data.replaces)
  if (!answers) breaks.push({ rule: 'lplpo-replaces', field: 'replaces' })
  if (!isFirst && !previous) breaks.push({ rule: 'lplpo-previous-returned', field: 'month' })
  if (previous && !chains(previous.data.lines, data.lines)) breaks.push({ rule: 'BR-29', field: 'lines.opening' })
  // Without a locked closing the month opens with the ledger itself: there is nothing to adjust.
  if (isFirst && data.lines.adjustment.some(figure => figure !== 0)) breaks.push({ rule: 'BR-29', field: 'lines.adjustment' })
  if (next && !chains(data.lines, next.data.lines)) breaks.push({ rule: 'BR-29', field: 'lines.closing' })
  return breaks
}

/** BR-29: each drug opens with what it closed with; a drug that is not named has nothing. */
export function chains(earlier: LplpoData['lines'], later: LplpoData['lines']): boolean {
  const closing = new Map(earlier.drugId.map((drugId, index) => [drugId, earlier.closing[index] ?? 0]))
  const opening = new Map(later.drugId.map((drugId, index) => [drugId, later.opening[index] ?? 0]))
  return [...new Set([...closing.keys(), ...opening.keys()])].every(drugId => (closing.get(drugId) ?? 0) === (opening.get(drugId) ?? 0))
}

const FROZEN = ['month', 'fund', 'number', 'sentBy', 'sentOn', 'replaces', 'params', 'visits', 'lines', 'notes'] as const

function frozenBreaks(data: LplpoData, before: LplpoData): RuleBreak[] {
  const breaks: RuleBreak[] = FROZEN.filter(group => !sameJson(data[group], before[group])).map(group => ({ rule: 'lplpo-frozen', field: group }))
  const answered = before.decision !== null && !(sameJson(data.decision, before.decision) && sameJson(data.given, before.given))
  return answered ? [...breaks, { rule: 'lplpo-answered', field: 'decision' }] : breaks
}

function answerBreaks({ decision, given, lines, month, fund }: LplpoData, context: CheckContext<LplpoData>): RuleBreak[] {
  if (decision === null) return given === null ? [] : [{ rule: 'lplpo-given', field: 'given' }]
  if (!context.before) return [{ rule: 'lplpo-answered', field: 'decision' }]
  const breaks = context.before.decision === null ? signerBreaks(decision.by, context.actor, 'decision', 'lplpo-answer-by') : []
  const approves = decision.choice === 'disetujui'
  const fits = approves ? given !== null && given.length === lines.drugId.length && given.every(figure => figure >= 0) : given === null
  if (!fits) breaks.push({ rule: 'lplpo-given', field: 'given' })
  if (approves) return breaks
  if (decision.reason.trim() === '') breaks.push({ rule: 'lplpo-reason', field: 'decision' })
  // A later month that opens with this one's closing would hang in the air: it is returned first.
  const later = (context.found(inMonth(addMonths(month, 1))) as unknown as Report[]).some(report => report.state === 'live' && report.data.fund === fund && isStanding(report))
  return later ? [...breaks, { rule: 'lplpo-later-sent', field: 'decision' }] : breaks
}
