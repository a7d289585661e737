import { createHash } from 'node:crypto'
import { inflateRawSync } from 'node:zlib'
import fc from 'fast-check'
import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { streamOf } from '#domain/core/streams.ts'
import { updateAccount } from '#server/admin/accounts.ts'
import { mintEpoch } from '#server/admin/installation.ts'
import { moveRecord } from '#server/admin/move.ts'
import { rederiveDays } from '#server/admin/rederive.ts'
import { revokeDevice } from '#server/auth/devices.ts'
import { buildServerCore } from '#server/core.ts'
import type { Paging } from '#server/deps.ts'
import { createKeeper } from '#server/pages/keeper.ts'
import { packStream } from '#server/pages/pack-stream.ts'
import { toStoredRow, toWire } from '#server/store/rows.ts'
import { openSqlite } from '#server/store/sqlite.ts'
import type { Store } from '#server/store/store.ts'
import { digestOf, EMPTY_DIGEST, rowHash } from '#sync/digest.ts'
import type { PageEntry, PagesRequest, Row } from '#sync/messages.ts'
import { openPage } from '#sync/pages/open.ts'
import { PAGE_FORMAT } from '#sync/pages/page.ts'
import { PartReader } from '#sync/pages/parts.ts'
import { CATALOGUE, change, CLINICAL, fresh, MEMBERS, movementData, openClinic, patientData, refusal, SERVICE, STOCK, Tablet, TENANT, value, visitData, type Clinic, type Part } from './kit.ts'

const ROWS = 4
const TERITIH = streamOf('clinical', 'pustu-teritih')
const patient = (id: string, name = 'Budi Santoso'): Part => ({ kind: 'patient', id, act: 'create', stream: CLINICAL, set: fresh(patientData({ name })) })
const renamed = (id: string, from: string, to: string): Part => ({ kind: 'patient', id, act: 'patch', set: change('name', from, to) })
const movement = (id: string): Part => ({ kind: 'stock-movement', id, act: 'create', stream: STOCK, set: fresh(movementData(5)) })
const patients = (...numbers: number[]): Part[] => numbers.map(number => patient(`p-${String(number).padStart(3, '0')}`))
const upTo = (count: number, from = 0): number[] => Array.from({ length: count }, (_, index) => from + index)

/** A page as the manifest names it, and what its body holds. */
interface Seen { readonly entry: PageEntry; readonly body: Uint8Array; readonly rows: readonly Row[] }

async function bytesOf(parts: AsyncIterable<Uint8Array>): Promise<Uint8Array<ArrayBuffer>> {
  const pieces: Uint8Array[] = []
  for await (const piece of parts) pieces.push(piece)
  return new Uint8Array(Buffer.concat(pieces))
}

