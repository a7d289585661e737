import { addDays, addMonths, type Day } from '#domain/core/day.ts'
import { streamOf } from '#domain/core/streams.ts'
import type { DataOf } from '#domain/records/index.ts'
import type { HandoverData } from '#domain/records/handover.ts'
import type { LplpoData } from '#domain/records/lplpo.ts'
import type { MovementData } from '#domain/records/stock-movement.ts'
import { DEFAULT_PHARMACY_SETTING, drugFacts, pharmacySettingId } from '#domain/rules/pharmacy/drug-facts.ts'
import { receiptsOf } from '#domain/rules/pharmacy/delivery-rules.ts'
import { foldMonths } from '#domain/rules/pharmacy/ledger.ts'
import { buildLplpo, columnsOf } from '#domain/rules/pharmacy/lplpo.ts'
import { lineAmount, priceOf, unitPriceFor } from '#domain/rules/pharmacy/pricing.ts'
import { receiptMovements, receiptSums } from '#domain/rules/pharmacy/purchase-rules.ts'
import { directionsOfSigna } from '#domain/rules/pharmacy/signa.ts'
import { DRUG_SEEDS, drugRecord } from '#seeds/drugs.ts'
import { CASE_DRUGS } from './cases.ts'
import type { DemoDesk } from './desk.ts'
import { createOf, groupOf, instantOf, type DemoChange, type DemoGroup } from './groups.ts'
import { pad } from './people.ts'
import { DEMO_NAME, DEMO_PUSKESMAS, demoAccounts, type DemoSite } from './places.ts'
import type { Random } from './random.ts'

/** Whom and what the demo's medicine rooms deal with. Prices and minimum stocks are invented for the demo; no list stands behind them. */
const SUPPLIER = 'PBF Banten Sehat (DEMO)'
/** Rupiah a hundred tablets, or one tube, before PPN. */
const DEMO_HNA: Readonly<Record<string, number>> = {
  'parasetamol-500-mg-tablet': 15_000, 'klorfeniramin-maleat-4-mg-tablet': 9_000, 'asam-askorbat-50-mg-tablet': 8_000, 'vitamin-b-kompleks-kombinasi-tablet': 9_500,
  'gliseril-guaiakolat-100-mg-tablet': 11_000, 'antasida-doen-200-200-mg-tablet-kunyah': 14_000, 'ibuprofen-400-mg-tablet': 28_000, 'hidrokortison-2-5-krim': 6_500, 'amlodipin-5-mg-tablet': 24_000,
}
export const COOPERATIVE_DRUGS = Object.keys(DEMO_HNA)
const COUNTER_DRUGS = COOPERATIVE_DRUGS.filter(id => ['bebas', 'bebas-terbatas'].includes(seedOf(id).class))
const LOOSE_MINIMUM = 600

function seedOf(drugId: string): (typeof DRUG_SEEDS)[number] {
  const found = DRUG_SEEDS.find(seed => seed.id === drugId)
  if (!found) throw new Error(`no drug ${drugId} in seeds/drugs.json`)
  return found
}
const isLoose = (drugId: string): boolean => ['tablet', 'kapsul', 'sachet'].includes(seedOf(drugId).unit)
const packSizeOf = (drugId: string): number => (isLoose(drugId) ? 100 : 1)
/** The name, strength and form of a drug, as it stands on papers. */
export const drugTitle = (drugId: string): string => { const { name, strength, form } = seedOf(drugId); return [name, strength, form].filter(part => part !== '').join(' ') }

const isUsual = new Set(CASE_DRUGS)

/** A drug of the catalogue as the demo's head keeps it: with a usual pack, and a minimum for what the pustu use. */
export function demoDrug(seed: (typeof DRUG_SEEDS)[number]): DataOf<'drug'> {
  const loose = ['tablet', 'kapsul', 'sachet'].includes(seed.unit)
  return { ...drugRecord(seed), ...(loose ? { packs: [{ name: 'Kotak', size: 100, barcode: '' }] } : {}), ...(loose && isUsual.has(seed.id) ? { minimum: LOOSE_MINIMUM } : {}) }
}

export function settingGroup(random: Random, actor: string, atMs: number): DemoGroup {
  return groupOf(random, actor, atMs, [createOf('pharmacy-setting', pharmacySettingId(DEMO_PUSKESMAS), streamOf('catalogue', DEMO_PUSKESMAS), {
    ...DEFAULT_PHARMACY_SETTING, head: { name: 'dr. Ratna Puspita', nip: '' },
  })])
}

