import { beforeEach, describe, expect, it } from 'vitest'
import type { Act } from '#domain/core/record.ts'
import type { Role } from '#domain/core/roles.ts'
import { streamOf, type Purpose } from '#domain/core/streams.ts'
import { KINDS, definitionOf, type Kind } from '#domain/records/index.ts'
import { createAccount } from '#server/admin/accounts.ts'
import { moveRecord } from '#server/admin/move.ts'
import { buildApp } from '#server/app.ts'
import type { Store } from '#server/store/store.ts'
import type { Row } from '#sync/messages.ts'
import { Browser } from './browser.ts'
import { type Clinic, CLINICAL, clinicsOn, fresh, memberData, MEMBERS, movementData, type Part, PASSWORD, patientData, refusal, SERVICE, STOCK, Tablet, TENANT, value, visitData } from './kit.ts'
import { FINANCE, saleData, savingData, selling, TRADE } from './trade.ts'

const COOP: readonly Purpose[] = ['members', 'finance', 'trade', 'desk', 'report']
const kinds = KINDS.filter(kind => COOP.includes(definitionOf(kind).purpose as Purpose))
const STAFF = ['koperasi', 'bendahara', 'ketua'] as const
const MONEY = ['koperasi', 'bendahara'] as const
const EXAMINERS = ['lurah', 'pengawas'] as const
const all = [...STAFF, ...EXAMINERS]

/** Domain §7, written down here once more: who may do what to the records of a cooperative. What is not named nobody does. */
const MAY: Readonly<Partial<Record<Kind, Readonly<Partial<Record<Act, readonly Role[]>>>>>> = {
  member: { create: STAFF, patch: STAFF, void: STAFF, resolve: STAFF },
  'member-merge': { create: STAFF, patch: STAFF, resolve: STAFF },
  'member-photo': { create: STAFF, patch: STAFF },
  'member-reading': { create: EXAMINERS },
  'coop-setting': { create: STAFF, patch: ['bendahara', 'ketua'], resolve: ['bendahara', 'ketua'] },
  'saving-entry': { create: MONEY },
  'cash-entry': { create: MONEY },
  'cash-count': { create: MONEY },
  'coop-report': { create: STAFF },
  remark: { create: EXAMINERS, patch: all, void: EXAMINERS, resolve: all },
  'shu-year': { create: ['ketua'] },
  'shu-share': { create: ['ketua'] },
}
const ACTS: readonly Act[] = ['create', 'patch', 'void', 'resolve']

let ids = 0
const newId = (): string => `a-${(ids += 1)}`

