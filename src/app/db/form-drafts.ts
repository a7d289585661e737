import type { Json } from '#domain/core/json.ts'
import { fromUtf8, utf8 } from '../vault/bytes.ts'
import type { Sealing } from '../vault/sealing.ts'
import type { FormDraft, TabletDatabase } from './database.ts'

/** Half-written forms of one person, sealed for this tablet and never synced. The first key seals, every one opens. */
export class FormDrafts {
  #keys: readonly CryptoKey[]
  #closed = false

  constructor(private readonly db: TabletDatabase, private readonly sealing: Sealing, private readonly user: string, keys: readonly CryptoKey[]) {
    this.#keys = keys
  }

  async save(name: string, value: Json): Promise<void> {
    if (this.#closed) return
    await this.db.drafts.put(await this.#seal(name, utf8(JSON.stringify(value))))
  }

  async load(name: string): Promise<Json | undefined> {
    const draft = this.#closed ? undefined : await this.db.drafts.get([this.user, name])
    const plain = draft && await this.#open(draft)
    return plain ? (JSON.parse(fromUtf8(plain)) as Json) : undefined
  }

  async clear(name: string): Promise<void> {
    await this.db.drafts.delete([this.user, name])
  }

  /** Seals by another key from now on, and seals anew what lies here; a form that was saved meanwhile is left as it is. */
  async changeKey(key: CryptoKey): Promise<void> {
    this.#keys = [key, ...this.#keys]
    for (const draft of await this.db.drafts.where('[user+name]').between([this.user, ''], [this.user, '\uffff']).toArray()) {
      const plain = await this.#open(draft)
      const again = plain && await this.#seal(draft.name, plain)
      if (!again) continue
      await this.db.transaction('rw', this.db.drafts, async () => {
        const now = await this.db.drafts.get([draft.user, draft.name])
        if (now && sameBytes(now.box, draft.box)) await this.db.drafts.put(again)
      })
    }
  }

  close(): void {
    this.#closed = true
    this.#keys = []
  }

  async #seal(name: string, plain: Uint8Array<ArrayBuffer>): Promise<FormDraft> {
    return { user: this.user, name, box: await this.sealing.seal(this.#keys[0] as CryptoKey, plain, this.#place(name)) }
  }

  /** Undefined where no key of this person opens it: nobody can read it any more. */
  async #open({ name, box }: FormDraft): Promise<Uint8Array<ArrayBuffer> | undefined> {
    for (const key of this.#keys) {
      try {
        return await this.sealing.open(key, box, this.#place(name))
      } catch {
        // Sealed by the next one, then.
      }
    }
    return undefined
  }

  #place(name: string): string { return `draft|${this.user}|${name}` }
}

const sameBytes = (a: Uint8Array, b: Uint8Array): boolean => a.length === b.length && a.every((byte, at) => byte === b[at])