const stockOf = (site: DemoSite) => streamOf('stock', site.pustu)
const supplierId = (site: DemoSite): string => `pemasok-${site.slug}`
const head = (desk: DemoDesk): string => demoAccounts(desk.today)[0]?.id ?? ''
const nurse = (desk: DemoDesk): string => desk.nakes[0]?.id ?? ''

/** Before the first purchase: the supplier, and what the cooperative asks for what it will buy. */
export function openingGroups(random: Random, desk: DemoDesk, on: Day): DemoGroup[] {
  const atMs = instantOf(on, 7 * 60 + 5)
  const prices = COOPERATIVE_DRUGS.map(drugId => {
    const data = priceData(desk, drugId, on)
    desk.prices.set(drugId, data)
    return createOf('price', random.id(atMs), stockOf(desk.site), data)
  })
  return [
    groupOf(random, nurse(desk), atMs, [createOf('supplier', supplierId(desk.site), stockOf(desk.site), { name: SUPPLIER, licence: 'DEMO/PBF/01', address: 'Serang', phone: '', note: '', active: true })]),
    groupOf(random, nurse(desk), atMs, prices),
  ]
}

function priceData(desk: DemoDesk, drugId: string, from: Day): DataOf<'price'> {
  const { ppnPercent, indexHundredths, embalase, tuslah } = DEFAULT_PHARMACY_SETTING
  const hna = { amount: DEMO_HNA[drugId] ?? 1000, per: packSizeOf(drugId) }
  const worked = priceOf({ hna, ppnPercent, indexHundredths, embalase, tuslah, het: null })
  if (!worked.ok) throw new Error(`no price for ${drugId}`)
  const general = worked.value.price
  return { drugId, from, hna, ppnPercent, indexHundredths, embalase, tuslah, het: null, general, member: Math.max(1, Math.floor((general * 95) / 100)), document: 'Harga awal (DEMO)', by: nurse(desk) }
}

/** What the cooperative bought, as an invoice with its receipts. */
export function purchaseGroups(random: Random, desk: DemoDesk, movements: readonly MovementData[], on: Day, atMs: number): DemoGroup[] {
  if (movements.length === 0) return []
  const id = random.id(atMs)
  const lines = movements.map(({ drugId, batch, quantity }) => ({
    drugId, batch, packs: quantity / packSizeOf(drugId), packSize: packSizeOf(drugId), packPrice: DEMO_HNA[drugId] ?? 1000, discount: 0,
  }))
  const sums = receiptSums(lines, DEFAULT_PHARMACY_SETTING.ppnPercent)
  const receipt: DataOf<'goods-receipt'> = {
    supplierId: supplierId(desk.site), orderId: null, invoice: movements[0]?.document || 'FK-DEMO', invoiceOn: on, dueOn: addDays(on, 30), on, lines,
    ppnPercent: DEFAULT_PHARMACY_SETTING.ppnPercent, ...sums, invoiceTotal: sums.total, reverses: null, reason: '', by: nurse(desk),
  }
  const entries = receiptMovements(id, receipt, SUPPLIER, momentOf(on, 7 * 60 + 10))
  note(desk, entries.map(entry => entry.data))
  return [groupOf(random, nurse(desk), atMs, [createOf('goods-receipt', id, stockOf(desk.site), receipt), ...entries.map(entry => createOf('stock-movement', entry.id, stockOf(desk.site), entry.data))])]
}

/** What the puskesmas sent, and the pustu's word that it has come. */
export function sbbkGroups(random: Random, desk: DemoDesk, movements: readonly MovementData[], on: Day, atMs: number): DemoGroup[] {
  const groups: DemoGroup[] = []
  for (let from = 0; from < movements.length; from += 60) {
    const some = movements.slice(from, from + 60)
    const id = random.id(atMs)
    const sent = sbbk(desk, some.map(({ drugId, batch, quantity }) => ({ drugId, batch, quantity })), some[0]?.document || 'SBBK', addDays(on, -1), desk.approvedLplpo)
    const confirmation = { by: nurse(desk), on, received: some.map(movement => movement.quantity), note: '' }
    const receipts = receiptsOf(sent, confirmation, id, momentOf(on, 7 * 60))
    note(desk, receipts.map(receipt => receipt.movement))
    groups.push(
      groupOf(random, head(desk), atMs - 60_000, [createOf('delivery', id, stockOf(desk.site), sent)]),
      groupOf(random, nurse(desk), atMs, [
        { act: 'patch', kind: 'delivery', id, stream: stockOf(desk.site), set: { confirmation: { from: null, to: confirmation } } },
        ...receipts.map(receipt => createOf('stock-movement', receipt.id, stockOf(desk.site), receipt.movement)),
      ]),
    )
  }
  return groups
}

