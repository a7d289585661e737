import { prepareInstallation } from '#server/admin/installation.ts'
import { createAccount } from '#server/admin/accounts.ts'
import { createEnrolCode } from '#server/admin/codes.ts'
import { createTenant } from '#server/admin/tenants.ts'
import { argonPasswords } from '#server/auth/passwords.ts'
import { buildServerCore, type ServerCore } from '#server/core.ts'
import { systemClock, systemRandom, type ServerDeps } from '#server/deps.ts'
import { migrate } from '#server/store/migrations.ts'
import type { Store } from '#server/store/store.ts'
import { serverAuthor, writeServerRows } from '#server/sync/server-rows.ts'
import { chainEntry } from '#sync/chain.ts'
import { LIMITS, type Entry, type Op } from '#sync/messages.ts'
import type { Figure } from './figure.ts'

const TENANT = 'pkm-bench'
const OPERATIONS = 10_000
/** What comes after the first packing. */
const MORE = 1000
const STREAM = 'pustu:pustu-bench/stock'
/** 512 KiB hold fewer than 200 large operations; these are small. */
const BATCH = LIMITS.pushEntries

/**
 * Push, pull and the packing of pages through the server's core on one store: judging, the log, rows, digests, commits; not HTTP. CPU seconds are
 * those of this process, so for PostgreSQL the database's own work shows in the wall time only.
 */
export async function measureServer(store: Store): Promise<Figure[]> {
  const deps: ServerDeps = { store, clock: systemClock, random: systemRandom, passwords: argonPasswords }
  const { core, who, dev, epoch } = await stage(deps)
  const journal = operations(dev, who.account)
  const [entries, later] = [journal.slice(0, OPERATIONS), journal.slice(OPERATIONS)]
  const send = async (some: readonly Entry[]): Promise<void> => {
    for (let from = 0; from < some.length; from += BATCH) {
      const answer = await core.push(who, { epoch, dev, entries: some.slice(from, from + BATCH) })
      if (!answer.ok || answer.value.results.some(result => result.outcome !== 'applied')) throw new Error(`push refused: ${JSON.stringify(answer).slice(0, 500)}`)
    }
  }

  const push = await timed(() => send(entries))
  let rows = 0
  const pull = await timed(async () => {
    let cursor: Record<string, number> = {}
    for (let more = true; more;) {
      const answer = await core.pull(who, { epoch, cursor, max: 1000 })
      if (!answer.ok) throw new Error('pull refused')
      rows += answer.value.rows.length
      cursor = answer.value.cursor
      more = answer.value.more
    }
  })
  const pack = async (): Promise<void> => { if (await core.pack(TENANT, STREAM) !== 'packed') throw new Error('not packed') }
  const packAll = await timed(pack)
  await send(later)
  const packMore = await timed(pack)
  const name = store.engine
  return [
    { name: `server_push_${name}`, value: entries.length / push.cpu, unit: 'records/cpu-s' },
    { name: `server_push_${name}_wall`, value: entries.length / push.wall, unit: 'records/s' },
    { name: `server_pull_${name}`, value: rows / pull.cpu, unit: 'records/cpu-s' },
    { name: `server_pull_${name}_wall`, value: rows / pull.wall, unit: 'records/s' },
    { name: `pages_pack_all_${name}`, value: entries.length / packAll.cpu, unit: 'records/cpu-s' },
    { name: `pages_pack_after_${MORE}_${name}`, value: packMore.cpu, unit: 'cpu-s' },
  ]
}

type Who = Parameters<ServerCore['push']>[0]

async function stage(deps: ServerDeps): Promise<{ core: ServerCore; who: Who & { account: string }; dev: string; epoch: string }> {
  await migrate(deps.store)
  await prepareInstallation(deps, { demo: false })
  await createTenant(deps, { id: TENANT, name: 'Bench', code: 'BENCH', kelurahanCode: null, kelurahan: '', zone: 'Asia/Jakarta' })
  const stream = `puskesmas:${TENANT}/catalogue`
  await deps.store.write(tx => writeServerRows(tx, TENANT, [stream], ['pustu-bench'], book => {
    book.write({
      stream, id: 'pustu-bench', kind: 'facility', rev: 1, state: 'live', conflicts: [], by: serverAuthor(deps.clock.now()),
      data: { name: 'Pustu Bench', type: 'pustu', parentId: TENANT, kelurahanCode: '3673031006', kelurahan: 'Kiara', zone: 'Asia/Jakarta', code: 'BENCH', active: true },
    })
  }))
  const account = await createAccount(deps, TENANT, { username: 'bench', password: 'bench-bench-bench', name: 'Bench', profession: 'keperawatan', sip: null, grants: [{ role: 'nakes', place: 'pustu-bench' }] })
  if (!account.ok) throw new Error('no account')
  const { code } = await createEnrolCode(deps, TENANT, { place: 'pustu-bench' })
  const core = buildServerCore(deps)
  const enrolled = await core.enrol({ code, name: 'Bench' })
  if (!enrolled.ok) throw new Error('no device')
  const { dev } = enrolled.value.answer
  const who = await core.principal(TENANT, dev, account.value.id)
  if (!who.ok) throw new Error('no principal')
  return { core, who: { ...who.value, account: account.value.id }, dev, epoch: await core.epoch() }
}

/** Receipts of stock, each a group of its own, as a tablet would have them in its journal. */
function operations(dev: string, actor: string): Entry[] {
  let head = { dev, seq: 0, hash: '' }
  return Array.from({ length: OPERATIONS + MORE }, (_, index) => {
    const set = {
      drugId: 'parasetamol-500-mg-tablet', source: 'program', batch: { number: `B-${index % 50}`, expiresOn: '2031-03-31' }, quantity: 100, reason: 'diterima', on: '2026-11-02',
      document: `SBBK-${index}`, party: 'Gudang farmasi', visitId: null, reverses: null, override: null,
    }
    const op: Op = {
      salt: index.toString(16).padStart(32, '0'), tx: `tx-${index}`, txn: 1, kind: 'stock-movement', id: `m-${index}`, act: 'create', stream: STREAM, baseRev: 0,
      set: Object.fromEntries(Object.entries(set).map(([group, to]) => [group, { from: null, to }])), actor, at: { wall: '2026-11-02T08:00:00+07:00', tz: 'Asia/Jakarta', skewMs: 0 }, schema: 1, app: 'bench',
    }
    const entry = chainEntry(head, JSON.stringify(op))
    head = { dev, seq: entry.seq, hash: entry.hash }
    return entry
  })
}

async function timed(work: () => Promise<void>): Promise<{ cpu: number; wall: number }> {
  const cpuBefore = process.cpuUsage()
  const startedAt = performance.now()
  await work()
  const { user, system } = process.cpuUsage(cpuBefore)
  return { cpu: (user + system) / 1e6, wall: (performance.now() - startedAt) / 1000 }
}
