import { addDays, addMonths, monthOf, type Day, type Month } from '#domain/core/day.ts'
import { streamOf } from '#domain/core/streams.ts'
import type { DataOf } from '#domain/records/index.ts'
import type { HandoverData } from '#domain/records/handover.ts'
import type { SavingEntryData, SavingType } from '#domain/records/saving-entry.ts'
import { CATEGORY_FACTS, type CashCategory } from '#domain/rules/finance/categories.ts'
import { createOf, groupOf, instantOf, type DemoChange, type DemoGroup } from './groups.ts'
import type { FirstDues, Membership } from './membership.ts'
import { pad } from './people.ts'
import type { DemoAccount, DemoSite } from './places.ts'
import { createRandom, type Random } from './random.ts'

/** What one village's cooperative asks (domain §2): simpanan pokok once, simpanan wajib a month. */
const POKOK = 50_000
const WAJIB = 10_000
const OPENING = { cash: 350_000, bank: 2_500_000 } as const
/** More than this is not left in the drawer overnight. */
const MOST_IN_DRAWER = 1_500_000

/** Minutes from midnight at which the drawer is counted. */
const COUNTED_AT = 15 * 60 + 50

type Holdings = Record<SavingType, number>

/** The books of one KMP as the demo writes them. Draws from a randomness of its own, so that the medicine room does not depend on it. */
export interface CoopDesk {
  readonly site: DemoSite
  readonly random: Random
  readonly clerk: DemoAccount
  /** Whoever decides: the ketua, or the clerk where nobody else has an account. */
  readonly chair: DemoAccount
  readonly lurah: DemoAccount | null
  readonly from: Day
  readonly held: Map<string, Holdings>
  drawer: number
  issued: number
}

export function coopDesk(site: DemoSite, accounts: readonly DemoAccount[], clerk: DemoAccount, from: Day): CoopDesk {
  const holder = (role: string): DemoAccount | undefined => accounts.find(({ staff }) => staff.grants.some(grant => grant.role === role && grant.place === site.kmp))
  return {
    site, random: createRandom(`koperasi|${site.slug}`), clerk, chair: holder('ketua') ?? clerk, lurah: holder('lurah') ?? null, from, held: new Map(), drawer: OPENING.cash, issued: 0,
  }
}

const finance = ({ site }: CoopDesk) => streamOf('finance', site.kmp)
const numberOf = (desk: CoopDesk): string => `${desk.site.code}-00-${pad((desk.issued += 1), 4)}`

/** What the RAT decided, written on the first day that the books are kept here. */
export function coopSettingGroup(desk: CoopDesk): DemoGroup {
  const { site, chair, from } = desk
  const data: DataOf<'coop-setting'> = {
    dues: { pokok: POKOK, wajib: [{ from: addMonths(monthOf(from), -12), amount: WAJIB }] },
    credit: { limit: 100_000, days: 30 }, exit: { unpaidWajibIsDebt: false }, opening: { on: from, ...OPENING },
    shu: {
      shares: [
        { key: 'cadangan', name: 'Cadangan', percent: 40 }, { key: 'jasa-anggota', name: 'Jasa anggota', percent: 40 }, { key: 'dana-pengurus', name: 'Dana pengurus', percent: 5 },
        { key: 'dana-karyawan', name: 'Dana karyawan', percent: 5 }, { key: 'dana-pendidikan', name: 'Dana pendidikan', percent: 5 }, { key: 'dana-sosial', name: 'Dana sosial', percent: 5 },
      ],
      usahaPercent: 70,
    },
    officers: [], reportDueDay: 10,
  }
  return groupOf(desk.random, chair.id, instantOf(from, 6 * 60 + 30), [createOf('coop-setting', `koperasi-${site.kmp}`, finance(desk), data)])
}

interface Entry { readonly memberId: string; readonly type: SavingType; readonly amount: number; readonly act: SavingEntryData['act']; readonly method: SavingEntryData['method'] }

function saving(desk: CoopDesk, number: string, on: Day, atMs: number, { memberId, type, amount, act, method }: Entry): DemoChange {
  const held = desk.held.get(memberId) ?? { pokok: 0, wajib: 0, sukarela: 0 }
  held[type] += amount
  desk.held.set(memberId, held)
  return createOf('saving-entry', desk.random.id(atMs), finance(desk), {
    number, memberId, type, act, amount, method, on, time: clockOf(on, atMs), note: '', reverses: null, reason: '', by: desk.clerk.id,
  })
}