/** What settled rows in pages promise; the same on every store. `rounds` says how many random histories are tried. */
export function describePages(engine: string, open: () => Promise<Store>, rounds: number): void {
  describe(`pages of settled rows, on ${engine}`, () => {
    let clinic: Clinic
    let tablet: Tablet
    /** What happens between one page and the next while packing. */
    let meanwhile: () => Promise<unknown>
    const stores: Store[] = []

    async function begin(store: Store, paging: Partial<Paging> = {}): Promise<void> {
      stores.push(store)
      meanwhile = () => Promise.resolve()
      clinic = await openClinic(store, { paging: { rows: ROWS, packAfter: 1000, breathe: async () => { await meanwhile() }, ...paging } })
      tablet = await Tablet.enrol(clinic, 'pustu-kiara', 'bidan')
    }
    beforeEach(async () => begin(await open()))
    afterAll(async () => { await Promise.all(stores.map(store => store.close())) })

    const manifest = (...streams: string[]) => clinic.core.manifest(tablet.who, { epoch: tablet.epoch, streams, pages: PAGE_FORMAT })
    const pages = (...wanted: PagesRequest['wanted']) => clinic.core.pages(tablet.who, { epoch: tablet.epoch, wanted })
    const fetched = async (stream: string, hashes: string[]) => new PartReader().take(await bytesOf(value(await pages({ stream, hashes }))))
    const entriesOf = async (stream: string) => value(await manifest(stream)).streams[stream] as { atSeq: number; pages: PageEntry[] }
    const pack = (stream = CLINICAL) => packStream(clinic.deps, TENANT, stream)

    async function seen(stream: string): Promise<{ atSeq: number; pages: Seen[] }> {
      const { atSeq, pages: entries } = await entriesOf(stream)
      const bodies = await fetched(stream, entries.map(entry => entry.hash))
      return { atSeq, pages: entries.map((entry, index) => ({ entry, body: bodies[index] as Uint8Array, rows: openPage(inflateRawSync(bodies[index] as Uint8Array)).rows() })) }
    }
    const rowsOf = async (stream: string): Promise<Row[]> =>
      (await clinic.deps.store.db.selectFrom('row').selectAll().where('tenant', '=', TENANT).where('stream', '=', stream).execute()).map(toStoredRow).map(toWire)

    /**
     * Everything that pages promise at any moment: each row with a place up to atSeq stands in exactly one of them, as it is now;
     * what else stands in one has a newer place; ranges ascend and are disjoint; entries say what bodies hold.
     */
    async function sound(stream: string): Promise<{ atSeq: number; pages: Seen[]; stale: number }> {
      const found = await seen(stream)
      const rows = new Map((await rowsOf(stream)).map(row => [row.id, row]))
      const settled = new Map<string, Row>()
      let stale = 0
      for (const { entry, body, rows: held } of found.pages) {
        expect(entry).toEqual({
          kind: held[0]?.kind, first: held[0]?.id, last: held.at(-1)?.id, count: held.length, maxSeq: Math.max(...held.map(row => row.seq)),
          maxRev: Math.max(...held.map(row => row.rev)), sum: digestOf(held.map(rowHash)).sum, hash: createHash('sha256').update(body).digest('hex'), bytes: body.length,
        })
        expect(held.length).toBeLessThanOrEqual(ROWS * 1.5)
        for (const [index, row] of held.entries()) {
          expect([row.kind, row.stream, index === 0 || (held[index - 1] as Row).id < row.id]).toEqual([entry.kind, stream, true])
          const now = rows.get(row.id) as Row
          if (now.seq > found.atSeq) stale += 1
          else expect(row).toEqual(now)
          expect(settled.has(row.id)).toBe(false)
          settled.set(row.id, row)
        }
      }
      for (const [index, { entry }] of found.pages.entries()) {
        const before = found.pages[index - 1]?.entry
        if (before) expect(before.kind < entry.kind || (before.kind === entry.kind && before.last < entry.first)).toBe(true)
      }
      for (const row of rows.values()) if (row.seq <= found.atSeq) expect(settled.get(row.id)).toEqual(row)
      // Pages and what comes by cursor, a row before its page's: the stream, to the last bit.
      const newer = [...rows.values()].filter(row => row.seq > found.atSeq)
      for (const row of newer) settled.set(row.id, row)
      const { count, sum } = await clinic.deps.store.db.selectFrom('stream').select(['count', 'sum']).where('tenant', '=', TENANT).where('stream', '=', stream).executeTakeFirst() ?? EMPTY_DIGEST
      expect(digestOf([...settled.values()].map(rowHash))).toEqual({ count, sum })
      // The sums of the manifest alone, where no page holds a row that has changed since.
      if (stale === 0) expect(digestOf([...found.pages.flatMap(({ rows: held }) => held.map(rowHash)), ...newer.map(rowHash)])).toEqual({ count, sum })
      return { ...found, stale }
    }

    describe('packing', () => {
      it('any work and any packings: pages hold the settled rows and nothing else, and what did not change keeps its name', async () => {
        const name = fc.string({ unit: fc.constantFrom('a', 'b', 'Z', '0', '_', '-'), minLength: 1, maxLength: 3 })
        const work = fc.oneof(
          { weight: 4, arbitrary: fc.record({ do: fc.constant('new' as const), ids: fc.array(name, { minLength: 1, maxLength: 8 }) }) },
          { weight: 2, arbitrary: fc.record({ do: fc.constantFrom('rename' as const, 'void' as const, 'move' as const, 'visit' as const), at: fc.nat(50) }) },
        )
        const step = fc.oneof({ weight: 3, arbitrary: work }, { weight: 2, arbitrary: fc.record({ do: fc.constant('pack' as const), during: fc.array(work, { maxLength: 2 }) }) })
        await fc.assert(fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 16 }), async steps => {
          await begin(await open())
          const known: string[] = []
          let names = 0
          const carryOut = async (one: typeof work extends fc.Arbitrary<infer W> ? W : never): Promise<void> => {
            if (one.do === 'new') {
              known.push(...one.ids)
              await tablet.save(...one.ids.map(id => patient(id)))
              return
            }
            const id = known[one.at % Math.max(known.length, 1)]
            if (id === undefined) return
            if (one.do === 'rename') await tablet.saveOne(renamed(id, 'Budi Santoso', `Budi ${(names += 1)}`))
            else if (one.do === 'void') await tablet.saveOne({ kind: 'patient', id, act: 'void', reason: 'salah orang' })
            else if (one.do === 'move') await moveRecord(clinic.deps, TENANT, { id, to: TERITIH })
            else await tablet.saveOne({ kind: 'visit', id: `v${id}`, act: 'create', set: fresh(visitData(id, 'bidan')) })
          }
          let quiet = true
          for (const one of steps) {
            if (one.do !== 'pack') {
              await carryOut(one)
              continue
            }
            const before = await clinic.deps.store.db.selectFrom('page').select(['kind', 'first', 'last', 'hash']).where('stream', '=', CLINICAL).execute()
            const from = (await clinic.deps.store.db.selectFrom('page_stream').select('at_seq').where('stream', '=', CLINICAL).executeTakeFirst())?.at_seq ?? 0
            const waiting = [...one.during]
            meanwhile = async () => { const next = waiting.shift(); if (next) await carryOut(next) }
            await pack()
            meanwhile = () => Promise.resolve()
            quiet &&= waiting.length === one.during.length
            const { atSeq, pages: after, stale } = await sound(CLINICAL)
            if (!quiet) continue
            expect(stale).toBe(0)
            for (const { entry } of after) if (after.filter(page => page.entry.kind === entry.kind).length > 1) expect(entry.count).toBeGreaterThanOrEqual(ROWS / 2)
            const changed = (await rowsOf(CLINICAL)).filter(row => row.seq > from && row.seq <= atSeq)
            for (const page of before) {
              const next = before.filter(other => other.kind === page.kind && other.first > page.first).map(other => other.first).sort()[0]
              const isFirst = !before.some(other => other.kind === page.kind && other.first < page.first)
              const touched = changed.some(row => row.kind === page.kind && (isFirst || row.id >= page.first) && (next === undefined || row.id < next))
              if (!touched) expect(after.map(({ entry }) => entry.hash)).toContain(page.hash)
            }
          }
          await sound(CLINICAL)
          await pack()
          await pack(TERITIH)
          await sound(CLINICAL)
        }), { numRuns: rounds })
      }, 120_000)
      it('rewrites one page for one changed row, and none for what stands behind the last', async () => {
        await tablet.save(...patients(...upTo(20)))
        const before = (await entriesOf(CLINICAL)).pages.map(page => page.hash)
        expect((await sound(CLINICAL)).pages.map(({ entry }) => entry.count)).toEqual([4, 4, 4, 4, 4])
        await tablet.save(renamed('p-009', 'Budi Santoso', 'Budi Lain'), ...patients(...upTo(6, 20)))
        let breaths = 0
        meanwhile = async () => { breaths += 1 }
        expect(await pack()).toBe('packed')
        // The list of changes, the page that is opened, and the two that are made.
        expect(breaths).toBe(4)
        const after = await sound(CLINICAL)
        expect(after.pages.map(({ entry }) => [entry.first, entry.count])).toEqual([['p-000', 4], ['p-004', 4], ['p-008', 4], ['p-012', 4], ['p-016', 4], ['p-020', 6]])
        expect(after.pages.map(({ entry }) => entry.hash).filter(hash => before.includes(hash))).toEqual(before.filter((_, index) => index !== 2))
        expect(await pack()).toBe('up-to-date')
      })
      it('a page that grows too long is split evenly', async () => {
        await tablet.save(...patients(0, 10, 20, 30, 40, 50, 60, 70))
        await pack()
        await tablet.save(...patients(1, 2, 3, 4, 5))
        await pack()
        expect((await sound(CLINICAL)).pages.map(({ entry }) => [entry.first, entry.count])).toEqual([['p-000', 3], ['p-003', 3], ['p-010', 3], ['p-040', 4]])
      })
      it('a page that is not half full takes what comes behind it', async () => {
        await tablet.save(...patients(0))
        await pack()
        await tablet.save(...patients(1, 2, 3, 4))
        await pack()
        expect((await sound(CLINICAL)).pages.map(({ entry }) => entry.count)).toEqual([5])
      })
      it('orders ids by code units, whatever the database holds for the order of letters', async () => {
        const ids = ['a', 'B', 'A', 'b', '_', '-', 'a-', 'aB', 'ab', 'a_', 'Z', 'z', '0', '9', '10']
        await tablet.save(...ids.map(id => patient(id)))
        expect((await sound(CLINICAL)).pages.flatMap(({ rows }) => rows.map(row => row.id))).toEqual([...ids].sort())
      })
      it('a row that changes while it is packed is left to the cursor', async () => {
        await tablet.save(...patients(...upTo(12)))
        let breaths = 0
        meanwhile = async () => {
          breaths += 1
          // Read already, being read next, and read last; and one that is new.
          if (breaths === 3) await tablet.save(...['p-000', 'p-005', 'p-011'].map(id => renamed(id, 'Budi Santoso', 'Budi Baru')), ...patients(12))
        }
        expect(await pack()).toBe('packed')
        meanwhile = () => Promise.resolve()
        const found = await sound(CLINICAL)
        const late = (await rowsOf(CLINICAL)).filter(row => row.seq > found.atSeq)
        expect(late.map(row => row.id).sort()).toEqual(['p-000', 'p-005', 'p-011', 'p-012'])
        const { rows } = await tablet.pullAll({ [CLINICAL]: found.atSeq })
        expect(rows.filter(row => row.stream === CLINICAL)).toEqual(late.sort((a, b) => a.seq - b.seq))
        // What had been read is there as it was; what had not is not there at all.
        const held = found.pages.flatMap(page => page.rows)
        expect(['p-000', 'p-005', 'p-011', 'p-012'].map(id => held.find(row => row.id === id)?.rev)).toEqual([1, undefined, undefined, undefined])
        await pack()
        expect((await sound(CLINICAL)).stale).toBe(0)
      })
      it('two packings of a stream at once: one is kept whole', async () => {
        await tablet.save(...patients(...upTo(9)))
        expect((await Promise.all([pack(), pack()])).filter(result => result === 'packed')).toHaveLength(1)
        await sound(CLINICAL)
        const other = { ...clinic.deps, paging: { rows: ROWS } }
        const overtake = async (from: number): Promise<void> => {
          let once = false
          meanwhile = async () => {
            if (once) return
            once = true
            await tablet.save(...patients(...upTo(5, from)))
            expect(await packStream(other, TENANT, CLINICAL)).toBe('packed')
          }
          expect(await pack()).toBe('overtaken')
          meanwhile = () => Promise.resolve()
          const { pages: kept, stale } = await sound(CLINICAL)
          expect([stale, kept.reduce((sum, { entry }) => sum + entry.count, 0)]).toEqual([0, (await rowsOf(CLINICAL)).length])
        }
        await tablet.save(...patients(...upTo(30, 9)))
        await overtake(50)
        // And where there were no pages before either of them.
        for (const table of ['page', 'page_stream'] as const) await clinic.deps.store.db.deleteFrom(table).execute()
        await overtake(60)
      })
      it('who asks while a stream is being packed waits for that packing', async () => {
        await tablet.save(...patients(...upTo(9)))
        let breaths = 0
        meanwhile = async () => { breaths += 1 }
        const answers = await Promise.all(upTo(5).map(() => manifest(CLINICAL)))
        const alone = breaths
        for (const answer of answers) expect(value(answer)).toEqual(value(answers[0] as never))
        await clinic.deps.store.db.deleteFrom('page_stream').execute()
        await manifest(CLINICAL)
        expect(breaths).toBe(2 * alone)
      })
      it('what is moved or derived from the console is a change like any other', async () => {
        await tablet.save(...patients(...upTo(10)), movement('m-1'))
        await pack()
        value(await moveRecord(clinic.deps, TENANT, { id: 'p-004', to: TERITIH }))
        await rederiveDays(clinic.deps)
        await sound(CLINICAL)
        await pack()
        const found = await sound(CLINICAL)
        expect(found.pages.flatMap(({ rows }) => rows).find(row => row.id === 'p-004')).toMatchObject({ state: 'moved', data: null })
      })
      it('pages of another format, or damaged on the disk, are packed anew', async () => {
        await tablet.save(...patients(...upTo(10)))
        const before = (await seen(CLINICAL)).pages
        await clinic.deps.store.db.updateTable('page_stream').set({ format: PAGE_FORMAT + 1 }).execute()
        await clinic.deps.store.db.updateTable('page').set({ format: PAGE_FORMAT + 1, body: Buffer.from('of another version') }).execute()
        expect((await sound(CLINICAL)).pages).toEqual(before)
        await clinic.deps.store.db.updateTable('page').set({ body: Buffer.from('damaged') }).where('first', '=', 'p-003').execute()
        await tablet.save(renamed('p-004', 'Budi Santoso', 'Budi Lain'))
        await pack()
        await sound(CLINICAL)
      })
      it('the same rows make the same pages on either engine', async () => {
        const work = async () => {
          await tablet.save(...patients(...upTo(15)), movement('m-1'), movement('M-2'))
          await pack()
          await tablet.save(renamed('p-003', 'Budi Santoso', 'Budi Lain'), { kind: 'patient', id: 'p-007', act: 'void', reason: 'salah orang' }, ...patients(...upTo(3, 20)))
          await pack()
          return value(await manifest(CLINICAL, STOCK, SERVICE)).streams
        }
        const here = await work()
        await begin(openSqlite({ memory: true }))
        expect(await work()).toEqual(here)
      })
    })

    describe('asking for them', () => {
      it('hello names the format, and a manifest packs what was not packed or is far behind', async () => {
        await begin(await open(), { packAfter: 6 })
        expect(value(await clinic.core.hello(tablet.who, { proto: 1, app: 'test', schema: 1 })).pages).toBe(PAGE_FORMAT)
        expect(value(await manifest(CLINICAL)).streams).toEqual({ [CLINICAL]: { atSeq: 0, pages: [] } })
        await tablet.save(...patients(0, 1))
        const first = await entriesOf(CLINICAL)
        expect(first.pages.map(page => page.count)).toEqual([2])
        await tablet.save(...patients(2, 3, 4, 5, 6))
        expect(await entriesOf(CLINICAL)).toEqual(first)
        await tablet.save(...patients(7))
        expect((await entriesOf(CLINICAL)).pages.map(page => page.count)).toEqual([2, 6])
      })
      it('reaches as far as the tablet has come, or as far as there is anything', async () => {
        await begin(await open(), { packAfter: 1000 })
        await tablet.save(...patients(0, 1))
        const { atSeq } = await entriesOf(CLINICAL)
        await tablet.save(...patients(2))
        const from = async (seq: number) => value(await clinic.core.manifest(tablet.who, { epoch: tablet.epoch, streams: [CLINICAL], pages: PAGE_FORMAT, from: { [CLINICAL]: seq } })).streams[CLINICAL]?.atSeq
        expect(await from(atSeq)).toBe(atSeq)
        expect(await from(atSeq + 1)).toBe(atSeq + 1)
        await tablet.save(...patients(3))
        // A cursor of another history.
        expect(await from(atSeq + 1000)).toBe(atSeq + 2)
      })
      it('BR-65: streams that are not granted are refused, and the head is told', async () => {
        await tablet.save(...patients(...upTo(9)))
        const { pages: [page] } = await entriesOf(CLINICAL)
        const hash = page?.hash as string
        const reader = await Tablet.enrol(clinic, 'kmp-kiara', 'lurah')
        const ask = (streams: string[]) => clinic.core.manifest(reader.who, { epoch: reader.epoch, streams, pages: PAGE_FORMAT })
        const take = (...wanted: PagesRequest['wanted']) => clinic.core.pages(reader.who, { epoch: reader.epoch, wanted })
        expect(refusal(await ask([MEMBERS, CLINICAL]))).toBe('403 SCOPE')
        const incidents = async () => (await rowsOf(SERVICE)).filter(row => row.kind === 'incident').map(row => (row.data as { about: { account: string; stream: string } }).about)
        expect(await incidents()).toMatchObject([{ account: 'lurah', stream: CLINICAL }])
        expect(refusal(await take({ stream: MEMBERS, hashes: [] }, { stream: STOCK, hashes: [hash] }))).toBe('403 SCOPE')
        expect((await incidents()).map(about => about.stream).sort()).toEqual([CLINICAL, STOCK])
        expect(refusal(await ask([MEMBERS]))).toBe('accepted')
        // A name that is known opens nothing in a stream of one's own.
        expect(await bytesOf(value(await take({ stream: MEMBERS, hashes: [hash] })))).toEqual(new Uint8Array(4))
      })
      it('refuses a revoked tablet, another epoch, an app that is too old, and pages that it cannot read', async () => {
        const both = async () => [refusal(await manifest(CLINICAL)), refusal(await pages({ stream: CLINICAL, hashes: [] }))]
        expect(await both()).toEqual(['accepted', 'accepted'])
        expect(refusal(await clinic.core.manifest(tablet.who, { epoch: tablet.epoch, streams: [], pages: PAGE_FORMAT - 1 }))).toBe('406 PAGES')
        value(await clinic.core.hello(tablet.who, { proto: 1, app: 'test', schema: 1 }))
        const newer = { ...clinic, core: buildServerCore({ ...clinic.deps, minPull: 2 }) }
        expect(refusal(await newer.core.manifest(tablet.who, { epoch: tablet.epoch, streams: [CLINICAL], pages: PAGE_FORMAT }))).toBe('426 UPGRADE')
        await mintEpoch(clinic.deps)
        expect(await both()).toEqual(['409 EPOCH', '409 EPOCH'])
        tablet.epoch = await clinic.core.epoch()
        value(await updateAccount(clinic.deps, TENANT, { id: 'bidan', grants: [{ role: 'koperasi', place: 'kmp-kiara' }] }))
        await tablet.as('bidan')
        expect(await both()).toEqual(['403 SCOPE', '403 SCOPE'])
        await revokeDevice(clinic.deps, TENANT, tablet.dev)
        await tablet.as('bidan')
        expect(await both()).toEqual(['403 DEVICE', '403 DEVICE'])
      })
      it('sends what is asked for in that order, and an empty part for what is no longer there', async () => {
        await tablet.save(...patients(...upTo(12)), movement('m-1'))
        const [clinical, stock] = [await seen(CLINICAL), await seen(STOCK)]
        const [first, second, third] = clinical.pages as [Seen, Seen, Seen]
        await tablet.saveOne(renamed('p-005', 'Budi Santoso', 'Budi Lain'))
        await pack()
        const answer = await bytesOf(value(await pages({ stream: CLINICAL, hashes: [third.entry.hash, second.entry.hash, first.entry.hash] }, { stream: STOCK, hashes: ['0'.repeat(64), stock.pages[0]?.entry.hash as string] })))
        expect(new PartReader().take(answer)).toEqual([third.body, new Uint8Array(0), first.body, new Uint8Array(0), stock.pages[0]?.body])
      })
      it('reads a page when its turn has come, not before', async () => {
        await tablet.save(...patients(...upTo(12)))
        const { pages: [first, second] } = await seen(CLINICAL)
        const parts = value(await pages({ stream: CLINICAL, hashes: [first?.entry.hash as string, second?.entry.hash as string] }))[Symbol.asyncIterator]()
        expect((await parts.next()).value).toHaveLength(4 + (first?.body.length ?? 0))
        await tablet.saveOne(renamed('p-005', 'Budi Santoso', 'Budi Lain'))
        await pack()
        expect((await parts.next()).value).toHaveLength(4)
        expect((await parts.next()).done).toBe(true)
      })
      it('an answer that is cut anywhere gives whole pages only', async () => {
        await tablet.save(...patients(...upTo(12)))
        const { pages: all } = await seen(CLINICAL)
        const answer = await bytesOf(value(await pages({ stream: CLINICAL, hashes: all.map(({ entry }) => entry.hash) })))
        for (let cut = 0; cut <= answer.length; cut += 1) {
          let end = 0
          const whole = all.filter(({ body }) => (end += 4 + body.length) <= cut)
          const got = new PartReader().take(answer.slice(0, cut))
          if (got.length !== whole.length || got.some((part, index) => !Buffer.from(part).equals(whole[index]?.body as Uint8Array))) expect.unreachable(`cut after ${cut} bytes: ${got.length} parts`)
        }
      })
    })

    describe('the keeper', () => {
      it('packs what is far behind, and goes on where one stream fails', async () => {
        await begin(await open(), { packAfter: 8 })
        await tablet.save(...patients(...upTo(9)), ...upTo(9).map(number => movement(`m-${number}`)))
        const errors: unknown[] = []
        const packedTo = async () => (await clinic.deps.store.db.selectFrom('page_stream').select('stream').orderBy('stream').execute()).map(({ stream }) => stream)
        const failing = createKeeper(clinic.deps, (tenant, stream) => stream === CLINICAL ? Promise.reject(new Error('no luck')) : clinic.core.pack(tenant, stream), error => errors.push(error))
        await Promise.all([failing.round(), failing.round()])
        expect([await packedTo(), errors]).toEqual([[CATALOGUE, STOCK], [new Error('no luck')]])
        const keeper = createKeeper(clinic.deps, clinic.core.pack, error => errors.push(error))
        await keeper.round()
        expect(await packedTo()).toEqual([CATALOGUE, CLINICAL, STOCK].sort())
        await sound(CLINICAL)
        expect(errors).toHaveLength(1)
      })
      it('gives up when it is stopped, and leaves nothing half done', async () => {
        await begin(await open(), { packAfter: 1 })
        await tablet.save(...patients(...upTo(9)))
        const keeper = createKeeper(clinic.deps, clinic.core.pack, error => { throw error })
        let stopped: Promise<void> | undefined
        meanwhile = async () => { stopped ??= keeper.stop() }
        await keeper.round()
        await stopped
        expect(await clinic.deps.store.db.selectFrom('page_stream').selectAll().execute()).toEqual([])
        await keeper.round()
        expect(await clinic.deps.store.db.selectFrom('page').select('hash').execute()).toEqual([])
      })
    })
  })
}
