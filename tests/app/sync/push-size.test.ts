import { gunzipSync } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { ok } from '#domain/core/result.ts'
import { sha256Hex } from '#sync/chain.ts'
import { LIMITS, type PushRequest } from '#sync/messages.ts'
import { createDraft } from '#app/db/record-store.ts'
import { movementData } from './records.ts'
import { enrolled, openServer, PASSWORD, STOCK, type Server, type TestTablet } from './world.ts'

let server: Server
let tablet: TestTablet
const pushes: { readonly bytes: number; readonly request: PushRequest }[] = []

beforeEach(async () => {
  server = await openServer()
  tablet = await enrolled(server, 'pustu-kiara')
  expect(await tablet.session.signIn('bidan', PASSWORD)).toEqual(ok(null))
  await tablet.settled()
  pushes.length = 0
  tablet.line.before = (path, body) => {
    // Gzip begins with 1f 8b; short requests go as they are.
    if (path.endsWith('/push')) pushes.push({ bytes: body.length, request: JSON.parse((body[0] === 0x1f ? gunzipSync(body) : body).toString()) as PushRequest })
    return undefined
  }
})
afterEach(() => tablet.session.close())

/** Receipts of stock, saved in groups as large as a push. */
async function receive(count: number): Promise<void> {
  for (let done = 0; done < count; done += LIMITS.pushEntries) {
    const drafts = Array.from({ length: Math.min(LIMITS.pushEntries, count - done) }, (_, index) => createDraft('stock-movement', tablet.platform.newId(), STOCK, movementData(100, {
      batch: { number: `B-${done + index}`, expiresOn: '2028-01-31' as never },
    })))
    expect(await tablet.context.store.writeGroup(async () => ok(drafts))).toMatchObject({ ok: true })
  }
}
/** The same server as it was before it took stretches. */
function older(): void {
  const inject = async (options: { url: string }) => {
    const { statusCode, headers, cookies, payload } = await server.app.inject(options)
    return { statusCode, headers, cookies, rawPayload: Buffer.from(options.url.endsWith('/hello') ? payload.replace(',"stretches":true', '') : payload) }
  }
  tablet.line.server = { ...server, app: { inject } as unknown as Server['app'] }
}
const log = () => server.clinic.deps.store.db.selectFrom('op').innerJoin('op_body', join => join.onRef('op_body.bh', '=', 'op.bh'))
  .select(['op.bh as bh', 'op.outcome as outcome', 'op_body.body as body']).where('op.dev', '=', tablet.view.tablet?.dev ?? '').execute()

describe('what a push costs', () => {
  it('1,000 operations go in five requests of less than 110 kB in all', async () => {
    await receive(1000)
    await tablet.settled()
    expect(pushes.map(({ request }) => ('stretch' in request ? request.stretch.bodies.length : 'whole'))).toEqual([200, 200, 200, 200, 200])
    // 43 kB were measured: the salt, the id and the batch of a receipt are about all that cannot be compressed.
    expect(pushes.reduce((sum, { bytes }) => sum + bytes, 0)).toBeLessThan(60_000)
    const lines = await log()
    expect(new Set(lines.map(({ outcome }) => outcome))).toEqual(new Set(['applied']))
    expect(lines.filter(({ bh, body }) => bh === sha256Hex(body))).toHaveLength(1000)
  }, 120_000)
  it('a server that says nothing of stretches gets whole lines, and as few requests', async () => {
    older()
    await receive(400)
    await tablet.settled()
    expect(pushes.map(({ request }) => ('entries' in request ? request.entries.length : 'stretch'))).toEqual([200, 200])
    expect(await log()).toHaveLength(400)
  })
  it('a lost answer is asked for again in the other form, and nothing counts twice', async () => {
    await receive(3)
    tablet.line.after = path => (path.endsWith('/push') ? 'lost' : undefined)
    tablet.session.syncNow()
    await tablet.until(() => tablet.status.phase === 'offline')
    tablet.line.after = () => undefined
    older()
    await tablet.settled()
    expect(pushes.map(({ request }) => ('stretch' in request ? 'stretch' : 'whole'))).toEqual(['stretch', 'whole'])
    expect(await log()).toHaveLength(3)
    expect(await server.clinic.deps.store.db.selectFrom('row').select('id').where('kind', '=', 'stock-movement').execute()).toHaveLength(3)
  })
})
