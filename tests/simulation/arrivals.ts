interface Page { readonly stream: string; readonly hash: string }

/** Pages that a tablet stores in one transaction: what a power cut may cost. */
export const STORED_TOGETHER = 4

/**
 * What came whole over a tablet's line for downloads that are not at their end, remembered beside the tablet: whatever it does with its
 * pages, it may not ask for these again. Each stream begins anew once another copy of it is shown.
 */
export class Arrivals {
  readonly #byStream = new Map<string, { readonly shown: number; readonly hashes: Set<string> }>()
  /** The last that came and may not have been stored yet. */
  #portion: readonly Page[] = []

  /** A tablet that shows copy `shown` of a stream asks for these pages. Which of them came before, and how many others did that it need not ask for. */
  asked(stream: string, shown: number, hashes: readonly string[]): { readonly again: readonly string[]; readonly kept: number } {
    const known = this.#byStream.get(stream)
    if (known?.shown !== shown) {
      this.#byStream.set(stream, { shown, hashes: new Set() })
      return { again: [], kept: 0 }
    }
    const again = hashes.filter(hash => known.hashes.has(hash))
    return { again, kept: known.hashes.size - again.length }
  }

  came(page: Page): void {
    this.#byStream.get(page.stream)?.hashes.add(page.hash)
    this.#portion = [...this.#portion, page].slice(-STORED_TOGETHER)
  }

  /** The line is closed and the tablet has done what it does then. */
  stored(): void { this.#portion = [] }

  /** The tablet went off, whatever it was doing. */
  wentOff(): void {
    for (const { stream, hash } of this.#portion) this.#byStream.get(stream)?.hashes.delete(hash)
    this.#portion = []
  }

  /** The server has other pages by now: those that it no longer names need not be kept. */
  named(stream: string, hashes: ReadonlySet<string>): void {
    const known = this.#byStream.get(stream)
    for (const hash of known?.hashes ?? []) if (!hashes.has(hash)) known?.hashes.delete(hash)
  }

  /** A stream that was lost, or comes as rows. */
  forget(stream: string): void { this.#byStream.delete(stream) }

  /** Another disk, or a damaged one. */
  clear(): void {
    this.#byStream.clear()
    this.#portion = []
  }
}
