import type { AppContext } from '#app/context.ts'
import { parseStream } from '#domain/core/streams.ts'
import { MOST_BATCH_LINES, readBatchShelf } from '#app/shared/pharmacy/batch-lines.ts'
import { DESTROYABLE, emptyWriteOff, proposedLines, restoreWriteOff, type WriteOffForm } from './write-off-form.ts'

/** Minutes ready to be typed: with what the shelf proposes, or as an earlier page left them. */
export interface OpenWriteOff { readonly form: WriteOffForm; readonly empty: WriteOffForm; readonly restored: boolean; readonly draftName: string }

export async function openWriteOff(app: AppContext, stream: string, draftName: string): Promise<OpenWriteOff> {
  const place = parseStream(stream)?.place ?? ''
  const [shelf, facility] = await Promise.all([readBatchShelf(app.store, stream, app.today(), DESTROYABLE), app.store.get('facility', place)])
  const empty = emptyWriteOff(app.today(), facility?.data.name ?? '', { name: app.user.name, role: '' }, proposedLines(shelf.choices, MOST_BATCH_LINES))
  const kept = restoreWriteOff(await app.store.loadFormDraft(draftName), empty)
  return { form: kept ?? structuredClone(empty), empty, restored: kept !== null, draftName }
}
