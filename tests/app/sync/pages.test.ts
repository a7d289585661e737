import { gunzipSync } from 'node:zlib'
import type { IDBFactory } from 'fake-indexeddb'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { ok } from '#domain/core/result.ts'
import { updateAccount } from '#server/admin/accounts.ts'
import { packStream } from '#server/pages/pack-stream.ts'
import { createDraft, patchDraft, type StoredRecord } from '#app/db/record-store.ts'
import type { ManifestRequest, PagesRequest } from '#sync/messages.ts'
import { PartReader, partOf } from '#sync/pages/parts.ts'
import { memberData, patientData } from './records.ts'
import { DESK } from '#tests/server/kit.ts'
import { CLINICAL, enrolled, MEMBERS, openServer, PASSWORD, restoreServer, TENANT, type Server, type TestTablet } from './world.ts'

type Bytes = Uint8Array<ArrayBuffer>
const open: TestTablet[] = []
let server: Server
beforeEach(async () => { server = await openServer({ paging: { rows: 4, packAfter: 1_000, breathe: async () => {} } }) })
afterEach(async () => { for (const tablet of open.splice(0)) await tablet.session.close() })

const NAMES = Array.from({ length: 22 }, (_, index) => `Warga ${String(index + 1).padStart(2, '0')}`)

async function opened(): Promise<TestTablet> {
  // A server lets so many be enrolled from one place in a minute.
  server.clinic.clock.pass(60_000)
  const tablet = await enrolled(server, 'pustu-kiara')
  open.push(tablet)
  return tablet
}

async function signedIn(user = 'bidan'): Promise<TestTablet> {
  const tablet = await opened()
  expect(await tablet.session.signIn(user, PASSWORD)).toEqual(ok(null))
  return tablet
}

/** A tablet on which 22 members and 9 patients were written, and which the server has them from. */
async function writer(): Promise<TestTablet> {
  const tablet = await signedIn()
  await tablet.settled()
  const { store } = tablet.context
  const ids = new Map<string, string>()
  for (const [index, name] of NAMES.entries()) {
    const id = `a-${String(index + 1).padStart(3, '0')}`
    ids.set(name, id)
    expect(await store.writeGroup(async () => ok([createDraft('member', id, MEMBERS, memberData(name, index + 1))]))).toMatchObject({ ok: true })
  }
  for (let index = 1; index <= 9; index += 1) {
    expect(await store.writeGroup(async () => ok([createDraft('patient', `p-${index}`, CLINICAL, patientData(`Pasien ${index}`, { rm: `KIARA-09-000${index}` }))]))).toMatchObject({ ok: true })
  }
  await tablet.settled()
  return tablet
}

async function rename(tablet: TestTablet, id: string, name: string): Promise<void> {
  const member = await tablet.context.store.get('member', id) as StoredRecord<'member'>
  expect(await tablet.context.store.writeGroup(async () => ok([patchDraft(member, { name })]))).toMatchObject({ ok: true })
  await tablet.settled()
}

const names = async (tablet: TestTablet): Promise<string[]> => (await tablet.context.store.scan('member')).map(({ data }) => data.name).sort()
const patients = async (tablet: TestTablet): Promise<string[]> => (await tablet.context.store.scan('patient')).map(({ data }) => data.name).sort()

/** A download that holds everything, each record found by id, by a key and in a scan, and proven by the digest. */
async function hasAll(tablet: TestTablet, members: readonly string[] = NAMES): Promise<void> {
  expect(await names(tablet)).toEqual([...members].sort())
  expect(await patients(tablet)).toEqual(Array.from({ length: 9 }, (_, index) => `Pasien ${index + 1}`))
  for (const id of ['a-001', 'a-011', 'a-022']) expect(await tablet.context.store.get('member', id)).toMatchObject({ id, pending: 'none' })
  expect((await tablet.context.store.byKey('member', 'number', memberData('', 11).number)).map(({ id }) => id)).toEqual(['a-011'])
  expect((await read<{ making: unknown; complete: boolean }>(tablet.factory, 'streams')).map(({ making, complete }) => [making, complete])).toContainEqual([null, true])
}

/** All that lies in one table of a tablet. */
async function read<T>(factory: IDBFactory, table: string): Promise<T[]> {
  const done = <V>(request: IDBRequest<V>): Promise<V> => new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error as Error)
  })
  const db = await done(factory.open('kkd-test'))
  const all = await done(db.transaction(table).objectStore(table).getAll()) as T[]
  db.close()
  return all
}
const pagesOn = async (tablet: TestTablet, stream: string): Promise<number> => (await read<{ stream: string }>(tablet.factory, 'pages')).filter(page => page.stream === stream).length

