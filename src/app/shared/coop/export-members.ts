import type { AppContext } from '../../context.ts'
import { parseStream, streamOf } from '#domain/core/streams.ts'
import { downloadCsv, downloadXlsx } from '../spreadsheet/download-sheet.ts'
import { bookSheet, BOOK_NAME, type BookLine } from './member-sheet.ts'
import { readCoopMembers } from './members.ts'
import { readHoldings } from './savings.ts'
import { readsWhole } from './uncover.ts'

const NOTHING = { pokok: 0, wajib: 0, sukarela: 0 }

/** Every line of the book of one KMP, in the order of joining and then of the numbers, as the paper book is. */
export async function readBook(app: AppContext, membersStream: string): Promise<BookLine[]> {
  const place = parseStream(membersStream)?.place
  const members = await readCoopMembers(app.store, membersStream)
  const holdings = place === undefined ? new Map<string, BookLine['holdings']>() : await readHoldings(app.store, streamOf('finance', place))
  const numbers = new Map(members.map(({ record }) => [record.id, record.data.number]))
  const lines = members.map(({ record: { id, data }, personId }): BookLine => ({
    data, holdings: holdings.get(id) ?? NOTHING, sameAs: personId === id ? '' : (numbers.get(personId) ?? ''),
  }))
  return lines.sort(({ data: a }, { data: b }) => (a.joinedOn < b.joinedOn ? -1 : a.joinedOn > b.joinedOn ? 1 : a.number.localeCompare(b.number, 'id', { numeric: true })))
}

/** The book as a file on the tablet; says how many lines it has. NIK and KK are whole for the staff of the cooperative only. */
export async function exportMembers(app: AppContext, membersStream: string, format: 'xlsx' | 'csv'): Promise<number> {
  const sheet = bookSheet(await readBook(app, membersStream), readsWhole(app, membersStream))
  const name = `${BOOK_NAME} ${app.today()}`
  if (format === 'csv') downloadCsv(name, sheet.columns, sheet.rows)
  else await downloadXlsx(name, [sheet])
  return sheet.rows.length
}
