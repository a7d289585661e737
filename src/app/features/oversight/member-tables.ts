import type { ArrearsLine, MemberListKey } from '#domain/rules/finance/coop-report.ts'
import type { StoredRecord } from '#app/db/record-store.ts'
import { useWords } from '#app/locales/use-words.ts'
import type { OversightMonth } from '#app/shared/coop/month.ts'
import type { DetailKey } from './groups.ts'
import { stateText } from './say.ts'
import type { Table, TableColumn, TableRow } from './table.ts'
import { oversightWords } from './words.ts'

const t = useWords(oversightWords)
/** How a NIK may be told here: whole to the staff on their screen, else its last four digits. */
export type TellNik = (nik: string) => string
export const lastFour: TellNik = nik => nik.slice(-4)

const byNumber = (a: StoredRecord<'member'>, b: StoredRecord<'member'>): number => a.data.number.localeCompare(b.data.number, 'id', { numeric: true })
const listed = (month: OversightMonth, ids: readonly string[]): StoredRecord<'member'>[] => ids.flatMap(id => month.members.get(id) ?? []).sort(byNumber)
/** No address, no phone, no family card: nobody needs them to count members. */
const headOf = (): TableColumn[] => [{ label: t('number'), type: 'code', width: 20 }, { label: t('name'), type: 'text', width: 30 }, { label: t('nik'), type: 'code' }, { label: t('joinedOn'), type: 'day' }]
const cellsOf = ({ data }: StoredRecord<'member'>, tell: TellNik) => [data.number, data.name, tell(data.nik), data.joinedOn]
const row = (member: StoredRecord<'member'>, cells: TableRow['cells']): TableRow => ({ key: member.id, memberId: member.id, cells })

export function memberTable(month: OversightMonth, list: MemberListKey, title: string, tell: TellNik): Table {
  const showsReason = list === 'keluar'
  return {
    title, primary: 1, columns: [...headOf(), { label: t('state'), type: 'text' }, ...(showsReason ? [{ label: t('reason'), type: 'text' } as const] : [])],
    rows: listed(month, month.coop.lists[list]).map(member => row(member, [...cellsOf(member, tell), stateText(member.data.status), ...(showsReason ? [member.data.status.reason] : [])])),
  }
}

/** `held`: what of simpanan pokok each has paid by the end of the month. */
export function pokokTable(month: OversightMonth, held: (memberId: string) => number, title: string, tell: TellNik): Table {
  const full = month.setting?.dues.pokok ?? 0
  return {
    title, primary: 1, columns: [...headOf(), { label: t('paid'), type: 'rupiah' }, { label: t('lacking'), type: 'rupiah' }],
    rows: listed(month, month.coop.lists.pokok).map(member => row(member, [...cellsOf(member, tell), held(member.id), full - held(member.id)])),
  }
}

const CLASSES: Partial<Record<DetailKey, ArrearsLine['ageClass']>> = { '1-3': '1-3', '4-6': '4-6', 'lebih-6': '>6' }

/** Who is behind with simpanan wajib, the longest first. */
export function arrearsTable(month: OversightMonth, detail: DetailKey, title: string, tell: TellNik): Table {
  const wanted = CLASSES[detail]
  const lines = month.coop.arrears.filter(line => wanted === undefined || line.ageClass === wanted)
  const byId = new Map(lines.map(line => [line.id, line]))
  const members = listed(month, lines.map(line => line.id)).sort((a, b) => (byId.get(b.id)?.months ?? 0) - (byId.get(a.id)?.months ?? 0))
  return {
    title, primary: 1, columns: [...headOf(), { label: t('months'), type: 'count' }, { label: t('arrears'), type: 'rupiah' }],
    rows: members.map(member => row(member, [...cellsOf(member, tell), byId.get(member.id)?.months ?? 0, byId.get(member.id)?.amount ?? 0])),
  }
}