interface Seen { readonly calls: string[]; readonly wanted: PagesRequest[]; readonly manifests: ManifestRequest[] }
/** What a tablet asks of sync from now on. `meanwhile` runs before each call goes out. */
function listen(tablet: TestTablet, meanwhile: (call: string) => Promise<undefined> | undefined = () => undefined): Seen {
  const seen: Seen = { calls: [], wanted: [], manifests: [] }
  tablet.line.before = (path, body) => {
    const call = path.replace('/api/sync/', '')
    if (call.startsWith('/')) return undefined
    seen.calls.push(call)
    const plain = (): unknown => JSON.parse(String(body[0] === 0x1f ? gunzipSync(body) : body))
    if (call === 'pages') seen.wanted.push(plain() as PagesRequest)
    if (call === 'manifest') seen.manifests.push(plain() as ManifestRequest)
    return meanwhile(call)
  }
  return seen
}
const hashesOf = ({ wanted }: PagesRequest): string[] => wanted.flatMap(({ hashes }) => hashes)
const partsOf = (bytes: Bytes): Bytes[] => new PartReader().take(bytes)
const joined = (parts: readonly Uint8Array[]): Bytes => new Uint8Array(Buffer.concat(parts.map(part => partOf(part))))

/** An empty tablet that hears and asks nothing yet: its line is cut until `begin`. */
async function empty(): Promise<TestTablet> {
  const tablet = await opened()
  tablet.line.before = path => (path.startsWith('/api/sync/') ? 'lost' : undefined)
  expect(await tablet.session.signIn('bidan', PASSWORD)).toEqual(ok(null))
  await tablet.until(() => tablet.status.phase === 'offline')
  return tablet
}

