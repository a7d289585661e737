import { computed, reactive, ref, shallowRef, type ComputedRef } from 'vue'
import type { Json } from '#domain/core/json.ts'
import { parseStream } from '#domain/core/streams.ts'
import type { VisitData } from '#domain/records/visit.ts'
import { matchAllergy } from '#domain/rules/clinic/allergy.ts'
import { stockOf, type Balance } from '#domain/rules/pharmacy/balance.ts'
import { mayHold } from '#domain/rules/pharmacy/drug-rules.ts'
import { unitPriceFor } from '#domain/rules/pharmacy/pricing.ts'
import { assessVitals, hasAlarm, type VitalAssessment } from '#domain/rules/clinic/vitals.ts'
import { VITAL_TABLE } from '#domain/rules/clinic/vital-limits.ts'
import { useApp } from '#app/context.ts'
import type { StoredRecord } from '#app/db/record-store.ts'
import { PRICE_INTERESTS, readPrices, type Price } from '#app/shared/pharmacy/prices.ts'
import { drugName, readPharmacySetting, readUnheld, stockInterests } from '#app/shared/pharmacy/stock.ts'
import { useLive } from '#app/shared/use-live.ts'
import { patientCard, type PatientCard } from '../repository.ts'
import { inPageOrder, lineProblems, paymentProblems, saleTotal, signingProblems, vitalProblems, type LineFacts, type ProblemAt } from './visit-problems.ts'
import { emptyVisitForm, formOfVisit, isUntouched, measured, readNumber, repeatVisit, restoreForm, visitOfForm, type DrugNames, type VisitForm } from './visit-form.ts'
import { useKeptForm } from './use-kept-form.ts'

