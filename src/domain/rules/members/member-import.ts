import { isDay, type Day } from '../../core/day.ts'
import { memberSchema } from '../../records/member.ts'
import { PeopleIndex } from './member-alike.ts'
import type { MemberColumnKey } from './member-columns.ts'
import type { ImportedMember, KnownMember, MemberImportInput, MemberLine, RowProblem } from './member-import-line.ts'
import { addressOf, familyCardOf, isHome, phoneOf, readBirth, readNik, readSexOf } from './member-row-person.ts'
import { readJoined, readSavings, readStateOf, standingOf, type Standing } from './member-row-standing.ts'
import { nikText, OUT, Row } from './member-row.ts'
import { compareNik, type Nik } from './nik.ts'

/** Decides about every row under the head, a row at a time, so that a long file can be watched on its way. Writes nothing. */
export function* planMembers(input: MemberImportInput): Generator<MemberLine> {
  const book = new Book(input)
  for (const [index, cells] of input.rows.entries()) {
    if (index <= input.headRow || cells.every(cell => cell.trim() === '') || isNumbering(cells, index, input.headRow)) continue
    yield lineOf(new Row(index + 1, cells, input.places), input, book)
  }
}

/** Many forms number their columns under the head: 1, 2, 3 … */
const isNumbering = (cells: readonly string[], index: number, headRow: number): boolean =>
  index === headRow + 1 && cells.every(cell => /^\(?\d{0,2}\)?$/.test(cell.trim()))

/** Who is in the book, and who came up in the file so far. */
class Book {
  readonly people: PeopleIndex
  readonly byNik = new Map<string, KnownMember[]>()
  readonly numbers = new Set<string>()
  readonly rowsByNik = new Map<string, { readonly row: number; readonly isOut: boolean }>()
  readonly rounded: boolean
  constructor(input: MemberImportInput) {
    this.people = new PeopleIndex(input.members)
    for (const member of input.members) {
      this.byNik.set(member.nik, [...(this.byNik.get(member.nik) ?? []), member])
      this.numbers.add(member.number.toUpperCase())
    }
    this.rounded = looksRounded(input)
  }
}

const FEWEST_ROUNDED = 4
function looksRounded({ rows, headRow, places }: MemberImportInput): boolean {
  const at = places.nik
  if (at === undefined) return false
  const niks = rows.slice(headRow + 1).map(cells => nikText(cells[at] ?? '')).filter(nik => /^\d{16}$/.test(nik))
  const ending = niks.filter(nik => nik.endsWith('0')).length
  return ending >= FEWEST_ROUNDED && ending * 2 > niks.length
}