describe('a first download', () => {
  it('takes one manifest, one request for pages and one digest, which says that nothing came meanwhile', async () => {
    await writer()
    const tablet = await empty()
    const seen = listen(tablet)
    await tablet.settled()
    expect(seen.calls).toEqual(['hello', 'manifest', 'pages', 'digest'])
    expect(hashesOf(seen.wanted[0] as PagesRequest).length).toBe((await read(tablet.factory, 'pages')).length)
    expect(await pagesOn(tablet, MEMBERS)).toBeGreaterThanOrEqual(4)
    expect(await read(tablet.factory, 'rows')).toEqual([])
    await hasAll(tablet)
    // Whoever supervises sees at once that this tablet has all there is.
    const devices = await server.clinic.deps.store.db.selectFrom('device').select(['name', 'last_sync_at', 'last_complete_at']).where('tenant', '=', TENANT).execute()
    expect(devices.filter(device => device.last_sync_at !== null && device.last_complete_at === null)).toEqual([])
    // The next sync has nothing to download.
    await tablet.settled()
    expect(seen.calls.slice(4)).toEqual(['hello', 'pull', 'digest'])
  })

  it('that is cut anywhere goes on there: at most the page on its way is fetched twice', async () => {
    await writer()
    const first = await empty()
    let whole: Bytes = new Uint8Array(0)
    first.line.spoil = (path, bytes) => { if (path.endsWith('/pages')) whole = bytes; return undefined }
    const all = listen(first)
    await first.settled()
    const hashes = hashesOf(all.wanted[0] as PagesRequest)
    const ends = partsOf(whole).reduce<number[]>((places, part) => [...places, (places.at(-1) ?? 0) + 4 + part.length], [])
    expect(ends).toHaveLength(hashes.length)
    const edges = [ends[0] as number, ends[3] as number, whole.length]
    const cuts = new Set([0, 1, 3, 4, 5, ...edges.flatMap(end => [end - 1, end, end + 1]), ...Array.from({ length: 5 }, (_, index) => Math.floor((index + 0.5) * whole.length / 5))].filter(cut => cut <= whole.length))
    for (const cutAt of cuts) {
      const tablet = await empty()
      let times = 0
      tablet.line.spoil = (path, bytes) => (path.endsWith('/pages') && (times += 1) === 1 ? { bytes, cutAt } : undefined)
      const seen = listen(tablet)
      tablet.session.syncNow()
      await tablet.until(() => tablet.status.phase === 'offline')
      await tablet.settled()
      const here = ends.filter(end => end <= cutAt).length
      const again = seen.wanted.slice(1).flatMap(hashesOf)
      expect(again, `cut at ${cutAt} of ${whole.length}`).toEqual(hashes.slice(here))
      expect(seen.calls.filter(call => call === 'snapshot')).toEqual([])
      await hasAll(tablet)
      await tablet.session.close()
      open.splice(open.indexOf(tablet), 1)
    }
  }, 120_000)

  it('that is cut again and again still comes to its end', async () => {
    await writer()
    const tablet = await empty()
    tablet.line.spoil = (path, bytes) => (path.endsWith('/pages') ? { bytes, cutAt: Math.min(bytes.length, 4 + (partsOf(bytes)[0]?.length ?? 0) + 20) } : undefined)
    const seen = listen(tablet)
    for (let times = 0; times < 40 && tablet.status.phase !== 'idle'; times += 1) {
      const before = seen.calls.length
      tablet.session.syncNow()
      await tablet.until(() => seen.calls.length > before && (tablet.status.phase === 'offline' || tablet.status.phase === 'idle'))
    }
    expect(tablet.status.phase).toBe('idle')
    tablet.line.spoil = () => undefined
    await tablet.settled()
    const counts = seen.wanted.map(request => hashesOf(request).length)
    // Each call brought one page further.
    expect(counts).toEqual(counts.map((_, index) => (counts[0] as number) - index))
    expect(counts.at(-1)).toBe(1)
    await hasAll(tablet)
  })

  it('pages that were damaged, swapped, cut short or left out are refused and fetched again, and nothing else is', async () => {
    await writer()
    const harms: Record<string, (parts: Bytes[]) => { parts: Bytes[]; wrong: number[] }> = {
      'one bit': parts => ({ parts: parts.map((part, at) => (at === 2 ? part.map((byte, index) => (index === 9 ? byte ^ 1 : byte)) : part)), wrong: [2] }),
      swapped: parts => ({ parts: parts.map((part, at) => (at === 1 ? parts[3] as Bytes : at === 3 ? parts[1] as Bytes : part)), wrong: [1, 3] }),
      short: parts => ({ parts: parts.map((part, at) => (at === 0 ? part.slice(0, -1) : part)), wrong: [0] }),
      empty: parts => ({ parts: parts.map((part, at) => (at === 4 ? new Uint8Array(0) : part)), wrong: [4] }),
      'all of them': parts => ({ parts: parts.map(part => part.map(byte => byte ^ 255)), wrong: parts.map((_, at) => at) }),
      'too few': parts => ({ parts: parts.slice(0, 2), wrong: parts.flatMap((_, at) => (at < 2 ? [] : [at])) }),
      'too many': parts => ({ parts: [...parts, parts[0] as Bytes], wrong: [] }),
    }
    for (const [harm, change] of Object.entries(harms)) {
      const tablet = await empty()
      let wrong: number[] = []
      let times = 0
      tablet.line.spoil = (path, bytes) => {
        if (!path.endsWith('/pages') || (times += 1) > 1) return undefined
        const changed = change(partsOf(bytes))
        wrong = changed.wrong
        return { bytes: joined(changed.parts) }
      }
      const seen = listen(tablet)
      await tablet.settled()
      const hashes = hashesOf(seen.wanted[0] as PagesRequest)
      expect(seen.wanted.slice(1).flatMap(hashesOf), harm).toEqual(wrong.map(at => hashes[at]))
      expect(seen.calls).toEqual(['hello', 'manifest', 'pages', ...(wrong.length > 0 ? ['manifest', 'pages'] : []), 'digest'])
      await hasAll(tablet)
    }
  }, 60_000)

  it('a server that never sends what it named is asked for rows instead', async () => {
    await writer()
    const tablet = await empty()
    tablet.line.spoil = (path, bytes) => (path.endsWith('/pages') ? { bytes: joined(partsOf(bytes).map(() => new Uint8Array([1, 2, 3]))) } : undefined)
    const seen = listen(tablet)
    await tablet.settled()
    expect(seen.wanted).toHaveLength(3)
    expect(seen.calls).toContain('snapshot')
    await hasAll(tablet)
  })

  it('that the server packs anew in the middle of takes the new pages, and keeps what it has', async () => {
    const other = await writer()
    const tablet = await empty()
    let times = 0
    const seen = listen(tablet, call => {
      if (call !== 'pages' || (times += 1) > 1) return undefined
      return rename(other, 'a-011', 'Warga Baru').then(() => packStream(server.clinic.deps, TENANT, MEMBERS)).then(() => undefined)
    })
    await tablet.settled()
    const [first, second] = seen.wanted as [PagesRequest, PagesRequest]
    expect(seen.calls.slice(0, 5)).toEqual(['hello', 'manifest', 'pages', 'manifest', 'pages'])
    expect(hashesOf(second)).toHaveLength(1)
    expect(hashesOf(first)).not.toContain(hashesOf(second)[0])
    await hasAll(tablet, NAMES.map(name => (name === 'Warga 11' ? 'Warga Baru' : name)))
    // What no manifest names any more has been swept away.
    const named = new Set((await read<{ hash: string }>(tablet.factory, 'pages')).map(({ hash }) => hash))
    expect(named.size).toBe(hashesOf(first).length)
  })

  it('that changes meanwhile takes the later rows by cursor', async () => {
    const other = await writer()
    const tablet = await empty()
    let times = 0
    const seen = listen(tablet, call => (call === 'pages' && (times += 1) === 1 ? rename(other, 'a-003', 'Warga Baru').then(() => undefined) : undefined))
    await tablet.settled()
    expect(seen.calls).toEqual(['hello', 'manifest', 'pages', 'digest', 'pull', 'digest'])
    await hasAll(tablet, NAMES.map(name => (name === 'Warga 03' ? 'Warga Baru' : name)))
  })

  it('of an older server comes row by row', async () => {
    await writer()
    const tablet = await empty()
    tablet.line.spoil = (path, bytes) => {
      if (!path.endsWith('/hello')) return undefined
      const { pages: _pages, ...hello } = JSON.parse(new TextDecoder().decode(bytes)) as Record<string, unknown>
      return { bytes: new TextEncoder().encode(JSON.stringify(hello)) }
    }
    const seen = listen(tablet)
    await tablet.settled()
    expect(seen.calls).toContain('snapshot')
    expect(seen.calls.filter(call => call === 'manifest' || call === 'pages')).toEqual([])
    await hasAll(tablet)
    expect(await read(tablet.factory, 'pages')).toEqual([])
  })
})