const sbbk = (desk: DemoDesk, lines: DataOf<'delivery'>['lines'], number: string, on: Day, lplpoId: string | null): DataOf<'delivery'> => ({
  number, from: { kind: 'puskesmas', id: DEMO_PUSKESMAS, name: DEMO_NAME }, on, lines, lplpoId, shipmentId: null, note: '', confirmation: null, cancelled: null,
})

export const momentOf = (on: Day, minutes: number): string => `${on}T${pad(Math.floor(minutes / 60), 2)}:${pad(minutes % 60, 2)}:00`

/** Remembers movements for the month's report. */
export function note(desk: DemoDesk, movements: readonly MovementData[]): void {
  if (desk.keepsLedger) desk.ledger.push(...movements)
}

export interface Taker { readonly kind: HandoverData['taker']['kind']; readonly id: string | null; readonly name: string; readonly member: HandoverData['taker']['member'] }
export interface Handing { readonly id: string; readonly visitId: string | null; readonly source: MovementData['source']; readonly taker: Taker; readonly on: Day; readonly minutes: number; readonly by: string }

/** A hand-over with its movements: free from the programme, sold by the cooperative. */
export function handoverChanges(desk: DemoDesk, handing: Handing, taken: readonly { readonly signa: string; readonly movements: readonly MovementData[] }[]): DemoChange[] {
  const sold = handing.source === 'koperasi'
  desk.notes.issued += 1
  const number = `${desk.site.code}-00-${pad(desk.notes.issued, 4)}`
  const lines = taken.map(({ signa, movements }): HandoverData['lines'][number] => {
    const drugId = movements[0]?.drugId ?? ''
    const quantity = movements.reduce((sum, movement) => sum - movement.quantity, 0)
    const price = desk.prices.get(drugId)
    const unitPrice = sold && price ? unitPriceFor(price, handing.taker.member ? 'anggota' : 'umum') : 0
    return {
      drugId, drug: drugTitle(drugId), unit: seedOf(drugId).unit, quantity, unitPrice, amount: lineAmount(quantity, unitPrice),
      batches: movements.map(movement => ({ batch: movement.batch, quantity: -movement.quantity })), directions: directionsOfSigna(signa, seedOf(drugId).unit), signa,
    }
  })
  const total = lines.reduce((sum, line) => sum + line.amount, 0)
  const data: HandoverData = {
    number, on: handing.on, time: momentOf(handing.on, handing.minutes).slice(11, 16), source: handing.source, visitId: handing.visitId, taker: handing.taker, prescription: null, lines, total,
    payment: sold ? { method: 'tunai', paid: total, change: 0, reference: '' } : { method: 'gratis', paid: 0, change: 0, reference: '' }, reverses: null, reason: '', by: handing.by,
  }
  const movements = taken.flatMap(one => one.movements).map(movement => ({ ...movement, documentId: handing.id, document: number, party: handing.taker.kind, at: momentOf(handing.on, handing.minutes) }))
  note(desk, movements)
  return [
    createOf('handover', handing.id, stockOf(desk.site), data),
    ...movements.map((movement, index) => createOf('stock-movement', `${handing.id}-m${index}`, stockOf(desk.site), movement)),
  ]
}

