import type { CheckContext, Lookup, RuleBreak } from '../../core/record.ts'
import { parseStream } from '../../core/streams.ts'
import { isControlled, type DrugData, type PharmacySetting } from './drug-facts.ts'

const SETTING: Lookup = { kind: 'pharmacy-setting', above: 'apotek-' }

/** The drugs, for their class, and the one setting of the puskesmas above, which says who may hold what. */
export const controlledLookups = (drugIds: Iterable<string>): Lookup[] => [...[...new Set(drugIds)].map(id => ({ kind: 'drug', id })), SETTING]

/**
 * BR-38: psychotropics and narcotics come to a pustu, and leave it for a patient, only where the head has enabled it. What leads
 * away from it again is never refused: returned, sent on, destroyed, counted. A drug that is not known here is not judged.
 */
export function controlledBreaks(drugs: Iterable<{ readonly drugId: string; readonly field: string }>, { stream, found }: Pick<CheckContext<unknown>, 'stream' | 'found'>): RuleBreak[] {
  const place = parseStream(stream)?.place ?? ''
  const setting = found(SETTING).find(known => known.state === 'live')?.data as unknown as PharmacySetting | undefined
  if (setting?.controlledAt.includes(place)) return []
  return [...drugs].flatMap(({ drugId, field }) => {
    const drug = found({ kind: 'drug', id: drugId })[0]?.data as unknown as DrugData | undefined
    return drug && isControlled(drug) ? [{ rule: 'BR-38', field, policy: true as const, detail: { drugId } }] : []
  })
}
