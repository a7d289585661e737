import { sameJson, type Json } from '#domain/core/json.ts'
import type { VisitData } from '#domain/records/visit.ts'
import { isExternalCause } from '#domain/rules/clinic/visit-rules.ts'

type Diagnoses = VisitData['diagnoses']

/** What is typed into an addendum. `diagnoses` count where `corrects` is set. */
export interface AddendumForm { reason: string; text: string; corrects: boolean; diagnoses: Diagnoses }

export const emptyAddendum = (effective: Diagnoses): AddendumForm => ({ reason: '', text: '', corrects: false, diagnoses: structuredClone(effective) as Diagnoses })

/** A kept form as it was, where it still has that shape; null otherwise. */
export function restoreAddendum(kept: Json | undefined, blank: AddendumForm): AddendumForm | null {
  if (typeof kept !== 'object' || kept === null || Array.isArray(kept)) return null
  const { reason, text, corrects, diagnoses } = kept as Record<string, Json>
  if (typeof reason !== 'string' || typeof text !== 'string') return null
  const known = Array.isArray(diagnoses) ? (diagnoses as unknown as Diagnoses).filter(one => typeof one?.code === 'string' && typeof one.name === 'string') : blank.diagnoses
  return { reason, text, corrects: corrects === true, diagnoses: known }
}

/** What a report counts of a diagnosis. */
const countedAs = (one: Diagnoses[number]): string => `${one.code} ${one.case ?? ''}`

export type AddendumProblem = 'needReason' | 'needText' | 'needDiagnosis' | 'sameDiagnosis' | 'externalPrimary'

/** What keeps it from being saved, by field. */
export function addendumProblems(form: AddendumForm, effective: Diagnoses): { readonly field: string; readonly word: AddendumProblem }[] {
  const problems: { field: string; word: AddendumProblem }[] = []
  if (form.reason.trim() === '') problems.push({ field: 'addendumReason', word: 'needReason' })
  if (form.text.trim() === '') problems.push({ field: 'addendumText', word: 'needText' })
  if (!form.corrects) return problems
  const [primary] = form.diagnoses
  if (!primary) problems.push({ field: 'addendumDiagnosis', word: 'needDiagnosis' })
  else if (isExternalCause(primary.code)) problems.push({ field: 'addendumDiagnosis', word: 'externalPrimary' })
  else if (sameJson(form.diagnoses.map(countedAs), effective.map(countedAs))) problems.push({ field: 'addendumDiagnosis', word: 'sameDiagnosis' })
  return problems
}