describe('a restored server', () => {
  it('costs only the pages that differ, and the old copy is read until the new one is whole', async () => {
    const other = await writer()
    const tablet = await empty()
    const backup = server.clinic.deps.store.serialize?.() as Buffer
    await rename(other, 'a-011', 'Sesudah Cadangan')
    const after = NAMES.map(name => (name === 'Warga 11' ? 'Sesudah Cadangan' : name))
    const first = listen(tablet)
    await tablet.settled()
    await hasAll(tablet, after)
    const restored = await restoreServer(server.clinic, backup)
    server = restored
    tablet.line.server = restored
    const shown = new Set<string>()
    const looks: Promise<void>[] = []
    const seen = listen(tablet, () => {
      looks.push(names(tablet).then(all => { shown.add(all.join()) }))
      return undefined
    })
    await tablet.settled()
    await Promise.all(looks)
    // A member's name stands in the register and on the desk: one page of each.
    const asked = seen.wanted.flatMap(({ wanted }) => wanted)
    expect(asked.map(({ hashes }) => hashes.length)).toEqual(asked.map(() => 1))
    expect(asked.map(({ stream }) => stream).sort()).toEqual([DESK, MEMBERS].sort())
    expect(hashesOf(first.wanted[0] as PagesRequest).length).toBeGreaterThan(10)
    expect(seen.calls.filter(call => call === 'snapshot')).toEqual([])
    await hasAll(tablet)
    // Either the old copy or the new one, whole; and the old one for as long as pages were on their way.
    const [old, fresh] = [[...after].sort().join(), [...NAMES].sort().join()]
    expect(shown.has(old)).toBe(true)
    expect([...shown].filter(list => list !== old && list !== fresh)).toEqual([])
  })

  it('cut in the middle, the old copy is shown on', async () => {
    const other = await writer()
    const tablet = await empty()
    const backup = server.clinic.deps.store.serialize?.() as Buffer
    await rename(other, 'a-011', 'Sesudah Cadangan')
    listen(tablet)
    await tablet.settled()
    const before = await names(tablet)
    server = await restoreServer(server.clinic, backup)
    tablet.line.server = server
    tablet.line.spoil = (path, bytes) => (path.endsWith('/pages') ? { bytes, cutAt: 10 } : undefined)
    tablet.session.syncNow()
    await tablet.until(() => tablet.status.phase === 'offline')
    expect(await names(tablet)).toEqual(before)
    tablet.line.spoil = () => undefined
    await tablet.settled()
    await hasAll(tablet)
  })
})

