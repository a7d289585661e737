import type { RouteLocationNormalized, Router } from 'vue-router'
import type { AppContext } from '../context.ts'

const KEY = 'kkd-page'
/** Ids, days and months. Any other word of an address could be a name that somebody typed. */
const OPAQUE = /^(?:(?:q-)?[0-9a-f-]{8,40}|\d{4}-\d{2}(?:-\d{2})?)$/

interface KeptPage { readonly user: string; readonly path: string }

/** Remembers where somebody is, for the next opening of this tablet: his account's id and an address of opaque words. */
export function keepPage(user: string, to: RouteLocationNormalized, router: Router): void {
  const query = Object.fromEntries(Object.entries(to.query).filter(([, value]) => typeof value === 'string' && OPAQUE.test(value)))
  const path = router.resolve({ path: to.path, query }).fullPath
  try {
    window.localStorage.setItem(KEY, JSON.stringify({ user, path } satisfies KeptPage))
  } catch {
    // Without room for it the next opening begins at home.
  }
}

export function forgetPage(): void {
  window.localStorage.removeItem(KEY)
}

/** Where this user was when the page was closed or loaded anew; null for anybody else. */
export function keptPage(user: string): string | null {
  const page = kept()
  return page?.user === user ? page.path : null
}

function kept(): KeptPage | null {
  try {
    const page = JSON.parse(window.localStorage.getItem(KEY) ?? 'null') as Partial<KeptPage> | null
    return typeof page?.user === 'string' && typeof page.path === 'string' ? { user: page.user, path: page.path } : null
  } catch {
    return null
  }
}

/** Fetches the files of the page that was left, or of the first one, while the password is typed. It says nothing of who may open it. */
export function fetchKeptPage(router: Router): void {
  const to = router.resolve(kept()?.path ?? '/')
  for (const { components } of to.matched) {
    const page: unknown = components?.['default']
    // A page whose files cannot be had is told of when it is opened.
    if (typeof page === 'function') void (page as () => Promise<unknown>)().catch(() => undefined)
  }
}

/** Whether an address is one of the app's pages behind the lock, and one that this user's roles may open. */
export function isOpenTo(path: string, app: AppContext, router: Router): boolean {
  if (!path.startsWith('/') || path.startsWith('//')) return false
  const to = router.resolve(path)
  const { roles, outside } = to.meta
  return to.matched.length > 0 && to.name !== 'not-found' && outside !== true && (!roles || roles.some(role => app.hasRole(role)))
}
