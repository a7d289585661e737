import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { ok } from '#domain/core/result.ts'
import { day } from '#domain/core/day.ts'
import { TabletDatabase } from '#app/db/database.ts'
import { createDraft, patchDraft, type Interest, type StoredRecord } from '#app/db/record-store.ts'
import { memberData, movementData } from '../sync/records.ts'
import { countingFold } from './fold-world.ts'
import { enrolled, MEMBERS, openServer, openTestTablet, PASSWORD, STOCK, type Server, type TestTablet } from '../sync/world.ts'

let server: Server
const open: TestTablet[] = []
const keep = (tablet: TestTablet): TestTablet => { open.push(tablet); return tablet }
beforeEach(async () => { server = await openServer() })
afterEach(async () => { for (const tablet of open.splice(0)) await tablet.session.close() })

async function ready(): Promise<TestTablet> {
  const tablet = keep(await enrolled(server, 'pustu-kiara'))
  expect(await tablet.session.signIn('bidan', PASSWORD)).toEqual(ok(null))
  await tablet.settled()
  return tablet
}

async function save(tablet: TestTablet, serial: number, name = `Warga ${serial}`): Promise<string> {
  const id = tablet.platform.newId()
  expect(await tablet.context.store.writeGroup(async () => ok([createDraft('member', id, MEMBERS, memberData(name, serial))]))).toMatchObject({ ok: true })
  return id
}

const rawDatabase = (tablet: TestTablet): TabletDatabase => new TabletDatabase('kkd-test', tablet.platform.idb, 'strict')

describe('reading', () => {
  it('finds a record by key and day while it is unsent, and after it was judged', async () => {
    const tablet = await ready()
    const id = await save(tablet, 1)
    const { store } = tablet.context
    await store.writeGroup(async () => ok([createDraft('stock-movement', tablet.platform.newId(), STOCK, movementData(10))]))
    for (const pending of ['unsent', 'none']) {
      expect((await store.byKey('member', 'nik', memberData('', 1).nik)).map(member => [member.id, member.pending])).toEqual([[id, pending]])
      expect(await store.byDay('stock-movement', day('2025-12-17'))).toMatchObject([{ pending, data: { quantity: 10 } }])
      expect(await store.byDay('stock-movement', day('2025-12-16'))).toEqual([])
      await tablet.settled()
    }
  })

  it('an edit moves a record between keys at once', async () => {
    const tablet = await ready()
    const id = await save(tablet, 1)
    await tablet.settled()
    const { store } = tablet.context
    const member = await store.get('member', id) as StoredRecord<'member'>
    await store.writeGroup(async () => ok([patchDraft(member, { number: 'KIARA-09-9999' })]))
    expect(await store.byKey('member', 'number', 'KIARA-09-0001')).toEqual([])
    expect(await store.byKey('member', 'number', 'KIARA-09-9999')).toHaveLength(1)
    expect(await store.writeGroup(async () => ok([patchDraft(member, { number: member.data.number })]))).toEqual(ok({ ids: [], seqs: [] }))
  })
})

describe('the newest of a key', () => {
  const KK = '3673991201800001'
  const house = async (tablet: TestTablet, from: number, to: number): Promise<string[]> => {
    const ids: string[] = []
    for (let serial = from; serial <= to; serial += 1) {
      tablet.time.value += 1
      const id = tablet.platform.newId()
      expect((await tablet.context.store.writeGroup(async () => ok([createDraft('member', id, MEMBERS, memberData(`Warga ${serial}`, serial, { familyCard: KK }))]))).ok).toBe(true)
      ids.push(id)
    }
    return ids
  }
  const newest = async (tablet: TestTablet, count: number): Promise<string[]> => (await tablet.context.store.byKey('member', 'familyCard', KK, { newest: count })).map(({ id }) => id)

  it('are those made last, the latest first, sent or not; what left the key makes room', async () => {
    const tablet = await ready()
    const sent = await house(tablet, 1, 5)
    await tablet.settled()
    const ids = [...sent, ...await house(tablet, 6, 7)]
    const down = [...ids].reverse()
    for (const count of [1, 2, 3, 6, 7, 20]) expect(await newest(tablet, count)).toEqual(down.slice(0, count))
    const { store } = tablet.context
    const fifth = await store.get('member', ids[4] as string) as StoredRecord<'member'>
    await store.writeGroup(async () => ok([patchDraft(fifth, { familyCard: null })]))
    const left = down.filter(id => id !== fifth.id)
    expect(await newest(tablet, 4)).toEqual(left.slice(0, 4))
    await tablet.settled()
    expect(await newest(tablet, 4)).toEqual(left.slice(0, 4))
    expect((await store.byKey('member', 'familyCard', KK)).map(({ id }) => id).sort()).toEqual([...left].sort())
  })

  it('are opened alone, and the others when they are asked for, each once', async () => {
    const first = await ready()
    const ids = await house(first, 1, 12)
    await first.settled()
    await first.session.close()
    const tablet = keep(await openTestTablet(server, { factory: first.factory }))
    const { open: openBox } = tablet.platform.sealing
    let opened = 0
    Object.assign(tablet.platform.sealing, { open: async (...args: Parameters<typeof openBox>) => { if (args[2].includes('|member|')) opened += 1; return openBox(...args) } })
    tablet.line.online = false
    expect(await tablet.session.signIn('bidan', PASSWORD)).toEqual(ok(null))
    expect(await newest(tablet, 3)).toEqual(ids.slice(-3).reverse())
    expect(opened).toBe(3)
    expect(await tablet.context.store.byKey('member', 'familyCard', KK)).toHaveLength(12)
    expect(opened).toBe(12)
    expect(await newest(tablet, 20)).toHaveLength(12)
    expect(opened).toBe(12)
  })
})