describe('a damaged tablet', () => {
  it('fetches the page that was spoiled, and no other, with the next sync', async () => {
    await writer()
    const tablet = await empty()
    listen(tablet)
    await tablet.settled()
    const page = (await read<{ stream: string; kid: string; hash: string; box: Bytes }>(tablet.factory, 'pages')).find(({ stream }) => stream === MEMBERS)
    if (!page) throw new Error('no page')
    await tablet.session.lock()
    const db = await new Promise<IDBDatabase>(resolve => { const request = tablet.factory.open('kkd-test'); request.onsuccess = () => resolve(request.result) })
    const writing = db.transaction('pages', 'readwrite')
    writing.objectStore('pages').put({ ...page, box: page.box.map((byte, at) => (at === 40 ? byte ^ 1 : byte)) })
    await new Promise(resolve => { writing.oncomplete = resolve })
    db.close()
    tablet.line.online = false
    expect(await tablet.session.signIn('bidan', PASSWORD)).toEqual(ok(null))
    await expect(tablet.context.store.scan('member')).rejects.toThrow()
    await expect.poll(async () => (await read<{ stream: string; epoch: string }>(tablet.factory, 'streams')).find(({ stream }) => stream === MEMBERS)?.epoch).toBe('')
    tablet.line.online = true
    const seen = listen(tablet)
    await tablet.settled()
    expect(seen.wanted.flatMap(hashesOf)).toEqual([page.hash])
    await hasAll(tablet)
  })
})

describe('who may read what', () => {
  it('a lost stream takes its pages, postings and directory from the tablet', async () => {
    await writer()
    const tablet = await empty()
    listen(tablet)
    await tablet.settled()
    await hasAll(tablet)
    const [clinical, members] = [await pagesOn(tablet, CLINICAL), await pagesOn(tablet, MEMBERS)]
    expect(clinical).toBeGreaterThan(0)
    await updateAccount(server.clinic.deps, TENANT, { id: 'bidan', grants: [{ role: 'koperasi', place: 'kmp-kiara' }] })
    tablet.session.syncNow()
    await tablet.until(() => tablet.status.phase === 'idle' && !tablet.context.streams('clinical').includes(CLINICAL))
    await expect.poll(() => pagesOn(tablet, CLINICAL)).toBe(0)
    expect(await pagesOn(tablet, MEMBERS)).toBe(members)
    for (const table of ['postings', 'directories', 'streams']) expect(JSON.stringify(await read(tablet.factory, table)), table).not.toContain(CLINICAL)
    expect(await patients(tablet)).toEqual([])
    expect(await names(tablet)).toEqual([...NAMES].sort())
  })

  it('two people of one tablet share the pages of what both may read; one losing it leaves it to the other', async () => {
    await writer()
    const tablet = await empty()
    listen(tablet)
    await tablet.settled()
    const clinical = await pagesOn(tablet, CLINICAL)
    await tablet.session.switchUser()
    const seen = listen(tablet)
    expect(await tablet.session.signIn('perawat', PASSWORD)).toEqual(ok(null))
    await tablet.settled()
    expect(seen.manifests.flatMap(({ streams }) => streams)).not.toContain(CLINICAL)
    expect(seen.wanted).toEqual([])
    expect((await patients(tablet)).length).toBe(9)
    expect(await names(tablet)).toEqual([])
    // What the other reads has not been swept away.
    expect(await pagesOn(tablet, MEMBERS)).toBeGreaterThan(0)
    await updateAccount(server.clinic.deps, TENANT, { id: 'perawat', grants: [{ role: 'koperasi', place: 'kmp-kiara' }] })
    tablet.session.syncNow()
    await tablet.until(() => tablet.status.phase === 'idle' && !tablet.context.streams('clinical').includes(CLINICAL))
    expect(await pagesOn(tablet, CLINICAL)).toBe(clinical)
    await tablet.session.switchUser()
    tablet.line.before = path => (path.startsWith('/api/sync/') ? 'lost' : undefined)
    expect(await tablet.session.signIn('bidan', PASSWORD)).toEqual(ok(null))
    await hasAll(tablet)
  })
})