const clockOf = (on: Day, atMs: number): string => {
  const minutes = Math.floor((atMs - instantOf(on, 0)) / 60_000)
  return `${pad(Math.floor(minutes / 60), 2)}:${pad(minutes % 60, 2)}`
}

/** Simpanan pokok, paid by whoever joins. */
export const firstDuesOf = (desk: CoopDesk): FirstDues => ({ id, on, atMs }) =>
  saving(desk, numberOf(desk), on, atMs, { memberId: id, type: 'pokok', amount: POKOK, act: 'setor', method: 'tunai' })

/** What the paper book said of everybody who was a member before. */
export function openingSavings(desk: CoopDesk, members: Iterable<Membership>): DemoGroup[] {
  const groups: DemoGroup[] = []
  for (const { id, joinedOn } of members) {
    if (joinedOn >= desk.from) continue
    const atMs = instantOf(desk.from, 7 * 60) + groups.length * 1000
    const number = numberOf(desk)
    const months = monthsBetween(monthOf(joinedOn), monthOf(desk.from))
    // Some are behind already when the book is taken over.
    const paid = Math.max(0, months - (desk.random.chance(0.25) ? desk.random.int(1, 4) : 0))
    const opening = (type: SavingType, amount: number): DemoChange[] => (amount === 0 ? [] : [saving(desk, number, desk.from, atMs, { memberId: id, type, amount, act: 'saldo-awal', method: 'tanpa-kas' })])
    groups.push(groupOf(desk.random, desk.clerk.id, atMs, [...opening('pokok', POKOK), ...opening('wajib', paid * WAJIB), ...opening('sukarela', desk.random.chance(0.2) ? desk.random.int(1, 20) * 10_000 : 0)]))
  }
  return groups
}

const monthsBetween = (from: Month, to: Month): number => (Number(to.slice(0, 4)) - Number(from.slice(0, 4))) * 12 + Number(to.slice(5)) - Number(from.slice(5))

/** A day's savings, costs and count of the drawer, after whatever the medicine room sold. */
export function coopDay(desk: CoopDesk, members: Iterable<Membership>, others: readonly DemoGroup[], on: Day, isFirstOfMonth: boolean): DemoGroup[] {
  const own = [...refunds(desk, members, on), ...deposits(desk, members, on), ...(isFirstOfMonth ? costs(desk, on) : [])]
  const until = new Date(instantOf(on, COUNTED_AT)).toISOString()
  const isBefore = (group: DemoGroup): boolean => group.at <= until
  desk.drawer += cashOf([...own, ...others.filter(isBefore)])
  const brought = bring(desk, on)
  desk.drawer += cashOf(brought)
  const count = countDrawer(desk, on)
  desk.drawer += cashOf(others.filter(group => !isBefore(group)))
  return [...own, ...brought, count, ...remarks(desk, on)]
}

/** On a day on which nobody works here, only what came in all the same. */
export function closedDay(desk: CoopDesk, others: readonly DemoGroup[]): void {
  desk.drawer += cashOf(others)
}

/** What these groups brought into the drawer, or took out of it. */
function cashOf(groups: readonly DemoGroup[]): number {
  return groups.flatMap(group => group.changes).reduce((sum, change) => sum + (change.act === 'create' ? cashOfRecord(change.kind, change.data) : 0), 0)
}

function cashOfRecord(kind: string, data: unknown): number {
  if (kind === 'handover') {
    const sale = data as HandoverData
    return sale.source === 'koperasi' && sale.payment.method === 'tunai' ? sale.total : 0
  }
  const { method, amount, category } = data as SavingEntryData & { category: CashCategory }
  if (method !== 'tunai' || (kind !== 'saving-entry' && kind !== 'cash-entry')) return 0
  return kind === 'saving-entry' || CATEGORY_FACTS[category].direction === 'masuk' ? amount : -amount
}

function deposits(desk: CoopDesk, members: Iterable<Membership>, on: Day): DemoGroup[] {
  const { random } = desk
  const groups: DemoGroup[] = []
  for (const { id, joinedOn, leftOn } of members) {
    if (joinedOn >= on || (leftOn !== null && leftOn <= on) || payDay(id) !== Number(on.slice(8)) || random.chance(0.12)) continue
    const atMs = instantOf(on, 8 * 60 + random.int(0, 200))
    const number = numberOf(desk)
    const pay = (type: SavingType, amount: number): DemoChange => saving(desk, number, on, atMs, { memberId: id, type, amount, act: 'setor', method: 'tunai' })
    groups.push(groupOf(random, desk.clerk.id, atMs, [pay('wajib', WAJIB * (random.chance(0.15) ? 2 : 1)), ...(random.chance(0.15) ? [pay('sukarela', random.int(1, 10) * 5_000)] : [])]))
  }
  return groups
}

