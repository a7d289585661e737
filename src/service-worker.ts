import { cleanupOutdatedCaches, createHandlerBoundToURL, precacheAndRoute } from 'workbox-precaching'
import { NavigationRoute, registerRoute } from 'workbox-routing'

/**
 * Holds one whole version of the app, so that it opens without a network. Never an answer of the server: what people
 * wrote lives sealed in IndexedDB, and nothing under /api is ever cached.
 */
declare const self: ServiceWorkerGlobalScope & { readonly __WB_MANIFEST: Parameters<typeof precacheAndRoute>[0] }

precacheAndRoute(self.__WB_MANIFEST)
cleanupOutdatedCaches()
registerRoute(new NavigationRoute(createHandlerBoundToURL('/index.html'), { denylist: [/^\/api\//] }))

/** The page asks for the change of version, when no form holds anything unsaved. */
self.addEventListener('message', event => {
  if ((event.data as { type?: unknown } | null)?.type === 'SKIP_WAITING') void self.skipWaiting()
})
/** The first visit is then held by this worker too, so the next one may be offline. */
self.addEventListener('activate', event => event.waitUntil(self.clients.claim()))
