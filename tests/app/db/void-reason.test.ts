import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { ok } from '#domain/core/result.ts'
import { createDraft, voidDraft, type StoredRecord } from '#app/db/record-store.ts'
import { memberData } from '../sync/records.ts'
import { enrolled, MEMBERS, openServer, PASSWORD, type Server, type TestTablet } from '../sync/world.ts'

let server: Server
const open: TestTablet[] = []
beforeEach(async () => { server = await openServer() })
afterEach(async () => { for (const tablet of open.splice(0)) await tablet.session.close() })

async function ready(): Promise<TestTablet> {
  const tablet = await enrolled(server, 'pustu-kiara')
  open.push(tablet)
  expect(await tablet.session.signIn('bidan', PASSWORD)).toEqual(ok(null))
  await tablet.settled()
  return tablet
}

describe('BR-46: why a record was voided', () => {
  it('is seen at once where it was done, and on every other tablet after sync', async () => {
    const [one, two] = [await ready(), await ready()]
    const id = one.platform.newId()
    await one.context.store.writeGroup(async () => ok([createDraft('member', id, MEMBERS, memberData('Warga', 1))]))
    await one.settled()
    await two.settled()
    const member = await one.context.store.get('member', id) as StoredRecord<'member'>
    expect(member.by).not.toHaveProperty('reason')
    await one.context.store.writeGroup(async () => ok([voidDraft(member, 'salah ketik')]))
    expect(await one.context.store.get('member', id)).toMatchObject({ state: 'void', pending: 'unsent', by: { actor: one.context.user.id, reason: 'salah ketik' } })
    await one.settled()
    await two.settled()
    for (const tablet of [one, two]) {
      expect(await tablet.context.store.get('member', id)).toMatchObject({ state: 'void', pending: 'none', data: member.data, by: { actor: one.context.user.id, reason: 'salah ketik' } })
    }
  })
})