/** Members and others who buy what needs no prescription, without being seen. */
export function counterSales(random: Random, desk: DemoDesk, on: Day, until: number): DemoGroup[] {
  const buyers = random.int(0, 3)
  const groups: DemoGroup[] = []
  for (let index = 0; index < buyers; index += 1) {
    const minutes = 9 * 60 + index * 70 + random.int(0, 40)
    const person = random.pick(desk.people)
    const drugId = random.pick(COUNTER_DRUGS)
    if (minutes > until || person.bornOn > on) continue
    const membership = desk.memberOf.get(person)
    const isMember = membership !== undefined && membership.joinedOn < on && (membership.leftOn === null || membership.leftOn > on)
    const movements = desk.stock.take({ drugId, source: 'koperasi', quantity: isLoose(drugId) ? 10 : 1, today: on, visitId: null })
    if (movements.length === 0) continue
    desk.count.movements += movements.length
    const atMs = instantOf(on, minutes)
    const taker: Taker = isMember
      ? { kind: 'anggota', id: membership.id, name: person.name, member: { id: membership.id, number: membership.number } }
      : { kind: 'umum', id: null, name: '', member: null }
    const by = nurse(desk)
    groups.push(groupOf(random, by, atMs, handoverChanges(desk, { id: random.id(atMs), visitId: null, source: 'koperasi', taker, on, minutes, by }, [{ signa: isLoose(drugId) ? '3x1 sesudah makan, 3 hari' : '', movements }])))
  }
  return groups
}

/** On the second working day: the month before, as the pustu sends it; and the head's answer to it, not by all and not always yes. */
export function lplpoGroups(random: Random, desk: DemoDesk, on: Day): DemoGroup[] {
  const month = addMonths(on.slice(0, 7), -1)
  const isLast = on.slice(0, 7) === desk.today.slice(0, 7)
  const { site } = desk
  if (isLast && site.slug === 'teritih') return []
  const { rule, workingDays, leadDays, bufferPercent, roundToPack } = DEFAULT_PHARMACY_SETTING
  const params = { rule, workingDays, leadDays, bufferPercent, roundToPack }
  const drugs = DRUG_SEEDS.map(seed => ({ id: seed.id, data: drugFacts(demoDrug(seed)) }))
  const built = buildLplpo({ months: foldMonths(desk.ledger), month, fund: 'semua', params, previous: desk.lastLplpo, drugs })
  const lines = columnsOf(built.sort((a, b) => drugTitle(a.drugId).localeCompare(drugTitle(b.drugId), 'id')))
  const atMs = instantOf(on, 14 * 60)
  const id = random.id(atMs)
  const visits = desk.visitsOf.get(month) ?? { all: 0, withPrescription: 0 }
  const report: LplpoData = {
    month, fund: 'semua', number: `LPLPO/${site.code}/${month}`, sentBy: nurse(desk), sentOn: on, replaces: null, params, visits, lines, notes: {}, decision: null, given: null,
  }
  desk.lastLplpo = lines
  const groups = [groupOf(random, nurse(desk), atMs, [createOf('lplpo', id, stockOf(site), report)])]
  if (isLast && site.slug === 'pager-agung') return groups
  const answerMs = atMs + 60 * 60_000
  const returned = isLast && site.slug === 'kalodran'
  const decision: LplpoData['decision'] = { choice: returned ? 'dikembalikan' : 'disetujui', by: head(desk), on, reason: returned ? 'Mohon hitung ulang sisa Amoksisilin di rak' : '' }
  const set = { decision: { from: null, to: decision }, ...(returned ? {} : { given: { from: null, to: lines.request } }) }
  groups.push(groupOf(random, head(desk), answerMs, [{ act: 'patch', kind: 'lplpo', id, stream: stockOf(site), set }]))
  if (!returned) desk.approvedLplpo = id
  if (isLast && !returned) groups.push(onItsWay(random, desk, id, lines, on, answerMs + 60_000))
  return groups
}

/** What the puskesmas sent for the latest report, and nobody has confirmed yet. */
function onItsWay(random: Random, desk: DemoDesk, lplpoId: string, lines: LplpoData['lines'], on: Day, atMs: number): DemoGroup {
  const wanted = lines.drugId.map((drugId, index) => ({ drugId, quantity: lines.request[index] ?? 0 })).filter(line => line.quantity > 0).slice(0, 6)
  const sent = wanted.length > 0 ? wanted : [{ drugId: 'parasetamol-500-mg-tablet', quantity: 100 }]
  const data = sbbk(desk, sent.map(({ drugId, quantity }, index) => ({
    drugId, quantity, batch: { number: `${drugId.slice(0, 3).toUpperCase()}${on.slice(2, 4)}${on.slice(5, 7)}${pad(90 + index, 2)}`, expiresOn: addDays(on, 500 + index * 30) },
  })), `SBBK/${on.slice(0, 4)}/${on.slice(5, 7)}/${desk.site.code}/2`, on, lplpoId)
  return groupOf(random, head(desk), atMs, [createOf('delivery', random.id(atMs), stockOf(desk.site), data)])
}
