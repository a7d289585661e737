import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { drugCells, readPacks, packsText, readWhole, type CellOut } from '#domain/rules/pharmacy/catalogue-cells.ts'
import { guessColumns, IMPORT_COLUMNS, missingColumns, type ImportKind } from '#domain/rules/pharmacy/catalogue-columns.ts'
import { planImport, type CatalogueDrug, type ImportLine } from '#domain/rules/pharmacy/catalogue-import.ts'
import { formatDecimal } from '#domain/core/number.ts'
import { drugFacts, type DrugFacts } from '#domain/rules/pharmacy/drug-facts.ts'
import { DrugIndex, soundOf } from '#domain/rules/pharmacy/kfa-match.ts'
import { drugSchema } from '#domain/records/drug.ts'
import { DRUG_SEEDS, drugRecord } from '#seeds/drugs.ts'
import { arbitraryOf } from '#tests/support/generators.ts'
import { coherentDrug } from '#tests/support/coherent-catalogue.ts'
import { AMOKSISILIN, DIAZEPAM, drugData } from './catalogue-sample.ts'

const PARASETAMOL = drugData({ hna: { amount: 12_500, per: 100 }, het: 200 })
const CATALOGUE: readonly CatalogueDrug[] = [{ id: 'parasetamol', data: PARASETAMOL }, { id: 'amoksisilin', data: AMOKSISILIN }, { id: 'diazepam', data: DIAZEPAM }]

const plan = (kind: ImportKind, rows: readonly (readonly string[])[], options: { drugs?: readonly CatalogueDrug[]; controlledAllowed?: boolean; moved?: string[] } = {}): ImportLine[] =>
  planImport({ kind, rows, ...guessColumns(kind, rows), drugs: options.drugs ?? CATALOGUE, controlledAllowed: options.controlledAllowed ?? false, moved: new Set(options.moved ?? []) })
const cellText = (cell: CellOut): string => (cell === null ? '' : typeof cell === 'number' ? formatDecimal(cell) : cell)
const exported = (drugs: readonly CatalogueDrug[]): string[][] =>
  [IMPORT_COLUMNS.drugs.map(column => column.header), ...drugs.map(drug => drugCells(drug.id, drugFacts(drug.data)).map(cellText))]
const short = (line: ImportLine | undefined): unknown => line && [line.row, line.outcome, line.drugId, line.changes.map(change => change.field), line.problems.map(problem => (problem.kind === 'cell' ? `${problem.column} ${problem.cell.kind}` : problem.kind)), line.doubts.map(doubt => doubt.kind)]

describe('finding the head of a file', () => {
  it('passes over a letterhead and knows the words of others', () => {
    const rows = [['Dinas Kesehatan'], [''], ['No', 'Nama Generik', 'Kekuatan sediaan', 'BENTUK SEDIAAN', 'Satuan'], ['1', 'Zink', '20 mg', 'tablet', 'tablet']]
    expect(guessColumns('drugs', rows)).toEqual({ headRow: 2, places: { name: 1, strength: 2, form: 3, unit: 4 } })
  })

  it('gives each place once, the exact header first', () => {
    expect(guessColumns('drugs', [['KFA', 'KFA 92', 'Nama obat']]).places).toEqual({ kfa: 1, name: 2 })
    expect(guessColumns('kfa', [['KFA Code', 'Name', 'Manufacturer']]).places).toEqual({ code: 0, name: 1, maker: 2 })
  })

  it('says what is missing', () => {
    expect(missingColumns('prices', { name: 0 })).toEqual([['hna', 'het']])
    expect(missingColumns('prices', { id: 0, het: 1 })).toEqual([])
    expect(missingColumns('kfa', {})).toEqual([['code'], ['name', 'id']])
  })
})

describe('numbers as people here write them', () => {
  it.each([['1250', 1250], ['Rp 12.500.000', 12_500_000], ['Rp. 500,-', 500], ['', null], ['0', 0], ['7,00', 7]])('reads %j', (text, value) => {
    expect(readWhole(text)).toEqual({ ok: true, value })
  })

  it.each([['1.250', 'ambiguous'], ['12,5', 'not-whole'], ['seribu', 'not-a-number'], ['-5', 'negative']])('refuses %j instead of guessing: %s', (text, kind) => {
    expect(readWhole(text)).toMatchObject({ ok: false, error: { kind } })
  })
})

