import type { Page } from 'playwright-core'

/** Everything of this file runs in the page, without a line of the app. Times in ms. */

/** The server's snapshots, fetched and parsed as tablets of older versions do; the page must be the server's, with a session. */
export const fetchSnapshots = (page: Page): Promise<{ rows: number; ms: number }> => page.evaluate(async () => {
  const post = (path: string, body: unknown): Promise<Response> => fetch(`/api/sync/${path}`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) })
  const hello = await (await post('hello', { proto: 1, app: 'bench', schema: 1 })).json() as { epoch: string; streams: string[] }
  const startedAt = performance.now()
  let rows = 0
  for (const stream of hello.streams) {
    let after: string | undefined
    do {
      const part = await (await post('snapshot', { epoch: hello.epoch, stream, ...(after === undefined ? {} : { after }) })).json() as { rows: unknown[]; next?: string }
      rows += part.rows.length
      after = part.next
    } while (after !== undefined)
  }
  return { rows, ms: performance.now() - startedAt }
})

/** The same rows, compressed beforehand: fetched, and parsed. */
export const fetchPrepared = (page: Page, parts: number): Promise<{ fetched: number; parsed: number }> => page.evaluate(async count => {
  const startedAt = performance.now()
  const texts: string[] = []
  for (let part = 0; part < count; part += 1) texts.push(await (await fetch(`/rows/${part}.json`)).text())
  const middle = performance.now()
  const rows = texts.flatMap(text => (JSON.parse(text) as { rows: unknown[] }).rows)
  if (rows.length === 0) throw new Error('no rows')
  return { fetched: middle - startedAt, parsed: performance.now() - middle }
}, parts)

/** The rows put one by one into an indexed store, not sealed, 1,000 a transaction. */
export const putRows = (page: Page, parts: number): Promise<number> => page.evaluate(async count => {
  const rows: unknown[] = []
  for (let part = 0; part < count; part += 1) rows.push(...(await (await fetch(`/rows/${part}.json`)).json() as { rows: unknown[] }).rows)
  const db = await new Promise<IDBDatabase>((resolve, reject) => {
    const opening = indexedDB.open('bench-floor', 1)
    opening.onupgradeneeded = () => {
      const store = opening.result.createObjectStore('rows', { keyPath: 'id' })
      store.createIndex('kind', 'kind')
      store.createIndex('stream', 'stream')
    }
    opening.onsuccess = () => resolve(opening.result)
    opening.onerror = () => reject(new Error('no floor'))
  })
  const startedAt = performance.now()
  for (let from = 0; from < rows.length; from += 1000) {
    await new Promise<void>((resolve, reject) => {
      const tx = db.transaction('rows', 'readwrite')
      for (const row of rows.slice(from, from + 1000)) tx.objectStore('rows').put(row)
      tx.oncomplete = () => resolve()
      tx.onerror = () => reject(new Error('no floor'))
    })
  }
  const ms = performance.now() - startedAt
  db.close()
  await new Promise(resolve => { indexedDB.deleteDatabase('bench-floor').onsuccess = resolve })
  return ms
}, parts)

/**
 * The rows sealed one by one and put with what they are found by, into a database that is left there: it has the keys, indexes and columns
 * of the store before pages (docs/adr/0006).
 */
export const putSealedRows = (page: Page, parts: number): Promise<number> => page.evaluate(async count => {
  const key = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt'])
  const db = await new Promise<IDBDatabase>((resolve, reject) => {
    const opening = indexedDB.open('bench-sealed', 1)
    opening.onupgradeneeded = () => {
      const store = opening.result.createObjectStore('rows', { keyPath: ['space', 'id'] })
      store.createIndex('arrival', ['space', 'kind', 'seq', 'id'])
      store.createIndex('tags', 'tags', { multiEntry: true })
    }
    opening.onsuccess = () => resolve(opening.result)
    opening.onerror = () => reject(new Error('no floor'))
  })
  const hex = (bytes: Uint8Array): string => Array.from(bytes, byte => byte.toString(16).padStart(2, '0')).join('')
  const startedAt = performance.now()
  for (let part = 0; part < count; part += 1) {
    const { rows } = await (await fetch(`/rows/${part}.json`)).json() as { rows: { stream: string; id: string; kind: string; seq: number; rev: number; state: string; data: unknown; conflicts: unknown; by: unknown }[] }
    const tags = await (await fetch(`/tags/${part}.json`)).json() as string[][]
    const sealed = await Promise.all(rows.map(async ({ stream, id, kind, seq, rev, state, data, conflicts, by }, index) => {
      const iv = crypto.getRandomValues(new Uint8Array(12))
      const cipher = new Uint8Array(await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, key, new TextEncoder().encode(JSON.stringify({ data, conflicts, by }))))
      const box = new Uint8Array(12 + cipher.length)
      box.set(iv)
      box.set(cipher, 12)
      return { space: `${stream}#1`, id, kind, seq, rev, state, tags: tags[index] ?? [], sum: hex(crypto.getRandomValues(new Uint8Array(32))), box }
    }))
    for (let from = 0; from < sealed.length; from += 1000) {
      await new Promise<void>((resolve, reject) => {
        const tx = db.transaction('rows', 'readwrite')
        for (const row of sealed.slice(from, from + 1000)) tx.objectStore('rows').put(row)
        tx.oncomplete = () => resolve()
        tx.onerror = () => reject(new Error('no floor'))
      })
    }
  }
  db.close()
  return performance.now() - startedAt
}, parts)
