import { describe, expect, it } from 'vitest'
import { drugFacts } from '#domain/rules/pharmacy/drug-facts.ts'
import { guessColumns, type ImportKind } from '#domain/rules/pharmacy/catalogue-columns.ts'
import { planImport, type ImportLine } from '#domain/rules/pharmacy/catalogue-import.ts'
import { catalogueSheet } from '#app/features/catalogue/catalogue-export.ts'
import { lineTexts } from '#app/features/catalogue/import-say.ts'
import { runImport, tabOf, toSave } from '#app/features/catalogue/import-run.ts'
import { movedDrugs, readDrugs } from '#app/features/catalogue/repository.ts'
import { csvText } from '#app/shared/spreadsheet/download-sheet.ts'
import { readSheet } from '#app/shared/spreadsheet/read-sheet.ts'
import { xlsxBytes } from '#app/shared/spreadsheet/xlsx.ts'
import { DRUG_SEEDS, drugRecord } from '#seeds/drugs.ts'
import type { Desk } from '../support/desk.ts'
import { CATALOGUE, drugRow, head, receivedRow } from './stock-room.ts'

const plan = async ({ app }: Desk, rows: readonly (readonly string[])[], kind: ImportKind = 'drugs'): Promise<ImportLine[]> =>
  planImport({ kind, rows, ...guessColumns(kind, rows), drugs: await readDrugs(app.store), controlledAllowed: false, moved: await movedDrugs(app, app.store) })
const run = (desk: Desk, lines: readonly ImportLine[], onProgress: (done: number) => void = () => {}, isStopped = (): boolean => false) =>
  runImport(desk.app, CATALOGUE, toSave(lines, false), onProgress, isStopped)
const list = (count: number): string[][] => [['Nama obat', 'Kekuatan', 'Bentuk', 'Satuan terkecil', 'Golongan'], ...Array.from({ length: count }, (_, index) => [`Obat ${index}`, '1 mg', 'tablet', 'tablet', 'bebas'])]
const read = async (file: File): Promise<string[][]> => {
  const result = await readSheet(file)
  if (!result.ok) throw new Error(JSON.stringify(result.error))
  return result.value.rows
}

describe('an import', () => {
  it('saves nothing before it is told to, then in groups with a progress', async () => {
    const desk = await head()
    const lines = await plan(desk, list(250))
    expect(await readDrugs(desk.app.store)).toEqual([])
    const steps: number[] = []
    expect(await run(desk, lines, done => steps.push(done))).toEqual({ done: 250, skipped: 0, failure: null, stopped: false })
    expect(steps).toEqual([100, 200, 250])
    expect(await readDrugs(desk.app.store)).toHaveLength(250)
    expect(new Set((await desk.core.db.strict.journal.toArray()).map(entry => entry.tx)).size).toBe(3)
  })

  it('can be stopped and taken up again without doubles', async () => {
    const desk = await head()
    let done = 0
    const first = await run(desk, await plan(desk, list(250)), count => { done = count }, () => done >= 100)
    expect(first).toMatchObject({ done: 100, stopped: true })
    const again = await plan(desk, list(250))
    expect([again.filter(line => line.outcome === 'same').length, again.filter(line => line.outcome === 'new').length]).toEqual([100, 150])
    await run(desk, again)
    expect(await readDrugs(desk.app.store)).toHaveLength(250)
  })

  it('the same report twice writes once', async () => {
    const desk = await head()
    const lines = await plan(desk, list(3))
    await run(desk, lines)
    // What is there already counts as done, not as changed by somebody else.
    expect(await run(desk, lines)).toEqual({ done: 3, skipped: 0, failure: null, stopped: false })
    expect(await desk.core.db.strict.journal.count()).toBe(3)
  })

  it('leaves a drug alone that has changed since the report was made', async () => {
    const desk = await head([drugRow('parasetamol')])
    const lines = await plan(desk, [['ID', 'Stok minimum'], ['parasetamol', '100']])
    await desk.arrive([{ ...drugRow('parasetamol', { minimum: 40 }), rev: 2 }])
    expect(await run(desk, lines)).toMatchObject({ done: 0, skipped: 1 })
    expect((await desk.app.store.get('drug', 'parasetamol'))?.data.minimum).toBe(40)
  })

  it('takes doubtful rows only when they are asked for', async () => {
    const desk = await head([drugRow('parasetamol')])
    const lines = await plan(desk, [['ID', 'Kekuatan'], ['parasetamol', '650 mg']])
    expect(lines.map(tabOf)).toEqual(['doubt'])
    expect(toSave(lines, false)).toEqual([])
    expect(toSave(lines, true)).toHaveLength(1)
  })

  it('refuses another unit for a drug that a pustu counts, and says in which', async () => {
    const desk = await head([drugRow('parasetamol'), receivedRow('m-1', 'parasetamol', 5)])
    const [line] = await plan(desk, [['ID', 'Satuan terkecil'], ['parasetamol', 'strip']])
    expect(line && lineTexts(line)).toEqual(['satuan tidak dapat diganti: stoknya sudah dihitung dalam tablet'])
  })

  it('says what is wrong with a number in the words of the one who typed it', async () => {
    const desk = await head([drugRow('parasetamol')])
    const [line] = await plan(desk, [['ID', 'HNA', 'HNA untuk'], ['parasetamol', '1.250', '10']], 'prices')
    expect(line && lineTexts(line)).toEqual(['HNA “1.250” dapat berarti 1250 atau 1,25; tulis tanpa titik'])
  })
})

describe('export, edit, import', () => {
  const drugs = DRUG_SEEDS.map(seed => ({ id: seed.id, data: drugRecord(seed) }))

  it.each(['xlsx', 'csv'] as const)('a whole catalogue as %s comes back unchanged, and an edited cell changes that fact alone', async format => {
    const desk = await head(drugs.map(drug => ({ kind: 'drug', ...drug, stream: CATALOGUE })))
    const sheet = catalogueSheet(await readDrugs(desk.app.store))
    const file = format === 'xlsx' ? new File([await xlsxBytes([sheet])], 'katalog.xlsx') : new File([csvText(sheet.columns, sheet.rows)], 'katalog.csv')
    const rows = await read(file)
    const lines = await plan(desk, rows)
    expect(lines).toHaveLength(217)
    expect(lines.filter(line => line.outcome !== 'same').map(line => [line.label, ...lineTexts(line)])).toEqual([])

    const at = rows[0]?.indexOf('Stok minimum') ?? -1
    const row = rows.find(cells => cells[0] === 'oralit-serbuk-oral') ?? rows[1] ?? []
    row[at] = '120'
    const edited = await plan(desk, rows)
    expect(edited.filter(line => line.outcome !== 'same').map(line => [line.drugId, line.outcome, ...lineTexts(line)])).toEqual([[row[0], 'changed', expect.stringContaining('Stok minimum: kosong → 120')]])
    await run(desk, edited)
    const saved = await desk.app.store.get('drug', row[0] ?? '')
    expect(saved && drugFacts(saved.data)).toEqual({ ...drugFacts(drugs.find(drug => drug.id === row[0])?.data ?? drugRecord(DRUG_SEEDS[0] as never)), minimum: 120 })
  })
})