describe('live queries', () => {
  it('wake only for what touches their interest, before and after an edit, saved here or downloaded', async () => {
    const [a, b] = [await ready(), await ready()]
    const id = await save(a, 1)
    const other = await save(a, 2)
    await a.settled()
    await b.settled()
    const woken = new Map<string, number>()
    const watch = (name: string, interest: Interest): void => { b.context.store.watch([interest], () => woken.set(name, (woken.get(name) ?? 0) + 1)) }
    watch('kind', { kind: 'member' })
    watch('this', { kind: 'member', id })
    watch('other', { kind: 'member', id: other })
    watch('old key', { kind: 'member', key: { name: 'number', value: 'KIARA-09-0001' } })
    watch('new key', { kind: 'member', key: { name: 'number', value: 'KIARA-09-9999' } })
    watch('visits', { kind: 'visit' })
    watch('another day', { kind: 'stock-movement', day: day('2025-12-16') })
    const member = await a.context.store.get('member', id) as StoredRecord<'member'>
    await a.context.store.writeGroup(async () => ok([patchDraft(member, { number: 'KIARA-09-9999' })]))
    await a.settled()
    await b.settled()
    expect([...woken.keys()].sort()).toEqual(['kind', 'new key', 'old key', 'this'])
  })

  it('another tab sees a save at once, and decides on what it sees', async () => {
    const first = await ready()
    const second = keep(await openTestTablet(server, { factory: first.factory, channels: first.channels }))
    Object.assign(second.platform, { locks: first.platform.locks })
    second.line.online = false
    await second.session.signIn('bidan', PASSWORD)
    let woken = 0
    second.context.store.watch([{ kind: 'stock-movement' }], () => { woken += 1 })
    const take = (tablet: TestTablet) => tablet.context.store.writeGroup(async view => {
      const held = (await view.scan('stock-movement')).reduce((sum, movement) => sum + movement.data.quantity, 0)
      if (held < 10) return { ok: false as const, error: { kind: 'short' as const, held } }
      return ok([createDraft('stock-movement', tablet.platform.newId(), STOCK, movementData(-10))])
    })
    await first.context.store.writeGroup(async () => ok([createDraft('stock-movement', first.platform.newId(), STOCK, movementData(10))]))
    const results = await Promise.all([take(first), take(second), take(first), take(second)])
    expect(results.filter(result => result.ok)).toHaveLength(1)
    expect((await second.context.store.scan('stock-movement')).reduce((sum, movement) => sum + movement.data.quantity, 0)).toBe(0)
    expect(woken).toBeGreaterThan(0)
  })
})

describe('writing', () => {
  it('a page that outlived a change of the store may not write, and says so', async () => {
    const tablet = await ready()
    const db = rawDatabase(tablet)
    await db.meta.put({ key: 'fence', value: 99 })
    db.close()
    const result = await tablet.context.store.writeGroup(async () => ok([createDraft('member', tablet.platform.newId(), MEMBERS, memberData('X', 1))]))
    expect(result).toEqual({ ok: false, error: { kind: 'old-version' } })
    expect(await tablet.context.store.scan('member')).toEqual([])
    tablet.session.syncNow()
    await tablet.until(() => tablet.status.problem === 'old-version')
  })

  it('a full disk fails the save aloud and leaves nothing half written', async () => {
    const tablet = await ready()
    const { prototype } = await import('fake-indexeddb').then(module => module.IDBObjectStore)
    const add = prototype.add
    prototype.add = function full(this: IDBObjectStore, ...args: Parameters<typeof add>) {
      if (this.name === 'journal') throw new DOMException('no room', 'QuotaExceededError')
      return add.apply(this, args)
    }
    const result = await tablet.context.store.writeGroup(async () => ok([createDraft('member', tablet.platform.newId(), MEMBERS, memberData('X', 1))]))
    prototype.add = add
    expect(result).toEqual({ ok: false, error: { kind: 'storage-full' } })
    expect(await tablet.context.store.scan('member')).toEqual([])
    expect(await save(tablet, 2)).toBeTruthy()
    await tablet.settled()
  })

  it('a label is never given twice, in whatever order tabs ask', async () => {
    const tablet = await ready()
    const labels = await Promise.all([1, 2, 3].map(() => tablet.context.nextLabel('member', 'KIARA')))
    labels.push(await tablet.context.nextLabel('rm', 'KIARA'))
    expect(labels[0]).toMatch(/^KIARA-\d\d-0001$/)
    expect(new Set(labels.slice(0, 3)).size).toBe(3)
  })

  it('a half-written form comes back after the page was closed', async () => {
    const tablet = await ready()
    await tablet.context.store.saveFormDraft('member', { name: 'Siti' })
    await tablet.session.close()
    const again = keep(await openTestTablet(server, { factory: tablet.factory }))
    await again.session.signIn('bidan', PASSWORD)
    expect(await again.context.store.loadFormDraft('member')).toEqual({ name: 'Siti' })
    await again.context.store.clearFormDraft('member')
    expect(await again.context.store.loadFormDraft('member')).toBeUndefined()
  })
})

