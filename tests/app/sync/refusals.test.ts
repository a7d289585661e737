import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { ok } from '#domain/core/result.ts'
import { updateAccount } from '#server/admin/accounts.ts'
import { backUp } from '#server/admin/backup.ts'
import { buildServerCore } from '#server/core.ts'
import { LIMITS } from '#sync/messages.ts'
import { createDraft } from '#app/db/record-store.ts'
import type { JournalEntry } from '#app/db/database.ts'
import { memberData, patientData } from './records.ts'
import { CLINICAL, enrolled, MEMBERS, openServer, PASSWORD, restoreServer, TENANT, updateServer, type Server, type TestTablet } from './world.ts'

const DAY_MS = 86_400_000
let server: Server
const open: TestTablet[] = []
beforeEach(async () => { server = await openServer() })
afterEach(async () => { for (const tablet of open.splice(0)) await tablet.session.close() })

async function ready(user = 'bidan'): Promise<TestTablet> {
  const tablet = await enrolled(server, 'pustu-kiara')
  open.push(tablet)
  await enter(tablet, user)
  return tablet
}
async function enter(tablet: TestTablet, user: string): Promise<void> {
  expect(await tablet.session.signIn(user, PASSWORD)).toEqual(ok(null))
  await tablet.settled()
}
async function save(tablet: TestTablet, serial: number): Promise<string> {
  const id = tablet.platform.newId()
  expect(await tablet.context.store.writeGroup(async () => ok([createDraft('member', id, MEMBERS, memberData(`Orang ${serial}`, serial))]))).toMatchObject({ ok: true })
  return id
}
const copyOf = (from: Server): Buffer => from.clinic.deps.store.serialize?.() as Buffer
const linesOf = async (from: Server, tablet: TestTablet): Promise<number[]> =>
  (await from.clinic.deps.store.db.selectFrom('op').select('seq').where('dev', '=', tablet.view.tablet?.dev ?? '').orderBy('seq').execute()).map(({ seq }) => seq)
const rowOf = (from: Server, id: string) => from.clinic.deps.store.db.selectFrom('row').select(['rev']).where('id', '=', id).executeTakeFirst()

/** Works on the tablet's journal as it lies on its disk. */
async function onJournal<T>(tablet: TestTablet, work: (store: IDBObjectStore) => IDBRequest<T> | undefined): Promise<T | undefined> {
  const db = await new Promise<IDBDatabase>((resolve, reject) => {
    const opening = tablet.factory.open('kkd-test')
    opening.onsuccess = () => resolve(opening.result)
    opening.onerror = () => reject(opening.error as Error)
  })
  try {
    const tx = db.transaction('journal', 'readwrite')
    const request = work(tx.objectStore('journal'))
    await new Promise<void>((resolve, reject) => {
      tx.oncomplete = () => resolve()
      tx.onerror = () => reject(tx.error as Error)
    })
    return request?.result
  } finally {
    db.close()
  }
}
const journalOf = async (tablet: TestTablet): Promise<JournalEntry[]> => (await onJournal(tablet, store => store.getAll() as IDBRequest<JournalEntry[]>)) ?? []
const retained = async (tablet: TestTablet): Promise<number[]> => (await journalOf(tablet)).map(entry => entry.seq).sort((a, b) => a - b)

describe('a server that was put back unnoticed, under its old epoch', () => {
  it('GAP: gets the lines again that it has lost, before the new one', async () => {
    const tablet = await ready()
    await save(tablet, 1)
    await tablet.settled()
    const backup = copyOf(server)
    const lost = await save(tablet, 2)
    await tablet.settled()
    server = await restoreServer(server.clinic, backup, { unnoticed: true })
    tablet.line.server = server
    expect(await rowOf(server, lost)).toBeUndefined()
    const added = await save(tablet, 3)
    tablet.line.answers.length = 0
    await tablet.settled()
    expect(tablet.line.answers.filter(answer => answer.startsWith('/sync/push'))).toEqual(['/sync/push 409', '/sync/push 200'])
    expect(await linesOf(server, tablet)).toEqual([1, 2, 3])
    for (const id of [lost, added]) {
      expect(await rowOf(server, id)).toEqual({ rev: 1 })
      expect(await tablet.context.store.get('member', id)).toMatchObject({ pending: 'none', rev: 1 })
    }
  })

  it('410 CURSOR: a tablet that has read further distrusts its copy and downloads it anew', async () => {
    const [writer, reader] = [await ready('bidan'), await ready('koperasi')]
    const kept = await save(writer, 1)
    await writer.settled()
    const backup = copyOf(server)
    const forgotten = await save(writer, 2)
    await writer.settled()
    await reader.settled()
    expect(await reader.context.store.get('member', forgotten)).toMatchObject({ rev: 1 })
    reader.line.server = await restoreServer(server.clinic, backup, { unnoticed: true })
    reader.line.answers.length = 0
    await reader.settled()
    expect(reader.line.answers).toEqual(expect.arrayContaining(['/sync/pull 410', '/sync/manifest 200', '/sync/pull 200']))
    expect((await reader.context.store.scan('member')).map(({ id }) => id)).toEqual([kept])
    expect(await reader.context.store.get('member', forgotten)).toBeUndefined()
  })
})

