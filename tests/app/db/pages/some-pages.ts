import { webcrypto } from 'node:crypto'
import type { Json } from '#domain/core/json.ts'
import type { Row } from '#sync/messages.ts'
import { packPage } from '#sync/pages/pack.ts'
import { webPageBytes } from '#app/db/pages/page-bytes.ts'
import { pagePlace, PageGoneError, type LoadedPage, type PageName } from '#app/db/pages/page-desk.ts'
import { webSealing } from '#app/vault/sealing.ts'
import { KIARA, movement } from '../fold-world.ts'

export const sealing = webSealing(webcrypto.subtle as SubtleCrypto, length => webcrypto.getRandomValues(new Uint8Array(length)))
export const bytes = webPageBytes(webcrypto.subtle as SubtleCrypto)

/** Rows of a ledger: a record each number, of three drugs in turn. */
export const movements = (...numbers: readonly number[]): Row[] => numbers.map(number => ({
  stream: KIARA, seq: number, id: `m-${String(number).padStart(3, '0')}`, kind: 'stock-movement', rev: 1, state: 'live',
  data: movement(number, `obat-${number % 3}`) as unknown as Json, conflicts: [], by: { actor: 'staf', dev: 'tab-1', at: '2025-12-16T09:00:00.000+07:00' },
}))

/** Sealed pages by their names, as a store hands them out; counts how often each was asked for. */
export class Shelf {
  readonly loads: string[] = []
  readonly #pages = new Map<string, LoadedPage>()
  #key: Promise<CryptoKey> = sealing.importKey(new Uint8Array(32).fill(7))

  readonly load = async (name: PageName): Promise<LoadedPage> => {
    this.loads.push(name.hash)
    const page = this.#pages.get(pagePlace(name))
    if (!page) throw new PageGoneError(name.hash)
    return page
  }

  async put(rows: readonly Row[]): Promise<PageName> {
    return this.putBody(await bytes.deflate(packPage(rows)))
  }

  async putBody(body: Uint8Array<ArrayBuffer>, stream = KIARA): Promise<PageName> {
    const name = { stream, hash: await bytes.hash(body) }
    const key = await this.#key
    this.#pages.set(pagePlace(name), { key, box: await sealing.seal(key, body, pagePlace(name)) })
    return name
  }

  /** Changes one bit of a sealed page. */
  spoil(name: PageName, at = 20): void {
    const page = this.#pages.get(pagePlace(name)) as LoadedPage
    const box = page.box.slice()
    box[at] = (box[at] as number) ^ 1
    this.#pages.set(pagePlace(name), { ...page, box })
  }

  /** Puts one page in the place of another. */
  swap(name: PageName, other: PageName): void {
    this.#pages.set(pagePlace(name), this.#pages.get(pagePlace(other)) as LoadedPage)
  }

  remove(name: PageName): void { this.#pages.delete(pagePlace(name)) }
}
