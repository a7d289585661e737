import { addMonths, day, daysOfMonth, type Day, type Month } from '../../core/day.ts'
import type { Rupiah } from '../../core/rupiah.ts'
import type { CashCountData } from '../../records/cash-count.ts'
import type { CashEntryData } from '../../records/cash-entry.ts'
import type { CoopSettingData } from '../../records/coop-setting.ts'
import type { TradeDayData } from '../../records/trade-day.ts'
import { duplicateNiks, exitDay, memberMonth, type PersonOf, type ReportedMember } from '../members/member-report.ts'
import { parseNik } from '../members/nik.ts'
import type { Money } from './cash-money.ts'
import type { Figures } from './coop-figures.ts'
import { duesOf, type AgeClass, type Holdings } from './savings.ts'
import { coopStatement, selfReliance, type SelfReliance, type Statement } from './statement.ts'

/** The members behind a figure. */
export const MEMBER_LISTS = ['awal', 'masuk', 'keluar', 'akhir', 'calon', 'ganda', 'salah', 'pokok', '1-3', '4-6', 'lebih-6'] as const
export type MemberListKey = (typeof MEMBER_LISTS)[number]

export interface ArrearsLine { readonly id: string; readonly ageClass: Exclude<AgeClass, 'lunas'>; readonly months: number; readonly amount: Rupiah }

export interface CoopMonthInput {
  readonly month: Month
  /** The last day that is told about: the month's last, or today while it runs. */
  readonly until: Day
  /** Every line of the members' book, and whose each is. */
  readonly lines: readonly ReportedMember[]
  readonly personOf: PersonOf
  /** What a person held then, and what of simpanan wajib he had paid in. */
  readonly heldBy: (person: string) => Holdings & { readonly wajibPaid: Rupiah }
  /** The savings ledger, and what should be in the drawer and at the bank, at the end of `until`. */
  readonly savings: Holdings
  readonly money: Money
  /** Without it nothing is due, and nobody can be behind with it. */
  readonly setting: Pick<CoopSettingData, 'dues'> | null
  /** Since the books began. */
  readonly tradeDays: readonly Omit<TradeDayData, 'pustu'>[]
  readonly entries: readonly Pick<CashEntryData, 'on' | 'category' | 'amount'>[]
  readonly counts: readonly Pick<CashCountData, 'on' | 'difference'>[]
  /** How often somebody of the board moved his own money in the month. */
  readonly officerEntries: number
}

/** A month of the cooperative as its examiners read it: counts, rupiah, and for each count the lines of the book behind it. */
export interface CoopMonth {
  readonly month: Month
  readonly until: Day
  readonly figures: Figures
  readonly lists: Readonly<Record<MemberListKey, readonly string[]>>
  readonly arrears: readonly ArrearsLine[]
  readonly statement: Statement
  readonly reliance: SelfReliance
}

const total = (amounts: readonly Rupiah[]): Rupiah => amounts.reduce((sum, amount) => sum + amount, 0)

