import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { ok } from '#domain/core/result.ts'
import { ownKeyName } from '#sync/messages.ts'
import { resetPassword } from '#server/admin/accounts.ts'
import { enrolled, openServer, openTestTablet, PASSWORD, TENANT, type Server, type TestTablet } from '../sync/world.ts'

const FORM = { name: 'Siti Aminah', complaint: 'Batuk tiga hari' }
const NEXT = 'Kalodran-2027'
let server: Server
const open: TestTablet[] = []
const keep = (tablet: TestTablet): TestTablet => { open.push(tablet); return tablet }
beforeEach(async () => { server = await openServer() })
afterEach(async () => { for (const tablet of open.splice(0)) await tablet.session.close() })

/** A tablet as it was before the server gave people keys of their own: these are taken out of its answers. */
async function withoutOwnKeys(tablet: TestTablet, work: () => Promise<void>): Promise<void> {
  const { api } = tablet.platform
  const { post } = api
  api.post = (async (path, body, answer) => {
    const got = await post(path, body, answer)
    const keys = got.ok ? (got.value as { keys?: Record<string, string> }).keys : undefined
    if (keys) delete keys[ownKeyName('bidan')]
    return got
  }) as typeof post
  await work()
  api.post = post
}

describe('half-written forms', () => {
  it('survive a forgotten password', async () => {
    const tablet = keep(await enrolled(server, 'pustu-kiara'))
    await tablet.session.signIn('bidan', PASSWORD)
    await tablet.context.store.saveFormDraft('visit', FORM)
    await tablet.session.signOut()
    await resetPassword(server.clinic.deps, TENANT, 'bidan', NEXT)
    expect(await tablet.session.signIn('bidan', NEXT)).toEqual(ok(null))
    expect(await tablet.context.store.loadFormDraft('visit')).toEqual(FORM)
  })

  it('of somebody who began without a key of his own go over to it at the next sign-in', async () => {
    const tablet = keep(await enrolled(server, 'pustu-kiara'))
    await withoutOwnKeys(tablet, async () => {
      await tablet.session.signIn('bidan', PASSWORD)
      await tablet.settled()
      await tablet.context.store.saveFormDraft('visit', FORM)
      await tablet.session.switchUser()
    })
    // Opens here first, and is signed in at the server by the way.
    await tablet.session.signIn('bidan', PASSWORD)
    expect(await tablet.context.store.loadFormDraft('visit')).toEqual(FORM)
    await tablet.settled()
    expect(await tablet.context.store.loadFormDraft('visit')).toEqual(FORM)
    await tablet.context.store.saveFormDraft('member', FORM)
    await tablet.session.signOut()
    await resetPassword(server.clinic.deps, TENANT, 'bidan', NEXT)
    await tablet.session.signIn('bidan', NEXT)
    expect(await tablet.context.store.loadFormDraft('visit')).toEqual(FORM)
    expect(await tablet.context.store.loadFormDraft('member')).toEqual(FORM)
  })

  it('are kept where the server has no such key, and open as long as the password is known', async () => {
    const tablet = keep(await enrolled(server, 'pustu-kiara'))
    await withoutOwnKeys(tablet, async () => {
      await tablet.session.signIn('bidan', PASSWORD)
      await tablet.context.store.saveFormDraft('visit', FORM)
      await tablet.session.close()
    })
    const again = keep(await openTestTablet(server, { factory: tablet.factory }))
    again.line.online = false
    await again.session.signIn('bidan', PASSWORD)
    expect(await again.context.store.loadFormDraft('visit')).toEqual(FORM)
  })

  it('are one person’s alone: the next one on the tablet opens nothing of them', async () => {
    const tablet = keep(await enrolled(server, 'pustu-kiara'))
    await tablet.session.signIn('bidan', PASSWORD)
    await tablet.context.store.saveFormDraft('visit', FORM)
    await tablet.session.switchUser()
    await tablet.session.signIn('perawat', PASSWORD)
    expect(await tablet.context.store.loadFormDraft('visit')).toBeUndefined()
    expect(tablet.context.streams('clinical')).toHaveLength(1)
  })

  it('that are still being written when the tablet locks are waited for', async () => {
    let form: { text: string } | null = null
    let store: TestTablet['context']['store'] | null = null
    // As a form does it: an earlier write is on its way, and the last words follow it.
    const tablet = keep(await enrolled(server, 'pustu-kiara', {
      keepForms: async () => {
        if (!form || !store) return
        await store.loadFormDraft('visit')
        await store.saveFormDraft('visit', form)
      },
    }))
    await tablet.session.signIn('bidan', PASSWORD)
    for (const lock of [() => tablet.session.lock(), () => tablet.session.switchUser(), async () => { tablet.time.pass(5 * 60_000); await tablet.until(() => tablet.view.lockKind === 'password') }]) {
      store = tablet.context.store
      form = { text: crypto.randomUUID() }
      await lock()
      expect(tablet.view.context).toBeNull()
      await tablet.session.signIn('bidan', PASSWORD)
      expect(await tablet.context.store.loadFormDraft('visit')).toEqual(form)
    }
  })
})
