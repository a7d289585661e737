/** Which ids stand in which page. Order is by UTF-16 code units, as in the packed form, and never a database's collation. */
export const byCodeUnits = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0)

/**
 * Gives each id to the page into whose stretch it falls: from the page's first id to the next page's. What stands before all
 * pages is the first one's. Pages and ids ascend; pages that get none are left out.
 */
export function shareOut<P extends { readonly first: string }>(pages: readonly P[], ids: readonly string[]): Map<P, string[]> {
  const shares = new Map<P, string[]>()
  let at = 0
  for (const id of ids) {
    while (at + 1 < pages.length && (pages[at + 1] as P).first <= id) at += 1
    const page = pages[at]
    if (!page) break
    const share = shares.get(page)
    if (share) share.push(id)
    else shares.set(page, [id])
  }
  return shares
}

/**
 * Changes behind the last id of a page stand apart, in pages of their own, where they fill half a page and so does what is there:
 * that stays as it is, and tablets that have it need not fetch it again.
 */
export function setApart({ last, count }: { readonly last: string; readonly count: number }, ids: readonly string[], rows: number): { inside: string[]; apart: string[] } {
  const behind = ids.filter(id => id > last)
  return Math.min(behind.length, count) * 2 >= rows ? { inside: ids.filter(id => id <= last), apart: behind } : { inside: [...ids], apart: [] }
}

/** One page while it holds no more than half as many again as it should; above that, parts of even size, none below half. */
export function cutEvenly(ids: readonly string[], rows: number): string[][] {
  if (ids.length === 0) return []
  const parts = ids.length * 2 <= rows * 3 ? 1 : Math.ceil(ids.length / rows)
  return Array.from({ length: parts }, (_, part) => ids.slice(Math.floor((part * ids.length) / parts), Math.floor(((part + 1) * ids.length) / parts)))
}

/** All ids of both, once, ascending. */
export const united = (some: readonly string[], others: readonly string[]): string[] => [...new Set([...some, ...others])].sort(byCodeUnits)
