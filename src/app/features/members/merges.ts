import { err, ok, type Result } from '#domain/core/result.ts'
import type { AppContext } from '#app/context.ts'
import { createDraft, patchDraft, type RecordReader, type StoredRecord } from '#app/db/record-store.ts'
import type { Member, SaveError } from './repository.ts'

type MergeRecord = StoredRecord<'member-merge'>
export interface Merged { readonly merge: MergeRecord; readonly member: Member }
/** Where a line of the book went, and which other lines came to it. */
export interface MergeFile { readonly into: Merged | null; readonly from: readonly Merged[] }

const holds = (merge: MergeRecord): boolean => merge.state === 'live' && merge.data.undone === null

export async function mergeFile(view: RecordReader, id: string): Promise<MergeFile> {
  const [asDropped, asKept] = await Promise.all((['drop', 'keep'] as const).map(async key => (await view.byKey('member-merge', key, id)).filter(holds)))
  const other = async (merges: readonly MergeRecord[], side: 'keepId' | 'dropId'): Promise<Merged[]> => {
    const found = await Promise.all(merges.map(async merge => ({ merge, member: await view.get('member', merge.data[side]) })))
    return found.flatMap(({ merge, member }) => (member ? [{ merge, member }] : []))
  }
  return { into: (await other(asDropped ?? [], 'keepId'))[0] ?? null, from: await other(asKept ?? [], 'dropId') }
}

/** Says that two lines are one person's. Neither record changes. */
export async function mergeMembers(app: AppContext, keep: Member, drop: Member, reason: string): Promise<Result<null, SaveError>> {
  const saved = await app.store.writeGroup<SaveError>(async () => ok([createDraft('member-merge', app.newId(), keep.stream, {
    keepId: keep.id, dropId: drop.id, on: app.today(), reason, by: app.user.id, name: app.user.name, undone: null,
  })]))
  return saved.ok ? ok(null) : saved
}

export async function takeApart(app: AppContext, mergeId: string, reason: string): Promise<Result<null, SaveError>> {
  const saved = await app.store.writeGroup<SaveError>(async view => {
    const merge = await view.get('member-merge', mergeId)
    if (!merge || !holds(merge)) return err({ kind: 'gone' })
    return ok([patchDraft(merge, { undone: { on: app.today(), reason, by: app.user.id, name: app.user.name } })])
  })
  return saved.ok ? ok(null) : saved
}
