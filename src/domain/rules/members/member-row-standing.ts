import type { Day } from '../../core/day.ts'
import type { MemberData } from '../../records/member.ts'
import { SAVING_TYPES } from '../../records/saving-entry.ts'
import { readAmount, readDay, readSigned, readState } from './member-cells.ts'
import type { ImportedSavings, MemberImportInput, MemberLine } from './member-import-line.ts'
import { dayIn, OUT, type Row } from './member-row.ts'

export interface Standing { readonly state: MemberData['status']['state']; readonly on: Day | null; readonly said: boolean }

export function readJoined(row: Row, bornOn: Day | null, input: MemberImportInput): Day | null {
  const text = row.text('joinedOn')
  if (text === '') {
    row.doubts.push({ kind: 'joined-empty', day: input.asOf })
    return input.asOf
  }
  const joinedOn = dayIn(row, 'joinedOn', text, input.today)
  if (joinedOn && bornOn && joinedOn < bornOn) row.problems.push({ kind: 'joined-before-birth' })
  return joinedOn
}

/** The word of the file; without one, whoever has a day of leaving has left, and of a death the cause tells. */
export function readStateOf(row: Row, joinedOn: Day | null, input: MemberImportInput): Standing | null {
  const word = row.text('state')
  const exit = row.text('exitOn') === '-' ? '' : row.text('exitOn')
  const named = word === '' ? null : readState(word)
  if (word !== '' && !named) {
    row.problems.push({ kind: 'unknown-word', column: 'state', text: word })
    return null
  }
  const state = named ?? (exit === '' ? 'aktif' : (readState(row.text('reason')) === 'meninggal' || /meninggal|wafat/i.test(row.text('reason')) ? 'meninggal' : 'keluar'))
  if (!OUT.includes(state)) return { state, on: joinedOn, said: word !== '' }
  if (exit === '') {
    row.problems.push({ kind: 'missing', column: 'exitOn' })
    return null
  }
  const on = dayIn(row, 'exitOn', exit, input.today)
  if (on && joinedOn && on < joinedOn) row.problems.push({ kind: 'exit-before-joined' })
  return on ? { state, on, said: true } : null
}

export function readSavings(row: Row, joinedOn: Day | null, state: Standing['state'], input: MemberImportInput): ImportedSavings | null {
  const amounts = { pokok: 0, wajib: 0, sukarela: 0 }
  let isRead = true
  for (const type of SAVING_TYPES) {
    const amount = readAmount(row.text(type))
    if (amount.ok) amounts[type] = amount.value ?? 0
    else {
      row.problems.push({ kind: 'amount', column: type, text: row.text(type), why: amount.error.kind })
      isRead = false
    }
  }
  if (!isRead || !joinedOn) return null
  if (input.pokok !== null && amounts.pokok > input.pokok && !OUT.includes(state)) row.problems.push({ kind: 'pokok-over', amount: amounts.pokok, asked: input.pokok })
  return { ...amounts, on: input.asOf > joinedOn ? input.asOf : joinedOn }
}

/** What is saved of where somebody stands. */
interface Settled { readonly status: MemberData['status']; readonly book: MemberData['book']; readonly savings: ImportedSavings | null; readonly waits: MemberLine['waits'] }

/** BR-09: active only with the book signed and simpanan pokok paid; whoever lacks one of them comes in as an applicant. */
export function standingOf(row: Row, { state, on, said }: Standing, savings: ImportedSavings, joinedOn: Day, input: MemberImportInput): Settled {
  const signedAs = readSigned(row.text('book'))
  const mark = signedAs === 'no' ? null : (signedAs ?? (input.confirmed ? 'tanda-tangan' : null))
  const bookText = row.text('bookOn')
  const read = mark !== null && bookText !== '' ? readDay(bookText, input.today) : null
  if (read && !read.ok) row.doubts.push({ kind: 'dropped', column: 'bookOn', text: bookText })
  const book: MemberData['book'] = mark ? { signed: mark, on: read?.ok && read.value.day <= input.today ? read.value.day : joinedOn } : null
  const total = savings.pokok + savings.wajib + savings.sukarela
  if (OUT.includes(state)) {
    if (total > 0) row.doubts.push({ kind: 'left-savings', amount: total })
    if (state === 'meninggal') row.doubts.push({ kind: 'heir-unknown' })
    if (row.text('reason') === '') row.doubts.push({ kind: 'empty', column: 'reason' })
    return { status: { state, on: on ?? joinedOn, reason: row.text('reason'), heir: null }, book, savings: null, waits: null }
  }
  if (total > 0 && !input.mayKeepMoney) row.doubts.push({ kind: 'no-money-rights', amount: total })
  const asked = input.pokok ?? 0
  // Said to be paid by all, and the file has no amount: then it is what the AD/ART asks.
  const pokok = savings.pokok === 0 && input.confirmed ? asked : savings.pokok
  const kept: ImportedSavings | null = input.mayKeepMoney ? { ...savings, pokok } : null
  const isPaid = (kept?.pokok ?? 0) >= asked && (input.pokok !== null || input.confirmed || pokok > 0)
  const waits = state === 'calon' ? null : book === null ? 'book' : isPaid ? null : 'pokok'
  if (waits && (said || input.confirmed)) row.doubts.push({ kind: 'stays-applicant', why: waits })
  return { status: { state: waits ? 'calon' : state, on: joinedOn, reason: '' }, book, savings: kept, waits }
}
