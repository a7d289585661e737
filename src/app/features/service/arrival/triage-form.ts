import { sameJson, type Json } from '#domain/core/json.ts'
import type { Day } from '#domain/core/day.ts'
import { VITAL_ITEMS, type VitalItem } from '#domain/records/vitals-fields.ts'
import { alarmsThatHurry } from '#domain/rules/clinic/triage.ts'
import { VITAL_TABLE } from '#domain/rules/clinic/vital-limits.ts'
import { missingHalf, observedAlarms, type VitalAssessment } from '#domain/rules/clinic/vitals.ts'
import type { AppContext } from '#app/context.ts'
import type { StoredRecord } from '#app/db/record-store.ts'
import { formatNumber } from '#app/shared/format.ts'
import { useWords } from '#app/locales/use-words.ts'
import { isChronic } from '#app/shared/diagnosis-facts.ts'
import { readNumber } from '../logic/typed-number.ts'
import { emptyVitals, formOfVitals, measuredOf, observedOf, type VitalsForm } from '../logic/vitals-form.ts'
import { vitalWords } from '../vital-words.ts'
import { patientCard } from '../repository.ts'
import type { StoredArrival, Triage } from './queue.ts'
import { arrivalWords } from './words.ts'

/** What is asked and measured before the consultation, as typed. */
export interface TriageForm { reason: string; payer: 'umum' | 'jkn'; vitals: VitalsForm }

/** The form made ready, and whose it is. */
export interface OpenTriage {
  readonly draftName: string
  readonly form: TriageForm
  readonly untouched: TriageForm
  readonly restored: boolean
  readonly arrival: StoredArrival
  readonly patient: StoredRecord<'patient'>
  /** The measures of the last signed visit. */
  readonly last: { readonly on: Day; readonly vitals: StoredRecord<'visit'>['data']['vitals'] } | null
  readonly chronic: boolean
}

const formOf = ({ data: { reason, payer, triage } }: StoredArrival): TriageForm => ({ reason, payer, vitals: triage ? formOfVitals(triage.vitals, triage) : emptyVitals() })
const copy = (form: TriageForm): TriageForm => JSON.parse(JSON.stringify(form)) as TriageForm

/** Null where the entry or its patient is not on this tablet. */
export async function openTriage(app: AppContext, id: string): Promise<OpenTriage | null> {
  const arrival = await app.store.get('arrival', id)
  const card = arrival ? await patientCard(app.store, arrival.data.patientId) : null
  if (!arrival || !card) return null
  const untouched = formOf(arrival)
  const draftName = `triage:${id}`
  const form = restoreTriage(await app.store.loadFormDraft(draftName), copy(untouched))
  const signed = card.visits.filter(visit => visit.state === 'live' && visit.data.signature !== null)
  return {
    draftName, form, untouched, restored: !sameTriage(form, untouched), arrival, patient: card.patient, last: card.last ? { on: card.last.data.on, vitals: card.last.data.vitals } : null,
    chronic: signed.some(visit => visit.data.diagnoses.some(one => isChronic(one.code))),
  }
}

export const sameTriage = (a: TriageForm, b: TriageForm): boolean => sameJson(a as unknown as Json, b as unknown as Json)

/** A kept form of an older page keeps its new fields empty. */
function restoreTriage(kept: Json | undefined, now: TriageForm): TriageForm {
  if (kept === undefined || kept === null || typeof kept !== 'object' || Array.isArray(kept)) return now
  const { reason, payer, vitals } = kept as unknown as Partial<TriageForm>
  return {
    reason: typeof reason === 'string' ? reason : now.reason, payer: payer === 'jkn' || payer === 'umum' ? payer : now.payer,
    vitals: { ...now.vitals, ...vitals, vitals: { ...now.vitals.vitals, ...vitals?.vitals }, beyond: { ...now.vitals.beyond, ...vitals?.beyond } },
  }
}

type TriageProblem = 'no-number' | 'out-of-range' | 'diastole-above' | 'need-systole' | 'need-diastole' | 'nothing'
export interface TriageProblemAt { readonly field: string; readonly problem: TriageProblem; readonly item?: VitalItem }

/** What keeps the measures from being kept: what is no number or no value of a person, half a pressure, and an empty form. */
export function triageProblems(form: TriageForm, untouched: TriageForm, assessed: readonly VitalAssessment[]): TriageProblemAt[] {
  const unreadable = VITAL_ITEMS.filter(item => readNumber(form.vitals.vitals[item]) === undefined).map((item): TriageProblemAt => ({ field: item, problem: 'no-number', item }))
  const refused = assessed.flatMap((one): TriageProblemAt[] => {
    if (one.refused === null) return []
    return [one.refused.kind === 'out-of-range' ? { field: one.item, problem: 'out-of-range', item: one.item } : { field: 'diastolik', problem: 'diastole-above', item: 'diastolik' }]
  })
  const half = missingHalf(measuredOf(form.vitals), form.vitals.felt)
  const halves: TriageProblemAt[] = half && form.vitals.vitals[half].trim() === '' ? [{ field: half, problem: half === 'sistolik' ? 'need-systole' : 'need-diastole', item: half }] : []
  const empty: TriageProblemAt[] = sameTriage(form, untouched) && form.reason.trim() === '' && !isMeasured(form) ? [{ field: 'triageReason', problem: 'nothing' }] : []
  return [...empty, ...unreadable, ...refused, ...halves]
}

const isMeasured = ({ vitals }: TriageForm): boolean => {
  const seen = observedOf(vitals)
  return Object.keys(measuredOf(vitals)).length > 0 || seen.beyond !== undefined || seen.consciousness !== undefined
}

/** The measures as the record keeps them; null where nothing was measured, or nothing else than stands already. */
export function measuredTriage(form: TriageForm, untouched: TriageForm): Triage['measured'] {
  if (!isMeasured(form) || sameJson(form.vitals as unknown as Json, untouched.vitals as unknown as Json)) return null
  const { beyond, consciousness } = observedOf(form.vitals)
  return {
    vitals: measuredOf(form.vitals), pregnant: form.vitals.pregnant, ...(beyond ? { beyond } : {}), ...(consciousness ? { consciousness } : {}), ...(form.vitals.felt ? { felt: true } : {}),
  }
}

/** What alarms, in words, the reason for which somebody goes first. */
export function alarmText(form: TriageForm, assessed: readonly VitalAssessment[]): string {
  const tv = useWords(vitalWords)
  const t = useWords(arrivalWords)
  const { beyond, notAlert } = observedAlarms(observedOf(form.vitals))
  return [
    ...(notAlert ? [t('notAwake')] : []),
    ...alarmsThatHurry(assessed).map(one => `${tv(one.item)} ${formatNumber(one.value)} ${VITAL_TABLE.guards[one.item].unit}`),
    ...beyond.map(item => t(form.vitals.beyond[item] === 'HI' ? 'meterHigh' : 'meterLow', { item: tv(item) })),
  ].join(', ')
}
