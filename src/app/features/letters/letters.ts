import type { CheckContext } from '#domain/core/record.ts'
import { err, ok, type Result } from '#domain/core/result.ts'
import { parseStream } from '#domain/core/streams.ts'
import type { LetterContent, LetterData, LetterType } from '#domain/records/letter.ts'
import { checkLetter } from '#domain/rules/clinic/letter-rules.ts'
import { sipHolds } from '#domain/rules/clinic/visit-rules.ts'
import type { AppContext } from '#app/context.ts'
import { createDraft, patchDraft, voidDraft, type Interest, type RecordReader, type SaveFailure, type StoredRecord } from '#app/db/record-store.ts'
import { readLetterhead, type Letterhead } from '#app/shared/letterhead.ts'

export type Letter = StoredRecord<'letter'>
export type Patient = StoredRecord<'patient'>
export type Visit = StoredRecord<'visit'>

/** A letter in a list. */
export interface LetterLine { readonly letter: Letter; readonly patient: Patient | undefined; readonly place: string }

export const LETTER_INTERESTS: readonly Interest[] = [{ kind: 'letter' }, { kind: 'patient' }]

const newestFirst = (a: Letter, b: Letter): number => b.data.on.localeCompare(a.data.on) || b.id.localeCompare(a.id)

/** Letters with their patients, the newest first; of one patient, or of all places that the user reads. */
export async function readLetters(reader: RecordReader, patientId: string | null): Promise<LetterLine[]> {
  const letters = (patientId === null ? await reader.scan('letter') : await reader.byKey('letter', 'patient', patientId)).sort(newestFirst)
  const ids = [...new Set(letters.map(letter => letter.data.patientId))]
  const places = [...new Set(letters.map(letter => parseStream(letter.stream)?.place ?? ''))]
  const patients = new Map(await Promise.all(ids.map(async id => [id, await reader.get('patient', id)] as const)))
  const names = new Map(await Promise.all(places.map(async id => [id, (await reader.get('facility', id))?.data.name ?? id] as const)))
  return letters.map(letter => ({ letter, patient: patients.get(letter.data.patientId), place: names.get(parseStream(letter.stream)?.place ?? '') ?? '' }))
}

/** A referral that stands and that nobody has answered. */
export const isUnanswered = ({ state, data }: Letter): boolean => state === 'live' && data.content.type === 'rujukan' && data.reply === null

export interface LetterFile { readonly letter: Letter; readonly patient: Patient | undefined; readonly head: Letterhead; readonly replyBy: string }

export async function readLetterFile(reader: RecordReader, id: string): Promise<LetterFile | null> {
  const letter = await reader.get('letter', id)
  if (!letter) return null
  const { patientId, reply } = letter.data
  const [patient, head, by] = await Promise.all([reader.get('patient', patientId), readLetterhead(reader, letter.stream), reply ? reader.get('staff', reply.by) : undefined])
  return { letter, patient, head, replyBy: by?.data.name ?? '' }
}

export type IssueFailure = SaveFailure | { readonly kind: 'sip-missing' | 'no-patient' | 'no-visit' } | { readonly kind: 'sip-expired'; readonly on: string }

export interface Asked { readonly patientId: string; readonly visitId: string | null; readonly content: LetterContent }
interface Ready { readonly stream: string; readonly data: LetterData }

const PREFIX: Record<LetterType, string> = { rujukan: 'SR', sakit: 'SKS', sehat: 'SKSH', persetujuan: 'PT', penolakan: 'PN' }

/** Everything that can stand against a letter, the domain's rules included; the letter itself but for its number. */
async function prepare(app: AppContext, view: RecordReader, asked: Asked): Promise<Result<Ready, IssueFailure>> {
  const on = app.today()
  const [signer, patient, visit] = await Promise.all([view.get('staff', app.user.id), view.get('patient', asked.patientId), asked.visitId === null ? undefined : view.get('visit', asked.visitId)])
  const sip = signer?.data.sip
  if (!signer || !sip) return err({ kind: 'sip-missing' })
  if (!sipHolds(signer.data, on)) return err({ kind: 'sip-expired', on: sip.expiresOn })
  if (patient?.state !== 'live') return err({ kind: 'no-patient' })
  const stands = visit?.state === 'live' && visit.data.signature !== null && visit.data.patientId === patient.id && visit.stream === patient.stream
  if (asked.visitId !== null && !stands) return err({ kind: 'no-visit' })
  const data: LetterData = { number: '-', patientId: patient.id, visitId: asked.visitId, on, content: asked.content, signer: { by: app.user.id, name: signer.data.name, sip: sip.number }, reply: null }
  const around = [signer, patient, ...(visit ? [visit] : [])]
  const context: CheckContext<LetterData> = {
    id: '', actor: app.user.id, roles: ['nakes'], stream: patient.stream, before: null,
    found: lookup => around.filter(record => 'id' in lookup && record.kind === lookup.kind && record.id === lookup.id).map(record => record as unknown as ReturnType<typeof context.found>[number]),
  }
  const breaks = checkLetter(data, context)
  return breaks.length > 0 ? err({ kind: 'rules-broken', breaks }) : ok({ stream: patient.stream, data })
}

/** Issues a letter under a number of this tablet's own block, drawn when nothing stands against it. Answers its id and number. */
export async function issueLetter(app: AppContext, asked: Asked): Promise<Result<{ readonly id: string; readonly number: string }, IssueFailure>> {
  const first = await prepare(app, app.store, asked)
  if (!first.ok) return first
  const pustu = await app.store.get('facility', parseStream(first.value.stream)?.place ?? '')
  const number = `${PREFIX[asked.content.type]}-${await app.nextLabel('dokumen', pustu?.data.code ?? 'PUSTU')}`
  const id = app.newId()
  const saved = await app.store.writeGroup<IssueFailure>(async view => {
    const ready = await prepare(app, view, asked)
    return ready.ok ? ok([createDraft('letter', id, ready.value.stream, { ...ready.value.data, number })]) : ready
  })
  return saved.ok ? ok({ id, number }) : saved
}

export type ChangeFailure = SaveFailure | { readonly kind: 'gone' }
export type Reply = Omit<NonNullable<LetterData['reply']>, 'by'>

/** Records what the hospital wrote back, or corrects it. `seen` is the letter as its author saw it. */
export async function saveReply(app: AppContext, seen: Letter, reply: Reply): Promise<Result<null, ChangeFailure>> {
  const saved = await app.store.writeGroup<ChangeFailure>(async view => {
    const now = await view.get('letter', seen.id)
    return now?.state === 'live' ? ok([patchDraft(seen, { reply: { ...reply, by: app.user.id } })]) : err({ kind: 'gone' })
  })
  return saved.ok ? ok(null) : saved
}

/** Voids a letter with a reason; it is kept and prints as void. */
export async function voidLetter(app: AppContext, id: string, reason: string): Promise<Result<null, ChangeFailure>> {
  const saved = await app.store.writeGroup<ChangeFailure>(async view => {
    const now = await view.get('letter', id)
    return now?.state === 'live' ? ok([voidDraft(now, reason)]) : err({ kind: 'gone' })
  })
  return saved.ok ? ok(null) : saved
}
