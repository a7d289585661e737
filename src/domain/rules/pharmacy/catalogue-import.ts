import { err, ok, type Result } from '../../core/result.ts'
import { drugSchema } from '../../records/drug.ts'
import { readClass, readKfa, readPacks, readUnchecked, readWhole, readYesNo, type CellProblem } from './catalogue-cells.ts'
import type { ColumnKey, ColumnPlaces, ImportKind } from './catalogue-columns.ts'
import { drugFacts, isControlled, type DrugData, type DrugFacts } from './drug-facts.ts'
import { drugKey, drugSlug } from './drug-rules.ts'
import { DrugIndex, withoutMaker, type NameMatch } from './kfa-match.ts'
import { changedFacts, NEW_DRUG, type ChangedFact, type DrugField } from './proposal-rules.ts'

/** Why a row is not taken over. `column` is where it stands in the file. */
export type ImportProblem =
  | { readonly kind: 'cell'; readonly column: ColumnKey; readonly cell: CellProblem }
  | { readonly kind: 'not-found' | 'several'; readonly name: string }
  /** The drug stands in an earlier row of the same file. */
  | { readonly kind: 'twice'; readonly row: number }
  /** BR-38: no pustu is enabled for psychotropics and narcotics. */
  | { readonly kind: 'controlled' }
  /** Its stock is counted in the old unit. */
  | { readonly kind: 'unit-in-use'; readonly unit: string }
  /** A KFA code that names a substance (91) or a pack (94), or the wrong level for its column. */
  | { readonly kind: 'kfa-level'; readonly code: string }

/** Worth a look by a person before it is taken over. */
export type ImportDoubt =
  | { readonly kind: 'renamed' | 'class-changes' | 'class-unknown' | 'unit-changes' | 'per-missing' | 'controlled-inactive' }
  | { readonly kind: 'twin'; readonly name: string }
  | { readonly kind: 'big-change'; readonly percent: number }
  | { readonly kind: 'above-het' }
  | { readonly kind: 'replaces-code'; readonly code: string }
  | { readonly kind: 'by-sound'; readonly name: string }

/** What will become of one row. `after` is the whole drug as it would be; `before` null for a new one. */
export interface ImportLine {
  /** As the spreadsheet counts, from 1. */
  readonly row: number
  readonly label: string
  readonly outcome: 'new' | 'changed' | 'same' | 'refused'
  readonly drugId: string | null
  readonly before: DrugFacts | null
  readonly after: DrugFacts | null
  readonly changes: readonly ChangedFact[]
  readonly problems: readonly ImportProblem[]
  readonly doubts: readonly ImportDoubt[]
}

export interface CatalogueDrug { readonly id: string; readonly data: DrugData }

export interface ImportInput {
  readonly kind: ImportKind
  readonly rows: readonly (readonly string[])[]
  readonly headRow: number
  readonly places: ColumnPlaces
  /** The catalogue as it stands, drugs out of use included. */
  readonly drugs: readonly CatalogueDrug[]
  /** Whether any pustu may hold controlled drugs (BR-38). */
  readonly controlledAllowed: boolean
  /** Drugs that a ledger has lines of: their smallest unit stays. */
  readonly moved: ReadonlySet<string>
}

type Catalogue = DrugIndex<CatalogueDrug>

/** Decides about every row under the head, without writing anything. Blank rows are passed over. */
export const planImport = (input: ImportInput): ImportLine[] => [...planRows(input)]

/** The same, a row at a time, so that a long file can be watched on its way. */
export function* planRows(input: ImportInput): Generator<ImportLine> {
  const drugs: Catalogue = new DrugIndex(input.drugs)
  const seen = new Map<string, number>()
  for (const [index, cells] of input.rows.entries()) {
    if (index <= input.headRow || cells.every(cell => cell.trim() === '')) continue
    const row: Row = {
      number: index + 1,
      has: key => input.places[key] !== undefined,
      text: key => (input.places[key] === undefined ? '' : (cells[input.places[key]] ?? '').trim()),
    }
    let line = lineOf(row, input, drugs)
    if (line.drugId !== null && line.outcome !== 'refused') {
      // Two codes of one drug at two levels (92 and 93) are two facts, not the same row twice.
      const spot = input.kind === 'kfa' ? `${line.drugId}|${row.text('code').slice(0, 2)}` : line.drugId
      const earlier = seen.get(spot)
      if (earlier !== undefined) line = refused(row, line.label, [{ kind: 'twice', row: earlier }])
      else seen.set(spot, row.number)
    }
    if (line.outcome === 'new' && line.drugId !== null && line.after) drugs.add({ id: line.drugId, data: line.after })
    yield line
  }
}

