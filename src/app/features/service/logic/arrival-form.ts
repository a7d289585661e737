import type { ArrivalData } from '#domain/records/arrival.ts'
import { VITAL_ITEMS } from '#domain/records/vitals-fields.ts'
import { formOfVitals } from './vitals-form.ts'
import type { VisitForm } from './visit-form.ts'

/**
 * Takes over what was asked and measured in the queue, into fields that are still empty. Once: what is emptied on the page
 * afterwards stays empty when it is opened again.
 */
export function takeOverArrival(form: VisitForm, id: string, arrival: ArrivalData): void {
  if (form.arrivalId === id) return
  form.arrivalId = id
  form.payer = arrival.payer
  if (form.complaint === '') form.complaint = arrival.reason
  const { triage } = arrival
  if (!triage) return
  const measured = formOfVitals(triage.vitals, { beyond: triage.beyond })
  for (const item of VITAL_ITEMS) if (form.vitals[item] === '') form.vitals[item] = measured.vitals[item]
  for (const item of ['gds', 'gdp'] as const) if (form.beyond[item] === '' && form.vitals[item] === '') form.beyond[item] = measured.beyond[item]
  if (form.consciousness === '') form.consciousness = triage.consciousness ?? ''
  if (triage.felt) form.felt = true
  if (triage.pregnant) form.pregnant = true
  form.measuredBy = { name: triage.name, time: triage.time }
}
