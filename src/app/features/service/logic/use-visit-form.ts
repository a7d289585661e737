import { computed, reactive, ref, shallowRef, type ComputedRef } from 'vue'
import type { Json } from '#domain/core/json.ts'
import type { VisitData } from '#domain/records/visit.ts'
import { caseOf } from '#domain/rules/clinic/cases.ts'
import { assessVitals, needsPlan, type VitalAssessment } from '#domain/rules/clinic/vitals.ts'
import { useApp } from '#app/context.ts'
import type { StoredRecord } from '#app/db/record-store.ts'
import { patientCard, type PatientCard } from '../repository.ts'
import { takeOverArrival } from './arrival-form.ts'
import { isChronic } from '#app/shared/diagnosis-facts.ts'
import { garbledProblems, halfProblems, inPageOrder, signingProblems, type ProblemAt } from './visit-problems.ts'
import { emptiedSince, emptyVisitForm, formOfVisit, repeatVisit, restoreForm, visitOfForm, type CaseKind, type VisitForm } from './visit-form.ts'
import { measuredOf, observedOf } from './vitals-form.ts'
import { useKeptVisit } from './use-kept-visit.ts'
import { usePrescription } from './use-prescription.ts'
import { useVitalTable } from './use-vital-table.ts'

/** Everything the page of a visit knows: the form, what is measured against it, and what keeps it from being signed. */
export function useVisitForm(patientId: string, draftId: string | null, arrivalId: string | null = null) {
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
  /** Who wrote the draft, where it is somebody else's. */
  const writer = ref('')
  const arrival = shallowRef<StoredRecord<'arrival'>>()
  const { table, setting } = useVitalTable()
  const keptName = draftId ? `visit:${draftId}` : `visit-new:${patientId}`
  /** The form as it opened, with what was taken over: what differs from it was typed. */
  let initial = ''

  const isChanged = (): boolean => JSON.stringify(form) !== initial
  const kept = useKeptVisit(() => keptName, form, isChanged, () => ready.value)

  /** The form as it opens before anything was typed: the draft, or what the queue and earlier visits know. */
  function opened(): VisitForm {
    if (draft.value) return formOfVisit(draft.value.data)
    const fresh = emptyVisitForm(form.on, form.time)
    const known = signedVisits.value.find(visit => visit.data.background)?.data.background
    if (known) fresh.background = { ...known }
    // Who paid last pays again, until somebody says otherwise; a first visit is the insurance's where the card is in force.
    fresh.payer = signedVisits.value.find(visit => visit.data.payer)?.data.payer ?? (card.value?.patient.data.jkn?.state === 'aktif' ? 'jkn' : 'umum')
    if (arrival.value) takeOverArrival(fresh, arrival.value.id, arrival.value.data)
    return fresh
  }

  async function load(): Promise<void> {
    const [found, staff, queued] = await Promise.all([
      patientCard(app.store, patientId), app.store.get('staff', app.user.id), arrivalId === null || draftId ? undefined : app.store.get('arrival', arrivalId),
    ])
    card.value = found
    signer.value = staff
    if (queued?.state === 'live' && queued.data.ended === null && queued.data.patientId === patientId) arrival.value = queued
    if (draftId) {
      const before = await app.store.get('visit', draftId)
      draft.value = before
      if (!before || before.state === 'void' || before.data.signature !== null) blocked.value = 'gone'
      else if (before.data.author !== app.user.id) {
        writer.value = (await app.store.get('staff', before.data.author))?.data.name ?? before.data.author
        blocked.value = 'not-yours'
      }
    }
    if (!blocked.value) Object.assign(form, opened())
    initial = JSON.stringify(form)
    const earlier = await app.store.loadFormDraft(keptName)
    if (earlier !== undefined) {
      Object.assign(form, restoreForm(earlier as Json, { ...form, arrivalId: null }))
      if (arrival.value) takeOverArrival(form, arrival.value.id, arrival.value.data)
      restored.value = isChanged()
    }
    ready.value = true
  }

  /** Signed visits that stand, newest first, without this one. */
  const signedVisits = computed(() => (card.value?.visits ?? []).filter(visit => visit.id !== visitId && visit.state === 'live' && visit.data.signature !== null))
  const last = computed(() => signedVisits.value[0]?.data ?? null)
  const chronic = computed(() => [...(last.value?.diagnoses ?? []), ...form.diagnoses].some(one => isChronic(one.code)))

  const subject = computed(() => {
    const data = card.value?.patient.data
    return { bornOn: data?.birth.on ?? null, on: form.on, sex: data?.sex ?? 'P', pregnant: form.pregnant } as const
  })
  const assessed: ComputedRef<VitalAssessment[]> = computed(() => assessVitals(measuredOf(form), subject.value, table.value))
  const planNeeded = computed(() => needsPlan(assessed.value, observedOf(form)))
  const presetOf = (code: string): CaseKind => caseOf(code, isChronic(code), signedVisits.value, form.on)

  const visitData = (): VisitData => {
    const data = visitOfForm(form, patientId, app.user.id, rx.drugNames.value, presetOf)
    return emptiedSince(draft.value?.data, { ...data, alarmPlan: planNeeded.value && form.alarmSeen ? data.alarmPlan : null })
  }
  const rx = usePrescription(form, card, visitData)
  const garbled: ComputedRef<ProblemAt[]> = computed(() => garbledProblems(form, assessed.value))
  const problems: ComputedRef<ProblemAt[]> = computed(() => {
    if (!tried.value) return garbled.value
    const staff = signer.value
    const signature = { by: app.user.id, name: staff?.data.name ?? app.user.name, sip: staff?.data.sip?.number ?? '', on: app.today() }
    const known = [card.value?.patient, staff, setting.value, ...rx.known.value].filter(record => record !== undefined)
    const signing = signingProblems({ ...visitData(), signature }, {
      id: visitId, actor: app.user.id, roles: ['nakes'], stream: app.homeStream('clinical') ?? '', before: draft.value?.data ?? null,
      found: lookup => known.filter(record => record.kind === lookup.kind && ('above' in lookup || ('id' in lookup && record.id === lookup.id))) as never,
    })
    return inPageOrder([...garbled.value, ...halfProblems(form), ...signing, ...rx.problems.value])
  })

  async function startOver(): Promise<void> {
    Object.assign(form, opened())
    restored.value = false
    tried.value = false
    await kept.keepNow()
  }
  /** Copies what a follow-up repeats. */
  function repeat(before: VisitData): void {
    repeatVisit(form, before)
    rx.repeated()
  }

  return {
    visitId, form, ready, restored, tried, blocked, card, signer, writer, draft, arrival, last, signedVisits, chronic, subject, table, assessed, planNeeded, presetOf, rx, garbled, problems, kept,
    load, visitData, startOver, repeat,
  }
}
export type VisitFormState = ReturnType<typeof useVisitForm>
