import { nextTick, watch } from 'vue'
import { createRouter, createWebHistory, type RouteLocationRaw, type RouterHistory, type RouteRecordRaw, type Router } from 'vue-router'
import './shared/route-meta.ts'
import { shellWords } from './shell/words.ts'
import { forgetPage, isOpenTo, keepPage, keptPage } from './shared/kept-page.ts'
import { useWords } from './locales/use-words.ts'
import type { SessionPhase } from './stores/session.ts'
import { useSession } from './stores/session.ts'
import { useToast } from './ui/use-toast.ts'

/** A feature joins the app by its routes.ts; nothing else has to know it. */
const features = import.meta.glob<{ routes: RouteRecordRaw[] }>('./features/*/routes.ts', { eager: true })

/** The door for a phase; the tablet shows nothing else until it is open. */
const DOOR: Record<Exclude<SessionPhase, 'starting' | 'unlocked'>, string> = { 'not-enrolled': 'enrol', 'signed-out': 'sign-in', locked: 'unlock' }

/**
 * The routes of all features behind two guards: the phase of the session decides the door, the roles of the user decide
 * the page. After a lock, a reload or a closed browser the same user comes back to the page he left; the next user, and
 * whoever signed out, starts at home.
 */
export function createAppRouter(history: RouterHistory = createWebHistory()): Router {
  const session = useSession()
  const t = useWords(shellWords)
  const router = createRouter({
    history,
    routes: [
      ...Object.values(features).flatMap(feature => feature.routes),
      { path: '/:rest(.*)*', name: 'not-found', component: () => import('./shell/NotFoundPage.vue') },
    ],
  })

  router.beforeEach(to => {
    if (session.phase === 'starting') return true
    // A tablet the server does not know any more is enrolled again from wherever its user stands.
    if (session.revoked && to.name === 'enrol') return true
    if (session.phase !== 'unlocked') {
      const door = DOOR[session.phase]
      if (to.name === door || (session.phase === 'not-enrolled' && to.name === 'set-up')) return true
      return doorTo(door, to.meta.outside ? undefined : to.fullPath)
    }
    if (to.meta.outside) return { path: '/' }
    const { roles } = to.meta
    if (!roles || roles.some(role => session.context?.hasRole(role))) return true
    useToast().show({ tone: 'warn', text: t('notForRole') })
    return to.path === '/' ? true : { path: '/' }
  })

  router.afterEach(to => {
    if (session.phase === 'unlocked' && session.context && !to.meta.outside) keepPage(session.context.user.id, to, router)
  })

  // A page's file that cannot be fetched (no network before the app is held offline) must not end in silence.
  router.onError(() => useToast().show({ tone: 'bad', text: t('pageFailedText') }))

  /** The page that was left: by a lock it stands in the address, by a closed page it was remembered. */
  function pageToReturnTo(): string {
    const { context } = session
    const left = router.currentRoute.value.query['to']
    const back = typeof left === 'string' ? left : context && keptPage(context.user.id)
    return back && context && isOpenTo(back, context, router) ? back : '/'
  }

  watch(() => session.phase, async (phase, before) => {
    if (phase === 'signed-out' && before !== 'starting') forgetPage()
    // The store sets phase and context together; navigation looks at both.
    await nextTick()
    const here = router.currentRoute.value
    if (phase === 'unlocked') {
      if (here.meta.outside) await router.replace(pageToReturnTo())
    } else if (phase !== 'starting') {
      const to = here.meta.outside ? here.query['to'] : here.fullPath
      await router.replace(doorTo(DOOR[phase], phase === 'locked' && typeof to === 'string' ? to : undefined))
    }
  })
  return router
}

const doorTo = (name: string, back: string | undefined): RouteLocationRaw => ({ name, query: back && back !== '/' ? { to: back } : {} })
