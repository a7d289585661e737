import type { SavingType } from '#domain/records/saving-entry.ts'
import type { MemberData } from '#domain/records/member.ts'
import { WRITTEN_COLUMNS, type MemberColumnKey } from '#domain/rules/members/member-columns.ts'
import { maskNik } from '#domain/rules/members/nik.ts'
import { localPhone } from '../format.ts'
import type { CellValue, Sheet } from '../spreadsheet/sheet.ts'

/** A line of the book as it goes into a file. `sameAs` is the number of the line that stays, where two were merged. */
export interface BookLine { readonly data: MemberData; readonly holdings: Readonly<Record<SavingType, number>>; readonly sameAs: string }

const STATES: Readonly<Record<string, string>> = { aktif: 'aktif', calon: 'calon', keluar: 'keluar', diberhentikan: 'diberhentikan', meninggal: 'meninggal' }
const SIGNED: Readonly<Record<string, string>> = { 'tanda-tangan': 'tanda tangan', 'cap-jempol': 'cap jempol' }
/** The columns are those of the paper book, in its language, so that a file can be read in again whatever the screen speaks. */
export const BOOK_NAME = 'Buku Daftar Anggota'

/**
 * The Buku Daftar Anggota as a sheet, in the columns that the import reads. `whole` for the staff who keep the book; whoever
 * examines it gets the last four digits of NIK and KK, as everywhere else.
 */
export function bookSheet(lines: readonly BookLine[], whole: boolean): Sheet {
  return {
    name: BOOK_NAME,
    columns: WRITTEN_COLUMNS.map(({ header, width, type }) => ({ header, width, ...(type ? { type } : {}) })),
    rows: lines.map((line, index) => {
      const cells = cellsOf(line, index + 1, whole)
      return WRITTEN_COLUMNS.map(({ key }) => cells[key] ?? null)
    }),
    landscape: true,
  }
}

function cellsOf({ data, holdings, sameAs }: BookLine, line: number, whole: boolean): Partial<Record<MemberColumnKey, CellValue>> {
  const covered = (digits: string | null): string => (digits === null ? '' : whole ? digits : maskNik(digits))
  const { state, on, reason, heir } = data.status
  const isOut = state !== 'aktif' && state !== 'calon'
  return {
    line, number: data.number, name: data.name, nik: covered(data.nik), familyCard: covered(data.familyCard), birthPlace: data.birthPlace ?? '', bornOn: data.birth.on,
    sex: data.sex, occupation: data.occupation, street: data.address.street, rt: data.address.rt, rw: data.address.rw, kelurahan: data.address.kelurahan,
    phone: data.phone ? localPhone(data.phone) : '', joinedOn: data.joinedOn, pokok: holdings.pokok, wajib: holdings.wajib, sukarela: holdings.sukarela,
    book: data.book ? (SIGNED[data.book.signed] ?? data.book.signed) : '', bookOn: data.book?.on ?? '',
    accepted: data.accepted ? `${data.accepted.name}, ${data.accepted.on}` : '',
    consent: data.consent ? [data.consent.how, data.consent.on, data.consent.guardian].filter(part => part !== '').join(', ') : '',
    state: STATES[state] ?? state, exitOn: isOut ? on : '', reason, heir: heir ? `${heir.name} (${heir.relation})` : '', sameAs,
  }
}