/** Everything the page of a visit knows: the form, what is measured against it, and what keeps it from being signed. */
export function useVisitForm(patientId: string, draftId: string | null) {
  const app = useApp()
  const visitId = draftId ?? app.newId()
  const form = reactive<VisitForm>(emptyVisitForm(app.today(), app.wallTime()))
  const ready = ref(false)
  const restored = ref(false)
  const tried = ref(false)
  const blocked = ref<'gone' | 'not-yours' | null>(null)
  const draft = shallowRef<StoredRecord<'visit'>>()
  const card = shallowRef<PatientCard | null>(null)
  const signer = shallowRef<StoredRecord<'staff'>>()
  let initial = ''

  const stock = app.homeStream('stock')
  const { data: batches } = useLive<Balance[]>(async () => (stock ? readUnheld(app.store, stock) : []), [...stockInterests(), { kind: 'batch-hold' }])
  const { data: prices } = useLive<ReadonlyMap<string, Price>>(async () => (stock ? readPrices(app.store, stock, app.today()) : new Map<string, Price>()), PRICE_INTERESTS)
  const { data: setting } = useLive(() => readPharmacySetting(app, app.store), [{ kind: 'pharmacy-setting' }])
  const { data: drugs } = useLive(() => app.store.scan('drug'), [{ kind: 'drug' }])

  const isChanged = (): boolean => (draft.value ? JSON.stringify(form) !== initial : !isUntouched(form))
  const kept = useKeptForm(() => (draftId ? `visit:${draftId}` : `visit-new:${patientId}`), form, isChanged, () => ready.value)

  async function load(): Promise<void> {
    const [found, staff] = await Promise.all([patientCard(app.store, patientId), app.store.get('staff', app.user.id)])
    card.value = found
    signer.value = staff
    if (draftId) {
      const before = await app.store.get('visit', draftId)
      draft.value = before
      if (!before || before.state === 'void' || before.data.signature !== null) blocked.value = 'gone'
      else if (before.data.author !== app.user.id) blocked.value = 'not-yours'
      else Object.assign(form, formOfVisit(before.data))
    }
    initial = JSON.stringify(form)
    const kept = await app.store.loadFormDraft(draftId ? `visit:${draftId}` : `visit-new:${patientId}`)
    if (kept !== undefined) {
      Object.assign(form, restoreForm(kept as Json, { ...form }))
      restored.value = isChanged()
    }
    ready.value = true
  }

  const drugNames: ComputedRef<DrugNames> = computed(() => new Map((drugs.value ?? []).map(({ id, data }) => [id, { label: drugName(data), unit: data.unit }])))
  const subject = computed(() => {
    const data = card.value?.patient.data
    return { bornOn: data?.birth.on ?? null, on: form.on, sex: data?.sex ?? 'P', pregnant: form.pregnant } as const
  })
  const assessed: ComputedRef<VitalAssessment[]> = computed(() => assessVitals(measured(form), subject.value, VITAL_TABLE))
  const alarms = computed(() => assessed.value.filter(one => one.level === 'alarm'))

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
    ...(form.allergyAnswer === 'ada' ? form.substances.split(/[,;]/).map(text => text.trim()).filter(text => text !== '') : []),
  ])
  const lineFacts: ComputedRef<LineFacts[]> = computed(() => form.lines.map(line => ({
    available: stockOf(batches.value ?? [], line.drugId, line.source, app.today()).usable,
    allergy: matchAllergy(drugNames.value.get(line.drugId)?.label ?? '', substances.value),
    ...(line.source === 'koperasi' ? { unitPrice: unitPriceOf(line.drugId) } : {}), isForbidden: isForbidden(line.drugId),
  })))
  const total = computed(() => saleTotal(form, lineFacts.value))

  const visitData = (): VisitData => {
    const data = visitOfForm(form, patientId, app.user.id, drugNames.value)
    return hasAlarm(assessed.value) ? { ...data, alarmPlan: form.alarmSeen ? data.alarmPlan : null } : { ...data, alarmPlan: null }
  }
  const problems: ComputedRef<ProblemAt[]> = computed(() => {
    const always = vitalProblems(form, assessed.value)
    if (!tried.value) return always
    const staff = signer.value
    const signature = { by: app.user.id, name: staff?.data.name ?? app.user.name, sip: staff?.data.sip?.number ?? '', on: app.today() }
    const known = [card.value?.patient, staff].filter(record => record !== undefined)
    const signing = signingProblems({ ...visitData(), signature }, {
      id: visitId, actor: app.user.id, roles: ['nakes'], stream: app.homeStream('clinical') ?? '', before: draft.value?.data ?? null,
      found: lookup => known.filter(record => record.kind === lookup.kind && 'id' in lookup && record.id === lookup.id) as never,
    })
    return inPageOrder([...always, ...signing, ...lineProblems(form, lineFacts.value), ...paymentProblems(form, lineFacts.value)])
  })
  const handOuts = computed(() => form.lines.flatMap(line => {
    const quantity = readNumber(line.quantity)
    return line.drugId !== '' && quantity ? [{ drugId: line.drugId, source: line.source, quantity, signa: line.signa.trim() }] : []
  }))

  async function startOver(): Promise<void> {
    Object.assign(form, draft.value ? formOfVisit(draft.value.data) : emptyVisitForm(app.today(), app.wallTime()))
    restored.value = false
    tried.value = false
    await kept.keepNow()
  }
  /** Copies what a follow-up repeats; a line takes the fund that has stock. */
  function repeat(before: VisitData): void {
    repeatVisit(form, before)
    for (const line of form.lines) line.source = fundWithStock(line.drugId)
  }
  function fundWithStock(drugId: string): 'program' | 'koperasi' {
    const usable = (source: 'program' | 'koperasi'): number => stockOf(batches.value ?? [], drugId, source, app.today()).usable
    return usable('program') === 0 && usable('koperasi') > 0 ? 'koperasi' : 'program'
  }

  return {
    visitId, form, ready, restored, tried, blocked, card, signer, draft, batches, drugs, drugNames, assessed, alarms, lineFacts, problems, handOuts, total, isMember, kept,
    load, visitData, startOver, repeat, fundWithStock,
  }
}
export type VisitFormState = ReturnType<typeof useVisitForm>
