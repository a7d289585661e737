import { computed, onScopeDispose, reactive, ref, shallowRef } from 'vue'
import type { Day } from '#domain/core/day.ts'
import { guessMemberColumns, missingMemberColumns, type MemberColumnKey, type MemberPlaces } from '#domain/rules/members/member-columns.ts'
import { isBalanceDay, planMembers } from '#domain/rules/members/member-import.ts'
import type { KnownMember, MemberLine } from '#domain/rules/members/member-import-line.ts'
import { useApp } from '#app/context.ts'
import { kmpOf, type Kmp } from '#app/shared/coop/kmp.ts'
import { readCoopMembers } from '#app/shared/coop/members.ts'
import { readCoopSetting } from '#app/shared/coop/setting.ts'
import { readSheetAside } from '#app/shared/spreadsheet/read-sheet-aside.ts'
import type { SheetError } from '#app/shared/spreadsheet/read-sheet.ts'
import { runImport, toSave, type RunState } from './import-run.ts'

export interface ImportFile { readonly name: string; readonly rows: readonly (readonly string[])[] }
export type Outcome = MemberLine['outcome']

/** The screen gets its turn after so many rows, or after so much time on a slow tablet. */
const ROWS_AT_ONCE = 100
const TURN_MS = 25
const nextTurn = (): Promise<void> => new Promise(resolve => { setTimeout(resolve) })

/** The steps of an import: a file, its columns, a report, and only then the saving. */
export function useImport() {
  const app = useApp()
  const file = shallowRef<ImportFile | null>(null)
  const fileError = shallowRef<SheetError | null>(null)
  const reading = ref(false)
  const headRow = ref(0)
  const places = reactive<MemberPlaces>({})
  const confirmed = ref(false)
  const asOf = ref<string>(app.today())
  const lines = shallowRef<readonly MemberLine[] | null>(null)
  const withDoubtful = ref(false)
  /** Rows checked so far, while the report is being made. */
  const checking = ref<number | null>(null)
  const checkFailed = ref(false)
  const progress = shallowRef<{ readonly done: number; readonly total: number } | null>(null)
  const outcome = shallowRef<(RunState & { readonly total: number }) | null>(null)
  const stopping = ref(false)
  const mayKeepMoney = app.hasAny(['koperasi', 'bendahara'])
  let kmp: Kmp | null = null

  const missing = computed(() => (file.value ? missingMemberColumns(places) : []))
  const asOfWrong = computed(() => !isBalanceDay(asOf.value, app.today()))
  const chosen = computed(() => toSave(lines.value ?? [], withDoubtful.value))
  const byOutcome = computed(() => {
    const sorted: Record<Outcome, MemberLine[]> = { good: [], doubt: [], refused: [], there: [] }
    for (const line of lines.value ?? []) sorted[line.outcome].push(line)
    return sorted
  })

  async function choose(picked: File): Promise<void> {
    reading.value = true
    startOver()
    try {
      const read = await readSheetAside(picked)
      if (!read.ok) {
        fileError.value = read.error
        return
      }
      file.value = { name: picked.name, rows: read.value.rows }
      const found = guessMemberColumns(read.value.rows)
      headRow.value = found.headRow
      for (const key of Object.keys(places) as MemberColumnKey[]) delete places[key]
      Object.assign(places, found.places)
    } finally {
      reading.value = false
    }
  }

  async function makeReport(): Promise<void> {
    if (!file.value || missing.value.length > 0 || asOfWrong.value || checking.value !== null) return
    checking.value = 0
    checkFailed.value = false
    try {
      lines.value = await planned(file.value)
      withDoubtful.value = false
    } catch {
      checkFailed.value = true
    } finally {
      checking.value = null
    }
  }
  async function planned({ rows }: ImportFile): Promise<MemberLine[]> {
    kmp = await kmpOf(app)
    if (!kmp) throw new Error('no KMP')
    const members = (await readCoopMembers(app.store, kmp.streams.members)).map(({ record: { data } }): KnownMember => ({
      number: data.number, name: data.name, nik: data.nik, bornOn: data.birth.on, sex: data.sex, state: data.status.state, joinedOn: data.joinedOn,
      familyCard: data.familyCard ?? '', rtRw: data.address.rt === '' ? '' : `${data.address.rt}/${data.address.rw}`,
    }))
    const setting = await readCoopSetting(app.store, kmp.streams.finance)
    const found: MemberLine[] = []
    let turn = app.now()
    for (const line of planMembers({
      rows, headRow: headRow.value, places: { ...places }, today: app.today(), asOf: asOf.value as Day, members, kelurahan: { name: kmp.kelurahan, code: kmp.kelurahanCode },
      pokok: setting?.data.dues.pokok ?? null, confirmed: confirmed.value, mayKeepMoney,
    })) {
      found.push(line)
      if (found.length % ROWS_AT_ONCE !== 0 && app.now() - turn < TURN_MS) continue
      checking.value = found.length
      await nextTurn()
      turn = app.now()
    }
    return found
  }

  async function save(): Promise<void> {
    const rows = chosen.value
    if (!kmp || rows.length === 0 || progress.value) return
    stopping.value = false
    progress.value = { done: 0, total: rows.length }
    try {
      const run = await runImport(app, kmp, rows, done => { progress.value = { done, total: rows.length } }, () => stopping.value)
      outcome.value = { ...run, total: rows.length }
    } catch (error) {
      outcome.value = { done: progress.value?.done ?? 0, skipped: 0, failed: [], broken: { kind: 'storage-failed', message: String(error) }, stopped: false, total: rows.length }
    } finally {
      progress.value = null
    }
  }
  function startOver(): void {
    file.value = null
    fileError.value = null
    lines.value = null
    outcome.value = null
    checkFailed.value = false
  }
  // Whoever leaves stops after the member at hand; what is saved stays, and the same file can be run again without doubles.
  onScopeDispose(() => { stopping.value = true })
  return {
    file, fileError, reading, headRow, places, confirmed, asOf, asOfWrong, missing, lines, byOutcome, withDoubtful, chosen, checking, checkFailed, progress, outcome, stopping, mayKeepMoney,
    choose, makeReport, save, startOver,
  }
}
