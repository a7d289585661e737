import { addDays, type Day } from '#domain/core/day.ts'
import { streamOf } from '#domain/core/streams.ts'
import type { PriceData } from '#domain/records/price.ts'
import type { PriceProposalData } from '#domain/records/price-proposal.ts'
import type { ProposalData } from '#domain/records/drug-proposal.ts'
import { approvedPrice } from '#domain/rules/pharmacy/price-proposal-rules.ts'
import type { DemoDesk } from './desk.ts'
import { createOf, groupOf, instantOf, type DemoChange, type DemoGroup } from './groups.ts'
import { drugTitle } from './pharmacy.ts'
import { demoAccounts } from './places.ts'
import { createRandom } from './random.ts'
import { nextOpen } from './supervision.ts'

/** A selling price that a pustu would rather have agreed to: hundredths of the one it sells at, why, and what the head said. */
interface AskedPrice { readonly slug: string; readonly ago: number; readonly drugId: string; readonly general: number; readonly member: number; readonly note: string; readonly answer: 'disetujui' | { readonly refused: string } | null }
const PRICES: readonly AskedPrice[] = [
  { slug: 'kiara', ago: 7, drugId: 'parasetamol-500-mg-tablet', general: 94, member: 88, note: 'Apotek di pasar menjual lebih murah, anggota membeli di sana', answer: 'disetujui' },
  { slug: 'kiara', ago: 4, drugId: 'amlodipin-5-mg-tablet', general: 100, member: 90, note: 'Anggota dengan darah tinggi membelinya tiap bulan; margin anggota diturunkan supaya tidak putus obat', answer: null },
  { slug: 'teritih', ago: 9, drugId: 'antasida-doen-200-200-mg-tablet-kunyah', general: 75, member: 70, note: 'Supaya cepat habis', answer: { refused: 'Di bawah harga beli dengan PPN. Stok belum dekat kedaluwarsa, jadi koperasi tidak perlu rugi' } },
]
/** What a purchase cost, for a catalogue that knows no price yet. */
const COST = { slug: 'teritih', ago: 3, drugId: 'ibuprofen-400-mg-tablet', change: { hna: { amount: 28_000, per: 100 } }, note: 'HNA menurut faktur terakhir; di katalog belum ada' } as const

const ASKED_AT = 13 * 60 + 25
/** Before the first patient: what is sold on that day is sold at the price that was agreed to. */
const ANSWERED_AT = 7 * 60 + 20

/** Prices that the pustu ask for on a day, and what the head answers on it. Draws from a randomness of its own. */
export function proposalsOn(desk: DemoDesk, on: Day): DemoGroup[] {
  const { site, today } = desk
  const mine = PRICES.filter(one => one.slug === site.slug)
  return [
    ...mine.filter(one => answeredOn(one, today) === on).flatMap(one => answer(desk, one, on)),
    ...mine.filter(one => askedOn(one, today) === on).flatMap(one => ask(desk, one, on)),
    ...(site.slug === COST.slug && askedOn(COST, today) === on ? [askCost(desk, on)] : []),
  ]
}

const askedOn = ({ ago }: { readonly ago: number }, today: Day): Day => nextOpen(addDays(today, -ago))
const answeredOn = (one: AskedPrice, today: Day): Day | null => (one.answer === null ? null : nextOpen(addDays(askedOn(one, today), 1)))
const idOf = ({ slug, drugId }: AskedPrice): string => `usulan-harga-${slug}-${drugId}`
const authorOf = (desk: DemoDesk): string => desk.nakes[0]?.id ?? ''

function proposalOf(desk: DemoDesk, { drugId, general, member, note }: AskedPrice, now: PriceData, on: Day): PriceProposalData {
  const { drugId: _drug, by: _by, ...price } = now
  const part = (hundredths: number): number => Math.max(1, Math.floor((now.general * hundredths) / 100))
  return { drugId, name: drugTitle(drugId), price: { ...price, from: on, general: part(general), member: part(member), document: 'Usulan harga (DEMO)' }, note, by: authorOf(desk), on, decision: null }
}

function ask(desk: DemoDesk, asked: AskedPrice, on: Day): DemoGroup[] {
  const now = desk.prices.get(asked.drugId)
  if (!now) return []
  const atMs = instantOf(on, ASKED_AT)
  return [groupOf(randomOf(desk, on), authorOf(desk), atMs, [createOf('price-proposal', idOf(asked), streamOf('stock', desk.site.pustu), proposalOf(desk, asked, now, on))])]
}

function answer(desk: DemoDesk, asked: AskedPrice, on: Day): DemoGroup[] {
  const now = desk.prices.get(asked.drugId)
  const head = demoAccounts(desk.today)[0]?.id ?? ''
  if (!now || asked.answer === null) return []
  const random = randomOf(desk, on)
  const atMs = instantOf(on, ANSWERED_AT)
  const stream = streamOf('stock', desk.site.pustu)
  const decided = (decision: NonNullable<PriceProposalData['decision']>): DemoChange => ({ act: 'patch', kind: 'price-proposal', id: idOf(asked), stream, set: { decision: { from: null, to: decision } } })
  if (asked.answer !== 'disetujui') return [groupOf(random, head, atMs, [decided({ choice: 'ditolak', by: head, on, reason: asked.answer.refused, priceId: null })])]
  const made = approvedPrice(proposalOf(desk, asked, now, askedOn(asked, desk.today)), { het: null, today: on, by: head })
  if (!made.ok) throw new Error(`the price of ${asked.drugId} cannot be approved`)
  const priceId = random.id(atMs)
  desk.prices.set(asked.drugId, made.value)
  return [groupOf(random, head, atMs, [createOf('price', priceId, stream, made.value), decided({ choice: 'disetujui', by: head, on, reason: '', priceId })])]
}

function askCost(desk: DemoDesk, on: Day): DemoGroup {
  const random = randomOf(desk, on)
  const atMs = instantOf(on, ASKED_AT)
  const { drugId, change, note } = COST
  const data: ProposalData = { drugId, name: drugTitle(drugId), change, note, by: authorOf(desk), on, decision: null }
  return groupOf(random, data.by, atMs, [createOf('drug-proposal', random.id(atMs), streamOf('stock', desk.site.pustu), data)])
}

const randomOf = (desk: DemoDesk, on: Day): ReturnType<typeof createRandom> => createRandom(`usulan|${desk.site.slug}|${on}`)
