import { sameJson } from '../../core/json.ts'
import type { CheckContext, Lookup, RuleBreak } from '../../core/record.ts'
import type { EvidencePhoto } from '../../records/evidence-photo.ts'
import type { FindingData } from '../../records/finding.ts'

/** What a line of a follow-up plan keeps as it was first written. */
const FIXED = ['pustu', 'on', 'by', 'visitId', 'item', 'critical'] as const

export const findingLookups = (data: FindingData): Lookup[] => data.evidence.flatMap(({ photoId }) => (photoId ? [{ kind: 'evidence-photo', id: photoId }] : []))

/**
 * A line of a follow-up plan (RTL). It cannot be closed without evidence, and not before its day (BR-64); only the head closes it, and
 * closed it stays. Its due day is moved with a reason that stays. The pustu may add evidence and nothing else.
 */
export function checkFinding(data: FindingData, context: CheckContext<FindingData>): RuleBreak[] {
  const { before, actor, roles } = context
  const breaks: RuleBreak[] = [...evidenceBreaks(data, context), ...moveBreaks(data, context), ...closingBreaks(data, context)]
  if (before === null && data.by !== actor) breaks.push({ rule: 'entry-actor', field: 'by' })
  const moved = before && FIXED.find(group => data[group] !== before[group])
  if (moved) breaks.push({ rule: 'finding-fixed', field: moved })
  if (before && !roles.includes('kapus')) {
    const beyond = (Object.keys(data) as (keyof FindingData)[]).find(group => group !== 'evidence' && !sameJson(data[group], before[group]))
    if (beyond) breaks.push({ rule: 'finding-nakes', field: beyond })
  }
  return breaks
}

/**
 * Evidence has words or a picture of its own, and is added, under the name of who gives it. Settling a clash the head may put others'
 * entries in another's place, never fewer.
 */
function evidenceBreaks({ evidence }: FindingData, { before, actor, roles, id, found }: CheckContext<FindingData>): RuleBreak[] {
  const earlier = before?.evidence ?? []
  const added = evidence.filter(entry => !earlier.some(one => sameJson(one, entry)))
  const breaks: RuleBreak[] = []
  if (added.some(entry => entry.text.trim() === '' && entry.photoId === null)) breaks.push({ rule: 'finding-evidence', field: 'evidence' })
  if (roles.includes('kapus') ? evidence.length < earlier.length : !earlier.every((entry, index) => sameJson(entry, evidence[index]))) breaks.push({ rule: 'finding-evidence', field: 'evidence' })
  if (!roles.includes('kapus') && added.some(entry => entry.by !== actor)) breaks.push({ rule: 'entry-actor', field: 'evidence' })
  const isOwn = (photoId: string): boolean => found({ kind: 'evidence-photo', id: photoId }).some(photo => photo.state === 'live' && (photo.data as unknown as EvidencePhoto).of === id)
  if (added.some(entry => entry.photoId !== null && !isOwn(entry.photoId))) breaks.push({ rule: 'finding-photo', field: 'evidence' })
  return breaks
}

/** The due day is on or after the day of the finding, and changes only together with a move that says from where, and why. */
function moveBreaks({ on, due, moves }: FindingData, { before, actor }: CheckContext<FindingData>): RuleBreak[] {
  const breaks: RuleBreak[] = due < on ? [{ rule: 'finding-due', field: 'due' }] : []
  const earlier = before?.moves ?? []
  const added = moves.slice(earlier.length)
  const ends = [before?.due ?? (moves[0]?.from ?? due), ...added.map(move => move.to)]
  const isChain = earlier.every((move, index) => sameJson(move, moves[index])) && added.every((move, index) => move.from === ends[index] && move.by === actor) && ends.at(-1) === due
  return isChain ? breaks : [...breaks, { rule: 'finding-move', field: 'due' }]
}

function closingBreaks({ on, evidence, closed }: FindingData, { before, actor, roles }: CheckContext<FindingData>): RuleBreak[] {
  if (!closed) return before?.closed ? [{ rule: 'finding-closed', field: 'closed' }] : []
  const breaks: RuleBreak[] = evidence.length === 0 ? [{ rule: 'BR-64', field: 'closed' }] : []
  if (closed.on < on) breaks.push({ rule: 'finding-day', field: 'closed' })
  if (!before?.closed && (closed.by !== actor || !roles.includes('kapus'))) breaks.push({ rule: 'finding-closer', field: 'closed' })
  return breaks
}

/** A picture is made once, under the name of who took it. */
export function checkEvidencePhoto(data: EvidencePhoto, { before, actor }: CheckContext<EvidencePhoto>): RuleBreak[] {
  return before === null && data.by !== actor ? [{ rule: 'entry-actor', field: 'by' }] : []
}
