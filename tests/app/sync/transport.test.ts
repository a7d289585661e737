import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { err, ok } from '#domain/core/result.ts'
import { LONGEST_PART, partOf } from '#sync/pages/parts.ts'
import { createTransport } from '#app/sync/transport.ts'
import { Time } from './world.ts'

type Bytes = Uint8Array<ArrayBuffer>
const of = (...parts: readonly Uint8Array[]): Bytes => new Uint8Array(Buffer.concat(parts))
const PAGES = { 'content-type': 'application/octet-stream' }
const [first, second] = [new Uint8Array([1, 2, 3]), new Uint8Array([4, 5])]

/** A server that answers with one response; its time is made. */
function answering(answer: Response | ((signal: AbortSignal) => Response)) {
  const time = new Time(0)
  const fetch = async (_url: unknown, init?: RequestInit): Promise<Response> => (typeof answer === 'function' ? answer(init?.signal as AbortSignal) : answer)
  return { time, api: createTransport({ fetch: fetch as typeof globalThis.fetch, setTimer: time.setTimer }) }
}

/** What a call for parts gave, and each part that was handed over. */
async function taken(answer: Response | ((signal: AbortSignal) => Response)) {
  const parts: number[][] = []
  const result = await answering(answer).api.parts('/sync/pages', {}, async part => { parts.push([...part]) })
  return { result, parts }
}

/** An answer whose bytes come when a test says so, and which ends with the call that is given up. */
function byHand(headers: Record<string, string> = PAGES) {
  let controller: ReadableStreamDefaultController<Bytes> | undefined
  const body = new ReadableStream<Bytes>({ start: own => { controller = own } })
  return {
    answer: (signal: AbortSignal): Response => {
      signal.addEventListener('abort', () => controller?.error(new DOMException('given up', 'AbortError')))
      return new Response(body, { headers })
    },
    send: async (bytes: Bytes): Promise<void> => {
      controller?.enqueue(bytes)
      for (let turn = 0; turn < 5; turn += 1) await new Promise(resolve => setImmediate(resolve))
    },
    end: (): void => controller?.close(),
    tear: (): void => controller?.error(new TypeError('torn')),
  }
}

describe('an answer in parts', () => {
  it('is handed over part by part, each when the one before is done with', async () => {
    const { api } = answering(new Response(of(partOf(first), partOf(new Uint8Array(0)), partOf(second)), { headers: PAGES }))
    const seen: string[] = []
    expect(await api.parts('/sync/pages', {}, async part => {
      seen.push(`begin ${[...part].join()}`)
      await new Promise(resolve => setImmediate(resolve))
      seen.push(`end ${[...part].join()}`)
    })).toEqual(ok(null))
    expect(seen).toEqual(['begin 1,2,3', 'end 1,2,3', 'begin ', 'end ', 'begin 4,5', 'end 4,5'])
  })

  it('that ends well with fewer parts, or with none, is an answer', async () => {
    expect(await taken(new Response(of(partOf(first)), { headers: PAGES }))).toEqual({ result: ok(null), parts: [[1, 2, 3]] })
    expect(await taken(new Response(new Uint8Array(0), { headers: PAGES }))).toEqual({ result: ok(null), parts: [] })
  })

  it('that ends or is torn in the middle of a part is no answer; what was whole before has been handed over', async () => {
    const bytes = of(partOf(first), partOf(second))
    for (let cut = 1; cut < bytes.length; cut += 1) {
      const whole = cut >= partOf(first).length ? [[1, 2, 3]] : []
      const ended = await taken(new Response(bytes.slice(0, cut), { headers: PAGES }))
      expect(ended).toEqual({ result: cut === partOf(first).length ? ok(null) : err({ kind: 'offline' }), parts: whole })
      const line = byHand()
      const asked = taken(line.answer)
      await line.send(bytes.slice(0, cut))
      line.tear()
      expect(await asked).toEqual({ result: err({ kind: 'offline' }), parts: whole })
    }
  })

  it("a login page of the village's wifi is none, though it answers 200", async () => {
    for (const headers of [{ 'content-type': 'text/html' }, { 'content-type': 'application/json' }, undefined]) {
      expect(await taken(new Response('<html>Silakan masuk</html>', headers ? { headers } : {}))).toEqual({ result: err({ kind: 'unreadable' }), parts: [] })
    }
    expect(await taken(new Response('', { headers: { 'content-type': 'text/html' } }))).toEqual({ result: err({ kind: 'unreadable' }), parts: [] })
    expect(await taken(new Response('<html>'.repeat(900), { headers: PAGES }))).toEqual({ result: err({ kind: 'unreadable' }), parts: [] })
    const long = new Uint8Array(8)
    new DataView(long.buffer).setUint32(0, LONGEST_PART + 1)
    expect(await taken(new Response(of(partOf(first), long), { headers: PAGES }))).toMatchObject({ result: err({ kind: 'unreadable' }) })
  })

  it('a refusal says what the server said', async () => {
    expect(await taken(new Response(JSON.stringify({ code: 'SCOPE' }), { status: 403 }))).toMatchObject({ result: { ok: false, error: { kind: 'refused', code: 'SCOPE', status: 403 } }, parts: [] })
    expect(await taken(new Response('<html>', { status: 404 }))).toEqual({ result: err({ kind: 'unreadable' }), parts: [] })
  })

  it('may take long as long as bytes come, and is given up a minute after the last', async () => {
    const line = byHand()
    const { api, time } = answering(line.answer)
    const parts: number[][] = []
    const asked = api.parts('/sync/pages', {}, async part => { parts.push([...part]) })
    await line.send(new Uint8Array(0))
    for (const byte of of(partOf(first))) {
      time.pass(50_000)
      await line.send(new Uint8Array([byte]))
    }
    expect(parts).toEqual([[1, 2, 3]])
    time.pass(59_999)
    await line.send(new Uint8Array([0]))
    time.pass(60_000)
    expect(await asked).toEqual(err({ kind: 'timeout' }))
  })

  it('a tablet that takes long to store a part does not count that against the line', async () => {
    const line = byHand()
    const { api, time } = answering(line.answer)
    const asked = api.parts('/sync/pages', {}, async () => time.pass(50_000))
    await line.send(new Uint8Array(0))
    for (const part of [first, second]) {
      time.pass(50_000)
      await line.send(partOf(part))
    }
    time.pass(50_000)
    line.end()
    expect(await asked).toEqual(ok(null))
  })

  it('an answer that is not in parts has a minute for all of it', async () => {
    const line = byHand({ 'content-type': 'application/json' })
    const { api, time } = answering(line.answer)
    const asked = api.post('/sync/hello', {}, z.object({}))
    await line.send(new Uint8Array([123]))
    time.pass(50_000)
    await line.send(new Uint8Array([32]))
    time.pass(10_000)
    expect(await asked).toEqual(err({ kind: 'timeout' }))
  })

  it('whoever takes a part and fails is told his own error, which is nothing of the network', async () => {
    const full = new DOMException('no room', 'QuotaExceededError')
    const { api } = answering(new Response(of(partOf(first), partOf(second)), { headers: PAGES }))
    let calls = 0
    await expect(api.parts('/sync/pages', {}, async () => { calls += 1; throw full })).rejects.toBe(full)
    expect(calls).toBe(1)
  })
})
