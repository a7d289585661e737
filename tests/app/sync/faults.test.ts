import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { IDBFactory } from 'fake-indexeddb'
import { ok } from '#domain/core/result.ts'
import { updateAccount } from '#server/admin/accounts.ts'
import { createDraft, patchDraft, type StoredRecord } from '#app/db/record-store.ts'
import { memberData, movementData, patientData } from './records.ts'
import { CLINICAL, enrolled, MEMBERS, openServer, openTestTablet, PASSWORD, restoreServer, STOCK, TENANT, type Server, type TestTablet } from './world.ts'

let server: Server
const open: TestTablet[] = []
const keep = (tablet: TestTablet): TestTablet => { open.push(tablet); return tablet }
beforeEach(async () => { server = await openServer() })
afterEach(async () => { for (const tablet of open.splice(0)) await tablet.session.close() })

async function ready(user = 'bidan'): Promise<TestTablet> {
  const tablet = keep(await enrolled(server, 'pustu-kiara'))
  expect(await tablet.session.signIn(user, PASSWORD)).toEqual(ok(null))
  await tablet.settled()
  return tablet
}

async function saveMember(tablet: TestTablet, name: string, serial: number): Promise<string> {
  const id = tablet.platform.newId()
  expect(await tablet.context.store.writeGroup(async () => ok([createDraft('member', id, MEMBERS, memberData(name, serial))]))).toMatchObject({ ok: true })
  return id
}

const serverRow = (id: string) => server.clinic.deps.store.db.selectFrom('row').selectAll().where('id', '=', id).executeTakeFirst()
const serverOps = async (): Promise<number> => (await server.clinic.deps.store.db.selectFrom('op').selectAll().execute()).length

/** A copy of a tablet's database, as a clone of the disk or a roll-back gives it. */
async function copyDatabase(from: IDBFactory, name = 'kkd-test'): Promise<IDBFactory> {
  const done = <T>(request: IDBRequest<T>): Promise<T> => new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error as Error)
  })
  const source = await done(from.open(name))
  const to = new IDBFactory()
  const opening = to.open(name, source.version)
  opening.onupgradeneeded = () => {
    for (const storeName of source.objectStoreNames) {
      const store = source.transaction(storeName).objectStore(storeName)
      const made = opening.result.createObjectStore(storeName, { keyPath: store.keyPath as string })
      for (const indexName of store.indexNames) {
        const index = store.index(indexName)
        made.createIndex(indexName, index.keyPath, { unique: index.unique, multiEntry: index.multiEntry })
      }
    }
  }
  const target = await done(opening)
  for (const storeName of source.objectStoreNames) {
    const rows = await done(source.transaction(storeName).objectStore(storeName).getAll())
    const tx = target.transaction(storeName, 'readwrite')
    for (const row of rows) tx.objectStore(storeName).put(row)
    await new Promise(resolve => { tx.oncomplete = resolve })
  }
  source.close()
  target.close()
  return to
}

