import type { JsonObject } from '#domain/core/json.ts'
import type { MemberMergeData } from '#domain/records/member-merge.ts'
import type { SavingEntryData } from '#domain/records/saving-entry.ts'
import type { Row } from '#sync/messages.ts'
import type { OfficeView } from './evidence.ts'
import type { World } from './world.ts'

const dataOf = <D>(row: Row): D => row.data as unknown as D

/** What must be true of a cooperative's books, whoever worked offline beside whom. */
export function checkCoop(world: World, office: OfficeView): void {
  const rows = office.rows.filter(row => row.state !== 'moved')
  checkLedger(world, rows)
  checkMerges(world, rows)
  checkRemarks(world, office, rows)
}

/** BR-16: entries never change; a reversal is the exact opposite of one entry, and no entry is taken back twice. */
function checkLedger(world: World, rows: readonly Row[]): void {
  const entries = new Map(rows.filter(row => row.kind === 'saving-entry').map(row => [row.id, row]))
  const reversed = new Map<string, string>()
  for (const row of entries.values()) {
    if (row.rev !== 1 || row.state !== 'live') world.fail('5', `saving entry ${row.id} was changed or taken away`)
    const data = dataOf<SavingEntryData>(row)
    if (!data.reverses || data.note !== 'simulasi') continue
    const first = entries.get(data.reverses)
    const of = first && dataOf<SavingEntryData>(first)
    if (!of || of.memberId !== data.memberId || of.type !== data.type || of.amount !== -data.amount) world.fail('3', `saving entry ${row.id} does not undo what it names`)
    const other = reversed.get(data.reverses)
    if (other) world.fail('3', `saving entry ${data.reverses} was taken back by ${other} and by ${row.id}`)
    reversed.set(data.reverses, row.id)
  }
}

/** Nobody is merged into two people, and whoever others were merged into is not merged away. */
function checkMerges(world: World, rows: readonly Row[]): void {
  const clashed = new Set(rows.filter(row => row.kind === 'conflict').map(row => (row.data as JsonObject | null)?.['recordId']))
  const held = rows.filter(row => row.kind === 'member-merge' && row.state === 'live' && !clashed.has(row.id)).map(row => dataOf<MemberMergeData>(row)).filter(data => data.undone === null && data.reason === 'simulasi')
  const dropped = new Set<string>()
  for (const { dropId } of held) {
    if (dropped.has(dropId)) world.fail('3', `member ${dropId} was merged twice`)
    dropped.add(dropId)
  }
  for (const { keepId } of held) if (dropped.has(keepId)) world.fail('3', `member ${keepId} keeps another and was merged away`)
}

/** What an examiner asked stands as he asked it. */
function checkRemarks(world: World, office: OfficeView, rows: readonly Row[]): void {
  for (const row of rows.filter(found => found.kind === 'remark')) {
    const texts = new Set((office.revisions.get(row.id) ?? []).flatMap(one => (one.data === null ? [] : [String((one.data as JsonObject)['text'])])))
    if (texts.size > 1) world.fail('5', `the words of remark ${row.id} were changed`)
  }
}
