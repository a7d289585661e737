import { daysOfMonth, type Day, type Month } from '#domain/core/day.ts'
import { err, ok, type Result } from '#domain/core/result.ts'
import type { AppContext } from '#app/context.ts'
import { createDraft, type SaveFailure } from '#app/db/record-store.ts'
import { useWords } from '#app/locales/use-words.ts'
import type { Kmp } from '#app/shared/coop/kmp.ts'
import { readOversight, savingsOfMonth, type OversightMonth } from '#app/shared/coop/month.ts'
import { figureOf, type DetailKey } from './groups.ts'
import { arrearsTable, memberTable, pokokTable, type TellNik } from './member-tables.ts'
import { creditTable, moneyTable, officerTable, relianceTable, salesTable, savingsTable, stockTable } from './money-tables.ts'
import type { Table } from './table.ts'
import { oversightWords } from './words.ts'

const t = useWords(oversightWords)

/** A detail that several figures open has a name of its own. */
function titleOf(detail: DetailKey): string {
  switch (detail) {
    case 'uang': case 'penjualan': case 'tunggakan': return t(`d_${detail}`)
    case 'kemandirian': return t('g_kemandirian')
    default: return t(figureOf(detail))
  }
}

/** What stands behind a figure of the month. */
export async function readDetail(app: Pick<AppContext, 'store'>, month: OversightMonth, detail: DetailKey, tell: TellNik): Promise<Table> {
  const title = titleOf(detail)
  switch (detail) {
    case 'pokok': return pokokTable(month, id => month.heldBy(id).pokok, title, tell)
    case '1-3': case '4-6': case 'lebih-6': case 'tunggakan': return arrearsTable(month, detail, title, tell)
    case 'simpanan': case 'simpanan-pokok': case 'simpanan-wajib': case 'simpanan-sukarela':
      return savingsTable(month, await savingsOfMonth(app.store, month.kmp.streams.finance, month.coop.month), detail === 'simpanan' ? null : detail.slice('simpanan-'.length), title)
    case 'uang': return moneyTable(month, title)
    case 'penjualan': return salesTable(month, title)
    case 'stok': return stockTable(month, title)
    case 'piutang': return creditTable(month, title)
    case 'pengurus': return officerTable(month, title)
    case 'kemandirian': return relianceTable(month, title)
    default: return memberTable(month, detail, title, tell)
  }
}

export type SendFailure = SaveFailure | { readonly kind: 'sum' } | { readonly kind: 'not-over' }
export const lastDay = (month: Month): Day => daysOfMonth(month).at(-1) as Day

/** Freezes the month's figures as the books say at that moment; nothing of it is typed but the note. */
export async function sendReport(app: AppContext, kmp: Kmp, month: Month, note: string): Promise<Result<unknown, SendFailure>> {
  if (app.today() < lastDay(month)) return err({ kind: 'not-over' })
  return app.store.writeGroup<SendFailure>(async view => {
    const now = await readOversight(app, kmp, month, view)
    if (!now.addsUp) return err({ kind: 'sum' })
    const data = { month, on: app.today(), figures: { ...now.coop.figures }, note: note.trim(), by: app.user.id, name: app.user.name }
    return ok([createDraft('coop-report', app.newId(), kmp.streams.finance, data)])
  })
}