describe('a file of drugs', () => {
  const head = ['ID', 'Nama obat', 'Kekuatan', 'Bentuk', 'Satuan terkecil', 'Golongan', 'Aktif', 'Stok minimum']

  it('tells new, changed, unchanged and refused rows apart', () => {
    const lines = plan('drugs', [
      head,
      ['', 'Zink', '20 mg', 'tablet', 'tablet', 'bebas', 'ya', '50'],
      ['parasetamol', 'Parasetamol', '500 mg', 'tablet', 'tablet', 'bebas', 'ya', '100'],
      ['', 'amoksisilin', '500mg', 'Tablet', 'tablet', 'keras', '', ''],
      ['', 'Baru', '1 mg', 'tablet', '', 'entah', 'ya', '1.250'],
      ['', '', '', '', '', '', '', ''],
    ])
    expect(lines.map(short)).toEqual([
      [2, 'new', 'zink-20-mg-tablet', ['name', 'strength', 'form', 'unit', 'class', 'minimum'], [], []],
      [3, 'changed', 'parasetamol', ['minimum'], [], []],
      // Found by its name, however that is written: the catalogue keeps its own spelling.
      [4, 'same', 'amoksisilin', [], [], []],
      [5, 'refused', null, [], ['class unknown-word', 'minimum ambiguous', 'unit missing'], []],
    ])
  })

  it('leaves alone what the file does not speak of, and empties what it leaves empty', () => {
    const rows = [['ID', 'Catatan', 'Rute'], ['parasetamol', '', 'oral']]
    const [line] = plan('drugs', rows, { drugs: [{ id: 'parasetamol', data: { ...PARASETAMOL, note: 'botol', minimum: 40 } }] })
    expect(short(line)).toEqual([2, 'changed', 'parasetamol', ['note'], [], []])
    expect(line?.after?.minimum).toBe(40)
  })

  it('BR-38: refuses a controlled drug in use, and brings one of which the file says nothing out of use', () => {
    const rows = (active: string): string[][] => [head, ['', 'Fenobarbital', '30 mg', 'tablet', 'tablet', 'Psikotropika', active, '']]
    expect(short(plan('drugs', rows('ya'))[0])).toEqual([2, 'refused', null, [], ['controlled'], []])
    const [quiet] = plan('drugs', rows(''))
    expect([quiet?.outcome, quiet?.after?.active, quiet?.doubts.map(doubt => doubt.kind)]).toEqual(['new', false, ['controlled-inactive']])
    expect(plan('drugs', rows('ya'), { controlledAllowed: true })[0]?.outcome).toBe('new')
  })

  it('keeps the unit in which a ledger counts', () => {
    const rows = [['ID', 'Satuan terkecil'], ['parasetamol', 'strip']]
    expect(plan('drugs', rows, { moved: ['parasetamol'] })[0]).toMatchObject({ outcome: 'refused', problems: [{ kind: 'unit-in-use', unit: 'tablet' }] })
    expect(plan('drugs', rows)[0]).toMatchObject({ outcome: 'changed', doubts: [{ kind: 'unit-changes' }] })
  })

  it('doubts what a person should see: no class, another name, another class, a twin', () => {
    const lines = plan('drugs', [
      ['ID', 'Nama obat', 'Kekuatan', 'Bentuk', 'Satuan terkecil', 'Golongan'],
      ['', 'Zink', '20 mg', 'tablet', 'tablet', ''],
      ['parasetamol', 'Parasetamol', '650 mg', 'tablet', 'tablet', 'keras'],
      ['amoksisilin', 'Zink', '20mg', 'tablet', 'tablet', 'keras'],
    ])
    expect(lines.map(line => line.doubts.map(doubt => doubt.kind))).toEqual([['class-unknown'], ['renamed', 'class-changes'], ['renamed', 'twin']])
    expect(lines[0]?.after?.unchecked).toEqual(['class'])
  })

  it('takes a drug once from one file', () => {
    const row = ['parasetamol', 'Parasetamol', '500 mg', 'tablet', 'tablet', 'keras', 'ya', '']
    expect(plan('drugs', [head, row, row])[1]).toMatchObject({ outcome: 'refused', problems: [{ kind: 'twice', row: 2 }] })
    const fresh = ['', 'Zink', '20 mg', 'tablet', 'tablet', 'bebas', 'ya', '']
    expect(plan('drugs', [head, fresh, fresh])[1]).toMatchObject({ outcome: 'refused', problems: [{ kind: 'twice', row: 2 }] })
  })

  it('refuses text that no drug can hold', () => {
    expect(short(plan('drugs', [head, ['', 'x'.repeat(121), '1', 'tablet', 'tablet', 'keras', 'ya', '']])[0])).toEqual([2, 'refused', null, [], ['name too-long'], []])
    expect(short(plan('drugs', [['Nama obat', 'Satuan terkecil', 'KFA 92', 'Kemasan'], ['Zink', 'tablet', '93000001', 'kotak']])[0]))
      .toEqual([2, 'refused', null, [], ['packs bad-pack', 'kfa-level'], []])
  })

  it('export → import changes nothing, for the whole reference list', () => {
    const drugs = DRUG_SEEDS.map(seed => ({ id: seed.id, data: drugRecord(seed) }))
    const lines = plan('drugs', exported(drugs), { drugs })
    expect(lines).toHaveLength(217)
    expect(lines.filter(line => line.outcome !== 'same').map(short)).toEqual([])
  })

  it('export → import into an empty catalogue makes the same drugs under the same ids', () => {
    const drugs = DRUG_SEEDS.map(seed => ({ id: seed.id, data: drugRecord(seed) }))
    const lines = plan('drugs', exported(drugs), { drugs: [] })
    expect(lines.map(line => [line.drugId, line.after])).toEqual(drugs.map(drug => [drug.id, drugFacts(drug.data)]))
  })

  it('export → import changes nothing, whatever a drug may hold', () => {
    const tidy = (value: unknown): unknown => (typeof value === 'string' ? value.trim() : Array.isArray(value) ? value.map(tidy) : value !== null && typeof value === 'object' ? Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, tidy(inner)])) : value)
    const drug = arbitraryOf(drugSchema).map(data => drugData(tidy(coherentDrug(data as never)) as Partial<DrugFacts>))
      .map(facts => ({ ...facts, unchecked: [...new Set(facts.unchecked)], packs: facts.packs.map(pack => ({ ...pack, size: Math.min(pack.size, 9_999_999) })) }))
      .filter(facts => facts.unit !== '' && facts.packs.every(pack => pack.name !== '' ))
    fc.assert(fc.property(drug, facts => {
      const drugs = [{ id: 'd-1', data: facts }]
      expect(plan('drugs', exported(drugs), { drugs, controlledAllowed: true }).map(short)).toEqual([[2, 'same', 'd-1', [], [], []]])
    }))
  })
})