describe('kept sums', () => {
  it('are ready when a sync ends, and stay right through the next ones', async () => {
    const tablet = keep(await enrolled(server, 'pustu-kiara'))
    const fold = countingFold()
    Object.assign(tablet.platform, { folds: [fold] })
    await tablet.session.signIn('bidan', PASSWORD)
    await tablet.settled()
    const { store } = tablet.context
    const db = rawDatabase(tablet)
    expect(await db.folds.get([STOCK, 'balances'])).toBeDefined()
    await db.folds.clear()
    db.close()
    await store.writeGroup(async () => ok([createDraft('stock-movement', tablet.platform.newId(), STOCK, movementData(10))]))
    expect([...(await store.fold(fold, STOCK)).values()]).toMatchObject([{ quantity: 10 }])
    await tablet.settled()
    expect([...(await store.fold(fold, STOCK)).values()]).toMatchObject([{ quantity: 10 }])
  })

  it('that are missing are made by the next sync, before anybody asks', async () => {
    const tablet = await ready()
    await tablet.session.switchUser()
    Object.assign(tablet.platform, { folds: [countingFold()] })
    await tablet.session.signIn('bidan', PASSWORD)
    await tablet.settled()
    const db = rawDatabase(tablet)
    expect(await db.folds.get([STOCK, 'balances'])).toBeDefined()
    db.close()
  })
})

describe('copies of streams', () => {
  it('a first download row by row, from a server without pages, goes on where it was broken off', async () => {
    const tablet = await ready()
    for (let serial = 1; serial <= 40; serial += 1) await save(tablet, serial)
    await tablet.settled()
    const fresh = keep(await enrolled(server, 'pustu-kiara'))
    const asked: (string | undefined)[] = []
    let pages = 0
    const { post } = fresh.platform.api
    Object.assign(fresh.platform.api, {
      post: async (path: string, body: { stream?: string; after?: string }, answer: never) => {
        if (path === '/sync/hello') {
          const hello = await post(path, body, answer) as { ok: true; value: { pages?: number } }
          return hello.ok ? ok({ ...hello.value, pages: undefined }) : hello
        }
        if (path !== '/sync/snapshot' || body.stream !== MEMBERS) return post(path, body, answer)
        asked.push(body.after)
        if ((pages += 1) === 3) return { ok: false, error: { kind: 'offline' } }
        const whole = await post(path, { ...body, after: undefined }, answer) as { ok: true; value: { rows: unknown[]; atSeq: number; total: number } }
        const from = Number(body.after ?? 0)
        const rows = whole.value.rows.slice(from, from + 10)
        return ok({ ...whole.value, rows, ...(from + 10 < whole.value.rows.length ? { next: String(from + 10) } : {}) })
      },
    })
    await fresh.session.signIn('bidan', PASSWORD)
    await fresh.until(() => fresh.status.phase === 'offline')
    expect(await fresh.context.store.scan('member')).toEqual([])
    await fresh.settled()
    expect(asked).toEqual([undefined, '10', '20', '20', '30'])
    expect(await fresh.context.store.scan('member')).toHaveLength(40)
  })

  it('a row that was spoiled on the tablet is found by the digest and fetched again', async () => {
    const tablet = await ready()
    const id = await save(tablet, 1)
    await save(tablet, 2)
    await tablet.settled()
    const db = rawDatabase(tablet)
    await db.rows.filter(row => row.id === id).delete()
    db.close()
    await tablet.settled()
    expect(tablet.line.calls.filter(path => path.endsWith('/digest')).length).toBeGreaterThan(2)
    expect((await tablet.context.store.scan('member')).map(member => member.id)).toContain(id)
    const before = tablet.line.calls.length
    await tablet.settled()
    expect(tablet.line.calls.slice(before)).toEqual(['/api/sync/hello', '/api/sync/pull', '/api/sync/digest'])
  })
})
