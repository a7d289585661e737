import { beforeEach, describe, expect, it } from 'vitest'
import { streamOf } from '#domain/core/streams.ts'
import { moveRecord } from '#server/admin/move.ts'
import type { Store } from '#server/store/store.ts'
import type { Entry, Row } from '#sync/messages.ts'
import { CATALOGUE, change, type Clinic, clinicsOn, fresh, movementData, type Part, STOCK, Tablet, TENANT, value } from './kit.ts'

const TERITIH = streamOf('stock', 'pustu-teritih')
const PAGER = streamOf('stock', 'pustu-pager')
const A = { number: 'A', expiresOn: '2027-03-31' }
const B = { number: 'B', expiresOn: '2027-06-30' }
const LINES = [{ drugId: 'oralit', batch: A, quantity: 100 }, { drugId: 'amoksisilin', fund: 'jkn', batch: B, quantity: 40 }] as const

const shipmentData = (more: Record<string, unknown> = {}) => ({
  number: 'KIARA-02-0001', to: { kind: 'pustu', id: 'pustu-teritih', name: 'Pustu Teritih' }, on: '2025-12-17', lines: LINES.map(line => ({ ...line, source: 'program' })), reason: 'kosong di Teritih', by: 'bidan', ...more,
})
const sentLine = (id: string, index: number) => movementData(-(LINES[index]?.quantity ?? 0), { ...LINES[index], quantity: -(LINES[index]?.quantity ?? 0), reason: 'dikirim', documentId: id, document: 'KIARA-02-0001', party: 'Pustu Teritih', at: '2025-12-17T08:00:00' })

/** A shipment with its movements, as one group of the sender. */
const shipping = (id: string, more: Record<string, unknown> = {}): Part[] => [
  { kind: 'shipment', id, act: 'create', stream: STOCK, set: fresh(shipmentData(more)) },
  ...LINES.map((_, index): Part => ({ kind: 'stock-movement', id: `${id}-m${index}`, act: 'create', stream: STOCK, set: fresh(sentLine(id, index)) })),
]
const takingBack = (id: string): Part[] => LINES.map((_, index): Part => ({
  kind: 'stock-movement', id: `${id}-m${index}-balik`, act: 'create', stream: STOCK,
  set: fresh({ ...sentLine(id, index), quantity: LINES[index]?.quantity ?? 0, reason: 'dibalik', undoes: 'dikirim', reverses: `${id}-m${index}`, document: 'salah pustu' }),
}))
const answer = (received: number[], more: Record<string, unknown> = {}) => ({ by: 'teritih', on: '2025-12-18', received, note: '', ...more })

/** A confirmation with its receipts, as one group of the receiver. */
const confirming = (id: string, received: number[], { stream = TERITIH, at = '2025-12-18T09:00:00', ...more }: Record<string, unknown> = {}): Part[] => [
  { kind: 'delivery', id: `kirim-${id}`, act: 'patch', stream: stream as string, baseRev: 1, set: change('confirmation', null, answer(received, more) as never) },
  ...received.flatMap((quantity, index): Part[] => (quantity === 0 ? [] : [{
    kind: 'stock-movement', id: `kirim-${id}-m${index}`, act: 'create', stream: stream as string,
    set: fresh(movementData(quantity, { ...LINES[index], quantity, reason: 'pindahan', on: '2025-12-18', documentId: `kirim-${id}`, at })),
  }])),
]

let ids = 0
const newId = (): string => `s-${(ids += 1)}`
const outcomes = (results: readonly { outcome: string; code?: string | undefined }[]): string[] => results.map(result => result.code ?? result.outcome)