interface Row { readonly number: number; has(key: ColumnKey): boolean; text(key: ColumnKey): string }

function lineOf(row: Row, input: ImportInput, drugs: Catalogue): ImportLine {
  switch (input.kind) {
    case 'drugs': return drugLine(row, input, drugs)
    case 'kfa': return kfaLine(row, drugs)
    case 'prices': return priceLine(row, drugs)
  }
}

const refused = (row: Row, label: string, problems: readonly ImportProblem[]): ImportLine =>
  ({ row: row.number, label, outcome: 'refused', drugId: null, before: null, after: null, changes: [], problems, doubts: [] })

/** A line for a drug that is known, or a new one where `before` is null. */
function decided(row: Row, label: string, id: string, before: DrugFacts | null, after: DrugFacts, doubts: readonly ImportDoubt[]): ImportLine {
  const changes = changedFacts(before ?? NEW_DRUG, after)
  const outcome = before === null ? 'new' : changes.length > 0 ? 'changed' : 'same'
  return { row: row.number, label, outcome, drugId: id, before, after, changes, problems: [], doubts: outcome === 'same' ? [] : doubts }
}

const labelOf = (row: Row): string => [row.text('name'), row.text('strength'), row.text('form')].filter(part => part !== '').join(' ') || row.text('id') || row.text('code')

// ——— Drugs ———

function drugLine(row: Row, input: ImportInput, drugs: Catalogue): ImportLine {
  const label = labelOf(row)
  const found = knownDrug(row, drugs)
  if (!found.ok) return refused(row, label, [found.error])
  const known = found.value
  const before = known ? drugFacts(known.data) : null
  const { facts, problems } = readFacts(row, before)
  // Found by its name, however that is written: the catalogue keeps its own spelling.
  if (before && known && row.text('id') !== known.id) Object.assign(facts, { name: before.name, strength: before.strength, form: before.form })
  const doubts: ImportDoubt[] = []
  if (before === null && !row.text('class')) {
    doubts.push({ kind: 'class-unknown' })
    facts.unchecked = ['class']
  }
  if (isControlled(facts) && facts.active && !input.controlledAllowed) {
    // A file that does not speak of "Aktif" brings it out of use; one that says "ya" is refused (BR-38).
    if (before === null && row.text('active') === '') {
      facts.active = false
      doubts.push({ kind: 'controlled-inactive' })
    } else problems.push({ kind: 'controlled' })
  }
  if (before && known && before.unit !== facts.unit) {
    if (input.moved.has(known.id)) problems.push({ kind: 'unit-in-use', unit: before.unit })
    else doubts.push({ kind: 'unit-changes' })
  }
  problems.push(...misfits(facts, problems))
  if (problems.length > 0) return refused(row, label, problems)
  if (before && drugKey(before) !== drugKey(facts)) doubts.push({ kind: 'renamed' })
  if (before && before.class !== facts.class) doubts.push({ kind: 'class-changes' })
  const twin = drugs.byParts(facts).find(other => other.id !== known?.id)
  if (twin) doubts.push({ kind: 'twin', name: labelOfDrug(twin.data) })
  doubts.push(...priceDoubts(before, facts, row))
  return decided(row, labelOfDrug(facts), known?.id ?? newIdOf(row.text('id'), facts, drugs), before, facts, doubts)
}

const labelOfDrug = (drug: Pick<DrugData, 'name' | 'strength' | 'form'>): string => [drug.name, drug.strength, drug.form].filter(part => part !== '').join(' ')

/** By its id, else by name, strength and form; null for a new drug. An id that the catalogue does not know says nothing. */
function knownDrug(row: Row, drugs: Catalogue): Result<CatalogueDrug | null, ImportProblem> {
  const byId = drugs.byId(row.text('id'))
  if (byId) return ok(byId)
  const named = drugs.byParts({ name: row.text('name'), strength: row.text('strength'), form: row.text('form') })
  return named.length > 1 ? err({ kind: 'several', name: labelOf(row) }) : ok(named[0] ?? null)
}

