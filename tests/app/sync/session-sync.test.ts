import { beforeEach, describe, expect, it } from 'vitest'
import { ok } from '#domain/core/result.ts'
import { createDraft, patchDraft } from '#app/db/record-store.ts'
import { memberData } from './records.ts'
import { enrolled, MEMBERS, openServer, PASSWORD, type Server } from './world.ts'

let server: Server
beforeEach(async () => { server = await openServer() })

describe('a tablet and the server', () => {
  it('what is saved on one tablet comes to another, and settles on the first', async () => {
    const a = await enrolled(server, 'pustu-kiara')
    expect(await a.session.signIn('bidan', PASSWORD)).toEqual(ok(null))
    await a.settled()
    const id = a.platform.newId()
    const saved = await a.context.store.writeGroup(async () => ok([createDraft('member', id, MEMBERS, memberData('Siti Aminah', 1))]))
    expect(saved).toMatchObject({ ok: true })
    expect((await a.context.store.get('member', id))?.pending).toBe('unsent')
    await a.settled()
    expect(await a.context.store.get('member', id)).toMatchObject({ pending: 'none', rev: 1, data: { name: 'Siti Aminah' } })

    const b = await enrolled(server, 'pustu-kiara')
    await b.session.signIn('koperasi', PASSWORD)
    await b.settled()
    const found = await b.context.store.get('member', id)
    expect(found?.data.name).toBe('Siti Aminah')
    await b.context.store.writeGroup(async () => ok([patchDraft(found as NonNullable<typeof found>, { occupation: 'nelayan' })]))
    await b.settled()
    await a.settled()
    expect((await a.context.store.get('member', id))?.data.occupation).toBe('nelayan')
    await a.session.close()
    await b.session.close()
  })

  it('leaves a page that opens the tablet to itself for a moment; a first download, and whoever asks, do not wait', async () => {
    const a = await enrolled(server, 'pustu-kiara', { firstScreenMs: 400 })
    const asked = (): boolean => a.line.calls.some(path => path.startsWith('/api/sync/'))
    const unlockAgain = async (): Promise<void> => {
      await a.session.lock()
      a.line.calls.length = 0
      expect(await a.session.signIn('bidan', PASSWORD)).toEqual(ok(null))
    }
    await a.session.signIn('bidan', PASSWORD)
    await a.until(() => a.status.phase === 'idle' && a.status.lastCompleteAt !== null)

    await unlockAgain()
    for (let looks = 0; looks < 20; looks += 1) await a.context.store.scan('staff')
    a.time.pass(399)
    expect(a.line.calls).toEqual([])
    a.time.pass(1)
    await a.until(() => a.status.phase === 'syncing')
    await a.until(() => a.status.phase === 'idle')
    expect(asked()).toBe(true)

    await unlockAgain()
    await a.settled()
    expect(asked()).toBe(true)
    await a.session.close()
  })
})