describe('a server that wants a newer app', () => {
  it('426 UPGRADE: takes what is written, gives nothing, and the tablet says why', async () => {
    const tablet = await ready()
    const before = await save(tablet, 1)
    await tablet.settled()
    server = await updateServer(server.clinic, { minPull: 2 })
    tablet.line.server = server
    const id = await save(tablet, 2)
    tablet.line.answers.length = 0
    tablet.session.syncNow()
    await tablet.until(() => tablet.status.phase === 'blocked' && tablet.status.problem === 'upgrade' && tablet.status.unsent === 0)
    expect(new Set(tablet.line.answers)).toEqual(new Set(['/sync/hello 200', '/sync/push 200']))
    expect(await rowOf(server, id)).toEqual({ rev: 1 })
    // The tablet stays open and goes on working with what it has.
    expect((await tablet.context.store.scan('member')).map(member => member.id).sort()).toEqual([before, id].sort())
    expect(tablet.view.phase).toBe('unlocked')
    const dev = tablet.view.tablet?.dev ?? ''
    const who = await server.clinic.core.principal(TENANT, dev, 'bidan')
    const core = buildServerCore(server.clinic.deps)
    const asked = who.ok ? await core.pull(who.value, { epoch: await core.epoch(), cursor: {}, max: 10 }) : who
    expect(asked).toMatchObject({ ok: false, error: { status: 426, body: { code: 'UPGRADE' } } })
  })
})

describe('operations that are kept for a restored server', () => {
  it('go once a finished backup holds them, and no other', async () => {
    const dir = mkdtempSync(join(tmpdir(), 'kkd-prune-'))
    const tablet = await ready()
    await save(tablet, 1)
    await save(tablet, 2)
    await tablet.settled()
    await tablet.settled()
    expect(await retained(tablet)).toEqual([1, 2])
    await backUp(server.clinic.deps, dir, join(dir, 'copy.sqlite'))
    rmSync(dir, { recursive: true })
    await save(tablet, 3)
    await tablet.settled()
    expect(await retained(tablet)).toEqual([3])
  })

  it('go after 90 days of the server, whatever the tablet\'s clock says, and unsent ones never', async () => {
    const tablet = await ready()
    await save(tablet, 1)
    await tablet.settled()
    // The tablet believes that a year has passed.
    tablet.time.value += 365 * DAY_MS
    await tablet.settled()
    expect(await retained(tablet)).toEqual([1])
    server.clinic.clock.pass(60 * DAY_MS)
    await save(tablet, 2)
    await tablet.settled()
    server.clinic.clock.pass(30 * DAY_MS + 1)
    tablet.line.before = path => (path.endsWith('/push') ? new Response('{"code":"BUSY"}', { status: 503 }) : undefined)
    await save(tablet, 3)
    tablet.session.syncNow()
    await tablet.until(() => tablet.status.phase === 'waiting')
    expect(await retained(tablet)).toEqual([1, 2, 3])
    tablet.line.before = () => undefined
    await tablet.settled()
    expect(await retained(tablet)).toEqual([2, 3])
  })

  it('go beyond 20,000, the oldest first', async () => {
    const tablet = await ready()
    await save(tablet, 1)
    await tablet.settled()
    const [entry] = await journalOf(tablet) as [JournalEntry]
    // A past of 20,002 lines under an older id of this tablet.
    await onJournal(tablet, store => {
      for (let seq = 1; seq <= LIMITS.retainedOperations + 2; seq += 1) store.put({ ...entry, dev: 'dahulu', seq, order: seq - LIMITS.retainedOperations - 100, tx: `lama-${seq}`, txn: 1 })
      return undefined
    })
    await tablet.settled()
    const left = await journalOf(tablet)
    expect(left).toHaveLength(LIMITS.retainedOperations)
    expect(left.filter(({ dev }) => dev === 'dahulu').map(({ seq }) => seq).sort((a, b) => a - b)[0]).toBe(4)
    expect(left.some(({ dev, seq }) => dev === entry.dev && seq === entry.seq)).toBe(true)
  })
})

