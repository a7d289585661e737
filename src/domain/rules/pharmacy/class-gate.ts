import { isControlled, type DrugData } from './drug-facts.ts'

/** What stands behind a hand-over: nothing, a prescription written elsewhere, or a visit that is signed with it. */
export interface GateFacts {
  /** A signed visit's prescription, or one from outside with its number, prescriber and day. */
  readonly hasPrescription: boolean
  /** The head lets this pustu hold psychotropic and narcotic drugs (BR-38); undefined where that is not known here. */
  readonly mayHoldControlled?: boolean | undefined
}

export type GateRefusal = 'needs-prescription' | 'controlled-not-enabled'

/** Free to sell over the counter: bebas and bebas terbatas. All other classes, and words this version does not know, are not. */
export const isOverTheCounter = (drugClass: string): boolean => drugClass === 'bebas' || drugClass === 'bebas-terbatas'

/**
 * Whether a drug of this class may be handed out: keras and obat-obat tertentu against a prescription only, psychotropic and
 * narcotic besides only where the head enabled the pustu (BR-38). Null when nothing stands against it.
 */
export function classGate(drug: Pick<DrugData, 'class'>, facts: GateFacts): GateRefusal | null {
  if (isControlled(drug) && facts.mayHoldControlled === false) return 'controlled-not-enabled'
  return isOverTheCounter(drug.class) || facts.hasPrescription ? null : 'needs-prescription'
}
