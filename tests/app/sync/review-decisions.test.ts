import { beforeEach, describe, expect, it } from 'vitest'
import { day } from '#domain/core/day.ts'
import { ok } from '#domain/core/result.ts'
import type { Json } from '#domain/core/json.ts'
import { visitSchema } from '#domain/records/visit.ts'
import { updateAccount } from '#server/admin/accounts.ts'
import { createDraft, patchDraft } from '#app/db/record-store.ts'
import { correctVisit } from '#app/features/review/correct.ts'
import { decidedForMe, decidedList } from '#app/features/review/decided.ts'
import { closeIncident, decideHeld, inbox, resolveConflict } from '#app/features/review/review-repository.ts'
import { reviewCount } from '#app/shared/review.ts'
import { signVisit } from '#app/features/service/visit-writing.ts'
import { patientData } from './records.ts'
import { CLINICAL, enrolled, openServer, PASSWORD, TENANT, type Server, type TestTablet } from './world.ts'

let server: Server
let nurse: TestTablet
let head: TestTablet
beforeEach(async () => {
  server = await openServer()
  nurse = await enrolled(server, 'pustu-kiara')
  expect(await nurse.session.signIn('bidan', PASSWORD)).toEqual(ok(null))
  head = await enrolled(server, TENANT)
  expect(await head.session.signIn('kapus', PASSWORD)).toEqual(ok(null))
  for (const tablet of [nurse, head]) await tablet.settled()
  return async () => { for (const tablet of [nurse, head]) await tablet.session.close() }
})

/** Until everything has been sent and brought down, what is held back included. */
async function synced(tablet: TestTablet): Promise<void> {
  tablet.time.value += 1
  const from = tablet.time.value
  tablet.session.syncNow()
  await tablet.until(() => tablet.status.phase === 'idle' && (tablet.status.lastCompleteAt ?? 0) >= from && tablet.status.unsent === 0)
}
async function newPatient(tablet: TestTablet): Promise<string> {
  const id = tablet.platform.newId()
  await tablet.context.store.writeGroup(async () => ok([createDraft('patient', id, CLINICAL, patientData('Siti Contoh'))]))
  await synced(tablet)
  return id
}
const visitOf = (patientId: string) => visitSchema.parse({
  patientId, on: '2025-12-17', time: '08:10', author: 'bidan', complaint: 'batuk tiga hari', history: 'sejak Minggu', allergy: { answer: 'tidak-ada', substances: '' }, vitals: {}, pregnant: false, alarmPlan: null,
  examination: 'faring merah', diagnoses: [{ code: 'J00', name: 'Nasofaringitis akut' }], prescription: [], plan: 'istirahat', signature: null,
})
/** A signed visit that the server holds back: the licence that the tablet knows has ended there (BR-41). */
async function heldVisit(begunBefore: boolean): Promise<string> {
  const id = nurse.platform.newId()
  const patientId = await newPatient(nurse)
  if (begunBefore) {
    await nurse.context.store.writeGroup(async () => ok([createDraft('visit', id, CLINICAL, { ...visitOf(patientId), plan: '' })]))
    await synced(nurse)
  }
  await updateAccount(server.clinic.deps, TENANT, { id: 'bidan', sip: { number: 'SIP/1', expiresOn: day('2025-12-01') } })
  expect((await signVisit(nurse.context, id, visitOf(patientId), [], await nurse.context.store.get('visit', id))).ok).toBe(true)
  await synced(nurse)
  expect((await nurse.context.store.get('visit', id))?.pending).toBe('quarantined')
  return id
}
const renewed = () => updateAccount(server.clinic.deps, TENANT, { id: 'bidan', sip: { number: 'SIP/1', expiresOn: day('2030-12-01') } })