describe('a stream that two people of a tablet hold', () => {
  it('is lost to one, and stays for the other without a new download', async () => {
    const tablet = await ready('bidan')
    const id = tablet.platform.newId()
    await tablet.context.store.writeGroup(async () => ok([createDraft('patient', id, CLINICAL, patientData('Pasien Bersama'))]))
    await tablet.settled()
    await tablet.session.switchUser()
    await enter(tablet, 'perawat')
    expect(await tablet.context.store.get('patient', id)).toMatchObject({ data: { name: 'Pasien Bersama' } })
    await updateAccount(server.clinic.deps, TENANT, { id: 'bidan', grants: [{ role: 'koperasi', place: 'kmp-kiara' }] })
    await tablet.session.switchUser()
    expect(await tablet.session.signIn('bidan', PASSWORD)).toEqual(ok(null))
    tablet.session.syncNow()
    await tablet.until(() => tablet.status.phase === 'idle' && !tablet.context.streams('clinical').includes(CLINICAL))
    expect(await tablet.context.store.scan('patient')).toEqual([])
    await tablet.session.switchUser()
    tablet.line.answers.length = 0
    await enter(tablet, 'perawat')
    expect(await tablet.context.store.get('patient', id)).toMatchObject({ pending: 'none', data: { name: 'Pasien Bersama' } })
    expect(tablet.line.answers.filter(answer => answer.startsWith('/sync/snapshot'))).toEqual([])
  })
})

describe('a line that takes little', () => {
  it('413: a push is halved until it passes, and each line is applied once', async () => {
    const tablet = await ready()
    tablet.line.online = false
    const ids: string[] = []
    for (let serial = 1; serial <= 16; serial += 1) ids.push(await save(tablet, serial))
    tablet.line.online = true
    const sizes: { bytes: number; taken: boolean }[] = []
    // A proxy in front of the server with a limit of its own.
    tablet.line.before = (path, body) => {
      if (!path.endsWith('/push')) return undefined
      const taken = body.length <= 1_000
      sizes.push({ bytes: body.length, taken })
      return taken ? undefined : new Response('<html>413 Request Entity Too Large</html>', { status: 413 })
    }
    await tablet.settled()
    expect(sizes.slice(0, 2).map(({ taken }) => taken)).toEqual([false, false])
    expect(sizes[1]?.bytes).toBeLessThan(sizes[0]?.bytes ?? 0)
    expect(sizes.filter(({ taken }) => taken).length).toBeGreaterThan(1)
    expect(await linesOf(server, tablet)).toEqual(ids.map((_, index) => index + 1))
    for (const id of ids) expect(await rowOf(server, id)).toEqual({ rev: 1 })
  })

  it('429: the tablet waits as long as Retry-After says', async () => {
    const tablet = await ready()
    for (let count = 0; count < 600; count += 1) await server.app.inject({ method: 'GET', url: '/api/health' })
    tablet.line.answers.length = 0
    tablet.session.syncNow()
    await tablet.until(() => tablet.status.phase === 'waiting')
    expect(tablet.line.answers).toEqual(['/sync/hello 429'])
    expect(tablet.status.problem).toBe('server')
    const refused = await server.app.inject({ method: 'GET', url: '/api/health' })
    const wait = Number(refused.headers['retry-after'])
    expect(wait).toBeGreaterThan(30)
    tablet.time.pass((wait - 2) * 1000)
    expect(tablet.line.answers).toHaveLength(1)
    tablet.time.pass(5_000)
    await tablet.until(() => tablet.status.phase === 'syncing' || tablet.line.calls.length > 1)
    await tablet.until(() => tablet.line.answers.length > 1)
    expect(tablet.line.answers[1]).toMatch(/^\/sync\/hello /)
  })
})
