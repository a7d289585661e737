import type { CheckContext, Lookup, RuleBreak } from '../../core/record.ts'
import type { FindingData } from '../../records/finding.ts'

export const findingLookups = (data: FindingData): Lookup[] => data.evidence.flatMap(({ photoId }) => (photoId ? [{ kind: 'evidence-photo', id: photoId }] : []))

/** It cannot be closed without evidence (BR-64), and only the head closes it. */
export function checkFinding(data: FindingData, { before, actor, roles }: CheckContext<FindingData>): RuleBreak[] {
  const breaks: RuleBreak[] = []
  if (before === null && data.by !== actor) breaks.push({ rule: 'entry-actor', field: 'by' })
  if (data.closed && data.evidence.length === 0) breaks.push({ rule: 'BR-64', field: 'closed' })
  if (data.closed && !before?.closed && (data.closed.by !== actor || !roles.includes('kapus'))) breaks.push({ rule: 'finding-closer', field: 'closed' })
  return breaks
}