describe('a bad line', () => {
  it('an answer that was lost applies nothing twice and is asked for again', async () => {
    const tablet = await ready()
    const id = await saveMember(tablet, 'Siti Aminah', 1)
    let lost = 0
    tablet.line.after = path => (path.endsWith('/push') && (lost += 1) === 1 ? 'lost' : undefined)
    tablet.session.syncNow()
    await tablet.until(() => tablet.status.phase === 'offline')
    expect((await tablet.context.store.get('member', id))?.pending).toBe('unsent')
    const ops = await serverOps()
    await tablet.settled()
    expect(lost).toBe(2)
    expect(await serverOps()).toBe(ops)
    expect(await tablet.context.store.get('member', id)).toMatchObject({ rev: 1, pending: 'none' })
  })

  it('an own saved edit never flickers away between push and pull', async () => {
    const tablet = await ready()
    const id = await saveMember(tablet, 'Siti Aminah', 1)
    await tablet.settled()
    const member = await tablet.context.store.get('member', id) as StoredRecord<'member'>
    await tablet.context.store.writeGroup(async () => ok([patchDraft(member, { occupation: 'nelayan' })]))
    const seen: string[] = []
    const look = async (): Promise<void> => { seen.push(`${(await tablet.context.store.get('member', id))?.data.occupation}`) }
    const scan = async (): Promise<void> => { seen.push(...(await tablet.context.store.scan('member')).filter(row => row.id === id).map(row => row.data.occupation)) }
    const looks: Promise<void>[] = []
    tablet.context.store.watch([{ kind: 'member' }], () => { looks.push(look(), scan()) })
    tablet.line.before = () => { looks.push(look(), scan()); return undefined }
    await tablet.settled()
    await Promise.all(looks)
    expect(seen.length).toBeGreaterThan(6)
    expect(new Set(seen)).toEqual(new Set(['nelayan']))
  })

  it('waits between attempts from 2 s up, with jitter, and a network that appears ends the wait', async () => {
    const tablet = await ready()
    tablet.line.online = false
    tablet.session.syncNow()
    await tablet.until(() => tablet.status.phase === 'offline')
    const calls = tablet.line.calls.length
    tablet.time.pass(999)
    expect(tablet.line.calls.length).toBe(calls)
    tablet.goOnline()
    await tablet.settled()
    expect(tablet.view.phase).toBe('unlocked')
  })

  it('a server that asks for patience is left alone as long as it says', async () => {
    const tablet = await ready()
    tablet.line.before = path => (path.endsWith('/hello') ? new Response(JSON.stringify({ code: 'BUSY' }), { status: 503, headers: { 'retry-after': '120' } }) : undefined)
    tablet.session.syncNow()
    await tablet.until(() => tablet.status.phase === 'waiting')
    const calls = tablet.line.calls.length
    tablet.line.before = () => undefined
    tablet.time.pass(119_000)
    expect(tablet.line.calls.length).toBe(calls)
    tablet.time.pass(1_001)
    await tablet.until(() => tablet.status.phase === 'idle')
    expect(tablet.line.calls.length).toBeGreaterThan(calls)
  })

  it('a push that is too large is halved down to one group, and groups stay whole', async () => {
    const tablet = await ready()
    tablet.line.online = false
    for (let group = 0; group < 8; group += 1) {
      await tablet.context.store.writeGroup(async () => ok([1, 2, 3].map(() => createDraft('stock-movement', tablet.platform.newId(), STOCK, movementData(10)))))
    }
    tablet.line.online = true
    const sizes: number[] = []
    const { post } = tablet.platform.api
    Object.assign(tablet.platform.api, {
      post: async (path: string, body: { stretch?: { bodies: unknown[] } }, answer: never) => {
        if (path !== '/sync/push') return post(path, body, answer)
        const size = body.stretch?.bodies.length ?? 0
        sizes.push(size)
        return size > 6 ? { ok: false, error: { kind: 'timeout' } } : post(path, body, answer)
      },
    })
    await tablet.settled()
    expect(sizes.slice(0, 3)).toEqual([24, 12, 6])
    expect(sizes.every(size => size % 3 === 0)).toBe(true)
    expect((await tablet.context.store.scan('stock-movement')).every(movement => movement.pending === 'none')).toBe(true)
  })
})

