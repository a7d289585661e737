import type { StreamKeys } from '../vault/stream-keys.ts'
import type { Channel } from './deps.ts'
import type { Interest } from './record-store.ts'
import { DAY_TAG } from './row-box.ts'

/** That a record changed, told without telling what it holds; tags of before and after. */
export interface Change { readonly kind: string; readonly id: string; readonly tags: readonly string[] }

/** What tabs tell each other. `changes` null: more has changed than can be listed, read everything again. */
export interface ChangeMessage {
  readonly type: 'changes'
  readonly stamp: number
  readonly changes: readonly Change[] | null
  /** Rows of these records changed; for all others of `changes` only operations did. */
  readonly rows: boolean
}

interface Watcher { readonly interests: readonly Interest[]; readonly onChange: () => void }

/** Live queries of this tab, each woken only by a change that touches one of its interests. */
export class ChangeBus {
  readonly #watchers = new Set<Watcher>()

  constructor(private readonly keys: () => StreamKeys, private readonly channel: Channel) {}

  watch(interests: readonly Interest[], onChange: () => void): () => void {
    const watcher = { interests, onChange }
    this.#watchers.add(watcher)
    return () => void this.#watchers.delete(watcher)
  }

  /** Wakes this tab's watchers; `null` wakes all. */
  wake(changes: readonly Change[] | null): void {
    for (const watcher of [...this.#watchers]) {
      if (changes === null || watcher.interests.some(interest => this.#touched(interest, changes))) watcher.onChange()
    }
  }

  post(message: ChangeMessage): void {
    this.channel.post(message)
  }

  clear(): void {
    this.#watchers.clear()
  }

  #touched(interest: Interest, changes: readonly Change[]): boolean {
    const { key, day } = interest
    const tags = key || day ? this.#tags(interest) : null
    return changes.some(change => change.kind === interest.kind
      && (interest.id === undefined || change.id === interest.id)
      && (tags === null || change.tags.some(tag => tags.has(tag))))
  }

  #tags({ kind, key, day }: Interest): Set<string> {
    const tags = new Set<string>()
    for (const stream of this.keys().values()) {
      if (key) tags.add(stream.tag(kind, key.name, key.value))
      if (day) tags.add(stream.tag(kind, DAY_TAG, day))
    }
    return tags
  }
}
