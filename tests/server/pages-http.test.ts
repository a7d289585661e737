import { once } from 'node:events'
import { request, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { FastifyInstance } from 'fastify'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createEnrolCode } from '#server/admin/codes.ts'
import { buildApp } from '#server/app.ts'
import { openSqlite } from '#server/store/sqlite.ts'
import { manifestResponse, type PageEntry } from '#sync/messages.ts'
import { PAGE_FORMAT } from '#sync/pages/page.ts'
import { PartReader } from '#sync/pages/parts.ts'
import { Browser } from './browser.ts'
import { CLINICAL, fresh, openClinic, PASSWORD, patientData, SERVICE, Tablet, TENANT, type Clinic } from './kit.ts'

/** Pages over the wire: what a tablet's fetch is given. */
let clinic: Clinic
let app: FastifyInstance
let browser: Browser
let epoch: string

beforeEach(async () => {
  clinic = await openClinic(openSqlite({ memory: true }), { paging: { rows: 20 } })
  app = await buildApp(clinic.deps, { version: 'test', cookieSecure: false })
  epoch = await clinic.core.epoch()
  const tablet = await Tablet.enrol(clinic, 'pustu-kiara', 'bidan')
  await tablet.save(...Array.from({ length: 200 }, (_, index) => ({ kind: 'patient', id: `p-${index}`, act: 'create' as const, set: fresh(patientData()) })))
  browser = new Browser(app)
  const { code } = await createEnrolCode(clinic.deps, TENANT, { place: 'pustu-kiara' })
  await browser.post('/api/devices/enrol', { code, name: 'Tablet uji' })
  await browser.post('/api/auth/sign-in', { username: 'bidan', password: PASSWORD })
})
afterEach(async () => {
  await app.close()
  await clinic.deps.store.close()
})

const ASKING = { 'accept-encoding': 'gzip, br' }
async function named(): Promise<PageEntry[]> {
  const answer = await browser.post('/api/sync/manifest', { epoch, streams: [CLINICAL], pages: PAGE_FORMAT })
  return manifestResponse.parse(answer.json()).streams[CLINICAL]?.pages ?? []
}

describe('pages over http', () => {
  it('a manifest is compressed like every other answer and kept by nobody', async () => {
    const answer = await browser.post('/api/sync/manifest', { epoch, streams: [CLINICAL], pages: PAGE_FORMAT }, ASKING)
    expect([answer.statusCode, answer.headers['content-encoding'], answer.headers['cache-control']]).toEqual([200, 'br', 'no-store'])
  })
  it('pages come as they lie in the database: streamed, bytes, never compressed again, kept by nobody', async () => {
    const entries = await named()
    expect(entries).toHaveLength(10)
    const { port } = await listening()
    const answer = await posted(port, '/api/sync/pages', { epoch, wanted: [{ stream: CLINICAL, hashes: entries.map(entry => entry.hash) }] })
    const { headers } = answer
    expect([answer.statusCode, headers['content-type'], headers['content-encoding'], headers['cache-control'], headers['transfer-encoding'], headers['content-length']])
      .toEqual([200, 'application/octet-stream', undefined, 'no-store', 'chunked', undefined])
    const reader = new PartReader()
    const parts: Uint8Array[] = []
    for await (const chunk of answer) parts.push(...reader.take(new Uint8Array(chunk as Buffer)))
    expect(parts.map(part => part.length)).toEqual(entries.map(entry => entry.bytes))
    expect(reader.left).toBe(0)
  })
  it('takes as many names as the message allows, and no endless list of them', async () => {
    const ask = (hashes: number, streams = 1) => browser.post('/api/sync/pages', { epoch, wanted: Array.from({ length: streams }, () => ({ stream: CLINICAL, hashes: Array.from({ length: hashes }, () => 'a'.repeat(64)) })) })
    const most = await ask(20_000)
    expect([most.statusCode, most.rawPayload.length]).toEqual([200, 80_000])
    expect((await ask(20_001)).statusCode).toBe(400)
    expect((await ask(20_000, 2)).statusCode).toBe(413)
  })
  it('refuses in JSON, as every call does', async () => {
    const foreign = await browser.post('/api/sync/pages', { epoch, wanted: [{ stream: 'kmp:kmp-teritih/members', hashes: [] }] })
    expect([foreign.statusCode, foreign.json()]).toEqual([403, { code: 'SCOPE' }])
    const old = await browser.post('/api/sync/manifest', { epoch: 'other', streams: [SERVICE], pages: PAGE_FORMAT })
    expect([old.statusCode, old.json()]).toEqual([409, { code: 'EPOCH', epoch }])
    expect((await new Browser(app).post('/api/sync/pages', { epoch, wanted: [] })).json()).toEqual({ code: 'DEVICE' })
  })
})

async function listening(): Promise<AddressInfo> {
  await app.listen({ port: 0, host: '127.0.0.1' })
  return app.server.address() as AddressInfo
}

/** A request on a real socket, with the browser's cookies; the answer is read by whoever asked. */
async function posted(port: number, path: string, body: unknown): Promise<IncomingMessage> {
  const cookie = [...browser.cookies].map(([name, text]) => `${name}=${text}`).join('; ')
  const asking = request({ host: '127.0.0.1', port, path, method: 'POST', headers: { 'content-type': 'application/json', cookie, ...ASKING } })
  asking.end(JSON.stringify(body))
  const [answer] = await once(asking, 'response') as [IncomingMessage]
  return answer
}