function lineOf(row: Row, input: MemberImportInput, book: Book): MemberLine {
  const nik = readNik(row, input, book.rounded)
  const name = row.text('name').slice(0, 200)
  if (name === '') row.problems.push({ kind: 'missing', column: 'name' })
  const birth = readBirth(row, nik, input)
  const sex = readSexOf(row, nik)
  const joinedOn = readJoined(row, birth?.on ?? null, input)
  const state = readStateOf(row, joinedOn, input)
  const savings = readSavings(row, joinedOn, state?.state ?? 'aktif', input)
  const text = nikText(row.text('nik'))
  if (nik && isThere(nik, state, joinedOn, row, book)) return { row: row.number, label: name, nik: text, outcome: 'there', member: null, savings: null, waits: null, problems: [], doubts: [] }
  const isOut = state !== null && OUT.includes(state.state)
  if (nik) noteRepeats(row, nik, isOut, book)
  if (!nik || !birth || !sex || !state || !joinedOn || !savings || row.problems.length > 0) return refused(row, name, text)

  const standing = standingOf(row, state, savings, joinedOn, input)
  const member: ImportedMember = {
    number: numberOf(row, book), name, nik: nik.nik, familyCard: familyCardOf(row), birth: { on: birth.on, estimated: false }, sex,
    occupation: row.text('occupation'), phone: phoneOf(row), address: addressOf(row, input), joinedOn, status: standing.status, birthPlace: birth.place,
    kelurahanCode: isHome(row, input) ? input.kelurahan.code : null, book: standing.book, accepted: null, consent: null,
  }
  row.problems.push(...misfits(member))
  if (row.problems.length > 0) return refused(row, name, text)
  for (const warning of compareNik(nik, { bornOn: birth.on, sex, regionCode: isHome(row, input) ? input.kelurahan.code : null })) row.doubts.push({ kind: 'nik-differs', warning })
  const { address: { rt, rw }, familyCard } = member
  const person = { name, bornOn: birth.on, sex, nik: nik.nik, familyCard: familyCard ?? '', rtRw: rt === '' ? '' : `${rt}/${rw}` }
  const [alike] = isOut ? [] : book.people.alike(person)
  if (alike) row.doubts.push({ kind: 'alike', how: alike.how, name: alike.person.name, number: alike.person.number, row: alike.person.row ?? null })
  if (!isOut) book.people.add({ ...person, number: member.number ?? '', row: row.number })
  book.rowsByNik.set(nik.nik, { row: row.number, isOut })
  return { row: row.number, label: name, nik: text, outcome: row.doubts.length > 0 ? 'doubt' : 'good', member, savings: standing.savings, waits: standing.waits, problems: [], doubts: row.doubts }
}

const refused = (row: Row, label: string, nik: string): MemberLine =>
  ({ row: row.number, label, nik, outcome: 'refused', member: null, savings: null, waits: null, problems: row.problems, doubts: row.doubts })

/**
 * Known by his NIK: as a member or applicant, unless the row is of an earlier membership; or the very line, by the day of joining
 * or the number, whatever has become of it since.
 */
function isThere(nik: Nik, state: Standing | null, joinedOn: Day | null, row: Row, book: Book): boolean {
  const known = book.byNik.get(nik.nik) ?? []
  const isOut = state !== null && OUT.includes(state.state)
  const number = row.text('number').toUpperCase()
  return known.some(member => (!isOut && !OUT.includes(member.state)) || member.joinedOn === joinedOn || (number !== '' && member.number.toUpperCase() === number))
}

/** BR-06: one NIK is one membership at a time; an earlier one that has ended may stand beside it. */
function noteRepeats(row: Row, nik: Nik, isOut: boolean, book: Book): void {
  const earlier = book.rowsByNik.get(nik.nik)
  if (earlier && (earlier.isOut === isOut)) row.problems.push({ kind: 'twice', row: earlier.row })
  const former = (book.byNik.get(nik.nik) ?? []).find(member => OUT.includes(member.state))
  if (former && !isOut) row.doubts.push({ kind: 'rejoins', number: former.number })
}

function numberOf(row: Row, book: Book): string | null {
  const number = row.text('number')
  if (number === '') return null
  const key = number.toUpperCase()
  if (book.numbers.has(key)) {
    row.doubts.push({ kind: 'number-taken', number })
    return null
  }
  book.numbers.add(key)
  return number
}

/** Where a value does not fit its field, by the column that it came from. */
const COLUMN_OF: Readonly<Record<string, MemberColumnKey>> = { birth: 'bornOn', address: 'street', status: 'reason' }
function misfits(member: ImportedMember): RowProblem[] {
  const parsed = memberSchema.safeParse({ ...member, number: member.number ?? 'x' })
  const fields = parsed.success ? [] : [...new Set(parsed.error.issues.map(issue => String(issue.path[0])))]
  return fields.map(field => ({ kind: 'too-long', column: COLUMN_OF[field] ?? (field as MemberColumnKey) }))
}

/** Whether a text can be the day of the balances: a day that is not in the future. */
export const isBalanceDay = (text: string, today: Day): text is Day => isDay(text) && text <= today
