import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'

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
