import { computed, ref, shallowRef } from 'vue'
import type { Result } from '#domain/core/result.ts'
import type { Urgency } from '#domain/rules/clinic/triage.ts'
import { useApp } from '#app/context.ts'
import { useWords } from '#app/locales/use-words.ts'
import { useLeave } from '#app/shared/use-leave.ts'
import { useToast } from '#app/ui/use-toast.ts'
import { endSeen, endUnseen, putBack, serve, setPriority, type QueueFailure, type QueueLine } from './queue.ts'
import { queueFailureText } from './queue-text.ts'
import type { QueueAct } from './queue-act.ts'
import { arrivalWords } from './words.ts'

/** What can be done with a person of the queue, the questions it asks first, and what it says after. */
export function useQueueActs() {
  const app = useApp()
  const t = useWords(arrivalWords)
  const toast = useToast()
  const leaveTo = useLeave()
  const busy = ref(false)
  const failure = ref('')
  /** Whom a dialog asks about, and what. */
  const asked = shallowRef<{ readonly line: QueueLine; readonly about: 'priority' | 'pergi' | 'batal' } | null>(null)
  const taken = shallowRef<{ readonly line: QueueLine; readonly name: string; readonly time: string } | null>(null)
  const nameOf = (line: QueueLine): string => line.patient?.data.name ?? t('unknownPatient')

  async function run(line: QueueLine, write: () => Promise<Result<unknown, QueueFailure>>, said: string | null): Promise<boolean> {
    if (busy.value) return false
    busy.value = true
    failure.value = ''
    const saved = await write().finally(() => { busy.value = false })
    if (saved.ok) {
      if (said !== null) toast.show({ tone: 'good', text: said })
      return true
    }
    if (saved.error.kind === 'served') taken.value = { line, name: saved.error.name, time: saved.error.time.replace(':', '.') }
    else if (asked.value) failure.value = queueFailureText(saved.error, nameOf(line))
    else toast.show({ tone: saved.error.kind === 'over' ? 'info' : 'bad', text: queueFailureText(saved.error, nameOf(line)) })
    return false
  }

  async function take(line: QueueLine, takeOver: boolean): Promise<void> {
    if (!await run(line, () => serve(app, line.arrival.id, takeOver), null)) return
    taken.value = null
    await leaveTo({ name: 'visit-new', params: { id: line.arrival.data.patientId }, query: line.draft ? { draf: line.draft.id } : { datang: line.arrival.id } })
  }

  async function act(line: QueueLine, what: QueueAct): Promise<void> {
    failure.value = ''
    const { id } = line.arrival
    const name = nameOf(line)
    if (what === 'serve') await take(line, false)
    else if (what === 'back') await run(line, () => putBack(app, id), t('putBackDone', { name }))
    else if (what === 'seen') { if (line.signed) await run(line, () => endSeen(app, id, line.signed?.id ?? ''), t('closeDone', { name })) }
    else asked.value = { line, about: what }
  }

  async function answer(reason: string, level: string): Promise<void> {
    if (!asked.value) return
    const { line, about } = asked.value
    const name = nameOf(line)
    const done = about === 'priority'
      ? await run(line, () => setPriority(app, line.arrival.id, level as Urgency, reason), t('prioritySaved', { name }))
      : await run(line, () => endUnseen(app, line.arrival.id, about, reason), t(about === 'pergi' ? 'leaveDone' : 'mistakeDone', { name }))
    if (done) asked.value = null
  }

  return { act, answer, take, asked, taken, busy, failure, nameOf, isAsking: computed({ get: () => asked.value !== null, set: open => { if (!open) asked.value = null } }), isTaken: computed({ get: () => taken.value !== null, set: open => { if (!open) taken.value = null } }) }
}
