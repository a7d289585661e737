import { ok, type Result } from '#domain/core/result.ts'
import type { MemberData } from '#domain/records/member.ts'
import { SAVING_TYPES, type SavingEntryData } from '#domain/records/saving-entry.ts'
import type { ImportedMember, MemberLine } from '#domain/rules/members/member-import-line.ts'
import type { AppContext } from '#app/context.ts'
import { createDraft, patchDraft, type Draft, type RecordReader, type SaveFailure } from '#app/db/record-store.ts'
import type { Kmp } from '#app/shared/coop/kmp.ts'

/** A row that the store would not take, and why; the rows after it were tried all the same. */
export interface FailedRow { readonly line: MemberLine; readonly failure: SaveFailure }
/** `broken`: the tablet itself failed, and nothing after it was tried. */
export interface RunState { readonly done: number; readonly skipped: number; readonly failed: readonly FailedRow[]; readonly broken: SaveFailure | null; readonly stopped: boolean }

export const toSave = (lines: readonly MemberLine[], withDoubtful: boolean): MemberLine[] =>
  lines.filter(line => line.outcome === 'good' || (withDoubtful && line.outcome === 'doubt'))

/**
 * Writes the agreed rows, each member with his savings in a group of his own: what one of them breaks holds nobody else, here and
 * at the server. Each group looks into the book as it stands: who is there by now is passed over, so the same file can be run again.
 */
export async function runImport(app: AppContext, kmp: Kmp, lines: readonly MemberLine[], onProgress: (tried: number) => void, isStopped: () => boolean): Promise<RunState> {
  let done = 0
  let skipped = 0
  const failed: FailedRow[] = []
  const state = (more: Partial<RunState> = {}): RunState => ({ done, skipped, failed, broken: null, stopped: false, ...more })
  for (const [index, line] of lines.entries()) {
    if (isStopped()) return state({ stopped: true })
    const saved = await saveLine(app, kmp, line)
    if (saved.ok) {
      if (saved.value === 'saved') done += 1
      else skipped += 1
    } else if (saved.error.kind === 'rules-broken' || saved.error.kind === 'too-large') failed.push({ line, failure: saved.error })
    else return state({ broken: saved.error })
    onProgress(index + 1)
  }
  return state()
}

const IN = ['aktif', 'calon']

/** Whether the book has this very membership: a present one of his NIK, or one that began on the same day. */
async function isThere(view: RecordReader, stream: string, member: ImportedMember): Promise<boolean> {
  const known = (await view.byKey('member', 'nik', member.nik)).filter(found => found.stream === stream && found.state === 'live')
  return known.some(({ data }) => (IN.includes(data.status.state) && IN.includes(member.status.state)) || data.joinedOn === member.joinedOn)
}

async function saveLine(app: AppContext, kmp: Kmp, line: MemberLine): Promise<Result<'saved' | 'there', SaveFailure>> {
  const { members } = kmp.streams
  const { member } = line
  if (!member || (await isThere(app.store, members, member))) return ok('there')
  const isTaken = member.number !== null && (await app.store.byKey('member', 'number', member.number)).some(found => found.stream === members)
  // Drawn before the group: the counter has a durable write of its own.
  const number = member.number === null || isTaken ? await app.nextLabel('member', kmp.code) : member.number
  let there = false
  const saved = await app.store.writeGroup<SaveFailure>(async view => {
    there = await isThere(view, members, member)
    return ok(there ? [] : draftsOf(app, kmp, line, { ...member, number }))
  })
  return saved.ok ? ok(there ? 'there' : 'saved') : saved
}

/**
 * An applicant first, then what he holds, then the membership: an entry needs the member that it names, and nobody becomes active
 * before simpanan pokok stands in the ledger (BR-09).
 */
function draftsOf(app: AppContext, kmp: Kmp, line: MemberLine, member: MemberData): Draft[] {
  const id = app.newId()
  const { members, finance } = kmp.streams
  const entries = savingsOf(app, line, id, member.number).map(entry => createDraft('saving-entry', app.newId(), finance, entry))
  if (member.status.state !== 'aktif' || entries.length === 0) return [createDraft('member', id, members, member), ...entries]
  const applicant: MemberData = { ...member, status: { ...member.status, state: 'calon' } }
  const record = { id, kind: 'member', stream: members, rev: 0, state: 'live', data: applicant, conflicts: [], by: null, pending: 'unsent' } as const
  return [createDraft('member', id, members, applicant), ...entries, patchDraft(record, { status: member.status })]
}

function savingsOf(app: AppContext, { savings, row }: MemberLine, memberId: string, number: string): SavingEntryData[] {
  if (!savings) return []
  return SAVING_TYPES.filter(type => savings[type] > 0).map(type => ({
    // No receipt was written for a balance brought over: the member's number says which.
    number: `SALDO-${number}`.slice(0, 40), memberId, type, act: 'saldo-awal', amount: savings[type], method: 'tanpa-kas', on: savings.on, time: '00:00',
    note: `baris ${row}`, reverses: null, reason: '', by: app.user.id,
  }))
}