/** Nothing in it is typed: all of it follows from the ledgers, so that staff and examiners read the same on any device. */
export function coopMonth(input: CoopMonthInput): CoopMonth {
  const { month, until, setting, savings, money } = input
  const members = memberMonth(input.lines, month, input.personOf)
  const byId = new Map(input.lines.map(line => [line.id, line]))
  const closing = members.closing.flatMap(id => byId.get(id) ?? [])
  const since = joinedByPerson(input)
  const arrears = setting === null ? [] : closing.flatMap(line => arrearsOf(line, since.get(line.id) ?? line.data.joinedOn, input, setting))
  const ofClass = (ageClass: AgeClass): string[] => arrears.filter(line => line.ageClass === ageClass).map(line => line.id)
  const lists: CoopMonth['lists'] = {
    awal: members.opening, masuk: members.joined, keluar: members.left, akhir: members.closing,
    calon: input.lines.filter(line => isOwn(line, input) && line.data.status.state === 'calon' && line.data.joinedOn <= until).map(line => line.id),
    ganda: duplicateNiks(input.lines, input.personOf).flatMap(({ ids }) => ids),
    salah: closing.filter(({ data }) => !parseNik(data.nik, until).ok).map(line => line.id),
    pokok: setting === null ? [] : members.closing.filter(id => input.heldBy(id).pokok < setting.dues.pokok),
    '1-3': ofClass('1-3'), '4-6': ofClass('4-6'), 'lebih-6': ofClass('>6'),
  }
  const statement = coopStatement({ ...input, from: day(`${month}-01`), to: until })
  const known = input.tradeDays.filter(one => one.on <= until)
  const owed = total(known.map(({ sales: { member, others } }) => member.tempo + others.tempo))
  const paidOff = total(input.entries.filter(entry => entry.on <= until && entry.category === 'pelunasan-piutang').map(entry => entry.amount))
  const figures: Figures = {
    'anggota-awal': lists.awal.length, 'anggota-masuk': lists.masuk.length, 'anggota-keluar': lists.keluar.length, 'anggota-akhir': lists.akhir.length,
    'calon': lists.calon.length, 'nik-ganda': lists.ganda.length, 'nik-salah': lists.salah.length, 'pokok-belum': lists.pokok.length,
    'tunggakan-1-3': lists['1-3'].length, 'tunggakan-4-6': lists['4-6'].length, 'tunggakan-lebih-6': lists['lebih-6'].length, 'tunggakan-jumlah': total(arrears.map(line => line.amount)),
    'simpanan-pokok': savings.pokok, 'simpanan-wajib': savings.wajib, 'simpanan-sukarela': savings.sukarela, 'simpanan': savings.pokok + savings.wajib + savings.sukarela,
    'kas': money.cash, 'bank': money.bank,
    'jual-anggota': statement.income.memberSales, 'jual-bukan-anggota': statement.income.otherSales, 'laba-kotor': statement.margin,
    // What was bought and is neither sold nor lost lies on the shelf.
    'nilai-stok': total(known.map(one => one.bought - one.cost - one.lost)), 'susut-stok': statement.costs.lost, 'piutang': owed - paidOff,
    'pengurus': input.officerEntries,
    'pendapatan-sendiri': statement.income.ownTotal, 'bantuan': statement.income.aidTotal, 'biaya': statement.costs.total,
  }
  return { month, until, figures, lists, arrears, statement, reliance: selfReliance(statement) }
}

const isOwn = ({ id, state }: ReportedMember, { personOf }: CoopMonthInput): boolean => state !== 'void' && personOf(id) === id

/** Of merged lines the earliest joining counts: wajib was due since then. */
function joinedByPerson({ lines, personOf }: CoopMonthInput): ReadonlyMap<string, Day> {
  const since = new Map<string, Day>()
  for (const { id, state, data: { joinedOn } } of lines) {
    const person = personOf(id)
    if (state !== 'void' && joinedOn < (since.get(person) ?? '~')) since.set(person, joinedOn)
  }
  return since
}

/** BR-10, BR-11 at the end of the month; whoever left owes nothing more here, that is settled at his exit (BR-13). */
function arrearsOf({ id, data }: ReportedMember, joinedOn: Day, input: CoopMonthInput, setting: Pick<CoopSettingData, 'dues'>): ArrearsLine[] {
  const dues = duesOf({ joinedOn, exitOn: exitDay(data), paid: input.heldBy(id).wajibPaid, schedule: setting.dues.wajib, until: input.until })
  return dues.ageClass === 'lunas' ? [] : [{ id, ageClass: dues.ageClass, months: dues.months, amount: dues.arrears }]
}

/** tepat, terlambat: done in time, or late. menunggu: not due yet. lewat: due and not done. tidak-perlu: the books began later. */
export type Timeliness = 'tepat' | 'terlambat' | 'menunggu' | 'lewat' | 'tidak-perlu'
export interface Timed { readonly state: Timeliness; readonly dueOn: Day; readonly doneOn: Day | null }

function timed(dueOn: Day, doneOn: Day | null, today: Day): Timed {
  const state = doneOn !== null ? (doneOn <= dueOn ? 'tepat' : 'terlambat') : today <= dueOn ? 'menunggu' : 'lewat'
  return { state, dueOn, doneOn }
}

/** A month's report is due on the set day of the next month; the first sending counts, sending it again makes it no later. */
export function reportTimed(month: Month, reportDueDay: number, sentOn: readonly Day[], today: Day): Timed {
  const due = daysOfMonth(addMonths(month, 1))[reportDueDay - 1] as Day
  return timed(due, [...sentOn].sort()[0] ?? null, today)
}

/** The RAT of a year within six months of its end (domain §1, UU 25/1992 Ps. 26). */
export function ratTimed(year: number, ratOn: Day | null, booksFrom: Day | null, today: Day): Timed {
  const state = timed(day(`${year + 1}-06-30`), ratOn, today)
  return ratOn === null && booksFrom !== null && Number(booksFrom.slice(0, 4)) > year ? { ...state, state: 'tidak-perlu' } : state
}
