import { sameJson } from '#domain/core/json.ts'
import { ok, type Result } from '#domain/core/result.ts'
import type { ImportLine } from '#domain/rules/pharmacy/catalogue-import.ts'
import { drugFacts } from '#domain/rules/pharmacy/drug-facts.ts'
import { factsToPatch } from '#domain/rules/pharmacy/proposal-rules.ts'
import type { AppContext } from '#app/context.ts'
import { createDraft, patchDraft, type Draft, type RecordReader, type SaveFailure } from '#app/db/record-store.ts'

/** Well below the limits of a group (200 operations, 300 KiB): a full drug is about 1.5 KiB. */
const GROUP = 100

export type ReportTab = 'new' | 'changed' | 'doubt' | 'refused' | 'same'
/** Under which heading a row of the report stands. */
export function tabOf(line: ImportLine): ReportTab {
  if (line.outcome === 'refused' || line.outcome === 'same') return line.outcome
  return line.doubts.length > 0 ? 'doubt' : line.outcome
}

/** The rows that will be written. */
export const toSave = (lines: readonly ImportLine[], withDoubtful: boolean): ImportLine[] =>
  lines.filter(line => ['new', 'changed', ...(withDoubtful ? ['doubt'] : [])].includes(tabOf(line)))

export interface RunState { readonly done: number; readonly skipped: number; readonly failure: SaveFailure | null; readonly stopped: boolean }

/**
 * Writes the agreed rows in groups, so that it can be watched and stopped. Each group looks at the catalogue as it stands: what
 * is there already is not written again, and a drug that has changed since the report was made is left to the next import.
 */
export async function runImport(app: AppContext, stream: string, lines: readonly ImportLine[], onProgress: (done: number) => void, isStopped: () => boolean): Promise<RunState> {
  let done = 0
  let skipped = 0
  for (let from = 0; from < lines.length; from += GROUP) {
    if (isStopped()) return { done, skipped, failure: null, stopped: true }
    const group = lines.slice(from, from + GROUP)
    let passed = 0
    const saved = await app.store.writeGroup<SaveFailure>(async (view): Promise<Result<Draft[], SaveFailure>> => {
      const drafts = await Promise.all(group.map(line => draftOf(view, stream, line)))
      passed = drafts.filter(draft => draft === 'changed-since').length
      return ok(drafts.filter((draft): draft is Draft => typeof draft === 'object'))
    })
    if (!saved.ok) return { done, skipped, failure: saved.error, stopped: false }
    done += group.length - passed
    skipped += passed
    onProgress(done + skipped)
  }
  return { done, skipped, failure: null, stopped: false }
}

async function draftOf(view: RecordReader, stream: string, line: ImportLine): Promise<Draft | 'there' | 'changed-since'> {
  if (!line.drugId || !line.after) return 'there'
  const drug = await view.get('drug', line.drugId)
  const now = drug?.state === 'live' ? drugFacts(drug.data) : null
  if (now && sameJson(now, line.after)) return 'there'
  if (line.before === null) return drug ? 'changed-since' : createDraft('drug', line.drugId, stream, line.after)
  return drug && now && sameJson(now, line.before) ? patchDraft(drug, factsToPatch(drug.data, line.after)) : 'changed-since'
}
