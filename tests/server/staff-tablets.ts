import { beforeEach, describe, expect, it } from 'vitest'
import { day } from '#domain/core/day.ts'
import { createAccount, listAccounts, newAccountSchema, updateAccount } from '#server/admin/accounts.ts'
import { listDevices, type DeviceLine } from '#server/admin/device-list.ts'
import { createTenant } from '#server/admin/tenants.ts'
import { createEnrolCode } from '#server/admin/codes.ts'
import type { Store } from '#server/store/store.ts'
import { change, type Clinic, CLINICAL, clinicsOn, fresh, patientData, Tablet, TENANT, value } from './kit.ts'

const DAY_MS = 86_400_000

/** What the head keeps of the staff and sees of the tablets, the same on every store. */
export function describeStaffAndTablets(engine: string, open: () => Promise<Store>): void {
  describe(`staff and tablets on ${engine}`, () => {
    let clinic: Clinic
    const openFresh = clinicsOn(open)
    beforeEach(async () => { clinic = await openFresh() })

    const staffRow = async (id: string) => (await (await Tablet.enrol(clinic, 'pustu-kiara', 'perawat')).row(id, 'staff'))
    const lineOf = async (dev: string): Promise<DeviceLine> => (await listDevices(clinic.deps, TENANT)).find(line => line.dev === dev) as DeviceLine
    const hello = (tablet: Tablet, report?: object) => clinic.core.hello(tablet.who, { proto: 1, app: '0.1.0', schema: 1, ...(report ? { tablet: report } : {}) })
    const newPatient = (id: string) => ({ kind: 'patient', id, act: 'create' as const, stream: CLINICAL, set: fresh(patientData()) })

    it('an account keeps employment, NIP, posts and STR, and everybody sees them in the staff record', async () => {
      const details = {
        employment: 'pppk' as const, nip: '199003172022212001', str: { number: 'STR/7', expiresOn: null },
        posts: [{ place: 'pustu-teritih', from: day('2023-02-01'), to: null }],
      }
      const { id } = value(await createAccount(clinic.deps, TENANT, { username: 'baru', password: 'sandi-panjang', name: 'Ns. Baru', profession: 'keperawatan', sip: { number: 'SIPP/7', expiresOn: day('2027-01-31'), place: 'pustu-teritih' }, grants: [], ...details }))
      expect((await listAccounts(clinic.deps, TENANT)).find(account => account.id === id)).toMatchObject({ ...details, sip: { place: 'pustu-teritih' } })
      expect((await staffRow(id))?.data).toMatchObject({ ...details, sip: { number: 'SIPP/7', place: 'pustu-teritih' } })
    })
    it('an update changes what it names and keeps the rest; an account from before says nothing new', async () => {
      expect(Object.keys((await staffRow('bidan'))?.data as object).sort()).toEqual(['active', 'grants', 'name', 'profession', 'sip'])
      value(await updateAccount(clinic.deps, TENANT, { id: 'bidan', employment: 'pns', str: { number: 'STR/1', expiresOn: null } }))
      value(await updateAccount(clinic.deps, TENANT, { id: 'bidan', str: null }))
      expect((await staffRow('bidan'))?.data).toMatchObject({ employment: 'pns', str: null, sip: { number: 'SIP/1' } })
      expect((await listAccounts(clinic.deps, TENANT)).find(account => account.id === 'bidan')).toMatchObject({ employment: 'pns', str: null })
    })
    it('refuses a post that ends before it begins, and a NIP that is none', () => {
      const account = { username: 'baru', password: 'sandi-panjang', name: 'Baru', profession: 'lainnya', sip: null, grants: [] }
      expect(newAccountSchema.safeParse(account).success).toBe(true)
      expect(newAccountSchema.safeParse({ ...account, posts: [{ place: 'pustu-kiara', from: '2025-02-01', to: '2025-01-31' }] }).success).toBe(false)
      expect(newAccountSchema.safeParse({ ...account, nip: '123' }).success).toBe(false)
    })

    it('counts of each tablet what came of its operations in the last 30 days', async () => {
      const [one, other] = [await Tablet.enrol(clinic, 'pustu-kiara', 'bidan'), await Tablet.enrol(clinic, 'pustu-kiara', 'perawat')]
      await one.saveOne(newPatient('p-old'))
      clinic.clock.pass(30 * DAY_MS + 1)
      await one.save(newPatient('p1'), newPatient('p2'), { ...newPatient('p3'), stream: 'clinical/pustu-teritih' })
      await one.saveOne({ kind: 'patient', id: 'p1', act: 'patch', baseRev: 1, set: change('name', 'Budi Santoso', 'Budi S.') })
      expect(await other.saveOne({ kind: 'patient', id: 'p1', act: 'patch', baseRev: 1, set: change('name', 'Budi Santoso', 'Budi Santosa') })).toMatchObject({ outcome: 'conflict' })
      expect((await lineOf(one.dev)).outcomes).toEqual({ applied: 3, conflict: 0, quarantined: 1 })
      expect((await lineOf(other.dev)).outcomes).toEqual({ applied: 0, conflict: 1, quarantined: 0 })
    })
    it('keeps what a tablet says of itself with its time, less what has arrived since', async () => {
      const tablet = await Tablet.enrol(clinic, 'pustu-kiara', 'bidan')
      value(await hello(tablet))
      expect((await lineOf(tablet.dev)).report).toBeNull()
      const said = { usedBytes: 40_000_000, freeBytes: 2_000_000_000, unsent: 3, oldestUnsentAt: clinic.clock.now() - DAY_MS, skewMs: -400_000 }
      value(await hello(tablet, said))
      expect(await lineOf(tablet.dev)).toMatchObject({ app: '0.1.0', report: { at: clinic.clock.now(), ...said } })
      await tablet.save(newPatient('p1'), newPatient('p2'))
      expect((await lineOf(tablet.dev)).report).toMatchObject({ unsent: 1, oldestUnsentAt: said.oldestUnsentAt })
      await tablet.saveOne(newPatient('p3'))
      const { unsent, oldestUnsentAt } = (await lineOf(tablet.dev)).report ?? {}
      expect([unsent, oldestUnsentAt]).toEqual([0, undefined])
      // An older version of the app on the same tablet says nothing: what was said before stands, with its time.
      clinic.clock.pass(DAY_MS)
      value(await hello(tablet))
      expect((await lineOf(tablet.dev)).report).toMatchObject({ at: clinic.clock.now() - DAY_MS, skewMs: -400_000 })
    })
    it('lists no tablet and counts no operation of another puskesmas', async () => {
      const before = (await listDevices(clinic.deps, TENANT)).map(line => line.dev)
      const mine = await Tablet.enrol(clinic, 'pustu-kiara', 'bidan')
      await createTenant(clinic.deps, { id: 'pkm-lain', name: 'Puskesmas Lain', code: 'LAIN', kelurahanCode: null, kelurahan: 'Lain', zone: 'Asia/Jakarta' })
      const { code } = await createEnrolCode(clinic.deps, 'pkm-lain', { place: 'pkm-lain' })
      const { answer } = value(await clinic.core.enrol({ code, name: 'Tablet lain' }))
      expect((await listDevices(clinic.deps, TENANT)).map(line => line.dev).sort()).toEqual([...before, mine.dev].sort())
      expect((await listDevices(clinic.deps, 'pkm-lain')).map(line => line.dev)).toEqual([answer.dev])
      expect((await listAccounts(clinic.deps, 'pkm-lain'))).toEqual([])
      // The same journal name in another tenant (restored from a copy) has operations of its own.
      await clinic.deps.store.db.insertInto('device').values({ ...(await clinic.deps.store.db.selectFrom('device').selectAll().where('dev', '=', mine.dev).executeTakeFirstOrThrow()), tenant: 'pkm-lain' }).execute()
      await mine.saveOne(newPatient('p1'))
      expect((await listDevices(clinic.deps, 'pkm-lain')).find(line => line.dev === mine.dev)?.outcomes).toEqual({ applied: 0, conflict: 0, quarantined: 0 })
    })
  })
}