/** Goods between two pustu, told in two streams of which no tablet holds both; the same on every store. */
export function describeShipments(engine: string, open: () => Promise<Store>): void {
  describe(`goods on the way, on ${engine}`, () => {
    let clinic: Clinic
    const openFresh = clinicsOn(open)
    beforeEach(async () => { clinic = await openFresh() })
    const sender = (at = clinic, account = 'bidan') => Tablet.enrol(at, 'pustu-kiara', account)
    const receiver = (at = clinic) => Tablet.enrol(at, 'pustu-teritih', 'teritih')
    const transit = (rows: readonly Row[]): Row[] => rows.filter(row => row.kind === 'delivery' || row.kind === 'shipment-receipt')

    it('what one pustu sends awaits the other in its own stream, in the same moment, and nowhere else', async () => {
      const [from, to] = [await sender(), await receiver()]
      const id = newId()
      expect(outcomes(await from.saveGroup(...shipping(id)))).toEqual(['applied', 'applied', 'applied'])
      expect(transit((await to.pullAll()).rows)).toMatchObject([{
        kind: 'delivery', id: `kirim-${id}`, stream: TERITIH, rev: 1, state: 'live', by: { actor: 'server' },
        data: { number: 'KIARA-02-0001', from: { kind: 'pustu', id: 'pustu-kiara', name: 'Pustu Kiara' }, on: '2025-12-17', lines: LINES, shipmentId: id, note: 'kosong di Teritih', confirmation: null, cancelled: null },
      }])
      expect(transit((await from.pullAll()).rows)).toEqual([])
    })

    it('the answer goes back to the sender as it was given, and the head holds both ends', async () => {
      const [from, to] = [await sender(), await receiver()]
      const id = newId()
      await from.saveGroup(...shipping(id))
      expect(outcomes(await to.saveGroup(...confirming(id, [98, 0], { note: 'dua pecah, amoksisilin tidak ada' })))).toEqual(['applied', 'applied'])
      expect(transit((await from.pullAll()).rows)).toMatchObject([{
        kind: 'shipment-receipt', id: `tiba-${id}`, stream: STOCK, rev: 1, data: { shipmentId: id, by: 'teritih', on: '2025-12-18', received: [98, 0], note: 'dua pecah, amoksisilin tidak ada' },
      }])
      const head = await Tablet.enrol(clinic, TENANT, 'kapus')
      const { rows } = await head.pullAll()
      expect(transit(rows).map(row => row.id).sort()).toEqual([`kirim-${id}`, `tiba-${id}`])
      // Conserved: what left one shelf is what stands on the other and what is missing.
      const sum = (stream: string) => rows.filter(row => row.kind === 'stock-movement' && row.stream === stream).reduce((total, row) => total + (row.data as { quantity: number }).quantity, 0)
      expect(-sum(STOCK)).toBe(sum(TERITIH) + 2 + 40)
    })

    it('two tablets that confirm the same goods offline receive them once: the second is put aside whole', async () => {
      const [from, one] = [await sender(), await receiver()]
      const two = await receiver()
      const id = newId()
      await from.saveGroup(...shipping(id))
      expect(outcomes(await one.saveGroup(...confirming(id, [100, 40])))).toEqual(['applied', 'applied', 'applied'])
      expect(outcomes(await two.saveGroup(...confirming(id, [100, 39], { note: 'kurang satu', at: '2025-12-18T09:05:00' })))).toEqual(['DEPENDS_ON', 'ID_CONFLICT', 'ID_CONFLICT'])
      const { rows } = await one.pullAll()
      expect(rows.filter(row => row.kind === 'stock-movement').map(row => (row.data as { quantity: number }).quantity).sort()).toEqual([100, 40])
      expect(await from.row(`tiba-${id}`)).toMatchObject({ rev: 1, data: { received: [100, 40] } })
    })

    it('nothing is derived of what goes back to the puskesmas or a supplier, to a pustu that is none, or to itself', async () => {
      const from = await sender()
      for (const to of [{ kind: 'puskesmas', id: TENANT, name: 'Puskesmas' }, { kind: 'pustu', id: 'pustu-khayal', name: 'Khayal' }, { kind: 'pustu', id: 'kmp-teritih', name: 'KMP' }, { kind: 'pustu', id: 'pustu-kiara', name: 'Pustu Kiara' }]) {
        expect((await from.saveOne({ kind: 'shipment', id: newId(), act: 'create', stream: STOCK, set: fresh(shipmentData({ to })) })).outcome).toBe('applied')
      }
      const head = await Tablet.enrol(clinic, TENANT, 'kapus')
      expect(transit((await head.pullAll()).rows)).toEqual([])
      expect(await clinic.deps.store.db.selectFrom('row').select('id').where('tenant', '=', TENANT).where('kind', '=', 'delivery').execute(), 'nor where nobody reads').toEqual([])
    })

    it('no tablet writes a delivery or an answer under the ids that the server gives', async () => {
      const head = await Tablet.enrol(clinic, TENANT, 'kapus')
      const forged = { number: 'X', from: { kind: 'puskesmas', id: TENANT, name: 'P' }, on: '2025-12-17', lines: [LINES[0]], lplpoId: null, shipmentId: null, note: '', confirmation: null, cancelled: null }
      expect(await head.saveOne({ kind: 'delivery', id: 'kirim-palsu', act: 'create', stream: TERITIH, set: fresh(forged) })).toMatchObject({ outcome: 'quarantined', code: 'INVALID' })
      expect((await head.saveOne({ kind: 'shipment-receipt', id: 'r-palsu', act: 'create', stream: STOCK, set: fresh({ shipmentId: 'x', ...answer([1]) }) })).outcome).toBe('quarantined')
      expect((await head.saveOne({ kind: 'delivery', id: newId(), act: 'create', stream: TERITIH, set: fresh(forged) })).outcome).toBe('applied')
    })

    it('a shipment taken back is called back at the other end too, whichever of the two arrives first', async () => {
      const [from, to] = [await sender(), await receiver()]
      const [id, other] = [newId(), newId()]
      await from.saveGroup(...shipping(id))
      await from.saveGroup(...takingBack(id))
      expect(await to.row(`kirim-${id}`)).toMatchObject({ rev: 2, data: { cancelled: { by: 'bidan', on: '2025-12-17', reason: 'salah pustu' } } })
      const colleague = await sender(clinic, 'perawat')
      expect(outcomes(await colleague.saveGroup(...takingBack(other)))).toEqual(['applied', 'applied'])
      await from.saveGroup(...shipping(other))
      expect(await to.row(`kirim-${other}`)).toMatchObject({ rev: 1, data: { cancelled: { by: 'perawat' } } })
    })

    it('goods that were taken back and confirmed at once stand as both, for a person to look into', async () => {
      const [from, to] = [await sender(), await receiver()]
      const id = newId()
      await from.saveGroup(...shipping(id))
      await to.saveGroup(...confirming(id, [100, 40]))
      await from.saveGroup(...takingBack(id))
      expect(await to.row(`kirim-${id}`)).toMatchObject({ data: { cancelled: { by: 'bidan' }, confirmation: { received: [100, 40] } } })
      expect(await from.row(`tiba-${id}`)).toMatchObject({ data: { received: [100, 40] } })
    })

    it('a server without memory that is told everything again ends in the same rows; again changes nothing', async () => {
      const told: [Entry[], 'from' | 'to'][] = []
      const [from, to] = [await sender(), await receiver()]
      const id = newId()
      const tell = async (entries: Entry[], who: 'from' | 'to'): Promise<void> => {
        told.push([entries, who])
        value(await (who === 'from' ? from : to).send(entries))
      }
      await tell(from.group(...shipping(id)), 'from')
      await tell(to.group(...confirming(id, [100, 40])), 'to')
      const rowsOf = async (at: Clinic): Promise<unknown[]> => transit((await (await Tablet.enrol(at, TENANT, 'kapus')).pullAll()).rows).map(({ seq: _seq, ...row }) => row).sort((a, b) => (a.id < b.id ? -1 : 1))
      const before = await rowsOf(clinic)
      for (const [entries, who] of told) value(await (who === 'from' ? from : to).send(entries))
      expect(await rowsOf(clinic)).toEqual(before)

      const restored = await openFresh()
      const [again, there] = [await sender(restored), await receiver(restored)]
      for (const [entries, who] of told) {
        const tablet = who === 'from' ? again : there
        value(await tablet.send(entries.map(entry => tablet.line(entry.body ?? ''))))
      }
      expect(await rowsOf(restored)).toEqual(before)
    })

    it('a record that was put in the wrong pustu is moved, and its other end follows', async () => {
      const [from, head] = [await sender(), await Tablet.enrol(clinic, TENANT, 'kapus')]
      await head.saveOne({ kind: 'facility', id: 'pustu-pager', act: 'create', stream: CATALOGUE, set: fresh({ name: 'Pustu Pager', type: 'pustu', parentId: TENANT, kelurahanCode: '3673991003', kelurahan: 'Pager', zone: 'Asia/Jakarta', code: 'PAGER', active: true }) })
      const id = newId()
      await from.saveGroup(...shipping(id))
      value(await moveRecord(clinic.deps, TENANT, { id: `kirim-${id}`, to: PAGER }))
      expect(await head.row(`kirim-${id}`)).toMatchObject({ stream: PAGER, state: 'live' })
      expect(outcomes(await head.saveGroup(...confirming(id, [0, 0], { stream: PAGER, by: 'kapus', note: 'tidak ada' })))).toEqual(['applied'])
      expect(await from.row(`tiba-${id}`)).toMatchObject({ stream: STOCK, data: { by: 'kapus', received: [0, 0] } })

      await from.saveGroup(...takingBack(id))
      expect(await head.row(`kirim-${id}`)).toMatchObject({ stream: PAGER, state: 'live', data: { cancelled: { by: 'bidan' }, confirmation: { received: [0, 0] } } })

      const wrong = newId()
      await from.saveGroup(...shipping(wrong))
      await (await receiver()).saveGroup(...confirming(wrong, [100, 40]))
      value(await moveRecord(clinic.deps, TENANT, { id: wrong, to: PAGER }))
      expect(await head.row(`kirim-${wrong}`)).toMatchObject({ stream: TERITIH, data: { from: { id: 'pustu-pager', name: 'Pustu Pager' }, confirmation: { received: [100, 40] } } })
      expect(await head.row(`tiba-${wrong}`)).toMatchObject({ stream: PAGER, state: 'live', data: { received: [100, 40] } })
      expect((await from.pullAll()).rows.filter(row => row.id === `tiba-${wrong}`)).toMatchObject([{ stream: STOCK, state: 'moved', data: null }])
    })

    it('two pustu that send to each other at the same moment wait for one another and both arrive', async () => {
      const [kiara, teritih] = [await sender(), await receiver()]
      const rounds = Array.from({ length: 6 }, () => [newId(), newId()] as const)
      for (const [there, back] of rounds) {
        const home = { to: { kind: 'pustu', id: 'pustu-kiara', name: 'Pustu Kiara' }, by: 'teritih' }
        const [one, two] = await Promise.all([
          kiara.send(kiara.group(...shipping(there))),
          teritih.send(teritih.group({ kind: 'shipment', id: back, act: 'create', stream: TERITIH, set: fresh(shipmentData(home)) })),
        ])
        expect([...value(one).results, ...value(two).results].every(result => result.outcome === 'applied')).toBe(true)
      }
      expect(transit((await teritih.pullAll()).rows)).toHaveLength(rounds.length)
      expect(transit((await kiara.pullAll()).rows)).toHaveLength(rounds.length)
    })
  })
}
