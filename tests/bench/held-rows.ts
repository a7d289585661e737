import { createHash } from 'node:crypto'
import { gzipSync } from 'node:zlib'
import { request } from 'playwright-core'
import { isKind } from '#domain/records/index.ts'
import { groupsOf } from '#sync/groups.ts'
import type { HelloResponse, Row, SnapshotResponse } from '#sync/messages.ts'
import { balanceFold } from '#app/shared/pharmacy/stock-folds.ts'
import type { Account } from './driving.ts'

/** What a tablet is to hold in the end, as the server's snapshots have it. */
export interface HeldRows {
  /** The snapshots' answers, JSON. */
  readonly texts: readonly string[]
  readonly rows: readonly Row[]
  readonly members: readonly Row[]
  /** Batches that ever moved, in the stream of the stock. */
  readonly batches: number
  /** Of all rows as one JSON. */
  readonly jsonBytes: number
  readonly gzipBytes: number
  /** The cookies of a session that may read them. */
  readonly cookies: Awaited<ReturnType<Awaited<ReturnType<typeof request.newContext>>['storageState']>>['cookies']
}

/** Reads all that an account is granted through the server's snapshots, as a tablet of an older version does. */
export async function collectRows({ url, code, username, password }: Account): Promise<HeldRows> {
  const api = await request.newContext({ baseURL: url })
  const post = async (path: string, data: unknown): Promise<string> => {
    const answer = await api.post(`/api${path}`, { data })
    if (!answer.ok()) throw new Error(`${path}: ${answer.status()} ${await answer.text()}`)
    return answer.text()
  }
  try {
    await post('/devices/enrol', { code, name: 'Bench' })
    await post('/auth/sign-in', { username, password })
    const hello = JSON.parse(await post('/sync/hello', { proto: 1, app: 'bench', schema: 1 })) as HelloResponse
    const texts: string[] = []
    const rows: Row[] = []
    for (const stream of hello.streams) {
      for (let after: string | undefined, more = true; more;) {
        const text = await post('/sync/snapshot', { epoch: hello.epoch, stream, ...(after === undefined ? {} : { after }) })
        const part = JSON.parse(text) as SnapshotResponse
        texts.push(text)
        rows.push(...part.rows)
        after = part.next
        more = after !== undefined
      }
    }
    const json = Buffer.from(JSON.stringify(rows))
    const balances = balanceFold.empty()
    for (const row of rows) if (row.kind === balanceFold.kind && row.state === 'live') balanceFold.add(balances, row.data as never)
    const { cookies } = await api.storageState()
    return {
      texts, rows, cookies, batches: balances.size, members: rows.filter(({ kind, state }) => kind === 'member' && state !== 'moved'),
      jsonBytes: json.length, gzipBytes: gzipSync(json, { level: 6 }).length,
    }
  } finally {
    await api.dispose()
  }
}

/** As many tags as the row has query keys and a day, each as long as the tablet's are, and equal where those are. */
export function tagsLike({ stream, kind, data }: Row): string[] {
  if (!isKind(kind)) return []
  const { keys, day } = groupsOf(kind, data)
  const values = [...Object.entries(keys).flatMap(([name, all]) => all.map(value => `${name}|${value}`)), ...(day === null ? [] : [`@day|${day}`])]
  return [...new Set(values.map(value => createHash('sha256').update(`${stream}|${kind}|${value}`).digest('base64').slice(0, 22)))]
}
