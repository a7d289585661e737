import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { inflateRawSync } from 'node:zlib'
import type { Page } from 'playwright-core'
import { openPage } from '#sync/pages/open.ts'

/** The words that stand in any file of a folder, as UTF-8 or as UTF-16. */
export function wordsOnDisk(folder: string, words: readonly string[]): Set<string> {
  const found = new Set<string>()
  const wanted = words.flatMap(word => [{ word, bytes: Buffer.from(word, 'utf8') }, { word, bytes: Buffer.from(word, 'utf16le') }])
  for (const file of filesUnder(folder)) {
    const bytes = readOrEmpty(file)
    for (const { word, bytes: needle } of wanted) if (!found.has(word) && bytes.includes(needle)) found.add(word)
  }
  return found
}

function filesUnder(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap(entry => {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) return filesUnder(path)
    return entry.isFile() ? [path] : []
  })
}

/** A running browser deletes files while we read; what is gone holds nothing. */
function readOrEmpty(file: string): Buffer {
  try {
    return statSync(file).size < 512 * 1024 * 1024 ? readFileSync(file) : Buffer.alloc(0)
  } catch {
    return Buffer.alloc(0)
  }
}

/**
 * The words that stand in what the browser's own storage gives back: every key and value of every IndexedDB store, byte
 * by byte, and local and session storage. The files compress long values, so both have to be searched.
 */
export function wordsInStorage(page: Page, words: readonly string[]): Promise<string[]> {
  return page.evaluate(async wanted => {
    const texts: string[] = []
    const bytesToText = (bytes: Uint8Array): string => {
      let text = ''
      for (let at = 0; at < bytes.length; at += 8192) text += String.fromCharCode(...bytes.subarray(at, at + 8192))
      return text
    }
    const collect = (value: unknown): void => {
      if (typeof value === 'string') texts.push(value)
      else if (value instanceof ArrayBuffer) texts.push(bytesToText(new Uint8Array(value)))
      else if (ArrayBuffer.isView(value)) texts.push(bytesToText(new Uint8Array(value.buffer, value.byteOffset, value.byteLength)))
      else if (Array.isArray(value)) value.forEach(collect)
      else if (value !== null && typeof value === 'object') Object.entries(value).forEach(([key, inner]) => { texts.push(key); collect(inner) })
    }
    const asked = <T>(request: IDBRequest<T>): Promise<T> => new Promise((resolve, reject) => {
      request.onsuccess = () => resolve(request.result)
      request.onerror = () => reject(new Error('storage cannot be read'))
    })
    for (const { name } of await indexedDB.databases()) {
      const db = await asked(indexedDB.open(name ?? ''))
      for (const storeName of db.objectStoreNames) {
        const store = db.transaction(storeName).objectStore(storeName)
        const [keys, values] = await Promise.all([asked(store.getAllKeys()), asked(store.getAll() as IDBRequest<unknown[]>)])
        collect(keys)
        collect(values)
      }
      db.close()
    }
    collect({ ...localStorage })
    collect({ ...sessionStorage })
    const all = texts.join('\n')
    if (all.length < 1000) throw new Error('the storage is empty: nothing was searched')
    return wanted.filter(word => all.includes(word))
  }, [...words])
}

/**
 * The words that stand in pages of packed rows. Pages are deflated and their numbers packed, so that their bytes alone show nothing
 * whether they are sealed or not: each is opened here as whoever has the code but not the keys would open it.
 */
export async function wordsInPages(page: Page, words: readonly string[]): Promise<{ readonly found: Set<string>; readonly pages: number; readonly opened: number }> {
  const boxes = await page.evaluate(async () => {
    const asked = <T>(request: IDBRequest<T>): Promise<T> => new Promise((resolve, reject) => {
      request.onsuccess = () => resolve(request.result)
      request.onerror = () => reject(new Error('storage cannot be read'))
    })
    const db = await asked(indexedDB.open('kkd'))
    const pages = await asked(db.transaction('pages').objectStore('pages').getAll() as IDBRequest<{ box: Uint8Array }[]>)
    db.close()
    return pages.map(({ box }) => Array.from(box))
  })
  const found = new Set<string>()
  let opened = 0
  for (const bytes of boxes) {
    // As it lies there, and after the nonce that a seal begins with.
    const texts = [0, 12].map(from => textOf(Uint8Array.from(bytes.slice(from)))).filter(text => text !== null)
    opened += texts.length
    for (const text of texts) for (const word of words) if (text.includes(word)) found.add(word)
  }
  return { found, pages: boxes.length, opened }
}

function textOf(body: Uint8Array): string | null {
  try {
    return JSON.stringify(openPage(new Uint8Array(inflateRawSync(body))).rows())
  } catch {
    return null
  }
}
