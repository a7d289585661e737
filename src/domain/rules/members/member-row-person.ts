import type { Day } from '../../core/day.ts'
import type { MemberData } from '../../records/member.ts'
import { readPhone, readSex, readUnit, splitBirth, splitRtRw } from './member-cells.ts'
import type { MemberImportInput, RowProblem } from './member-import-line.ts'
import { dayIn, nikText, type Row } from './member-row.ts'
import { checkKk, parseNik, type Nik } from './nik.ts'

export function readNik(row: Row, input: MemberImportInput, isRounded: boolean): Nik | null {
  const text = nikText(row.text('nik'))
  if (text === '') {
    row.problems.push({ kind: 'missing', column: 'nik' })
    return null
  }
  if (isRounded && text.endsWith('0')) {
    row.problems.push({ kind: 'nik-rounded' })
    return null
  }
  const nik = parseNik(text, input.today)
  if (nik.ok) return nik.value
  row.problems.push(...nik.error.map((error): RowProblem => ({ kind: 'nik', error })))
  return null
}

export function readBirth(row: Row, nik: Nik | null, input: MemberImportInput): { readonly on: Day; readonly place: string } | null {
  const both = splitBirth(row.text('birth'))
  const place = row.text('birthPlace') || both.place
  const column = row.text('bornOn') !== '' || !row.has('birth') ? 'bornOn' : 'birth'
  const text = row.text('bornOn') || both.day
  if (text === '') {
    if (row.has(column)) row.doubts.push({ kind: 'from-nik', column })
    return nik ? { on: nik.bornOn, place } : null
  }
  const on = dayIn(row, column, text, input.today)
  return on ? { on, place } : null
}

export function readSexOf(row: Row, nik: Nik | null): 'L' | 'P' | null {
  const text = row.text('sex')
  if (text === '') {
    if (row.has('sex')) row.doubts.push({ kind: 'from-nik', column: 'sex' })
    return nik?.sex ?? null
  }
  const sex = readSex(text)
  if (!sex) row.problems.push({ kind: 'unknown-word', column: 'sex', text })
  return sex
}

export function familyCardOf(row: Row): string | null {
  const text = nikText(row.text('familyCard'))
  if (text === '') {
    if (row.has('familyCard')) row.doubts.push({ kind: 'empty', column: 'familyCard' })
    return null
  }
  const kk = checkKk(text)
  if (!kk.ok) row.doubts.push({ kind: 'dropped', column: 'familyCard', text })
  return kk.ok ? kk.value : null
}

export function phoneOf(row: Row): string | null {
  const text = row.text('phone')
  if (text === '' || text === '-') return null
  const phone = readPhone(text)
  if (phone === null) row.doubts.push({ kind: 'dropped', column: 'phone', text })
  return phone
}

export const isHome = (row: Row, { kelurahan }: MemberImportInput): boolean => {
  const text = row.text('kelurahan').toLowerCase().replace(/^(kel|kelurahan|desa)\.? /, '')
  return text === '' || text === kelurahan.name.toLowerCase()
}

export function addressOf(row: Row, input: MemberImportInput): MemberData['address'] {
  const pair = splitRtRw(row.text('rtRw'))
  if (!pair && row.text('rtRw') !== '') row.doubts.push({ kind: 'dropped', column: 'rtRw', text: row.text('rtRw') })
  const unit = (key: 'rt' | 'rw'): string => {
    const text = row.text(key)
    if (text === '' || text === '-') return pair?.[key] ?? ''
    const read = readUnit(text)
    if (read === null) row.doubts.push({ kind: 'dropped', column: key, text })
    return read ?? ''
  }
  if (row.has('street') && row.text('street') === '') row.doubts.push({ kind: 'empty', column: 'street' })
  return { street: row.text('street'), rt: unit('rt'), rw: unit('rw'), kelurahan: isHome(row, input) ? input.kelurahan.name : row.text('kelurahan') }
}
