import { IDBFactory, IDBKeyRange } from 'fake-indexeddb'
import { createPinia } from 'pinia'
import { flushPromises, mount, type VueWrapper } from '@vue/test-utils'
import type { Component } from 'vue'
import { createMemoryHistory, createRouter, RouterView, type RouteRecordRaw, type Router } from 'vue-router'
import { err } from '#domain/core/result.ts'
import type { Grant } from '#domain/core/roles.ts'
import { grantedStreams, type Place } from '#domain/rules/access/grants.ts'
import { appContextKey, type AppContext } from '#app/context.ts'
import { webPageBytes } from '#app/db/pages/page-bytes.ts'
import { createContext } from '#app/create-context.ts'
import type { ServerApi, SyncApi } from '#app/sync/api.ts'
import { createTablet } from '#app/sync/tablet.ts'
import { createLocks } from '#app/vault/platform.ts'
import { webSealing } from '#app/vault/sealing.ts'

/** The places of the demo that component tests stand in. */
export const PLACES: readonly Place[] = [
  { id: 'pkm-kalodran', type: 'puskesmas', parentId: null, kelurahanCode: '3673051001' },
  { id: 'pustu-kiara', type: 'pustu', parentId: 'pkm-kalodran', kelurahanCode: '3673051002' },
  { id: 'kmp-kiara', type: 'kmp', parentId: 'pkm-kalodran', kelurahanCode: '3673051002' },
]
/** 06.30 WIB of 29 Oct 2025, when UTC still says the 28th. */
export const MORNING = Date.parse('2025-10-28T23:30:00Z')

const offline: SyncApi = { post: async () => err({ kind: 'offline' }), parts: async () => err({ kind: 'offline' }) }
const silent = () => ({ post() {}, listen: () => () => {}, close() {} })

/** A context as the session makes it, on the real sealed store in memory; the network's edge is the caller's. */
export async function openContext(grants: readonly Grant[], options: { readonly api?: ServerApi; readonly now?: () => number } = {}): Promise<AppContext> {
  const randomBytes = (length: number): Uint8Array<ArrayBuffer> => crypto.getRandomValues(new Uint8Array(length))
  const now = options.now ?? (() => MORNING)
  const api = options.api ?? offline
  let made = 0
  const newId = (): string => `00000000-0000-7000-8000-${String(made += 1).padStart(12, '0')}`
  const databaseName = `test-${crypto.randomUUID()}`
  const tablet = await createTablet({
    databaseName, idb: { indexedDB: new IDBFactory(), IDBKeyRange }, sealing: webSealing(crypto.subtle, randomBytes), subtle: crypto.subtle, randomBytes,
    locks: createLocks(undefined, databaseName), openChannel: silent, now, newId, breathe: () => Promise.resolve(), pageBytes: webPageBytes(crypto.subtle), app: 'test', api: { parts: offline.parts, post: api.post },
  })
  const server = await crypto.subtle.generateKey({ name: 'ECDH', namedCurve: 'P-256' }, true, ['deriveBits'])
  const serverKey = Buffer.from(await crypto.subtle.exportKey('raw', server.publicKey)).toString('base64')
  await tablet.enrol({ dev: 'dev-1', block: 2, serverKey, name: 'Tablet Kiara 1', tenant: { id: 'pkm-kalodran', name: 'Puskesmas Kalodran', demo: false, zone: 'Asia/Jakarta' } })
  const user = { id: 'staff-1', username: 'bidan.kiara', name: 'Bidan Kiara', grants }
  const streams = grantedStreams(grants, PLACES)
  const keys = Object.fromEntries(streams.map(stream => [stream, Buffer.from(randomBytes(32)).toString('base64')]))
  const opened = await tablet.open({ id: user.id, zone: 'Asia/Jakarta', grants, keys }, null)
  return createContext({ user, store: opened.store, api, zone: 'Asia/Jakarta', demo: false, now, newId, nextLabel: opened.nextLabel, heldStreams: () => streams })
}

const ANYWHERE: Component = { render: () => null }
const NAMES = ['home', 'complaints', 'members', 'member-new', 'member', 'medicine', 'medicine-receipt', 'medicine-dispense', 'medicine-drug', 'service', 'visit-new', 'visit',
  'patient', 'patient-new', 'supervision', 'supervision-visits', 'supervision-stock', 'service-days', 'review', 'member-report', 'oversight', 'remarks', 'cash-day', 'savings-arrears', 'settings', 'set-pin', 'change-password', 'accounts', 'account', 'account-new', 'tablets',
  'facilities', 'facility', 'facility-new', 'set-up', 'enrol', 'sign-in', 'unlock']

/** Mounts a page inside the context, with every named route there to be linked to. */
export async function mountPage(page: Component, context: AppContext | null, props: Record<string, unknown> = {}): Promise<{ wrapper: VueWrapper; router: Router }> {
  const routes: RouteRecordRaw[] = NAMES.map(name => ({ path: `/${name}/:id?`, name, component: ANYWHERE }))
  const router = createRouter({ history: createMemoryHistory(), routes: [{ path: '/', component: ANYWHERE }, { path: '/page', component: page, props: () => props }, ...routes] })
  await router.push('/page')
  const wrapper = mount(RouterView, {
    attachTo: document.body,
    global: { plugins: [createPinia(), router], provide: context ? { [appContextKey]: context } : {} },
  })
  await flushPromises()
  return { wrapper, router }
}
