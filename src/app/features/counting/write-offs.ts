import { err, ok, type Result } from '#domain/core/result.ts'
import type { Day } from '#domain/core/day.ts'
import { parseStream } from '#domain/core/streams.ts'
import type { CountData } from '#domain/records/stock-count.ts'
import type { WriteOffData } from '#domain/records/write-off.ts'
import { balanceKey } from '#domain/rules/pharmacy/balance.ts'
import { approvedLines } from '#domain/rules/pharmacy/count.ts'
import { reversalId, reverseMovement } from '#domain/rules/pharmacy/dispense.ts'
import { distinctSignatories } from '#domain/rules/pharmacy/write-off-rules.ts'
import type { AppContext } from '#app/context.ts'
import { createDraft, type RecordReader, type SaveFailure, type StoredRecord } from '#app/db/record-store.ts'
import { takeBatches, type BatchesChanged } from '#app/shared/pharmacy/batch-lines.ts'
import { momentNow, movementOf, type StockMovement } from '#app/shared/pharmacy/stock.ts'
import { readLines } from './repository.ts'
import { causeOf, DESTROYABLE, signatoriesOf, type WriteOffForm } from './write-off-form.ts'

export type WriteOff = StoredRecord<'write-off'>
/** `partly`: some of its movements were taken back one by one. */
export type WriteOffState = 'valid' | 'partly' | 'cancelled'

/** Minutes with what they did to the stock. */
export interface WriteOffFile {
  readonly record: WriteOff
  readonly movements: readonly StockMovement[]
  readonly state: WriteOffState
  /** Why it was taken back; '' while it stands. */
  readonly cancelReason: string
}

export async function readWriteOffs(view: RecordReader, stream: string): Promise<WriteOffFile[]> {
  const records = (await view.scan('write-off')).filter(record => record.stream === stream && record.state === 'live')
  records.sort((a, b) => b.data.on.localeCompare(a.data.on) || b.id.localeCompare(a.id))
  return Promise.all(records.map(record => fileOf(view, record)))
}

export async function writeOffFile(view: RecordReader, id: string): Promise<WriteOffFile | null> {
  const record = await view.get('write-off', id)
  return record?.state === 'live' ? fileOf(view, record) : null
}

async function fileOf(view: RecordReader, record: WriteOff): Promise<WriteOffFile> {
  const all = (await view.byKey('stock-movement', 'document', record.id)).filter(movement => movement.stream === record.stream && movement.state === 'live')
  const movements = all.filter(movement => movement.data.reason === 'dimusnahkan')
  const back = new Map(all.flatMap(movement => (movement.data.reverses === null ? [] : [[movement.data.reverses, movement.data.document] as const])))
  const reversed = movements.filter(movement => back.has(movement.id))
  const state = reversed.length === 0 ? 'valid' : reversed.length === movements.length ? 'cancelled' : 'partly'
  return { record, movements, state, cancelReason: reversed[0] ? (back.get(reversed[0].id) ?? '') : '' }
}

export type WriteOffFailure = SaveFailure | BatchesChanged | { readonly kind: 'two-signatories' }

/** The minutes and what they take from the shelf, as one group: no stock is written off without them (BR-36). */
export async function saveWriteOff(app: AppContext, stream: string, form: WriteOffForm): Promise<Result<string, WriteOffFailure>> {
  const signatories = signatoriesOf(form)
  if (distinctSignatories(signatories).length < 2) return err({ kind: 'two-signatories' })
  const id = app.newId()
  const place = parseStream(stream)?.place ?? ''
  const early = await takeBatches(app.store, stream, form.on as Day, DESTROYABLE, form.lines)
  if (!early.ok) return early
  const number = await app.nextLabel('dokumen', (await app.store.get('facility', place))?.data.code ?? 'PUSTU')
  const saved = await app.store.writeGroup<WriteOffFailure>(async view => {
    const taken = await takeBatches(view, stream, form.on as Day, DESTROYABLE, form.lines)
    if (!taken.ok) return taken
    const data: WriteOffData = {
      number, on: form.on as Day, method: form.method.trim(), place: form.place.trim(), note: form.note.trim(), by: app.user.id, signatories,
      lines: taken.value.map(({ ref, quantity }, index) => ({ ...ref, quantity, cause: causeOf(form.lines[index]?.cause ?? '') ?? 'rusak' })),
    }
    // A day that is past was said by a person: its moment is not known, and it counts from its beginning.
    const at = form.on === app.today() ? { at: momentNow(app) } : {}
    return ok([
      createDraft('write-off', id, stream, data),
      ...data.lines.map((line, index) => createDraft('stock-movement', `${id}-m${index}`, stream,
        movementOf(taken.value[index]?.ref ?? line, 'dimusnahkan', -line.quantity, { on: data.on, documentId: id, document: number, ...at }))),
    ])
  })
  return saved.ok ? ok(id) : saved
}

export type CancelFailure = SaveFailure | { readonly kind: 'gone' | 'twice' } | { readonly kind: 'counted-since'; readonly number: string }

/**
 * Takes minutes back that were written by mistake. Not once the shelf of one of their batches was counted and approved since:
 * the count has then said what is there, and only another count may say otherwise.
 */
export async function cancelWriteOff(app: AppContext, id: string, reason: string): Promise<Result<null, CancelFailure>> {
  const saved = await app.store.writeGroup<CancelFailure>(async view => {
    const file = await writeOffFile(view, id)
    if (!file) return err({ kind: 'gone' })
    if (file.state === 'cancelled') return err({ kind: 'twice' })
    const counted = await countedSince(view, file)
    if (counted !== null) return err({ kind: 'counted-since', number: counted })
    const back = new Set((await view.byKey('stock-movement', 'document', id)).map(movement => movement.data.reverses))
    return ok(file.movements.filter(movement => !back.has(movement.id))
      .map(movement => createDraft('stock-movement', reversalId(movement.id), file.record.stream, reverseMovement(movement, app.today(), reason.trim(), momentNow(app)))))
  })
  return saved.ok ? ok(null) : saved
}

/** The number of an approved count that has counted one of these batches after they were written off. */
async function countedSince(view: RecordReader, { record, movements }: WriteOffFile): Promise<string | null> {
  const taken = new Map(movements.map(({ data }) => [balanceKey(data), data.at ?? `${data.on}T00:00:00`]))
  for (const count of (await view.scan('stock-count')).filter(found => found.stream === record.stream && found.data.approval !== null)) {
    const { approved } = approvedLines(count.data.approval as NonNullable<CountData['approval']>, await readLines(view, count))
    if (approved.some(({ line }) => (taken.get(balanceKey(line.data)) ?? '9999') <= line.data.at)) return count.data.number
  }
  return null
}
