import { computed, type ComputedRef, type ShallowRef } from 'vue'
import { parseStream } from '#domain/core/streams.ts'
import type { VisitData } from '#domain/records/visit.ts'
import { matchAllergy } from '#domain/rules/clinic/allergy.ts'
import { stockOf, type Balance } from '#domain/rules/pharmacy/balance.ts'
import { mayHold } from '#domain/rules/pharmacy/drug-rules.ts'
import { unitPriceFor } from '#domain/rules/pharmacy/pricing.ts'
import { useApp } from '#app/context.ts'
import type { AskedHandover } from '#app/shared/pharmacy/handovers.ts'
import { paymentOf } from '#app/shared/pharmacy/payment.ts'
import { PRICE_INTERESTS, readPrices, type Price } from '#app/shared/pharmacy/prices.ts'
import { drugName, readPharmacySetting, readUnheld, stockInterests } from '#app/shared/pharmacy/stock.ts'
import { useLive } from '#app/shared/use-live.ts'
import type { PatientCard } from '../repository.ts'
import { lineProblems, paymentProblems, saleTotal, type LineFacts, type PrescriptionProblemAt } from './prescription-problems.ts'
import type { DrugNames, PrescriptionForm } from './prescription-form.ts'
import type { PrescriptionProblemFacts } from './prescription-problem-text.ts'
import { readNumber } from './typed-number.ts'

/**
 * Everything the page knows of a prescription: stock, prices, what each line runs into. `visitData` is the visit as it would
 * be recorded now; what is known of the patient is taken from it.
 */
export function usePrescription(form: PrescriptionForm, card: Readonly<ShallowRef<PatientCard | null>>, visitData: () => VisitData) {
  const app = useApp()
  const stock = app.homeStream('stock')
  const { data: batches } = useLive<Balance[]>(async () => (stock ? readUnheld(app.store, stock) : []), [...stockInterests(), { kind: 'batch-hold' }])
  const { data: prices } = useLive<ReadonlyMap<string, Price>>(async () => (stock ? readPrices(app.store, stock, app.today()) : new Map<string, Price>()), PRICE_INTERESTS)
  const { data: setting } = useLive(() => readPharmacySetting(app, app.store), [{ kind: 'pharmacy-setting' }])
  const { data: drugs } = useLive(() => app.store.scan('drug'), [{ kind: 'drug' }])
  const drugNames: ComputedRef<DrugNames> = computed(() => new Map((drugs.value ?? []).map(({ id, data }) => [id, { label: drugName(data), unit: data.unit }])))

  /** Members who are members today pay the price of members. */
  const isMember = computed(() => card.value?.member?.state === 'live' && card.value.member.data.state === 'aktif')
  function unitPriceOf(drugId: string): number | null {
    const price = prices.value?.get(drugId)?.data
    return price ? unitPriceFor(price, isMember.value ? 'anggota' : 'umum') : null
  }
  function isForbidden(drugId: string): boolean {
    const drug = drugs.value?.find(found => found.id === drugId)?.data
    return drug !== undefined && setting.value !== undefined && !mayHold(setting.value, stock ? (parseStream(stock)?.place ?? '') : '', drug)
  }

  /** Allergies of earlier visits and of this page together: what is typed now already warns. */
  const substances = computed(() => [
    ...(card.value?.allergies.substances ?? []),
    ...(visitData().allergy?.substances ?? '').split(/[,;]/).map(text => text.trim()).filter(text => text !== ''),
  ])
  const lineFacts: ComputedRef<LineFacts[]> = computed(() => form.lines.map(line => ({
    available: stockOf(batches.value ?? [], line.drugId, line.source, app.today()).usable,
    allergy: matchAllergy(drugNames.value.get(line.drugId)?.label ?? '', substances.value),
    ...(line.source === 'koperasi' ? { unitPrice: unitPriceOf(line.drugId) } : {}), isForbidden: isForbidden(line.drugId),
  })))
  const total = computed(() => saleTotal(form, lineFacts.value))
  const problems: ComputedRef<PrescriptionProblemAt[]> = computed(() => [...lineProblems(form, lineFacts.value), ...paymentProblems(form, lineFacts.value)])
  const handOuts = computed(() => form.lines.flatMap(line => {
    const quantity = readNumber(line.quantity)
    return line.drugId !== '' && quantity ? [{ drugId: line.drugId, source: line.source, quantity, signa: line.signa.trim() }] : []
  }))

  function fundWithStock(drugId: string): 'program' | 'koperasi' {
    const usable = (source: 'program' | 'koperasi'): number => stockOf(batches.value ?? [], drugId, source, app.today()).usable
    return usable('program') === 0 && usable('koperasi') > 0 ? 'koperasi' : 'program'
  }
  /** After lines were copied from an earlier visit: each takes the fund that has stock. */
  function repeated(): void {
    for (const line of form.lines) line.source = fundWithStock(line.drugId)
  }

  const problemFacts: ComputedRef<PrescriptionProblemFacts> = computed(() => ({
    lines: lineFacts.value, lineUnits: form.lines.map(line => drugNames.value.get(line.drugId)?.unit ?? ''),
    quantities: form.lines.map(line => readNumber(line.quantity) ?? 0), saleTotal: total.value ?? 0,
  }))
  const payment = (): AskedHandover['payment'] | undefined => paymentOf(form.payment, total.value ?? 0) ?? undefined

  /** What the record's own rules look up of the prescription. */
  const known = computed(() => (drugs.value ?? []).filter(drug => form.lines.some(line => line.drugId === drug.id)))

  return { known, problemFacts, payment, batches, drugs, drugNames, lineFacts, problems, handOuts, total, isMember, fundWithStock, repeated }
}
export type PrescriptionState = ReturnType<typeof usePrescription>
