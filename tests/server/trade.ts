import fc from 'fast-check'
import { beforeEach, describe, expect, it } from 'vitest'
import type { Json, JsonObject } from '#domain/core/json.ts'
import { streamOf } from '#domain/core/streams.ts'
import type { HandoverData } from '#domain/records/handover.ts'
import { itemLines } from '#domain/rules/finance/trade-items.ts'
import { receiptSums } from '#domain/rules/pharmacy/purchase-rules.ts'
import { moveRecord } from '#server/admin/move.ts'
import { rederiveTrade } from '#server/admin/rederive.ts'
import type { Store } from '#server/store/store.ts'
import type { Entry } from '#sync/messages.ts'
import { itemSalesOf, tradeOf } from '#tests/support/trade-sums.ts'
import { applied, CATALOGUE, change, type Clinic, clinicsOn, DESK, fresh, memberData, MEMBERS, movementData, type Part, STOCK, Tablet, TENANT, value } from './kit.ts'

export const FINANCE = streamOf('finance', 'kmp-kiara')
export const TRADE = streamOf('trade', 'kmp-kiara')
const TERITIH = streamOf('stock', 'pustu-teritih')
const A1 = { number: 'A1', expiresOn: '2027-03-31' }
const SITI = { id: 'siti', number: 'KIARA-01-0001' }

let ids = 0
const newId = (): string => `t-${(ids += 1)}`
interface Sale { readonly drugId?: string; readonly quantity?: number; readonly price?: number; readonly batch?: string; readonly on?: string; readonly member?: typeof SITI | null; readonly method?: string; readonly by?: string }

/** A hand-over of one drug, sold. */
export function saleData({ drugId = 'paracetamol', quantity = 10, price = 500, batch = 'A1', on = '2025-12-17', member = null, method = 'tunai', by = 'bidan' }: Sale): HandoverData {
  const total = quantity * price
  return {
    number: 'KIARA-02-0001', on, time: '09:00', source: 'koperasi', visitId: null,
    taker: member ? { kind: 'anggota', id: member.id, name: 'Siti Aminah', member } : { kind: 'umum', id: null, name: '', member: null }, prescription: null,
    lines: [{ drugId, drug: drugId, unit: 'tablet', quantity, unitPrice: price, amount: total, batches: [{ batch: { ...A1, number: batch }, quantity }], directions: null, signa: '' }],
    total, payment: { method, paid: method === 'tempo' ? 0 : total, change: 0, reference: '' }, reverses: null, reason: '', by,
  } as unknown as HandoverData
}
export const selling = (id: string, sale: Sale = {}, stream = STOCK): Part => ({ kind: 'handover', id, act: 'create', stream, set: fresh(saleData(sale) as unknown as JsonObject) })
const backData = (original: string, sale: Sale, quantity: number, on: string): HandoverData => ({ ...saleData({ ...sale, quantity: -quantity, on }), reverses: original, reason: 'tidak jadi' })
const takingBack = (id: string, original: string, sale: Sale, quantity: number, on: string): Part =>
  ({ kind: 'handover', id, act: 'create', stream: STOCK, set: fresh(backData(original, sale, quantity, on) as unknown as JsonObject) })
function purchaseData(lines: readonly { drugId: string; batch: string; packs: number; packPrice: number }[], on = '2025-12-01', by = 'bidan'): JsonObject {
  const whole = lines.map(({ batch, ...line }) => ({ ...line, batch: { ...A1, number: batch }, packSize: 10, discount: 0 }))
  const sums = receiptSums(whole, 11)
  return { supplierId: 'pbf', orderId: null, invoice: 'F-1', invoiceOn: on, dueOn: null, on, lines: whole, ppnPercent: 11, ...sums, invoiceTotal: sums.total, reverses: null, reason: '', by } as unknown as JsonObject
}
const buying = (id: string, lines: Parameters<typeof purchaseData>[0], on?: string, stream = STOCK, by = 'bidan'): Part =>
  ({ kind: 'goods-receipt', id, act: 'create', stream, set: fresh(purchaseData(lines, on, by)) })