/** The day of the month on which somebody uses to pay, 1 to 28. */
const payDay = (id: string): number => 1 + (Number.parseInt(id.slice(-4), 16) % 28)

/** Whoever left gets back what he held (BR-13). */
function refunds(desk: CoopDesk, members: Iterable<Membership>, on: Day): DemoGroup[] {
  return [...members].filter(({ leftOn }) => leftOn === on).flatMap(({ id }) => {
    const held = desk.held.get(id)
    if (!held || held.pokok + held.wajib + held.sukarela === 0) return []
    const atMs = instantOf(on, 13 * 60 + 30)
    const number = numberOf(desk)
    const back = (['pokok', 'wajib', 'sukarela'] as const).filter(type => held[type] > 0)
    return [groupOf(desk.random, desk.clerk.id, atMs, back.map(type => saving(desk, number, on, atMs, { memberId: id, type, amount: -held[type], act: 'kembali', method: 'tunai' })))]
  })
}

function cash(desk: CoopDesk, on: Day, minutes: number, category: CashCategory, amount: number, method: 'tunai' | 'bank', party: string): DemoGroup {
  const atMs = instantOf(on, minutes)
  const data: DataOf<'cash-entry'> = {
    number: numberOf(desk), category, amount, method, on, time: clockOf(on, atMs), party, memberId: null, document: '', note: '', reverses: null, reason: '', by: desk.clerk.id,
  }
  return groupOf(desk.random, desk.clerk.id, atMs, [createOf('cash-entry', desk.random.id(atMs), finance(desk), data)])
}

/** The costs of a month; the first month also brings a grant, which is no income of the cooperative's own. */
function costs(desk: CoopDesk, on: Day): DemoGroup[] {
  const rows: [CashCategory, number, string][] = [['listrik-air', 65_000 + desk.random.int(0, 30) * 500, 'PLN'], ['alat-tulis', 18_500, 'Toko alat tulis'], ['gaji-honor', 150_000, 'Petugas koperasi']]
  const grant = monthOf(on) === monthOf(addDays(desk.from, 31)) ? [cash(desk, on, 9 * 60 + 5, 'subsidi', 3_000_000, 'bank', 'Kelurahan')] : []
  return [...rows.map(([category, amount, party], index) => cash(desk, on, 9 * 60 + 10 + index, category, amount, 'tunai', party)), ...grant]
}

/** What is too much for a drawer is brought to the bank. */
function bring(desk: CoopDesk, on: Day): DemoGroup[] {
  if (desk.drawer <= MOST_IN_DRAWER) return []
  const amount = Math.floor((desk.drawer - OPENING.cash) / 50_000) * 50_000
  return [cash(desk, on, 14 * 60 + 20, 'setor-ke-bank', amount, 'tunai', 'Bank')]
}

/** The drawer at the end of the day; now and then some coins are missing. */
function countDrawer(desk: CoopDesk, on: Day): DemoGroup {
  const difference = desk.random.chance(0.08) && desk.drawer > 5_000 ? -desk.random.int(1, 4) * 500 : 0
  const atMs = instantOf(on, COUNTED_AT)
  const expected = desk.drawer
  desk.drawer += difference
  const data: DataOf<'cash-count'> = {
    on, time: clockOf(on, atMs), expected, counted: desk.drawer, pieces: [], difference, reason: difference === 0 ? '' : 'Kembalian keliru', by: desk.clerk.id, name: desk.clerk.staff.name,
  }
  return groupOf(desk.random, desk.clerk.id, atMs, [createOf('cash-count', desk.random.id(atMs), finance(desk), data)])
}

/** Two months after the start the lurah asks something. */
function remarks(desk: CoopDesk, on: Day): DemoGroup[] {
  if (!desk.lurah || on !== addDays(desk.from, 88)) return []
  const atMs = instantOf(on, 15 * 60)
  const data: DataOf<'remark'> = {
    month: addMonths(monthOf(on), -1), topic: 'simpanan', text: 'Anggota yang menunggak lebih dari tiga bulan belum dihubungi. Mohon daftar dan rencananya.', on, dueOn: addDays(on, 7),
    by: desk.lurah.id, name: desk.lurah.staff.name, answer: null, closed: null,
  }
  return [groupOf(desk.random, desk.lurah.id, atMs, [createOf('remark', desk.random.id(atMs), finance(desk), data)])]
}