/** The id that the file gives, where it can be one, else what follows from the drug; numbered where it is taken. */
function newIdOf(given: string, drug: DrugFacts, drugs: Catalogue): string {
  const wanted = /^[\w-]{1,64}$/.test(given) ? given : (drugSlug(drug) ?? 'obat')
  let id = wanted
  for (let count = 2; drugs.byId(id); count += 1) id = `${wanted.slice(0, 60)}-${count}`
  return id
}

const TEXTS = ['name', 'strength', 'form', 'unit', 'route', 'programme', 'atc', 'fornas', 'maxPrescription', 'usualDose', 'note'] as const
const FLAGS = ['antibiotic', 'indicator', 'coldChain', 'doubtful', 'active'] as const

/** The facts of a row laid over what is known. A column that the file does not have leaves its fact alone; an empty cell empties it. */
function readFacts(row: Row, before: DrugFacts | null): { facts: DrugFacts; problems: ImportProblem[] } {
  const facts: DrugFacts = { ...(before ?? NEW_DRUG) }
  const problems: ImportProblem[] = []
  const read = <T>(key: ColumnKey, parse: (text: string) => Result<T, CellProblem>, put: (value: T) => void): void => {
    if (!row.has(key)) return
    const value = parse(row.text(key))
    if (value.ok) put(value.value)
    else problems.push({ kind: 'cell', column: key, cell: value.error })
  }
  for (const key of TEXTS) if (row.has(key)) facts[key] = row.text(key)
  // Words that only a known answer can change: an empty cell leaves them.
  for (const key of FLAGS) if (row.text(key) !== '') read(key, readYesNo, value => { facts[key] = value })
  if (row.text('class') !== '') read('class', readClass, value => { facts.class = value })
  read('packs', readPacks, value => { facts.packs = value })
  read('kfa', readKfa, value => { facts.kfa = value })
  read('kfaProduct', readKfa, value => { facts.kfaProduct = value })
  read('minimum', readWhole, value => { facts.minimum = value })
  read('het', readWhole, value => { facts.het = value })
  read('unchecked', readUnchecked, value => { facts.unchecked = value })
  problems.push(...readHna(row, facts))
  return { facts, problems }
}

/** HNA and the number of units that it pays for belong together. */
function readHna(row: Row, facts: DrugFacts): ImportProblem[] {
  if (!row.has('hna')) return []
  const amount = readWhole(row.text('hna'))
  if (!amount.ok) return [{ kind: 'cell', column: 'hna', cell: amount.error }]
  if (amount.value === null) {
    facts.hna = null
    return []
  }
  const per = readWhole(row.text('per'))
  if (!per.ok) return [{ kind: 'cell', column: 'per', cell: per.error }]
  if (per.value === 0) return [{ kind: 'cell', column: 'per', cell: { kind: 'missing' } }]
  facts.hna = { amount: amount.value, per: per.value ?? 1 }
  return []
}

/** What the schema and the rules of a drug say about the whole. */
function misfits(facts: DrugFacts, told: readonly ImportProblem[]): ImportProblem[] {
  const problems: ImportProblem[] = []
  for (const key of ['name', 'unit'] as const) if (facts[key] === '') problems.push({ kind: 'cell', column: key, cell: { kind: 'missing' } })
  if (facts.kfa !== null && !facts.kfa.startsWith('92')) problems.push({ kind: 'kfa-level', code: facts.kfa })
  if (facts.kfaProduct !== null && !facts.kfaProduct.startsWith('93')) problems.push({ kind: 'kfa-level', code: facts.kfaProduct })
  const parsed = drugSchema.safeParse(facts)
  const fields = parsed.success ? [] : [...new Set(parsed.error.issues.map(issue => String(issue.path[0]) as DrugField))]
  const spoken = [...told, ...problems].flatMap(problem => (problem.kind === 'cell' ? [problem.column] : []))
  return [...problems, ...fields.filter(field => !spoken.includes(field)).map((column): ImportProblem => ({ kind: 'cell', column, cell: { kind: 'too-long' } }))]
}

// ——— Prices ———

/** More than this up or down at once is probably the price of another pack. */
const BIG_CHANGE_PERCENT = 50

function priceDoubts(before: DrugFacts | null, after: DrugFacts, row: Row): ImportDoubt[] {
  const doubts: ImportDoubt[] = []
  if (!after.hna) return doubts
  if (row.has('hna') && row.text('per') === '') doubts.push({ kind: 'per-missing' })
  if (before?.hna && before.hna.amount > 0) {
    // Compared as fractions: (new / per) against (old / per), without a division that rounds.
    const [now, then] = [BigInt(after.hna.amount) * BigInt(before.hna.per), BigInt(before.hna.amount) * BigInt(after.hna.per)]
    const percent = Number(((now - then) * 100n) / then)
    if (Math.abs(percent) > BIG_CHANGE_PERCENT) doubts.push({ kind: 'big-change', percent })
  }
  if (after.het !== null && BigInt(after.hna.amount) > BigInt(after.het) * BigInt(after.hna.per)) doubts.push({ kind: 'above-het' })
  return doubts
}

