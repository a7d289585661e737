import { computed, reactive, ref, shallowRef, type ComputedRef } from 'vue'
import type { Json } from '#domain/core/json.ts'
import type { VisitData } from '#domain/records/visit.ts'
import { assessVitals, hasAlarm, type VitalAssessment } from '#domain/rules/clinic/vitals.ts'
import { VITAL_TABLE } from '#domain/rules/clinic/vital-limits.ts'
import { useApp } from '#app/context.ts'
import type { StoredRecord } from '#app/db/record-store.ts'
import { patientCard, type PatientCard } from '../repository.ts'
import { inPageOrder, signingProblems, vitalProblems, type ProblemAt } from './visit-problems.ts'
import { emptyVisitForm, formOfVisit, isUntouched, measured, repeatVisit, restoreForm, visitOfForm, type VisitForm } from './visit-form.ts'
import { useKeptForm } from './use-kept-form.ts'
import { usePrescription } from './use-prescription.ts'

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

  const subject = computed(() => {
    const data = card.value?.patient.data
    return { bornOn: data?.birth.on ?? null, on: form.on, sex: data?.sex ?? 'P', pregnant: form.pregnant } as const
  })
  const assessed: ComputedRef<VitalAssessment[]> = computed(() => assessVitals(measured(form), subject.value, VITAL_TABLE))
  const alarms = computed(() => assessed.value.filter(one => one.level === 'alarm'))

  const visitData = (): VisitData => {
    const data = visitOfForm(form, patientId, app.user.id, rx.drugNames.value)
    return hasAlarm(assessed.value) ? { ...data, alarmPlan: form.alarmSeen ? data.alarmPlan : null } : { ...data, alarmPlan: null }
  }
  const rx = usePrescription(form, card, visitData)
  const problems: ComputedRef<ProblemAt[]> = computed(() => {
    const always = vitalProblems(form, assessed.value)
    if (!tried.value) return always
    const staff = signer.value
    const signature = { by: app.user.id, name: staff?.data.name ?? app.user.name, sip: staff?.data.sip?.number ?? '', on: app.today() }
    const known = [card.value?.patient, staff, ...rx.known.value].filter(record => record !== undefined)
    const signing = signingProblems({ ...visitData(), signature }, {
      id: visitId, actor: app.user.id, roles: ['nakes'], stream: app.homeStream('clinical') ?? '', before: draft.value?.data ?? null,
      found: lookup => known.filter(record => record.kind === lookup.kind && 'id' in lookup && record.id === lookup.id) as never,
    })
    return inPageOrder([...always, ...signing, ...rx.problems.value])
  })

  async function startOver(): Promise<void> {
    Object.assign(form, draft.value ? formOfVisit(draft.value.data) : emptyVisitForm(app.today(), app.wallTime()))
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
    visitId, form, ready, restored, tried, blocked, card, signer, draft, assessed, alarms, rx, problems, kept,
    load, visitData, startOver, repeat,
  }
}
export type VisitFormState = ReturnType<typeof useVisitForm>