describe('a long file', () => {
  it('costs the same for every row: 20,000 new drugs in a few seconds', () => {
    const rows = [['Nama obat', 'Kekuatan', 'Bentuk', 'Satuan terkecil', 'Golongan'], ...Array.from({ length: 20_000 }, (_, index) => [`Obat ${index}`, '1 mg', 'tablet', 'tablet', 'bebas'])]
    const before = performance.now()
    expect(plan('drugs', rows).filter(line => line.outcome === 'new')).toHaveLength(20_000)
    // Row against row it took minutes; the bound leaves room for a busy machine.
    expect(performance.now() - before).toBeLessThan(20_000)
  })
})

describe('packs in one cell', () => {
  it('reads name, size and barcode, and keeps signs that would part them', () => {
    expect(readPacks('strip 10; box 100 #8991234567890')).toEqual({ ok: true, value: [{ name: 'strip', size: 10, barcode: '' }, { name: 'box', size: 100, barcode: '8991234567890' }] })
    const odd = [{ name: 'a;b#c\\', size: 3, barcode: '#;\\' }]
    expect(readPacks(packsText(odd))).toEqual({ ok: true, value: odd })
    expect(readPacks('strip')).toMatchObject({ ok: false, error: { kind: 'bad-pack', text: 'strip' } })
    expect(readPacks('strip 0').ok).toBe(false)
  })
})

