import type { CheckContext, Lookup, RuleBreak } from '../../core/record.ts'
import { parseStream } from '../../core/streams.ts'
import type { ShuShareData } from '../../records/shu-share.ts'
import type { ShuYearData } from '../../records/shu-year.ts'
import { MEMBERS_SHARE } from './shu-keys.ts'
import { soldIn } from './shu-figures.ts'
import { allocate, allocationFaults, nonMemberPart, shareOut, splitMembersShare } from './shu.ts'

/** The id of an approved year: no year of a KMP is approved twice. */
export const shuYearId = (kmp: string, year: number): string => `shu-${kmp}-${year}`
export const shuPartId = (set: string, part: number): string => `${set}-${part}`

const yearsLookup: Lookup = { kind: 'shu-year', key: 'all', value: 'ya' }
const partsLookup = (set: string): Lookup => ({ kind: 'shu-share', key: 'set', value: set, beside: 'trade' })

/** All years that were approved, and the list of shares that this one names. */
export const shuYearLookups = (data: ShuYearData): readonly Lookup[] => [yearsLookup, partsLookup(data.set)]

/** What can be verified of an approval without the books: that it is of its place and turn, and that every rupiah follows from its own figures. */
export function checkShuYear(data: ShuYearData, context: CheckContext<ShuYearData>): RuleBreak[] {
  const place = parseStream(context.stream)?.place
  const breaks: RuleBreak[] = []
  if (data.by !== context.actor) breaks.push({ rule: 'entry-actor', field: 'by' })
  if (place !== undefined && context.id !== shuYearId(place, data.year)) breaks.push({ rule: 'shu-id', field: 'year' })
  if (data.rat.on <= `${data.year}-12-31` || data.rat.present > data.rat.members) breaks.push({ rule: 'shu-rat', field: 'rat' })
  return [...breaks, ...orderBreaks(data, context), ...amountBreaks(data), ...listBreaks(data, context)]
}

/** Years are approved one after the other: an earlier one left out would be shared with the next, a later one is already frozen. */
function orderBreaks(data: ShuYearData, context: CheckContext<ShuYearData>): RuleBreak[] {
  const years = context.found(yearsLookup).filter(other => other.id !== context.id && other.state === 'live').map(other => Number(other.data['year']))
  if (years.length === 0 || Math.max(...years) + 1 === data.year) return []
  return [{ rule: 'shu-order', field: 'year', detail: { last: Math.max(...years) } }]
}

/** BR-17, 18, 19, 21. */
function amountBreaks(data: ShuYearData): RuleBreak[] {
  const breaks: RuleBreak[] = []
  if (allocationFaults(data.shares).length > 0) breaks.push({ rule: 'BR-17', field: 'shares' })
  // Where the AD/ART shares it like the rest, nothing went to the reserve before.
  const isNonMember = data.nonMember === 0 || data.nonMember === nonMemberPart(data.shu, soldIn(data.figures), {})
  if (data.figures['result'] !== data.shu || !isNonMember) breaks.push({ rule: 'shu-figures', field: 'shu' })
  const due = allocate(data.shu - data.nonMember, data.shares)
  if (data.shares.some((share, index) => share.amount !== due[index]?.amount)) breaks.push({ rule: 'BR-18', field: 'shares' })
  const { jua, jma } = splitMembersShare(due.find(share => share.key === MEMBERS_SHARE)?.amount ?? 0, data.usahaPercent)
  if (data.jua !== jua || data.jma !== jma) breaks.push({ rule: 'BR-19', field: 'jua' })
  if (data.undistributed !== (data.vuk === 0 ? jua : 0) + (data.tms === 0 ? jma : 0)) breaks.push({ rule: 'BR-21', field: 'undistributed' })
  return breaks
}

/** BR-20: the list is whole, and shared out once more it comes to the same for everybody. */
function listBreaks(data: ShuYearData, context: CheckContext<ShuYearData>): RuleBreak[] {
  const parts = context.found(partsLookup(data.set)).filter(part => part.state === 'live').map(part => part.data as unknown as ShuShareData)
  const wanted = parts.filter(part => part.yearId === context.id && part.year === data.year)
  const numbers = new Set(wanted.map(part => part.part))
  const isWhole = wanted.length === data.parts && numbers.size === data.parts && [...numbers].every(part => part <= data.parts)
  const lines = wanted.flatMap(part => part.lines)
  if (!isWhole || lines.length !== data.sharers || new Set(lines.map(line => line.memberId)).size !== lines.length) return [{ rule: 'shu-list', field: 'parts' }]
  const due = shareOut(data.jua, data.jma, lines)
  const byMember = new Map(due.lines.map(line => [line.memberId, line]))
  const isExact = lines.every(line => byMember.get(line.memberId)?.usaha === line.usaha && byMember.get(line.memberId)?.modal === line.modal)
  return isExact && due.vuk === data.vuk && due.tms === data.tms ? [] : [{ rule: 'BR-20', field: 'sharers' }]
}

/** A part names its year and nobody twice; whether the list is whole and exact is asked of the year that names it. */
export function checkShuShare(data: ShuShareData, context: CheckContext<ShuShareData>): RuleBreak[] {
  const place = parseStream(context.stream)?.place
  const isOfYear = place === undefined ? data.yearId.endsWith(`-${data.year}`) : data.yearId === shuYearId(place, data.year)
  const isOnce = new Set(data.lines.map(line => line.memberId)).size === data.lines.length
  return isOfYear && isOnce ? [] : [{ rule: 'shu-share', field: 'lines' }]
}