describe('a decision of the head reaches the tablet of the author', () => {
  it('what was dismissed, with its reason and who decided', async () => {
    const id = await heldVisit(false)
    await synced(head)
    expect(await reviewCount(head.context)).toBe(1)
    const [item] = (await inbox(head.context)).held
    if (!item) throw new Error('nothing waits for the head')
    expect((await decideHeld(head.context, item.group, 'dismissed', 'kunjungan ini tidak pernah terjadi')).ok).toBe(true)
    await synced(head)
    await synced(nurse)
    expect(await reviewCount(nurse.context)).toBe(0)
    expect(await decidedForMe(nurse.context, 14)).toMatchObject([{ type: 'held', choice: 'dismissed', by: 'kapus', reason: 'kunjungan ini tidak pernah terjadi', own: true }])
    expect(await nurse.context.store.get('visit', id)).toBeUndefined()
    expect(await decidedForMe(head.context, 14), 'his own decisions are no news to the head').toEqual([])
  })
  it('a conflict of which both were kept, and an incident that was closed', async () => {
    const visit = nurse.platform.newId()
    const patientId = await newPatient(nurse)
    await nurse.context.store.writeGroup(async () => ok([createDraft('visit', visit, CLINICAL, visitOf(patientId))]))
    await synced(nurse)
    const second = await enrolled(server, 'pustu-kiara')
    await second.session.signIn('bidan', PASSWORD)
    await synced(second)
    const change = async (tablet: TestTablet, examination: string): Promise<void> => {
      const seen = await tablet.context.store.get('visit', visit)
      if (!seen) throw new Error('no visit')
      expect((await tablet.context.store.writeGroup(async () => ok([patchDraft(seen, { examination })]))).ok).toBe(true)
    }
    await change(nurse, 'tonsil T1')
    await change(second, 'suhu turun')
    await synced(nurse)
    await synced(second)
    await synced(head)
    const [conflict] = (await inbox(head.context)).conflicts
    expect(conflict?.both).toBe('tonsil T1; suhu turun')
    expect((await resolveConflict(head.context, conflict!.conflict, conflict!.both as Json)).ok).toBe(true)
    await synced(head)
    await synced(nurse)
    expect(await nurse.context.store.get('visit', visit)).toMatchObject({ conflicts: [], data: { examination: 'tonsil T1; suhu turun' } })
    expect(await decidedForMe(nurse.context, 14)).toMatchObject([{ type: 'conflict', by: 'kapus', own: true, conflict: { data: { settled: { value: 'tonsil T1; suhu turun' } } } }])
    await second.session.close()
  })
  it('BR-69: a tablet whose clock is off at its sync is told to the head, who closes it, and its place reads why', async () => {
    nurse.time.value += 6 * 60_000
    const patient = await newPatient(nurse)
    await synced(head)
    const [incident] = (await inbox(head.context)).incidents
    expect(incident?.data).toMatchObject({ type: 'clock-skew', about: { name: 'Tablet uji', records: [{ kind: 'patient', id: patient }] } })
    expect((await closeIncident(head.context, incident?.id ?? '', 'jam sudah dibetulkan')).ok).toBe(true)
    await synced(head)
    await synced(nurse)
    expect(await decidedList(nurse.context)).toMatchObject([{ type: 'incident', by: 'kapus', reason: 'jam sudah dibetulkan' }])
    expect(await reviewCount(nurse.context)).toBe(0)
  })
})

describe('BR-41: a held visit is corrected by its author, and nothing typed is lost', () => {
  const words = { complaint: 'batuk tiga hari', history: 'sejak Minggu', examination: 'faring merah', plan: 'istirahat', diagnoses: [{ code: 'J00' }] }
  it('one that never came to the server keeps its id and is signed anew', async () => {
    const id = await heldVisit(false)
    const [item] = (await inbox(nurse.context)).held
    expect(item?.correct).toEqual({ how: 'visit' })
    expect(await correctVisit(nurse.context, item!.group, 'SIP diperpanjang')).toEqual(ok(id))
    expect((await nurse.context.store.get('visit', id))?.data).toMatchObject({ ...words, signature: null })
    await synced(nurse)
    expect(await nurse.context.store.get('visit', id)).toMatchObject({ rev: 1, pending: 'none', data: { ...words, signature: null } })
    expect(await reviewCount(nurse.context)).toBe(0)
    await renewed()
    await synced(nurse)
    const draft = await nurse.context.store.get('visit', id)
    expect((await signVisit(nurse.context, id, draft!.data, [], draft)).ok).toBe(true)
    await synced(nurse)
    expect(await nurse.context.store.get('visit', id)).toMatchObject({ rev: 2, pending: 'none', data: { ...words, signature: { by: 'bidan' } } })
    expect(await decidedList(nurse.context)).toMatchObject([{ type: 'held', choice: 'corrected', reason: 'SIP diperpanjang' }])
  })
  it('one that was a draft there is replaced by a new draft, and the old one is voided with the reason', async () => {
    const id = await heldVisit(true)
    const [item] = (await inbox(nurse.context)).held
    const corrected = await correctVisit(nurse.context, item!.group, 'SIP diperpanjang')
    if (!corrected.ok) throw new Error('not corrected')
    expect(corrected.value).not.toBe(id)
    expect((await nurse.context.store.get('visit', corrected.value))?.data).toMatchObject({ ...words, signature: null })
    await synced(nurse)
    await synced(head)
    expect(await head.context.store.get('visit', id)).toMatchObject({ state: 'void', by: { reason: 'SIP diperpanjang' } })
    expect(await head.context.store.get('visit', corrected.value)).toMatchObject({ state: 'live', data: words })
    expect([await reviewCount(head.context), await reviewCount(nurse.context)]).toEqual([0, 0])
  })
  it('is corrected on another tablet of his as well, which never saw the visit', async () => {
    const id = await heldVisit(false)
    const second = await enrolled(server, 'pustu-kiara')
    await second.session.signIn('bidan', PASSWORD)
    await synced(second)
    expect(await second.context.store.get('visit', id)).toBeUndefined()
    const [item] = (await inbox(second.context)).held
    expect(await correctVisit(second.context, item!.group, 'SIP diperpanjang')).toEqual(ok(id))
    await synced(second)
    expect(await second.context.store.get('visit', id)).toMatchObject({ rev: 1, data: { ...words, signature: null } })
    await second.session.close()
  })
  it('is opened once, and by nobody else', async () => {
    await heldVisit(false)
    await synced(head)
    expect((await inbox(head.context)).held[0]?.correct).toBeNull()
    const [item] = (await inbox(nurse.context)).held
    expect((await correctVisit(nurse.context, item!.group, 'x')).ok).toBe(true)
    expect(await correctVisit(nurse.context, item!.group, 'x')).toEqual({ ok: false, error: { kind: 'gone' } })
  })
})
