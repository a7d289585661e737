import { computed, onScopeDispose, reactive, ref, shallowRef, watch } from 'vue'
import { guessColumns, missingColumns, type ColumnKey, type ColumnPlaces, type ImportKind } from '#domain/rules/pharmacy/catalogue-columns.ts'
import { planRows, type ImportLine } from '#domain/rules/pharmacy/catalogue-import.ts'
import { useApp } from '#app/context.ts'
import { readPharmacySetting } from '#app/shared/pharmacy/stock.ts'
import { readSheet, type SheetError } from '#app/shared/spreadsheet/read-sheet.ts'
import { runImport, tabOf, toSave, type ReportTab, type RunState } from './import-run.ts'
import { movedDrugs } from './repository.ts'

export interface ImportFile { readonly name: string; readonly rows: readonly (readonly string[])[] }

/** The screen gets its turn after so many rows. */
const ROWS_AT_ONCE = 300

/** The steps of an import: a file, its columns, a report, and only then the saving. */
export function useImport() {
  const app = useApp()
  const kind = ref<ImportKind>('drugs')
  const file = shallowRef<ImportFile | null>(null)
  const fileError = shallowRef<SheetError | null>(null)
  const reading = ref(false)
  const headRow = ref(0)
  const places = reactive<ColumnPlaces>({})
  const lines = shallowRef<readonly ImportLine[] | null>(null)
  const withDoubtful = ref(false)
  const progress = shallowRef<{ readonly done: number; readonly total: number } | null>(null)
  const outcome = shallowRef<(RunState & { readonly total: number }) | null>(null)
  const stopping = ref(false)
  /** Rows checked so far, while the report is being made. */
  const checking = ref<number | null>(null)

  const missing = computed(() => (file.value ? missingColumns(kind.value, places) : []))
  const chosen = computed(() => toSave(lines.value ?? [], withDoubtful.value))
  const byTab = computed(() => {
    const tabs: Record<ReportTab, ImportLine[]> = { new: [], changed: [], doubt: [], refused: [], same: [] }
    for (const line of lines.value ?? []) tabs[tabOf(line)].push(line)
    return tabs
  })

  function place(guess: ColumnPlaces): void {
    for (const key of Object.keys(places) as ColumnKey[]) delete places[key]
    Object.assign(places, guess)
  }
  function guess(): void {
    if (!file.value) return
    const found = guessColumns(kind.value, file.value.rows)
    headRow.value = found.headRow
    place(found.places)
    lines.value = null
  }
  watch(kind, guess)

  async function choose(picked: File): Promise<void> {
    reading.value = true
    fileError.value = null
    file.value = null
    lines.value = null
    outcome.value = null
    try {
      const read = await readSheet(picked)
      if (read.ok) {
        file.value = { name: picked.name, rows: read.value.rows }
        guess()
      } else fileError.value = read.error
    } finally {
      reading.value = false
    }
  }
  async function makeReport(): Promise<void> {
    if (!file.value || missing.value.length > 0 || checking.value !== null) return
    const drugs = (await app.store.scan('drug')).filter(drug => drug.state === 'live')
    const setting = await readPharmacySetting(app, app.store)
    const found: ImportLine[] = []
    checking.value = 0
    try {
      for (const line of planRows({
        kind: kind.value, rows: file.value.rows, headRow: headRow.value, places: { ...places }, drugs,
        controlledAllowed: setting.controlledAt.length > 0, moved: await movedDrugs(app, app.store),
      })) {
        found.push(line)
        if (found.length % ROWS_AT_ONCE !== 0) continue
        checking.value = found.length
        await new Promise(resolve => setTimeout(resolve))
      }
    } finally {
      checking.value = null
    }
    lines.value = found
    withDoubtful.value = false
  }
  async function save(): Promise<void> {
    const stream = app.homeStream('catalogue')
    const rows = chosen.value
    if (!stream || rows.length === 0 || progress.value) return
    stopping.value = false
    progress.value = { done: 0, total: rows.length }
    try {
      const run = await runImport(app, stream, rows, done => { progress.value = { done, total: rows.length } }, () => stopping.value)
      outcome.value = { ...run, total: rows.length }
    } finally {
      progress.value = null
    }
  }
  function startOver(): void {
    file.value = null
    fileError.value = null
    lines.value = null
    outcome.value = null
  }
  // Whoever leaves stops after the group at hand; what is saved stays, and the rest is imported again without doubles.
  onScopeDispose(() => { stopping.value = true })
  return { kind, file, fileError, reading, headRow, places, missing, lines, byTab, withDoubtful, chosen, progress, outcome, stopping, checking, choose, makeReport, save, startOver }
}