interface Told { readonly kind: string; readonly stream: string; readonly state: string; readonly data: Json }
/** What is derived of the trade as it stands in the database, without what only says how it came to be. */
export async function toldIn({ deps }: Clinic): Promise<Told[]> {
  const rows = await deps.store.db.selectFrom('row').selectAll().where('tenant', '=', TENANT).where('kind', 'in', ['trade-day', 'member-trade', 'trade-item']).execute()
  return rows.filter(row => row.state !== 'void').map(row => ({ kind: row.kind, stream: row.stream, state: row.state, data: JSON.parse(row.data) as Json }))
    .sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1))
}
const dataOf = (told: readonly Told[], kind: string): Json[] => told.filter(row => row.kind === kind).map(row => row.data)

/** The cooperative's trade as the server tells it from the medicine room; the same on every store. */
export function describeTrade(engine: string, open: () => Promise<Store>, rounds: number): void {
  describe(`the cooperative's trade, on ${engine}`, () => {
    let clinic: Clinic
    const openFresh = clinicsOn(open)
    beforeEach(async () => { clinic = await openFresh() })
    const counter = (at = clinic, account = 'bidan') => Tablet.enrol(at, 'pustu-kiara', account)
    const facility = (id: string, type: string, kelurahanCode: string | null): Part => ({
      kind: 'facility', id, act: 'create', stream: CATALOGUE,
      set: fresh({ name: id, type, parentId: TENANT, kelurahanCode, kelurahan: 'X', zone: 'Asia/Jakarta', code: 'XYZ', active: true }),
    })

    it('a day is told in the books of the cooperative in the same push: members and others, by way of payment, without person or drug', async () => {
      const tablet = await counter()
      await applied(tablet, selling(newId(), { member: SITI }), selling(newId(), { member: SITI, method: 'tempo', quantity: 4 }), selling(newId(), { method: 'transfer', quantity: 2 }), selling(newId(), { on: '2025-12-18' }))
      const lurah = await Tablet.enrol(clinic, 'kmp-kiara', 'lurah')
      const rows = (await lurah.pullAll()).rows.filter(row => row.kind === 'trade-day')
      expect(rows).toMatchObject([
        { stream: FINANCE, state: 'live', by: { actor: 'server' }, data: { on: '2025-12-17', pustu: 'pustu-kiara', sales: { member: { tunai: 5000, transfer: 0, tempo: 2000 }, others: { tunai: 0, transfer: 1000, tempo: 0 } }, cost: 0, bought: 0, lost: 0 } },
        { data: { on: '2025-12-18', sales: { others: { tunai: 5000 } } } },
      ])
      expect(JSON.stringify(rows)).not.toMatch(/siti|paracetamol/i)
    })
    it('programme stock is no trade, and a push without trade tells nothing', async () => {
      const tablet = await counter()
      await applied(tablet, { kind: 'stock-movement', id: newId(), act: 'create', stream: STOCK, set: fresh(movementData(5)) })
      expect(await toldIn(clinic)).toEqual([])
      expect(await clinic.deps.store.db.selectFrom('trade_line').selectAll().execute()).toEqual([])
    })
    it('BR-22 a member\'s month is told in rupiah to the cooperative\'s staff alone: valid sales less what came back, in the month in which it came', async () => {
      const tablet = await counter()
      const id = newId()
      await applied(tablet, selling(id, { member: SITI }), selling(newId(), { member: SITI, method: 'tempo', quantity: 3 }), takingBack(newId(), id, { member: SITI }, 4, '2026-01-05'))
      expect(dataOf(await toldIn(clinic), 'member-trade')).toEqual([{ memberId: 'siti', month: '2025-12', sales: 6500, tempo: 1500 }, { memberId: 'siti', month: '2026-01', sales: -2000, tempo: 0 }])
      const staff = await Tablet.enrol(clinic, 'kmp-kiara', 'koperasi')
      expect((await staff.pullAll()).rows.filter(row => row.kind === 'member-trade')).toMatchObject([{ stream: TRADE }, { stream: TRADE }])
      const lurah = await Tablet.enrol(clinic, 'kmp-kiara', 'lurah')
      expect((await lurah.pullAll()).rows.filter(row => row.stream === TRADE || row.kind === 'member-trade' || row.kind === 'trade-item')).toEqual([])
    })
    it('a sale on account that comes back lessens the debt', async () => {
      const tablet = await counter()
      const id = newId()
      const sale = { member: SITI, method: 'tempo' }
      await applied(tablet, selling(id, sale), takingBack(newId(), id, sale, 10, '2025-12-18'))
      expect(dataOf(await toldIn(clinic), 'member-trade')).toEqual([{ memberId: 'siti', month: '2025-12', sales: 0, tempo: 0 }])
      expect(dataOf(await toldIn(clinic), 'trade-day')).toMatchObject([{ sales: { member: { tempo: 5000 } } }, { sales: { member: { tempo: -5000 } } }])
    })
    it('what was sold costs what its batch was bought for with PPN, also where the invoice is entered days later', async () => {
      const tablet = await counter()
      await applied(tablet, selling(newId()), selling(newId(), { on: '2025-12-18', batch: 'A2' }))
      await applied(tablet, buying(newId(), [{ drugId: 'paracetamol', batch: 'A1', packs: 10, packPrice: 3000 }]))
      // 30,000 and 11% for 100 tablets: ten cost 3,330.
      expect(dataOf(await toldIn(clinic), 'trade-day')).toMatchObject([{ on: '2025-12-01', bought: 33_300, cost: 0 }, { on: '2025-12-17', cost: 3330 }, { on: '2025-12-18', cost: 0 }])
      await applied(tablet, buying(newId(), [{ drugId: 'paracetamol', batch: 'A2', packs: 1, packPrice: 1000 }, { drugId: 'paracetamol', batch: 'A1', packs: 10, packPrice: 4000 }], '2025-12-20'))
      expect(dataOf(await toldIn(clinic), 'trade-day')).toMatchObject([{ cost: 0 }, { on: '2025-12-17', cost: 3885 }, { on: '2025-12-18', cost: 1110 }, { bought: 45_510 }])
    })
    it('goods that went back to the supplier are not bought', async () => {
      const tablet = await counter()
      await applied(tablet, buying(newId(), [{ drugId: 'paracetamol', batch: 'A1', packs: 10, packPrice: 3000 }]),
        { kind: 'stock-movement', id: newId(), act: 'create', stream: STOCK, set: fresh(movementData(-20, { drugId: 'paracetamol', source: 'koperasi', batch: A1, reason: 'diretur', on: '2025-12-02' })) })
      expect(dataOf(await toldIn(clinic), 'trade-day')).toMatchObject([{ on: '2025-12-01', bought: 33_300 }, { on: '2025-12-02', bought: -6660 }])
    })
    it('BR-67 a drug is told where five people bought it; it comes out of the line of others, and goes back into it', async () => {
      const tablet = await counter()
      const items = async () => (dataOf(await toldIn(clinic), 'trade-item') as { drugId: string | null; amount: number }[]).map(({ drugId, amount }) => `${drugId ?? 'lain'} ${amount}`).sort()
      const five = Array.from({ length: 5 }, newId)
      await applied(tablet, ...five.slice(0, 4).map(id => selling(id)))
      expect(await items()).toEqual(['lain 20000'])
      await applied(tablet, selling(five[4] as string))
      expect(await items()).toEqual(['paracetamol 25000'])
      await applied(tablet, selling(newId(), { drugId: 'antalgin', batch: 'B1' }))
      expect(await items(), 'one drug of few takes another along').toEqual(['lain 30000'])
      await applied(tablet, ...Array.from({ length: 5 }, () => selling(newId(), { drugId: 'oralit', batch: 'C1' })))
      // Of two that five bought, the one of fewer sales goes along, or the first by name.
      expect(await items()).toEqual(['lain 30000', 'paracetamol 25000'])
      await applied(tablet, takingBack(newId(), five[0] as string, {}, 10, '2025-12-19'))
      const gone = await clinic.deps.store.db.selectFrom('row').select('data').where('kind', '=', 'trade-item').where('state', '=', 'void').execute()
      for (const { data } of gone) expect(JSON.parse(data)).toEqual({ month: '2025-12', drugId: null, drug: '', unit: '', quantity: null, amount: 0 })
    })
    it('a hand-over that was put in the wrong pustu is moved, and the trade of both follows', async () => {
      const tablet = await counter()
      const id = newId()
      await applied(tablet, selling(id, { member: SITI }), selling(newId()))
      value(await moveRecord(clinic.deps, TENANT, { id, to: TERITIH }))
      const told = await toldIn(clinic)
      expect(told.filter(row => row.kind === 'trade-day')).toMatchObject([
        { stream: FINANCE, data: { pustu: 'pustu-kiara', sales: { member: { tunai: 0 }, others: { tunai: 5000 } } } },
        { stream: streamOf('finance', 'kmp-teritih'), data: { pustu: 'pustu-teritih', sales: { member: { tunai: 5000 } } } },
      ])
      expect(told.filter(row => row.kind === 'member-trade')).toMatchObject([{ stream: streamOf('trade', 'kmp-teritih'), data: { sales: 5000 } }])
      value(await moveRecord(clinic.deps, TENANT, { id, to: STOCK }))
      expect((await toldIn(clinic)).filter(row => row.kind === 'member-trade')).toMatchObject([{ stream: TRADE, data: { sales: 5000 } }])
    })
    it('a pustu without a cooperative sells, and all of it is told when one is founded, and told elsewhere when the pustu moves', async () => {
      const head = await Tablet.enrol(clinic, TENANT, 'kapus')
      await applied(head, facility('pustu-pager', 'pustu', '3673991003'))
      const pager = streamOf('stock', 'pustu-pager')
      const { createAccount } = await import('#server/admin/accounts.ts')
      value(await createAccount(clinic.deps, TENANT, { id: 'pager', username: 'pager', password: 'Kalodran-2026', name: 'Pager', profession: 'kebidanan', sip: null, grants: [{ role: 'nakes', place: 'pustu-pager' }] }))
      const tablet = await Tablet.enrol(clinic, 'pustu-pager', 'pager')
      await applied(tablet, selling(newId(), { member: SITI, by: 'pager' }, pager), buying(newId(), [{ drugId: 'paracetamol', batch: 'A1', packs: 10, packPrice: 3000 }], '2025-12-01', pager, 'pager'))
      expect(await toldIn(clinic)).toEqual([])
      await applied(head, facility('kmp-pager', 'kmp', '3673991003'))
      expect(await toldIn(clinic)).toMatchObject([
        { kind: 'member-trade', stream: streamOf('trade', 'kmp-pager'), data: { memberId: 'siti', sales: 5000 } },
        { kind: 'trade-day', stream: streamOf('finance', 'kmp-pager'), data: { on: '2025-12-01', bought: 33_300 } },
        { kind: 'trade-day', data: { on: '2025-12-17', cost: 3330 } }, { kind: 'trade-item', data: { drugId: null, amount: 5000 } },
      ])
      await applied(head, { kind: 'facility', id: 'pustu-pager', act: 'patch', stream: CATALOGUE, baseRev: 1, set: change('kelurahanCode', '3673991003', '3673991001') })
      expect((await toldIn(clinic)).map(row => row.stream)).toEqual([TRADE, FINANCE, FINANCE, TRADE])
      // Two medicine rooms of one cooperative: the days apart, members and drugs together.
      await applied(await counter(), selling(newId(), { member: SITI }))
      const told = await toldIn(clinic)
      expect(dataOf(told, 'member-trade')).toEqual([{ memberId: 'siti', month: '2025-12', sales: 10_000, tempo: 0 }])
      expect((dataOf(told, 'trade-day') as { on: string; pustu: string }[]).map(day => `${day.on} ${day.pustu}`).sort()).toEqual(['2025-12-01 pustu-pager', '2025-12-17 pustu-kiara', '2025-12-17 pustu-pager'])
    })
    it('nobody writes what is derived, and nobody takes its ids', async () => {
      const staff = await Tablet.enrol(clinic, 'kmp-kiara', 'koperasi')
      const day = { on: '2025-12-17', pustu: 'pustu-kiara', sales: { member: { tunai: 1, transfer: 0, tempo: 0 }, others: { tunai: 0, transfer: 0, tempo: 0 } }, cost: 0, bought: 0, lost: 0 }
      const trade = { memberId: 'siti', month: '2025-12', sales: 1, tempo: 0 }
      const results = await staff.save(
        { kind: 'trade-day', id: newId(), act: 'create', stream: FINANCE, set: fresh(day) }, { kind: 'member-trade', id: newId(), act: 'create', stream: TRADE, set: fresh(trade) },
        { kind: 'trade-item', id: newId(), act: 'create', stream: TRADE, set: fresh({ month: '2025-12', drugId: 'x', drug: 'x', unit: 'x', quantity: 1, amount: 1 }) },
        { kind: 'member', id: `dagang-${'0'.repeat(32)}`, act: 'create', stream: MEMBERS, set: fresh(memberData('3673995708900001')) },
      )
      expect(results.map(result => result.code)).toEqual(['ROLE', 'ROLE', 'ROLE', 'INVALID'])
    })
    it('the rows follow from the papers alone: worked out anew from all of them they are the same', async () => {
      const tablet = await counter()
      await applied(tablet, ...Array.from({ length: 6 }, () => selling(newId(), { member: SITI })), buying(newId(), [{ drugId: 'paracetamol', batch: 'A1', packs: 10, packPrice: 3000 }]))
      const before = await toldIn(clinic)
      const revs = async () => (await clinic.deps.store.db.selectFrom('row').select(['id', 'rev']).where('kind', 'like', '%trade%').orderBy('id').execute()).map(row => `${row.id} ${row.rev}`)
      const revisions = await revs()
      await rederiveTrade(clinic.deps)
      expect([await toldIn(clinic), await revs()]).toEqual([before, revisions])
      await clinic.deps.store.db.deleteFrom('trade_line').execute()
      await clinic.deps.store.db.deleteFrom('meta').where('name', '=', 'trade').execute()
      await rederiveTrade(clinic.deps)
      expect([await toldIn(clinic), await revs()]).toEqual([before, revisions])
    })

    it('whatever order and grouping papers come in, told twice, or to a server without memory: the rows are those of the rule', async () => {
      const drugs = ['paracetamol', 'antalgin', 'oralit']
      const sale = fc.record({
        drugId: fc.constantFrom(...drugs), quantity: fc.integer({ min: 1, max: 20 }), price: fc.constantFrom(100, 333, 500), batch: fc.constantFrom('A1', 'A2'),
        on: fc.constantFrom('2025-12-30', '2025-12-31', '2026-01-01'), member: fc.constantFrom(null, SITI, { id: 'budi', number: 'KIARA-01-0002' }), method: fc.constantFrom('tunai', 'transfer', 'tempo'),
      }).map(one => (one.member === null && one.method === 'tempo' ? { ...one, method: 'tunai' } : one))
      const purchase = fc.record({ drugId: fc.constantFrom(...drugs), batch: fc.constantFrom('A1', 'A2'), packs: fc.integer({ min: 1, max: 5 }), packPrice: fc.integer({ min: 1, max: 9999 }) })
      const work = fc.record({ sales: fc.array(sale, { minLength: 1, maxLength: 12 }), purchases: fc.array(purchase, { maxLength: 4 }), seed: fc.infiniteStream(fc.nat(1000)), sizes: fc.infiniteStream(fc.integer({ min: 1, max: 5 })) })
      await fc.assert(fc.asyncProperty(work, async ({ sales, purchases, seed, sizes }) => {
        const papers = [
          ...sales.flatMap((one, index) => {
            const id = newId()
            const backs = index % 3 === 0 ? [{ kind: 'handover' as const, id: newId(), data: backData(id, one, Math.ceil(one.quantity / 2), '2026-01-02') }] : []
            return [[{ kind: 'handover' as const, id, data: saleData(one) }, ...backs]]
          }),
          ...purchases.map(one => [{ kind: 'goods-receipt' as const, id: newId(), data: purchaseData([one]) }]),
        ]
        const handovers = papers.flat().filter(paper => paper.kind === 'handover').map(paper => ({ id: paper.id, data: paper.data as HandoverData }))
        const rule = tradeOf(handovers, papers.flat().filter(paper => paper.kind === 'goods-receipt').map(paper => ({ id: paper.id, data: paper.data as never })))
        const parts = (order: typeof papers): Part[] => order.flat().map(({ kind, id, data }) => ({ kind, id, act: 'create', stream: STOCK, set: fresh(data as unknown as JsonObject) }))
        const shuffled = [...papers].map(paper => ({ paper, at: seed.next().value as number })).sort((a, b) => a.at - b.at).map(({ paper }) => paper)

        const [one, other] = [await openFresh(), await openFresh()]
        const sent: Entry[][] = []
        const first = await counter(one)
        await applied(first, ...parts(papers))
        const second = await counter(other)
        for (let rest = parts(shuffled); rest.length > 0;) {
          const some = rest.splice(0, sizes.next().value as number)
          const entries = second.lines(...some)
          sent.push(entries)
          value(await second.send(entries))
        }
        for (const entries of sent) value(await second.send(entries))
        const told = await toldIn(other)
        expect(told).toEqual(await toldIn(one))
        expect(dataOf(told, 'trade-day')).toEqual(rule.days.map(({ unknown: _unknown, ...day }) => ({ ...day, pustu: 'pustu-kiara' })).map(day => expect.objectContaining(day)))
        expect(new Set(dataOf(told, 'member-trade'))).toEqual(new Set(rule.members.map(({ memberId, month, sales: sum, tempo }) => ({ memberId, month, sales: sum, tempo }))))
        const months = [...new Set(handovers.map(({ data }) => data.on.slice(0, 7)))].sort()
        const lines = months.flatMap(month => itemLines(itemSalesOf(handovers.filter(({ data }) => data.on.startsWith(month)))).map(line => ({ month, ...line })))
        expect(new Set(dataOf(told, 'trade-item'))).toEqual(new Set(lines))
      }), { numRuns: rounds })
    }, 120_000)

    it('sales of two tablets and entries of the cooperative at the same moment wait for one another and all count', async () => {
      const [one, two, staff] = [await counter(), await counter(clinic, 'perawat'), await Tablet.enrol(clinic, 'kmp-kiara', 'koperasi')]
      await applied(staff, { kind: 'member', id: 'siti', act: 'create', stream: MEMBERS, set: fresh(memberData('3673995708900001')) })
      for (let round = 0; round < 5; round += 1) {
        await Promise.all([
          one.save(selling(newId(), { member: SITI })), two.save(selling(newId(), { member: SITI, by: 'perawat' })),
          staff.save({ kind: 'saving-entry', id: newId(), act: 'create', stream: FINANCE, set: fresh(savingData('siti', 'wajib', 10_000, 'koperasi')) }),
        ])
      }
      expect(dataOf(await toldIn(clinic), 'member-trade')).toEqual([{ memberId: 'siti', month: '2025-12', sales: 50_000, tempo: 0 }])
      expect(dataOf(await toldIn(clinic), 'trade-day')).toMatchObject([{ sales: { member: { tunai: 50_000 } } }])
    })

    describe('at the desk', () => {
      const settingData = (limit: number): JsonObject => ({
        dues: { pokok: 50_000, wajib: [{ from: '2025-01', amount: 10_000 }] }, credit: { limit, days: 30 }, exit: { unpaidWajibIsDebt: false }, opening: { on: '2025-01-01', cash: 0, bank: 0 },
        shu: { shares: [{ key: 'cadangan', name: 'Cadangan', percent: 40 }, { key: 'jasa-anggota', name: 'Jasa anggota', percent: 60 }], usahaPercent: 70 }, officers: [], reportDueDay: 10,
      })
      const lineOf = async (id: string): Promise<unknown> => (await (await counter(clinic, 'perawat')).pullAll()).rows.find(row => row.stream === DESK && row.id === id)?.data
      const staffOf = () => Tablet.enrol(clinic, 'kmp-kiara', 'koperasi')
      const setting = (limit: number): Part => ({ kind: 'coop-setting', id: 'koperasi-kmp-kiara', act: 'create', stream: FINANCE, set: fresh(settingData(limit)) })
      const saving = (memberId: string, type: string, amount: number, more: Record<string, unknown> = {}): Part =>
        ({ kind: 'saving-entry', id: newId(), act: 'create', stream: FINANCE, set: fresh({ ...savingData(memberId, type, amount, 'koperasi'), ...more }) })
      const joined = (id: string, nik: string, more: Record<string, unknown> = {}): Part => ({
        kind: 'member', id, act: 'create', stream: MEMBERS,
        set: fresh(memberData(nik, { status: { state: 'aktif', on: '2025-07-15', reason: '' }, book: { signed: 'tanda-tangan', on: '2025-07-15' }, accepted: { by: 'koperasi', name: 'Kop', on: '2025-07-15' }, ...more })),
      })

      it('says nothing of money before the cooperative has its setting, and then all of it', async () => {
        const staff = await staffOf()
        await applied(staff, joined('siti', '3673995708900001'))
        expect(await lineOf('siti')).not.toHaveProperty('credit')
        await applied(staff, setting(100_000))
        // Nothing is known of her after the day she joined.
        expect(await lineOf('siti')).toMatchObject({ dues: 'lunas', credit: 100_000 })
        await applied(staff, saving('siti', 'wajib', 40_000))
        // Seen on 17-12-2025: five whole months from July are due, four are paid.
        expect(await lineOf('siti')).toMatchObject({ dues: 'menunggak' })
        await applied(staff, saving('siti', 'wajib', 10_000))
        expect(await lineOf('siti')).toMatchObject({ dues: 'lunas', number: 'KIARA-01-0001', state: 'aktif' })
      })
      it('what may still be bought on account follows sales, returns and what is paid off', async () => {
        const [staff, tablet] = [await staffOf(), await counter()]
        await applied(staff, joined('siti', '3673995708900001'), setting(20_000))
        const id = newId()
        const sale = { member: SITI, method: 'tempo' }
        await applied(tablet, selling(id, { ...sale, quantity: 30 }), selling(newId(), { member: SITI, quantity: 50 }))
        expect(await lineOf('siti')).toMatchObject({ credit: 5000 })
        await applied(tablet, takingBack(newId(), id, sale, 6, '2025-12-18'))
        expect(await lineOf('siti')).toMatchObject({ credit: 8000 })
        const paid = (amount: number, more: Record<string, unknown> = {}): Part => ({
          kind: 'cash-entry', id: newId(), act: 'create', stream: FINANCE,
          set: fresh({ number: 'K-1', category: 'pelunasan-piutang', amount, method: 'tunai', on: '2025-12-18', time: '09:00', party: '', memberId: 'siti', document: '', note: '', reverses: null, reason: '', by: 'koperasi', ...more }),
        })
        await applied(staff, paid(7000))
        expect(await lineOf('siti')).toMatchObject({ credit: 15_000 })
        await applied(tablet, selling(newId(), { ...sale, quantity: 80 }))
        expect(await lineOf('siti'), 'never below nothing').toMatchObject({ credit: 0 })
      })
      it('two lines of the book that are one person share one account; who has left may buy nothing on it', async () => {
        const [staff, tablet] = [await staffOf(), await counter()]
        await applied(staff, joined('siti', '3673995708900001'), joined('aminah', '3673995708900002'), setting(20_000))
        await applied(tablet, selling(newId(), { member: SITI, method: 'tempo', quantity: 10 }))
        expect(await lineOf('aminah')).toMatchObject({ credit: 20_000 })
        await applied(staff, { kind: 'member-merge', id: newId(), act: 'create', stream: MEMBERS, set: fresh({ keepId: 'aminah', dropId: 'siti', on: '2025-12-18', reason: 'orang yang sama', by: 'koperasi', name: 'Kop', undone: null }) })
        expect([await lineOf('siti'), await lineOf('aminah')]).toMatchObject([{ credit: 15_000 }, { credit: 15_000 }])
      })
    })
  })
}

export const savingData = (memberId: string, type: string, amount: number, by: string): JsonObject =>
  ({ number: 'S-1', memberId, type, act: 'setor', amount, method: 'tunai', on: '2025-12-17', time: '09:00', note: '', reverses: null, reason: '', by })
