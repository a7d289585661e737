import { day } from '#domain/core/day.ts'
import { checkPrescription, type Finding } from '#domain/rules/clinic/safety/check.ts'
import type { PatientFacts } from '#domain/rules/clinic/safety/facts.ts'
import { DRUG_SEEDS, drugRecord } from '#seeds/drugs.ts'
import { SAFETY_TABLE } from '#seeds/safety.ts'

export const TABLE = SAFETY_TABLE
export const DRUGS = new Map(DRUG_SEEDS.map(seed => [seed.id, drugRecord(seed)]))

/** A woman of forty who is neither pregnant nor allergic; tests change one thing. */
export const facts = (change: Partial<PatientFacts> = {}): PatientFacts => ({
  bornOn: day('1985-12-17'), on: day('2025-12-17'), pregnant: false, weeks: null, breastfeeding: false, weightKg: null, allergies: [], diagnoses: ['I10'], past: '', routine: '', running: [], ...change,
})
export const months = (count: number): Partial<PatientFacts> => {
  const at = 2025 * 12 + 11 - count
  return { bornOn: day(`${Math.floor(at / 12)}-${String((at % 12) + 1).padStart(2, '0')}-17`) }
}

/** The only drug of the formulary whose id begins so. */
export function drugId(start: string): string {
  const found = DRUG_SEEDS.filter(seed => seed.id.startsWith(start))
  if (found.length !== 1 || !found[0]) throw new Error(`${found.length} drugs begin with ${start}`)
  return found[0].id
}
export const line = (start: string, signa = '') => ({ drugId: drugId(start), signa })

export const check = (lines: readonly { drugId: string; signa: string }[], change: Partial<PatientFacts> = {}): Finding[] => checkPrescription(lines, facts(change), DRUGS, TABLE)
export const said = (lines: readonly { drugId: string; signa: string }[], change: Partial<PatientFacts> = {}): string[] => check(lines, change).map(one => `${one.level} ${one.id}`)
