import { ref, watch, type Ref } from 'vue'
import { useApp } from '../context.ts'
import { openFor, permitFor, purposesOf, type Opened, type Purpose, type ReadingFailure } from './readings.ts'

/** `wait`: not yet known whose record it is; `ask`: a purpose is needed; `failed`: the reading could not be written down. */
export type GateState = 'wait' | 'ask' | 'open' | 'failed'

export interface ReadingGateState {
  readonly state: Ref<GateState>
  readonly purposes: Ref<readonly Purpose[]>
  /** Why the reading is not written down; beside an open record where care went first. */
  readonly failure: Ref<ReadingFailure | null>
  readonly busy: Ref<boolean>
  /** Opens the record for a purpose; without one, tries the last again. */
  open(purpose?: Purpose, note?: string): Promise<void>
}

/** The tablet could not write, whoever asks; nothing is wrong with who opens what. */
const isOfTablet = ({ kind }: ReadingFailure): boolean => kind === 'storage-full' || kind === 'storage-failed'

/**
 * Keeps a record shut until the look into it is written down (BR-66): a nurse's own silently, a head's or doctor's after he
 * has named a purpose. Where the tablet cannot write, whoever treats the patient is let in all the same and told that it is
 * not noted yet; the next opening tries again. `about` is undefined while it is not known whose record it is, and null where there is none.
 */
export function useReadingGate(about: () => Opened | null | undefined): ReadingGateState {
  const app = useApp()
  const state = ref<GateState>('wait')
  const purposes = ref<readonly Purpose[]>([])
  const failure = ref<ReadingFailure | null>(null)
  const busy = ref(false)
  let last: { readonly purpose: Purpose; readonly note: string } = { purpose: 'pelayanan', note: '' }
  let round = 0
  /** Whether this user treats at the desk the record belongs to: care does not wait for a full tablet. */
  let treats = false

  async function open(purpose = last.purpose, note = last.note): Promise<void> {
    const opened = about()
    if (!opened || busy.value) return
    const mine = round
    last = { purpose, note: note.trim() }
    busy.value = true
    const noted = await openFor(app, opened, last.purpose, last.note).catch((error: unknown): { readonly ok: false; readonly error: ReadingFailure } =>
      ({ ok: false, error: { kind: 'storage-failed', message: error instanceof Error ? error.message : '' } }))
    busy.value = false
    if (mine !== round) return
    failure.value = noted.ok ? null : noted.error
    state.value = noted.ok || (treats && isOfTablet(noted.error)) ? 'open' : 'failed'
  }

  watch(() => { const opened = about(); return opened && `${opened.patientId}|${opened.visitId ?? ''}` }, async () => {
    const mine = ++round
    busy.value = false
    treats = false
    failure.value = null
    const opened = about()
    // Where there is no such record the page says so; there is nothing to keep shut.
    state.value = opened === null ? 'open' : 'wait'
    if (!opened) return
    try {
      const may = await purposesOf(app, opened)
      if (mine !== round) return
      purposes.value = may.purposes
      treats = !may.asked
      const permit = permitFor(app, opened)
      if (!may.asked) await open('pelayanan', '')
      else if (permit && may.purposes.includes(permit.purpose)) await open(permit.purpose, permit.note)
      else state.value = 'ask'
    } catch (error) {
      if (mine !== round) return
      failure.value = { kind: 'storage-failed', message: error instanceof Error ? error.message : '' }
      state.value = 'failed'
    }
  }, { immediate: true })

  return { state, purposes, failure, busy, open }
}
