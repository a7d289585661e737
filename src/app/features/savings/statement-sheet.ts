import type { Day } from '#domain/core/day.ts'
import type { MemberData } from '#domain/records/member.ts'
import { useWords } from '#app/locales/use-words.ts'
import { formatDay } from '#app/shared/format.ts'
import type { CellValue, Sheet } from '#app/shared/spreadsheet/sheet.ts'
import { totalOf, type SavingsStatement, type StatementRow } from './entry-rows.ts'
import { actWord, methodWord, typeWord } from './say.ts'
import { savingsWords } from './words.ts'

const t = useWords(savingsWords)

export interface StatementReport { readonly place: string; readonly member: MemberData; readonly from: Day; readonly to: Day; readonly statement: SavingsStatement }

/** What an entry was, with what its author wrote. */
export const entryText = ({ entry: { data } }: StatementRow): string =>
  [`${actWord(data.act)} ${typeWord(data.type).toLowerCase()}`, data.reason || data.note].filter(text => text !== '').join(': ')

export function statementSheet({ place, member, from, to, statement }: StatementReport): Sheet {
  const { before, rows, after } = statement
  return {
    name: t('statementSheet'), landscape: true, title: [t('statementTitle'), place, `${member.name} · ${member.number}`, t('period', { from: formatDay(from), to: formatDay(to) })],
    columns: [
      { header: t('colOn'), width: 13, type: 'day' }, { header: t('colNo'), width: 16 }, { header: t('colAct'), width: 40 }, { header: t('colMethod'), width: 12 }, { header: t('colIn'), type: 'whole' }, { header: t('colOut'), type: 'whole' },
      { header: t('pokok'), type: 'whole' }, { header: t('wajib'), type: 'whole' }, { header: t('sukarela'), type: 'whole' }, { header: t('total'), type: 'whole' },
    ],
    rows: [
      [null, null, t('before', { day: formatDay(from) }), null, null, null, before.pokok, before.wajib, before.sukarela, totalOf(before)],
      ...rows.map((row): CellValue[] => {
        const { data } = row.entry
        return [data.on, data.number, entryText(row), methodWord(data.method), data.amount > 0 ? data.amount : null, data.amount < 0 ? -data.amount : null, row.held.pokok, row.held.wajib, row.held.sukarela, row.total]
      }),
    ],
    after: [[null, null, t('after', { day: formatDay(to) }), null, statement.in, statement.out, after.pokok, after.wajib, after.sukarela, totalOf(after)], [], [null, null, t('confidentialMoney')]],
  }
}
