import type { Day } from '../../core/day.ts'
import { err, ok, type Result } from '../../core/result.ts'
import type { Directions, HandoverLine } from '../../records/handover.ts'
import { isExternal, type DrugData } from './drug-facts.ts'
import { directionsText } from './signa.ts'

/** What an etiket cannot be printed without (BR-40). */
export const ETIKET_PARTS = ['patient', 'drug', 'dose', 'frequency', 'duration', 'expiry'] as const
export type EtiketPart = (typeof ETIKET_PARTS)[number]

/** What is known for one label; null or '' where it has not been said. */
export interface EtiketFacts {
  readonly patient: string
  readonly drug: string
  readonly dose: string
  readonly perDay: number | null
  readonly days: number | null
  readonly text: string
  readonly expiresOn: Day | null
}

export interface Etiket {
  readonly patient: string
  readonly drug: string
  /** "3 kali sehari 1 tablet, sesudah makan, 5 hari". */
  readonly directions: string
  readonly expiresOn: Day
}

/** BR-40: the label, or what is missing for it, in the order of the label. */
export function etiketOf(facts: EtiketFacts): Result<Etiket, readonly EtiketPart[]> {
  const { perDay, days, expiresOn } = facts
  const isMissing: Readonly<Record<EtiketPart, boolean>> = {
    patient: facts.patient.trim() === '', drug: facts.drug.trim() === '', dose: facts.dose.trim() === '',
    frequency: perDay === null, duration: days === null || days <= 0, expiry: expiresOn === null,
  }
  const missing = ETIKET_PARTS.filter(part => isMissing[part])
  if (missing.length > 0 || perDay === null || days === null || expiresOn === null) return err(missing)
  const directions: Directions = { dose: facts.dose.trim(), perDay, days, text: facts.text.trim() }
  return ok({ patient: facts.patient.trim(), drug: facts.drug.trim(), directions: directionsText(directions), expiresOn })
}

/** The soonest of the batches that a line took: what is on the label holds for all of them. */
export function expiryOf(line: Pick<HandoverLine, 'batches'>): Day | null {
  return line.batches.map(part => part.batch.expiresOn).sort()[0] ?? null
}

/** White for what is swallowed, blue for everything else. */
export const etiketColour = (drug: Pick<DrugData, 'route'>): 'putih' | 'biru' => (isExternal(drug) ? 'biru' : 'putih')

/** Suspensions settle; a dry syrup is one once it is mixed. */
export const needsShaking = (drug: Pick<DrugData, 'form'>): boolean => /suspensi|sirup kering/i.test(drug.form)