function priceLine(row: Row, drugs: Catalogue): ImportLine {
  const label = labelOf(row)
  const found = pricedDrug(row, drugs)
  if (!found.ok) return refused(row, label, [found.error])
  const { drug, doubts } = found.value
  const before = drugFacts(drug.data)
  const facts = { ...before }
  const problems: ImportProblem[] = []
  // An empty cell of a price list is a drug without a new price, not a price taken away.
  if (row.text('hna') !== '') problems.push(...readHna(row, facts))
  const het = readWhole(row.text('het'))
  if (!het.ok) problems.push({ kind: 'cell', column: 'het', cell: het.error })
  else if (het.value !== null) facts.het = het.value
  if (problems.length > 0) return refused(row, label, problems)
  const changed = row.text('hna') === '' ? [] : priceDoubts(before, facts, row)
  return decided(row, labelOfDrug(drug.data), drug.id, before, facts, [...doubts, ...changed])
}

function pricedDrug(row: Row, drugs: Catalogue): Result<{ drug: CatalogueDrug; doubts: ImportDoubt[] }, ImportProblem> {
  const byId = drugs.byId(row.text('id'))
  if (byId) return ok({ drug: byId, doubts: [] })
  const inParts = row.has('strength') || row.has('form') ? drugs.byParts({ name: row.text('name'), strength: row.text('strength'), form: row.text('form') }) : []
  return oneNamed(inParts.length > 0 ? { drugs: inParts, exact: true } : drugs.named(labelOf(row)), labelOf(row))
}

function oneNamed(match: NameMatch<CatalogueDrug>, name: string): Result<{ drug: CatalogueDrug; doubts: ImportDoubt[] }, ImportProblem> {
  const [drug, second] = match.drugs
  if (!drug) return err({ kind: 'not-found', name })
  if (second) return err({ kind: 'several', name })
  return ok({ drug, doubts: match.exact ? [] : [{ kind: 'by-sound', name }] })
}

// ——— KFA codes ———

/** 92 is the code of the generic, 93 that of one maker's product: each goes to its own place, others to none. */
function kfaLine(row: Row, drugs: Catalogue): ImportLine {
  const label = row.text('name') || row.text('code')
  const code = readKfa(row.text('code'))
  if (!code.ok) return refused(row, label, [{ kind: 'cell', column: 'code', cell: code.error }])
  if (code.value === null) return refused(row, label, [{ kind: 'cell', column: 'code', cell: { kind: 'missing' } }])
  const field = code.value.startsWith('92') ? 'kfa' : code.value.startsWith('93') ? 'kfaProduct' : null
  if (field === null) return refused(row, label, [{ kind: 'kfa-level', code: code.value }])
  const found = codedDrug(row, field, code.value, drugs)
  if (!found.ok) return refused(row, label, [found.error])
  const before = drugFacts(found.value.drug.data)
  const doubts = [...found.value.doubts]
  const stands = before[field]
  if (stands !== null && stands !== code.value) doubts.push({ kind: 'replaces-code', code: stands })
  // A maker's code is one product on one shelf: somebody compares it with the box.
  const unchecked = field === 'kfaProduct' && stands !== code.value && !before.unchecked.includes('kfaProduct') ? [...before.unchecked, 'kfaProduct' as const] : before.unchecked
  return decided(row, label, found.value.drug.id, before, { ...before, [field]: code.value, unchecked }, doubts)
}

function codedDrug(row: Row, field: 'kfa' | 'kfaProduct', code: string, drugs: Catalogue): Result<{ drug: CatalogueDrug; doubts: ImportDoubt[] }, ImportProblem> {
  const byId = drugs.byId(row.text('id'))
  if (byId) return ok({ drug: byId, doubts: [] })
  const byCode = [...drugs.all()].filter(drug => drug.data[field] === code)
  if (byCode.length === 1 && byCode[0]) return ok({ drug: byCode[0], doubts: [] })
  return oneNamed(drugs.named(withoutMaker(row.text('name'))), row.text('name'))
}