describe('a list of KFA codes', () => {
  const head = ['Kode KFA', 'Nama', 'Produsen']

  it('puts the code of the generic and that of a maker in their own places, and no other anywhere', () => {
    const lines = plan('kfa', [head, ['92000123', 'Parasetamol 500 mg Tablet', ''], ['93006334', 'Parasetamol 500 mg Tablet (INDOFARMA)', 'Indofarma'], ['91000101', 'Parasetamol', ''], ['94000001', 'Parasetamol 500 mg Tablet', ''], ['9300', 'x', '']])
    expect(lines.map(short)).toEqual([
      [2, 'changed', 'parasetamol', ['kfa'], [], []],
      [3, 'changed', 'parasetamol', ['kfaProduct', 'unchecked'], [], []],
      [4, 'refused', null, [], ['kfa-level'], []], [5, 'refused', null, [], ['kfa-level'], []], [6, 'refused', null, [], ['code bad-kfa'], []],
    ])
    expect(lines[1]?.after?.unchecked).toEqual(['kfaProduct'])
  })

  it('finds a drug by how its name sounds, but says so', () => {
    expect(plan('kfa', [head, ['92000200', 'Amoxicillin 500 mg Tablet', '']])[0]).toMatchObject({ outcome: 'changed', drugId: 'amoksisilin', doubts: [{ kind: 'by-sound' }] })
    expect(plan('kfa', [head, ['92000200', 'Amoxicillin 250 mg Tablet', '']])[0]).toMatchObject({ outcome: 'refused', problems: [{ kind: 'not-found' }] })
  })

  it('doubts a code that would replace another', () => {
    const drugs = [{ id: 'p', data: drugData({ kfa: '92000001' }) }]
    expect(plan('kfa', [head, ['92000002', 'Parasetamol 500 mg tablet', '']], { drugs })[0]?.doubts).toEqual([{ kind: 'replaces-code', code: '92000001' }])
  })

  it.each([
    ['Paracetamol', 'Parasetamol'], ['Amoxicillin', 'Amoksisilin'], ['Ciprofloxacin', 'Siprofloksasin'], ['Dexamethasone', 'Deksametason'], ['Chloramphenicol', 'Kloramfenikol'],
    ['Erythromycin', 'Eritromisin'], ['Cetirizine', 'Setirizin'], ['Metronidazole', 'Metronidazol'], ['Glibenclamide', 'Glibenklamid'], ['Cefixime', 'Sefiksim'],
  ])('hears %s as %s', (foreign, ours) => expect(soundOf(foreign)).toBe(soundOf(ours)))

  it('does not hear two drugs of the reference list as one', () => {
    const drugs = new DrugIndex(DRUG_SEEDS.map(seed => ({ id: seed.id, data: seed })))
    for (const seed of DRUG_SEEDS) expect(drugs.named(`${seed.name} ${seed.strength} ${seed.form}`).drugs.map(drug => drug.id)).toEqual([seed.id])
  })
})

describe('a price list', () => {
  const head = ['Nama obat', 'HNA', 'Per', 'HET']

  it('finds the drug by id or by its whole name and changes its price alone', () => {
    expect(plan('prices', [['ID', 'HNA', 'Isi'], ['parasetamol', '15000', '100']]).map(short)).toEqual([[2, 'changed', 'parasetamol', ['hna'], [], []]])
    expect(plan('prices', [head, ['Parasetamol 500 mg tablet', '15000', '100', '']])[0]).toMatchObject({ outcome: 'changed', after: { hna: { amount: 15_000, per: 100 }, het: 200 } })
    expect(plan('prices', [head, ['Parasetamol 500 mg tablet', '12500', '100', '200']])[0]?.outcome).toBe('same')
    expect(plan('prices', [head, ['Obat lain 1 mg tablet', '1', '1', '']])[0]?.problems).toEqual([{ kind: 'not-found', name: 'Obat lain 1 mg tablet' }])
  })

  it('refuses 1.250 with both readings, and half rupiah', () => {
    expect(plan('prices', [head, ['Parasetamol 500 mg tablet', '1.250', '10', '']])[0]?.problems)
      .toEqual([{ kind: 'cell', column: 'hna', cell: { kind: 'ambiguous', text: '1.250', readings: [1250, 1.25] } }])
    expect(plan('prices', [head, ['Parasetamol 500 mg tablet', '1387,5', '10', '']])[0]?.problems).toMatchObject([{ cell: { kind: 'not-whole' } }])
  })

  it('doubts the price of another pack, one above the HET, and one that does not say for how many', () => {
    const doubts = (...cells: string[]): unknown => plan('prices', [head, ['Parasetamol 500 mg tablet', ...cells]])[0]?.doubts
    // 125 a tablet before: 12.500 for 100. 15.000 for 10 is twelve times as much.
    expect(doubts('15000', '10', '')).toEqual([{ kind: 'big-change', percent: 1100 }, { kind: 'above-het' }])
    expect(doubts('130', '', '')).toEqual([{ kind: 'per-missing' }])
    expect(doubts('18750', '100', '')).toEqual([])
    expect(doubts('18876', '100', '')).toEqual([{ kind: 'big-change', percent: 51 }])
  })
})
