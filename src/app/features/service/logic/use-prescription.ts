import { computed, type ComputedRef, type ShallowRef } from 'vue'
import { parseStream } from '#domain/core/streams.ts'
import type { VisitData } from '#domain/records/visit.ts'
import type { DrugData } from '#domain/records/drug.ts'
import { mayPrescribe } from '#domain/rules/clinic/licence-gate.ts'
import { checkPrescription } from '#domain/rules/clinic/safety/check.ts'
import { factsOfVisit } from '#domain/rules/clinic/safety/facts.ts'
import { equivalentSigna } from '#domain/rules/clinic/safety/substitute.ts'
import { isSigned } from '#domain/rules/clinic/safety/table.ts'
import { parseSigna } from '#domain/rules/pharmacy/signa.ts'
import { addMonths, monthOf } from '#domain/core/day.ts'
import { SAFETY_TABLE } from '#seeds/safety.ts'
import { stockOf, type Balance } from '#domain/rules/pharmacy/balance.ts'
import { mayHold } from '#domain/rules/pharmacy/drug-rules.ts'
import type { LedgerMonth } from '#domain/rules/pharmacy/ledger.ts'
import { unitPriceFor } from '#domain/rules/pharmacy/pricing.ts'
import { useApp } from '#app/context.ts'
import type { AskedHandover } from '#app/shared/pharmacy/handovers.ts'
import { paymentOf } from '#app/shared/pharmacy/payment.ts'
import { PRICE_INTERESTS, readPrices, type Price } from '#app/shared/pharmacy/prices.ts'
import { monthFold } from '#app/shared/pharmacy/stock-folds.ts'
import { drugName, readPharmacySetting, readUnheld, stockInterests } from '#app/shared/pharmacy/stock.ts'
import { readTempo, TEMPO_INTERESTS } from '#app/shared/pharmacy/tempo.ts'
import { useLive } from '#app/shared/use-live.ts'
import type { PatientCard } from '../repository.ts'
import { findingsAt, insteadOf, lineHelp, type Instead, type LineFacts, type LineHelp } from './line-facts.ts'
import { lineProblems, paymentProblems, saleTotal, type PrescriptionProblemAt } from './prescription-problems.ts'
import { daysOf, type DrugNames, type LineForm, type PrescriptionForm } from './prescription-form.ts'
import type { PrescriptionProblemFacts } from './prescription-problem-text.ts'
import { readNumber } from './typed-number.ts'
import { useVitalTable } from './use-vital-table.ts'

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
  const { data: signer } = useLive(() => app.store.get('staff', app.user.id), [{ kind: 'staff', id: app.user.id }])
  const { setting: clinic } = useVitalTable()
  const { data: used } = useLive(async () => (stock ? recentUse([...(await app.store.fold(monthFold, stock)).values()], addMonths(monthOf(app.today()), -3)) : new Map<string, number>()), stockInterests())
  const drugById: ComputedRef<ReadonlyMap<string, DrugData>> = computed(() => new Map((drugs.value ?? []).map(({ id, data }) => [id, data])))
  const drugNames: ComputedRef<DrugNames> = computed(() => new Map((drugs.value ?? []).map(({ id, data }) => [id, { label: drugName(data), unit: data.unit }])))

  /** Members who are members today pay the price of members. */
  const isMember = computed(() => card.value?.member?.state === 'live' && card.value.member.data.state === 'aktif')
  const memberId = computed(() => (isMember.value ? (card.value?.member?.id ?? null) : null))
  const { data: tempoNow } = useLive(async () => (memberId.value === null ? null : readTempo(app.store, memberId.value)), TEMPO_INTERESTS)
  const tempo = computed(() => (memberId.value === null ? null : (tempoNow.value ?? null)))
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
  const facts = computed(() => factsOfVisit(visitData(), card.value?.patient.data, { allergies: substances.value, last: card.value?.last?.data ?? null }))
  const findings = computed(() => checkPrescription(form.lines, facts.value, drugById.value, SAFETY_TABLE))
  const signedBy = computed(() => (isSigned(SAFETY_TABLE, clinic.value?.data.safetySigned ?? null) ? (clinic.value?.data.safetySigned?.name ?? null) : null))
  function closedClass(drugId: string): DrugData['class'] | null {
    const [drug, profession] = [drugById.value.get(drugId), signer.value?.data.profession]
    return !drug || !profession || mayPrescribe(profession, drug, clinic.value?.data ?? null) ? null : drug.class
  }
  const lineFacts: ComputedRef<LineFacts[]> = computed(() => form.lines.map((line, index) => {
    const own = findingsAt(index, form.lines, findings.value)
    return {
      available: stockOf(batches.value ?? [], line.drugId, line.source, app.today()).usable,
      allergy: own.findings.find(one => one.kind === 'alergi')?.with ?? null,
      ...(line.source === 'koperasi' ? { unitPrice: unitPriceOf(line.drugId) } : {}), isForbidden: isForbidden(line.drugId), closedClass: closedClass(line.drugId), ...own,
    }
  }))
  const help: ComputedRef<LineHelp[]> = computed(() => form.lines.map(line => lineHelp(line, drugById.value.get(line.drugId), facts.value, SAFETY_TABLE)))
  const usable = (drugId: string, source: 'program' | 'koperasi'): number => stockOf(batches.value ?? [], drugId, source, app.today()).usable
  const usableOf = (drugId: string): number => usable(drugId, 'program') + usable(drugId, 'koperasi')
  /** For a line whose drug is gone: the same substance in what is there. */
  const instead = (line: LineForm): Instead[] => (line.drugId === '' || usableOf(line.drugId) > 0 ? [] : insteadOf(line.drugId, drugById.value, usableOf))

  const total = computed(() => saleTotal(form, lineFacts.value))
  const problems: ComputedRef<PrescriptionProblemAt[]> = computed(() => [...lineProblems(form, lineFacts.value), ...paymentProblems(form, lineFacts.value, tempo.value)])
  const handOuts = computed(() => form.lines.flatMap(line => {
    const quantity = readNumber(line.quantity)
    const days = daysOf(line, drugNames.value.get(line.drugId)?.unit ?? '')
    return line.drugId !== '' && quantity ? [{ drugId: line.drugId, source: line.source, quantity, signa: line.signa.trim(), ...(days === null ? {} : { days }) }] : []
  }))

  function fundWithStock(drugId: string): 'program' | 'koperasi' {
    return usable(drugId, 'program') === 0 && usable(drugId, 'koperasi') > 0 ? 'koperasi' : 'program'
  }
  /** After lines were copied from an earlier visit: each takes the fund that has stock, and is answered for anew. */
  function repeated(): void {
    for (const line of form.lines) {
      line.source = fundWithStock(line.drugId)
      line.allergyReason = ''
      line.reasons = []
    }
  }
  /** Another drug on the line; what was written for the first does not speak for it. */
  function chooseDrug(line: LineForm, drugId: string): void {
    line.drugId = drugId
    line.source = fundWithStock(drugId)
    line.allergyReason = ''
    line.reasons = []
  }
  /** The same substance in another strength: directions follow where they come out even, and are emptied where they do not. */
  function replaceBy(line: LineForm, drugId: string): void {
    const [from, to] = [drugById.value.get(line.drugId), drugById.value.get(drugId)]
    const signa = from && to ? equivalentSigna(line.signa, from, to) : null
    chooseDrug(line, drugId)
    line.signa = signa ?? ''
    line.quantity = ''
  }

  const problemFacts: ComputedRef<PrescriptionProblemFacts> = computed(() => ({
    lines: lineFacts.value, lineUnits: form.lines.map(line => drugNames.value.get(line.drugId)?.unit ?? ''),
    quantities: form.lines.map(line => readNumber(line.quantity) ?? 0),
    saidDays: form.lines.map(line => parseSigna(line.signa, '')?.days ?? null), saleTotal: total.value ?? 0, tempo: tempo.value,
  }))
  const payment = (): AskedHandover['payment'] | undefined => paymentOf(form.payment, total.value ?? 0, tempo.value) ?? undefined

  /** What the record's own rules look up of the prescription. */
  const known = computed(() => (drugs.value ?? []).filter(drug => form.lines.some(line => line.drugId === drug.id)))

  return { known, problemFacts, payment, batches, drugs, drugById, drugNames, used, signedBy, help, instead, usable, chooseDrug, replaceBy, lineFacts, problems, handOuts, total, tempo, isMember, fundWithStock, repeated }
}
/** How much of each drug was handed out since a month. */
function recentUse(months: readonly LedgerMonth[], since: string): ReadonlyMap<string, number> {
  const sums = new Map<string, number>()
  for (const one of months) if (one.month >= since) sums.set(one.drugId, (sums.get(one.drugId) ?? 0) + one.flows.used)
  return sums
}
export type PrescriptionState = ReturnType<typeof usePrescription>