describe('what the server does not take', () => {
  it('a quarantined save stays with its author until it is decided', async () => {
    const [a, b] = [await ready('bidan'), await ready('koperasi')]
    b.line.online = false
    const second = await saveMember(b, 'Budi Kembar', 7)
    await saveMember(a, 'Budi Kembar', 7)
    await a.settled()
    b.line.online = true
    await b.settled()
    expect(b.status.review).toBe(1)
    expect(await b.context.store.get('member', second)).toMatchObject({ pending: 'quarantined', data: { name: 'Budi Kembar' } })
    expect((await b.context.store.scan('member')).map(member => member.id)).toContain(second)
    const [inbox] = await b.context.store.scan('quarantine')
    expect(inbox?.data).toMatchObject({ code: 'INVALID', recordId: second, decision: null })
    expect(await a.context.store.get('member', second)).toBeUndefined()
    expect(await b.context.store.writeGroup(async () => ok([patchDraft(inbox as StoredRecord<'quarantine'>, { decision: { choice: 'dismissed', reason: 'sudah terdaftar', by: 'koperasi' } })]))).toMatchObject({ ok: true })
    await b.settled()
    expect(await b.context.store.get('member', second)).toBeUndefined()
    expect(b.status.review).toBe(0)
  })

  it('is let go of when decided where its author cannot see it', async () => {
    const [a, b, head] = [await ready('bidan'), await ready('koperasi'), await ready('kapus')]
    b.line.online = false
    const id = b.platform.newId()
    // A group that the server's kind does not know: the inbox record goes where only the clinic's people read.
    const strange = { ...memberData('Budi Kembar', 7), asing: 'dari versi lain' } as ReturnType<typeof memberData>
    expect(await b.context.store.writeGroup(async () => ok([createDraft('member', id, MEMBERS, strange)]))).toMatchObject({ ok: true })
    await saveMember(a, 'Budi Kembar', 7)
    await a.settled()
    b.line.online = true
    await b.settled()
    expect(b.status.review).toBe(1)
    expect(await b.context.store.scan('quarantine')).toEqual([])
    await b.settled()
    expect(b.status.review).toBe(1)
    await head.settled()
    const [inbox] = await head.context.store.scan('quarantine')
    expect(inbox?.data).toMatchObject({ recordId: id, actor: 'koperasi' })
    expect(await head.context.store.writeGroup(async () => ok([patchDraft(inbox as StoredRecord<'quarantine'>, { decision: { choice: 'dismissed', reason: 'sudah terdaftar', by: 'kapus' } })]))).toMatchObject({ ok: true })
    await head.settled()
    await b.settled()
    expect(b.status.review).toBe(0)
    expect(await b.context.store.get('member', id)).toBeUndefined()
  })

  it('a group that breaks a rule is refused before it is saved, by the same rule', async () => {
    const tablet = await ready()
    await saveMember(tablet, 'Siti Aminah', 1)
    const twice = await tablet.context.store.writeGroup(async () => ok([createDraft('member', tablet.platform.newId(), MEMBERS, memberData('Siti Dua', 1))]))
    expect(twice).toMatchObject({ ok: false, error: { kind: 'rules-broken', breaks: [{ rule: 'BR-06', field: 'nik' }] } })
    expect(await tablet.context.store.writeGroup(async () => ok([createDraft('member', tablet.platform.newId(), MEMBERS, { ...memberData('X', 2), nik: '1' })])))
      .toMatchObject({ ok: false, error: { kind: 'rules-broken', breaks: [{ rule: 'schema', field: 'nik' }] } })
    expect(await tablet.context.store.writeGroup(async () => ok([createDraft('member', tablet.platform.newId(), 'kmp:kmp-teritih/members', memberData('X', 3))])))
      .toEqual({ ok: false, error: { kind: 'no-grant', stream: 'kmp:kmp-teritih/members' } })
    expect(await tablet.context.store.writeGroup(async () => ok([createDraft('member', tablet.platform.newId(), MEMBERS, { ...memberData('X', 4), tail: 'x'.repeat(33_000) } as never)])))
      .toEqual({ ok: false, error: { kind: 'too-large' } })
  })

  it('two clerks who change one careful field open a conflict, and both go on', async () => {
    const [a, b] = [await ready('bidan'), await ready('koperasi')]
    const id = await saveMember(a, 'Siti Aminah', 1)
    await a.settled()
    await b.settled()
    for (const [tablet, name] of [[a, 'Siti Satu'], [b, 'Siti Dua']] as const) {
      const member = await tablet.context.store.get('member', id) as StoredRecord<'member'>
      await tablet.context.store.writeGroup(async () => ok([patchDraft(member, { name })]))
    }
    await a.settled()
    await b.settled()
    const shown = await b.context.store.get('member', id)
    expect(shown).toMatchObject({ data: { name: 'Siti Satu' }, pending: 'none' })
    expect(shown?.conflicts).toHaveLength(1)
    expect((await b.context.store.byKey('conflict', 'record', id))[0]?.data).toMatchObject({ group: 'name', offered: { value: 'Siti Dua' } })
  })
})