/** Who may do what in the cooperative, and what whoever examines it is never sent; the same on every store. */
export function describeCoopAccess(engine: string, open: () => Promise<Store>): void {
  describe(`who may do what in the cooperative, on ${engine}`, () => {
    let clinic: Clinic
    const openFresh = clinicsOn(open)
    beforeEach(async () => {
      clinic = await openFresh()
      for (const role of ['bendahara', 'ketua', 'pengawas'] as const) {
        value(await createAccount(clinic.deps, TENANT, { id: role, username: role, password: PASSWORD, name: `Nama ${role}`, profession: 'lainnya', sip: null, grants: [{ role, place: 'kmp-kiara' }] }))
      }
    })
    const at = (account: string) => Tablet.enrol(clinic, account === 'perawat' ? 'pustu-kiara' : 'kmp-kiara', account)

    it('each role writes exactly what the table says, and the others get ROLE or SCOPE before anything is looked at', async () => {
      for (const account of [...all, 'perawat']) {
        const tablet = await at(account)
        const wanted = kinds.flatMap(kind => ACTS.map(act => ({ kind, act })))
        const results = await tablet.save(...wanted.map(({ kind, act }): Part => ({
          kind, id: newId(), act, stream: streamOf(definitionOf(kind).purpose as Purpose, 'kmp-kiara'), ...(act === 'create' ? { set: fresh({}) } : { reason: 'x', resolves: ['x'] }),
        })))
        const refused = (code: string | undefined): boolean => code === 'ROLE' || code === 'SCOPE'
        const may = wanted.map(({ kind, act }, index) => [account, kind, act, !refused(results[index]?.code)])
        expect(may).toEqual(wanted.map(({ kind, act }) => [account, kind, act, MAY[kind]?.[act]?.some(role => role === account) ?? false]))
      }
    })
    it('ketua enters no money, koperasi approves no SHU, pengawas writes no savings, lurah remarks', async () => {
      const saving = (by: string): Part => ({ kind: 'saving-entry', id: newId(), act: 'create', stream: FINANCE, set: fresh(savingData('siti', 'wajib', 10_000, by)) })
      const remark = (by: string): Part => ({
        kind: 'remark', id: newId(), act: 'create', stream: FINANCE,
        set: fresh({ month: '2025-11', topic: 'kas', text: 'Kas belum dihitung', on: '2025-12-17', dueOn: '2025-12-24', by, name: `Nama ${by}`, answer: null, closed: null }),
      })
      const staff = await at('koperasi')
      await staff.save({ kind: 'member', id: 'siti', act: 'create', stream: MEMBERS, set: fresh(memberData('3673995708900001')) })
      const outcome = async (account: string, part: Part): Promise<string> => { const result = await (await at(account)).saveOne(part); return result.code ?? result.outcome }
      expect([await outcome('koperasi', saving('koperasi')), await outcome('bendahara', saving('bendahara'))]).toEqual(['applied', 'applied'])
      expect([await outcome('ketua', saving('ketua')), await outcome('pengawas', saving('pengawas')), await outcome('lurah', saving('lurah'))]).toEqual(['ROLE', 'ROLE', 'ROLE'])
      expect([await outcome('lurah', remark('lurah')), await outcome('pengawas', remark('pengawas'))]).toEqual(['applied', 'applied'])
      expect([await outcome('ketua', remark('ketua')), await outcome('koperasi', remark('koperasi'))]).toEqual(['ROLE', 'ROLE'])
      for (const account of ['koperasi', 'bendahara', 'lurah', 'pengawas']) {
        expect(await outcome(account, { kind: 'shu-year', id: `shu-kmp-kiara-2025`, act: 'create', stream: FINANCE, set: fresh({}) })).toMatch(/^(?:ROLE|SCOPE)$/)
      }
      expect(await outcome('perawat', saving('perawat'))).toBe('SCOPE')
    })
    it('gives staff the members, the books and the trade, examiners the books and the report, and nobody of them a stream of the pustu', async () => {
      for (const account of STAFF) expect((await (await at(account)).pullAll()).cursor).toEqual(expect.objectContaining({ [MEMBERS]: expect.any(Number), [FINANCE]: expect.any(Number), [TRADE]: expect.any(Number) }))
      for (const account of EXAMINERS) expect(Object.keys((await (await at(account)).pullAll()).cursor).filter(name => !name.startsWith('puskesmas:')).sort()).toEqual(['finance', 'members', 'report'].map(purpose => streamOf(purpose as Purpose, 'kmp-kiara')))
    })

    it('BR-65 who asks for a stream that is not his gets 403, and the head reads who asked and for what, once a day', async () => {
      for (const account of all) {
        const tablet = await at(account)
        const foreign = [CLINICAL, STOCK, SERVICE, ...(EXAMINERS.some(role => role === account) ? [TRADE] : []), streamOf('members', 'kmp-teritih'), 'pustu:khayal/clinical']
        for (const stream of [...foreign, ...foreign]) expect([account, stream, refusal(await clinic.core.snapshot(tablet.who, { epoch: tablet.epoch, stream }))]).toEqual([account, stream, '403 SCOPE'])
        expect(value(await clinic.core.digest(tablet.who, { epoch: tablet.epoch, streams: foreign, bucket: 0 }))).toEqual({})
        expect((await tablet.pullAll(Object.fromEntries(foreign.map(stream => [stream, 0])))).rows.filter(row => foreign.includes(row.stream))).toEqual([])
        const head = await Tablet.enrol(clinic, TENANT, 'kapus')
        const told = (await head.pullAll()).rows.filter(row => row.kind === 'incident' && (row.data as { about: { account?: string } }).about.account === account)
        expect(told.map(row => (row.data as { about: { stream: string } }).about.stream).sort()).toEqual(foreign.slice(0, -1).sort())
        expect(told.every(row => row.state === 'live' && (row.data as { type: string }).type === 'refused-access')).toBe(true)
      }
    })

    it('BR-65, BR-67 of drugs, diagnoses and complaints nothing reaches who examines the books, nor the cooperative\'s staff: no row, refusal, figure, export, error or log line', async () => {
      const W = { person: 'Zarwixami Qobyunadi', complaint: 'Velkruitis', diagnosis: 'Fyojaqosis', drug: 'Phogwezol', note: 'Ximbruan', nested: 'Nyzvokia', batch: 'Gwexim-9' }
      const lines: string[] = []
      const app = await buildApp(clinic.deps, { version: 'test', cookieSecure: false, log: { level: 'trace', stream: { write: line => { lines.push(line) } } } })
      const nurse = await Tablet.enrol(clinic, 'pustu-kiara', 'bidan')
      const SITI = { id: 'siti', number: 'KIARA-01-0001' }
      const sale = { drugId: W.drug, batch: W.batch, member: SITI }
      const handover = saleData(sale) as unknown as Record<string, unknown>
      const good: Part[] = [
        { kind: 'member', id: 'siti', act: 'create', stream: MEMBERS, set: fresh(memberData('3673995708900001')) },
        { kind: 'patient', id: 'p1', act: 'create', stream: CLINICAL, set: fresh(patientData({ name: W.person, memberId: 'siti' })) },
        { kind: 'visit', id: 'v1', act: 'create', stream: CLINICAL, set: fresh(visitData('p1', 'bidan', { complaint: W.complaint, diagnoses: [{ code: 'J00', name: W.diagnosis }] })) },
        ...Array.from({ length: 3 }, () => selling(newId(), sale)), selling(newId(), { ...sale, method: 'tempo' }), selling(newId(), { ...sale, member: null }),
        { kind: 'handover', id: newId(), act: 'create', stream: STOCK, set: fresh({ ...handover, visitId: 'v1', taker: { kind: 'pasien', id: 'p1', name: W.person, member: SITI } }) },
        { kind: 'stock-movement', id: newId(), act: 'create', stream: STOCK, set: fresh(movementData(-10, { drugId: W.drug, source: 'koperasi', batch: { number: W.batch, expiresOn: '2027-03-31' }, party: W.note })) },
      ]
      expect((await nurse.save(...good)).map(result => result.code ?? result.outcome)).toEqual(good.map(() => 'applied'))
      // What is put aside: operations that claim a place in the cooperative's books, by somebody who holds both.
      const remark = { month: '2025-11', topic: 'kas', text: 'x', on: '2025-12-17', dueOn: '2025-12-24', by: 'bidan', name: 'x', answer: null, closed: null }
      const held = await nurse.save(
        `not json ${W.drug} ${W.person}`, JSON.stringify({ kind: 'saving-entry', stream: FINANCE, note: W.diagnosis }),
        { kind: 'handover', id: newId(), act: 'create', stream: FINANCE, set: fresh(handover) }, { kind: 'handover', id: newId(), act: 'create', stream: TRADE, set: fresh(handover) },
        { kind: 'handover', id: newId(), act: 'create', stream: STOCK, set: fresh({ ...handover, total: 1 }) }, { kind: 'visit', id: newId(), act: 'create', stream: MEMBERS, set: fresh(visitData('p1', 'bidan', { complaint: W.complaint })) },
        { kind: 'trade-item', id: newId(), act: 'create', stream: FINANCE, set: fresh({ month: '2025-12', drugId: W.drug, drug: W.drug, unit: 'x', quantity: 1, amount: 1 }) },
        { kind: 'remark', id: newId(), act: 'create', stream: FINANCE, set: fresh({ ...remark, topic: 'gosip', diagnosis: W.diagnosis }) },
        { kind: 'saving-entry', id: newId(), act: 'create', stream: FINANCE, set: fresh({ ...savingData('siti', 'wajib', 0, 'bidan'), obat: W.drug }) },
        { kind: 'cash-entry', id: newId(), act: 'create', stream: FINANCE, set: fresh({ resep: W.drug }) },
        { kind: 'member', id: newId(), act: 'create', stream: MEMBERS, set: fresh({ ...memberData('3673995708900002'), keluhan: W.complaint, sex: 'X' }) },
        { kind: 'conflict', id: newId(), act: 'patch', stream: FINANCE, set: fresh({ name: W.person }) }, { kind: 'unheard-of', id: newId(), act: 'create', stream: FINANCE, set: fresh({ name: W.drug }) },
        { kind: 'trade-day', id: newId(), act: 'create', stream: FINANCE, set: fresh({ on: '2025-12-17', obat: W.drug }) }, { kind: 'member-trade', id: newId(), act: 'create', stream: TRADE, set: fresh({ obat: W.drug }) },
      )
      expect(held.map(result => result.outcome)).toEqual(held.map(() => 'quarantined'))
      await moveRecord(clinic.deps, TENANT, { id: 'v1', to: streamOf('clinical', 'pustu-teritih') })

      for (const account of all) {
        const tablet = await at(account)
        const got: unknown[] = [await clinic.core.hello(tablet.who, { proto: 1, app: 'x', schema: 1, undecided: ['f'.repeat(64)] })]
        const { rows, cursor } = await tablet.pullAll()
        got.push(rows)
        for (const stream of [...Object.keys(cursor), CLINICAL, STOCK, SERVICE, TRADE, streamOf('desk', 'kmp-kiara')]) {
          got.push(await clinic.core.snapshot(tablet.who, { epoch: tablet.epoch, stream }), await clinic.core.digest(tablet.who, { epoch: tablet.epoch, streams: [stream], bucket: 7 }))
        }
        got.push(await tablet.saveOne({ kind: 'handover', id: newId(), act: 'create', stream: STOCK, set: fresh({}) }), await tablet.saveOne({ kind: 'visit', id: 'v1', act: 'void', reason: 'x', stream: CLINICAL }))
        got.push((await tablet.pullAll()).rows)
        const browser = new Browser(app)
        const { createEnrolCode } = await import('#server/admin/codes.ts')
        const { code } = await createEnrolCode(clinic.deps, TENANT, { place: 'kmp-kiara' })
        got.push((await browser.post('/api/devices/enrol', { code, name: 'x' })).body, (await browser.post('/api/auth/sign-in', { username: account, password: PASSWORD })).body)
        for (const kind of ['visit', 'handover', 'stock-movement', 'trade-day', 'quarantine', 'patient'] as const) {
          const answer = await browser.post('/api/admin/export', { kind })
          expect(answer.statusCode).toBe(403)
          got.push(answer.body)
        }
        got.push((await browser.post('/api/sync/pull', { epoch: tablet.epoch, cursor: { [CLINICAL]: 0 }, max: 500 })).body, (await browser.post('/api/sync/snapshot', { epoch: tablet.epoch, stream: CLINICAL })).body)
        const text = JSON.stringify(got)
        expect(text.length).toBeGreaterThan(5000)
        expect([account, Object.values(W).filter(word => text.includes(word) || (word.includes(' ') && word.split(' ').some(part => text.includes(part))))]).toEqual([account, []])
        expect(rows.filter((row: Row) => EXAMINERS.some(role => role === account) && ['member-trade', 'trade-item', 'handover', 'visit', 'patient', 'stock-movement', 'desk-member'].includes(row.kind))).toEqual([])
      }
      const log = lines.join('')
      expect(log).toContain('/api/admin/export')
      expect(Object.values(W).filter(word => log.includes(word))).toEqual([])
      // The search works: the nurse was sent all of it but what was only tried.
      const own = JSON.stringify((await (await Tablet.enrol(clinic, 'pustu-kiara', 'bidan')).pullAll()).rows)
      expect(['person', 'drug', 'note', 'batch'].filter(name => !own.includes(W[name as keyof typeof W]))).toEqual([])
      await app.close()
    })
  })
}
