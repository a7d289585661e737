import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { chainEntry } from '#sync/chain.ts'
import { digestOf, rowHash } from '#sync/digest.ts'
import type { DigestResponse, Entry, PullResponse, PushResponse, PushResult } from '#sync/messages.ts'
import { buildServer, freePort, HEAD, setUpOverWire, startServer, WireTablet, type RunningServer } from './built-server.ts'

const KILLS = 20
const TABLETS = 3
const CATALOGUE = 'puskesmas:pkm-kalodran/catalogue'
const dataDir = mkdtempSync(join(tmpdir(), 'kkd-kill-'))
let program = ''
let running: RunningServer | null = null
beforeAll(async () => { program = await buildServer('kill') })
afterAll(async () => {
  running?.child.kill('SIGKILL')
  await running?.ended
  rmSync(dataDir, { recursive: true, force: true })
})

interface Journal { readonly tablet: WireTablet; readonly dev: string; actor: string; head: { dev: string; seq: number; hash: string }; unsent: Entry[]; acknowledged: Map<number, PushResult> }

const drug = (id: string) => ({
  name: id, strength: '500 mg', form: 'tablet', unit: 'tablet', route: 'oral', class: 'bebas', doubtful: false, antibiotic: false, indicator: false, coldChain: false,
  programme: '', kfa: null, maxPrescription: '', usualDose: '', active: true,
})

/** The next one to three saves of a tablet. */
function write(journal: Journal, many: number): void {
  for (let count = 0; count < many; count += 1) {
    const id = `${journal.dev}-${journal.head.seq + 1}`
    const body = JSON.stringify({
      salt: (journal.head.seq + 1).toString(16).padStart(32, '0'), tx: id, txn: 1, kind: 'drug', id, act: 'create', stream: CATALOGUE, baseRev: 0,
      set: Object.fromEntries(Object.entries(drug(id)).map(([group, to]) => [group, { from: null, to }])),
      actor: journal.actor, at: { wall: '2025-12-17T08:00:00+07:00', tz: 'Asia/Jakarta', skewMs: 0 }, schema: 1, app: 'kill',
    })
    const entry = chainEntry(journal.head, body)
    journal.head = entry
    journal.unsent.push(entry)
  }
}

/** Saves and sends until the server is gone; what it acknowledged is written down. */
async function work(journal: Journal, epoch: string, onAcknowledged: () => void): Promise<void> {
  for (;;) {
    if (journal.unsent.length === 0) write(journal, 1 + (journal.head.seq % 3))
    const sending = [...journal.unsent]
    const answer = await journal.tablet.post<PushResponse>('/api/sync/push', { epoch, dev: journal.dev, entries: sending }).catch((error: Error) => {
      if (/answered/.test(error.message)) throw error
      return null
    })
    if (!answer) return
    for (const result of answer.results) journal.acknowledged.set(result.seq, result)
    journal.unsent = journal.unsent.slice(sending.length)
    onAcknowledged()
  }
}

it(`after ${KILLS} kills under load no acknowledged write is lost, and none is there twice`, { timeout: 180_000 }, async () => {
  const port = await freePort()
  const start = async () => (running = await startServer(program, { DATA_DIR: dataDir }, port))
  const { head, dev } = await setUpOverWire(await start())
  const { accounts } = await head.post<{ accounts: { id: string }[] }>('/api/admin/accounts/list', {})
  const actor = accounts[0]?.id ?? ''
  const journals: Journal[] = [{ tablet: head, dev, actor, head: { dev, seq: 0, hash: '' }, unsent: [], acknowledged: new Map() }]
  while (journals.length < TABLETS) {
    const { code } = await head.post<{ code: string }>('/api/admin/codes/create', { place: 'pkm-kalodran' })
    const tablet = new WireTablet(head.url)
    const enrolled = await tablet.post<{ dev: string }>('/api/devices/enrol', { code, name: `Tablet ${journals.length}` })
    await tablet.post('/api/auth/sign-in', HEAD)
    journals.push({ tablet, dev: enrolled.dev, actor, head: { dev: enrolled.dev, seq: 0, hash: '' }, unsent: [], acknowledged: new Map() })
  }
  const { epoch } = await head.post<{ epoch: string }>('/api/sync/hello', { proto: 1, app: 'kill', schema: 1 })

  for (let kill = 1; kill <= KILLS; kill += 1) {
    let left = 2 + (kill * 7) % 11
    const server = running as RunningServer
    await Promise.all(journals.map(journal => work(journal, epoch, () => {
      // The kill meets the other tablets' pushes at any point between request and answer.
      if ((left -= 1) === 0) server.child.kill('SIGKILL')
    })))
    expect((await server.ended).signal).toBe('SIGKILL')
    await start()
    for (const journal of journals) {
      const last = await journal.tablet.post<PushResponse>('/api/sync/push', { epoch, dev: journal.dev, entries: journal.unsent })
      for (const result of last.results) journal.acknowledged.set(result.seq, result)
      journal.unsent = []
      expect(last).toMatchObject({ last: journal.head.seq, chain: journal.head.hash })
    }
  }

  const rows: PullResponse['rows'] = []
  let cursor: Record<string, number> = {}
  for (let more = true; more;) {
    const page = await head.post<PullResponse>('/api/sync/pull', { epoch, cursor, max: 1000 })
    rows.push(...page.rows);
    ({ cursor, more } = page)
  }
  const places = new Map(rows.map(row => [row.id, row.seq]))
  const acknowledged = journals.flatMap(journal => [...journal.acknowledged].map(([seq, result]) => ({ id: `${journal.dev}-${seq}`, result })))
  expect(acknowledged.length).toBe(journals.reduce((sum, journal) => sum + journal.head.seq, 0))
  expect(acknowledged.filter(({ id, result }) => result.outcome !== 'applied' || places.get(id) !== result.row?.seq)).toEqual([])
  expect(rows.map(row => row.seq)).toEqual(rows.map((_, index) => index + 1))
  const digest = await head.post<DigestResponse>('/api/sync/digest', { epoch, streams: [CATALOGUE] })
  expect(digest[CATALOGUE]).toEqual({ seq: rows.length, ...digestOf(rows.map(rowHash)) })
  console.info(`${KILLS} kills, ${acknowledged.length} acknowledged writes, none lost`)
})