describe('a tablet that was cloned or rolled back', () => {
  it('both clones go on under their own id, and each edit is applied once', async () => {
    const first = await ready()
    first.line.online = false
    const shared = await saveMember(first, 'Sebelum Klon', 1)
    const copy = await copyDatabase(first.factory)
    const cookies = first.line
    const clone = keep(await openTestTablet(server, { factory: copy }))
    Object.assign(clone.line, { fetch: cookies.fetch })
    await clone.session.signIn('bidan', PASSWORD)
    const mine = await saveMember(first, 'Dari Asli', 2)
    const theirs = await saveMember(clone, 'Dari Klon', 3)
    const devices = async () => (await server.clinic.deps.store.db.selectFrom('device').select('dev').execute()).length
    const known = await devices()
    first.line.online = true
    await first.settled()
    clone.platform.api.post = first.platform.api.post
    await clone.settled()
    await first.settled()
    for (const id of [shared, mine, theirs]) {
      expect((await serverRow(id))?.rev).toBe(1)
      expect(await first.context.store.get('member', id)).toMatchObject({ pending: 'none', rev: 1 })
      expect(await clone.context.store.get('member', id)).toMatchObject({ pending: 'none', rev: 1 })
    }
    const label = await clone.context.nextLabel('member', 'KIARA')
    expect(await first.context.nextLabel('member', 'KIARA')).not.toBe(label)
    expect(await devices()).toBe(known + 1)
  })
})

describe('a restored server', () => {
  it('gets every retained operation again, and the tablet downloads all of it anew', async () => {
    const tablet = await ready()
    const before = await saveMember(tablet, 'Sebelum Cadangan', 1)
    await tablet.settled()
    const backup = server.clinic.deps.store.serialize?.() as Buffer
    const after = await saveMember(tablet, 'Sesudah Cadangan', 2)
    await tablet.settled()
    const restored = await restoreServer(server.clinic, backup)
    server = restored
    expect(await serverRow(after)).toBeUndefined()
    tablet.line.server = restored
    const seen = new Set<string>()
    const looks: Promise<void>[] = []
    tablet.line.before = () => {
      looks.push(tablet.context.store.scan('member').then(all => { seen.add(all.map(member => member.data.name).sort().join()) }))
      return undefined
    }
    await tablet.settled()
    await Promise.all(looks)
    expect((await serverRow(after))?.rev).toBe(1)
    for (const id of [before, after]) expect(await tablet.context.store.get('member', id)).toMatchObject({ pending: 'none', rev: 1 })
    // The old copy is shown until the new one is complete, and own saves never leave the screen.
    expect([...seen]).toEqual(['Sebelum Cadangan,Sesudah Cadangan'])
  })
})

describe('lost access', () => {
  it('takes the rows of the lost stream from the tablet, and what was unsent still reaches the server', async () => {
    const tablet = await ready('bidan')
    await tablet.context.store.writeGroup(async () => ok([createDraft('patient', tablet.platform.newId(), CLINICAL, patientData('Pasien Lama'))]))
    await tablet.settled()
    tablet.line.online = false
    const last = tablet.platform.newId()
    await tablet.context.store.writeGroup(async () => ok([createDraft('patient', last, CLINICAL, patientData('Pasien Baru'))]))
    await updateAccount(server.clinic.deps, TENANT, { id: 'bidan', grants: [{ role: 'koperasi', place: 'kmp-kiara' }] })
    const ops = await serverOps()
    tablet.line.online = true
    await tablet.until(() => true)
    tablet.session.syncNow()
    await tablet.until(() => tablet.status.phase === 'idle' && tablet.status.unsent === 0 && !tablet.context.streams('clinical').includes(CLINICAL))
    expect(await serverOps()).toBe(ops + 1)
    expect(await tablet.context.store.scan('patient')).toEqual([])
    const inbox = await server.clinic.deps.store.db.selectFrom('row').select('data').where('kind', '=', 'quarantine').execute()
    expect(inbox.map(row => (JSON.parse(String(row.data)) as { code: string; recordId: string }))).toContainEqual(expect.objectContaining({ code: 'SCOPE', recordId: last }))
  })
})
