import { beforeEach, describe, expect, it } from 'vitest'
import { moveRecord } from '#server/admin/move.ts'
import { updateAccount } from '#server/admin/accounts.ts'
import { revokeDevice } from '#server/auth/devices.ts'
import { mintEpoch } from '#server/admin/installation.ts'
import type { Store } from '#server/store/store.ts'
import { digestOf, rowHash } from '#sync/digest.ts'
import { memberMonth } from '#domain/rules/members/member-report.ts'
import type { Month } from '#domain/core/day.ts'
import { CATALOGUE, change, type Clinic, CLINICAL, clinicsOn, DESK, fresh, memberData, MEMBERS, movementData, patientData, refusal, REPORT, SERVICE, STOCK, Tablet, TENANT, value, visitData } from './kit.ts'

const NIK = '3673995708900001'
let ids = 0
const newId = (): string => `r-${(ids += 1)}`

/** What the sync calls promise, the same on every store. `open` gives an empty database each time. */
export function describeContract(engine: string, open: () => Promise<Store>): void {
  describe(`the server on ${engine}`, () => {
    let clinic: Clinic
    const openFresh = clinicsOn(open)
    beforeEach(async () => { clinic = await openFresh() })

    const kiara = (account = 'bidan') => Tablet.enrol(clinic, 'pustu-kiara', account)
    const newPatient = (id: string, more = {}) => ({ kind: 'patient', id, act: 'create' as const, stream: CLINICAL, set: fresh(patientData(more)) })
    const newMember = (id: string, nik = NIK, more = {}) => ({ kind: 'member', id, act: 'create' as const, stream: MEMBERS, set: fresh(memberData(nik, more)) })
    const newMovement = (id: string, quantity: number, more = {}) => ({ kind: 'stock-movement', id, act: 'create' as const, stream: STOCK, set: fresh(movementData(quantity, more)) })

    describe('the journal', () => {
      it('BR-68: the same push again gives the same answer and changes nothing', async () => {
        const tablet = await kiara()
        const lines = tablet.lines(newPatient(newId()), newPatient(newId()))
        const first = value(await tablet.send(lines))
        const again = value(await tablet.send(lines))
        expect(again).toEqual(first)
        expect(first.results.map(result => result.outcome)).toEqual(['applied', 'applied'])
        expect((await tablet.pullAll()).rows.filter(row => row.kind === 'patient')).toHaveLength(2)
      })
      it('a replay answers as it did then, whatever happened to the record since', async () => {
        const tablet = await kiara()
        const id = newId()
        const lines = tablet.lines(newPatient(id))
        const first = value(await tablet.send(lines)).results
        await tablet.saveOne({ kind: 'patient', id, act: 'void', reason: 'salah orang' })
        expect(value(await tablet.send(lines)).results).toEqual(first)
      })
      it('a gap is refused with what the server has, and nothing of the push is kept', async () => {
        const tablet = await kiara()
        const [first, second, third] = tablet.lines(newPatient(newId()), newPatient(newId()), newPatient(newId()))
        const done = value(await tablet.send([first as never]))
        const gap = await tablet.send([third as never])
        expect(gap).toMatchObject({ ok: false, error: { status: 409, body: { code: 'GAP', last: 1, chain: done.chain } } })
        expect(value(await tablet.send([second as never, third as never])).last).toBe(3)
      })
      it('another line under a number that is taken is a fork', async () => {
        const tablet = await kiara()
        await tablet.saveOne(newPatient(newId()))
        tablet.head = { dev: tablet.dev, seq: 0, hash: '' }
        expect(await tablet.send(tablet.lines(newPatient(newId())))).toMatchObject({ ok: false, error: { status: 409, body: { code: 'FORK', last: 1 } } })
      })
      it('a line that does not follow the head is a fork', async () => {
        const tablet = await kiara()
        await tablet.saveOne(newPatient(newId()))
        tablet.head = { ...tablet.head, hash: 'f'.repeat(64) }
        expect(refusal(await tablet.send(tablet.lines(newPatient(newId()))))).toBe('409 FORK')
      })
      it('a broken hash is malformed and commits nothing, not even the good lines before it', async () => {
        const tablet = await kiara()
        const [good, bad] = tablet.lines(newPatient(newId()), newPatient(newId()))
        expect(refusal(await tablet.send([good as never, { ...bad as object, body: '{}' } as never]))).toBe('400 MALFORMED')
        expect((await tablet.pullAll()).rows.filter(row => row.kind === 'patient')).toHaveLength(0)
      })
      it('takes a journal only from its own tablet', async () => {
        const [one, other] = [await kiara(), await kiara()]
        const lines = one.lines(newPatient(newId()))
        one.who = other.who
        expect(refusal(await one.send(lines))).toBe('403 DEVICE')
      })
      it('an operation that comes in two journals is applied once and answered alike', async () => {
        const [one, clone] = [await kiara(), await kiara()]
        const id = newId()
        const body = JSON.stringify(one.op({ ...newMovement(id, 40), actor: 'bidan' }))
        const first = value(await one.send([one.line(body)])).results[0]
        const second = value(await clone.send([clone.line(body, `${one.dev}:1`)])).results[0]
        expect(second).toEqual(first)
        expect((await one.pullAll()).rows.filter(row => row.kind === 'stock-movement')).toHaveLength(1)
      })
      it('refuses an operation above 32 KiB as too large', async () => {
        const tablet = await kiara()
        expect(refusal(await tablet.send(tablet.lines(JSON.stringify({ filler: 'é'.repeat(17_000) }))))).toBe('413 TOO_LARGE')
      })
    })

    describe('groups', () => {
      it('one refused member holds the others, and nothing of the group is applied', async () => {
        const tablet = await kiara()
        const [patient, movement] = [newId(), newId()]
        const results = await tablet.saveGroup(newPatient(patient), newMovement(movement, 10, { reason: 'diserahkan' }))
        expect(results.map(({ outcome, code }) => [outcome, code])).toEqual([['quarantined', 'DEPENDS_ON'], ['quarantined', 'INVALID']])
        expect(await tablet.row(patient)).toBeUndefined()
      })
      it('a later member sees what an earlier one wrote', async () => {
        const tablet = await kiara()
        const id = newId()
        const results = await tablet.saveGroup(newPatient(id), { kind: 'patient', id, act: 'patch', set: change('name', 'Budi Santoso', 'Budi Setiawan') })
        expect(results.map(result => result.outcome)).toEqual(['applied', 'applied'])
        expect(await tablet.row(id)).toMatchObject({ rev: 2, data: { name: 'Budi Setiawan' } })
      })
      it('a group that is split over two pushes is malformed', async () => {
        const tablet = await kiara()
        const lines = tablet.group(newPatient(newId()), newPatient(newId()))
        expect(refusal(await tablet.send(lines.slice(0, 1)))).toBe('400 MALFORMED')
        expect(value(await tablet.send(lines)).last).toBe(2)
      })
      it('a member that cannot be read is quarantined with its group and never stops the queue', async () => {
        const tablet = await kiara()
        const good = tablet.op({ ...newPatient(newId()), tx: 'pair', txn: 2 })
        const entries = tablet.lines(JSON.stringify(good), '{"tx":"pair","txn":2,"future":true}', JSON.stringify(tablet.op(newPatient(newId()))))
        const { results } = value(await tablet.send(entries))
        expect(results.map(({ outcome, code }) => code ?? outcome)).toEqual(['DEPENDS_ON', 'INVALID', 'applied'])
      })
    })

    describe('judging', () => {
      it('a clash of a careful field opens one conflict that keeps both values', async () => {
        const [one, two] = [await kiara(), await kiara('perawat')]
        const id = newId()
        await one.saveOne(newPatient(id))
        await one.saveOne({ kind: 'patient', id, act: 'patch', set: change('name', 'Budi Santoso', 'Budi A') })
        const clash = await two.saveOne({ kind: 'patient', id, act: 'patch', set: change('name', 'Budi Santoso', 'Budi B') })
        expect(clash.outcome).toBe('conflict')
        const conflict = await one.row(clash.conflicts?.[0] ?? '')
        expect(conflict).toMatchObject({ stream: CLINICAL, data: { recordId: id, group: 'name', kept: { value: 'Budi A' }, offered: { value: 'Budi B', actor: 'perawat' } } })
        await one.saveOne({ kind: 'patient', id, act: 'resolve', resolves: clash.conflicts ?? [], set: change('name', 'Budi A', 'Budi B') })
        expect(await two.row(id)).toMatchObject({ conflicts: [], data: { name: 'Budi B' } })
      })
      it('BR-46: who voided a record, when and why reaches every tablet; the desk is not told why', async () => {
        const [one, two] = [await kiara(), await kiara('perawat')]
        const [id, member] = [newId(), newId()]
        await one.saveOne(newPatient(id))
        await one.saveOne({ kind: 'patient', id, act: 'void', reason: 'salah orang' })
        expect(await two.row(id)).toMatchObject({ state: 'void', data: { name: 'Budi Santoso' }, by: { actor: 'bidan', dev: one.dev, reason: 'salah orang' } })
        const shown = value(await clinic.core.snapshot(two.who, { epoch: two.epoch, stream: CLINICAL })).rows
        expect(shown.find(row => row.id === id)?.by.reason).toBe('salah orang')
        await one.saveOne(newMember(member))
        await one.saveOne({ kind: 'member', id: member, act: 'void', stream: MEMBERS, reason: 'pindah karena sakit' })
        expect((await one.row(member))?.by).toMatchObject({ reason: 'pindah karena sakit' })
        expect(await two.row(member, 'desk-member')).toMatchObject({ state: 'void' })
        expect((await two.row(member, 'desk-member'))?.by).not.toHaveProperty('reason')
      })
      it('every revision is kept', async () => {
        const tablet = await kiara()
        const id = newId()
        await tablet.saveOne(newPatient(id))
        await tablet.save({ kind: 'patient', id, act: 'patch', set: change('name', 'Budi Santoso', 'Budi A') }, { kind: 'patient', id, act: 'patch', set: change('name', 'Budi A', 'Budi B') })
        const history = await clinic.deps.store.db.selectFrom('row_history').select(['rev', 'data']).where('tenant', '=', TENANT).where('id', '=', id).orderBy('rev').execute()
        expect(history.map(({ rev, data }) => [rev, (JSON.parse(data) as { name: string }).name])).toEqual([[1, 'Budi Santoso'], [2, 'Budi A']])
        expect((await tablet.row(id))?.rev).toBe(3)
      })
      it('BR-06: a NIK that is an active member in the same KMP is refused, from another push or the same one', async () => {
        const tablet = await kiara()
        expect((await tablet.save(newMember(newId()), newMember(newId()))).map(({ outcome, code }) => code ?? outcome)).toEqual(['applied', 'INVALID'])
        expect(await tablet.saveOne(newMember(newId()))).toMatchObject({ outcome: 'quarantined', code: 'INVALID' })
      })
      it('judges another user of the same tablet, never one it does not know', async () => {
        const tablet = await kiara('bidan')
        await tablet.as('perawat')
        const carried = await tablet.saveOne({ ...newPatient(newId()), actor: 'bidan' })
        const unknown = await tablet.saveOne({ ...newPatient(newId()), actor: 'teritih' })
        expect([carried.outcome, unknown.code]).toEqual(['applied', 'ACTOR_UNKNOWN'])
      })
      it('what a revoked person saved still arrives, by a colleague, and waits', async () => {
        const tablet = await kiara('bidan')
        await tablet.as('perawat')
        await updateAccount(clinic.deps, TENANT, { id: 'bidan', active: false })
        expect(await tablet.saveOne({ ...newPatient(newId()), actor: 'bidan' })).toMatchObject({ outcome: 'quarantined', code: 'ACTOR_REVOKED' })
      })
      it('a revoked tablet may hand in what it holds, and nothing else', async () => {
        const tablet = await kiara()
        await revokeDevice(clinic.deps, TENANT, tablet.dev)
        await tablet.as('bidan')
        expect(await tablet.saveOne(newPatient(newId()))).toMatchObject({ outcome: 'quarantined', code: 'DEVICE_REVOKED' })
        expect(refusal(await clinic.core.pull(tablet.who, { epoch: tablet.epoch, cursor: {}, max: 10 }))).toBe('403 DEVICE')
      })
      it('nobody takes an id that the server derives', async () => {
        const tablet = await kiara()
        expect((await tablet.saveOne(newPatient(`q-${'0'.repeat(32)}`))).code).toBe('INVALID')
      })
    })

    describe('streams', () => {
      it('gives each role its streams and no row of another', async () => {
        const bidan = await kiara()
        await bidan.saveGroup(newPatient('p-secret', { name: 'Rahasia Klinik' }), newMovement(newId(), 50))
        await bidan.saveOne(newMember(newId()))
        for (const [account, place] of [['lurah', 'kmp-kiara'], ['teritih', 'pustu-teritih'], ['koperasi', 'kmp-kiara']] as const) {
          const tablet = await Tablet.enrol(clinic, place, account)
          const { rows } = await tablet.pullAll()
          expect(rows.filter(row => /pustu-kiara/.test(row.stream))).toEqual([])
          expect(JSON.stringify(rows)).not.toContain('Rahasia Klinik')
          expect(refusal(await clinic.core.snapshot(tablet.who, { epoch: tablet.epoch, stream: CLINICAL }))).toBe('403 SCOPE')
          expect(value(await clinic.core.digest(tablet.who, { epoch: tablet.epoch, streams: [CLINICAL, STOCK] }))).toEqual({})
        }
        const head = await Tablet.enrol(clinic, TENANT, 'kapus')
        expect((await head.row('p-secret'))?.data).toMatchObject({ name: 'Rahasia Klinik' })
      })
      it('pages come in rising order, each row once, and end', async () => {
        const tablet = await kiara()
        for (let round = 0; round < 3; round += 1) await tablet.save(...Array.from({ length: 40 }, () => newPatient(newId())))
        const { rows, pages } = await tablet.pullAll({}, 7)
        expect(pages).toBeGreaterThan(17)
        const seqs = rows.filter(row => row.stream === CLINICAL).map(row => row.seq)
        expect(seqs).toEqual(Array.from({ length: 120 }, (_, index) => index + 1))
      })
      it('a snapshot is of one moment: what changes meanwhile comes by cursor', async () => {
        const tablet = await kiara()
        const first = newId()
        await tablet.save(newPatient(first), ...Array.from({ length: 30 }, () => newPatient(newId())))
        const page = value(await clinic.core.snapshot(tablet.who, { epoch: tablet.epoch, stream: CLINICAL }))
        expect([page.atSeq, page.total, page.rows.length, page.next]).toEqual([31, 31, 31, undefined])
        await tablet.saveOne({ kind: 'patient', id: first, act: 'patch', set: change('name', 'Budi Santoso', 'Budi Baru') })
        const later = await tablet.pullAll({ [CLINICAL]: page.atSeq })
        expect(later.rows.filter(row => row.stream === CLINICAL).map(row => row.id)).toEqual([first])
      })
      it('a snapshot goes on where it stopped, at the same sequence', async () => {
        const tablet = await kiara()
        await tablet.save(newPatient(newId()), newPatient(newId()), newPatient(newId()))
        await tablet.saveOne(newPatient(newId()))
        const rest = value(await clinic.core.snapshot(tablet.who, { epoch: tablet.epoch, stream: CLINICAL, after: '3.2.3' }))
        expect([rest.atSeq, rest.total, rest.rows.map(row => row.seq)]).toEqual([3, 3, [3]])
      })
      it('a stream that is no longer granted is dropped', async () => {
        const tablet = await kiara('perawat')
        const { cursor } = await tablet.pullAll()
        await updateAccount(clinic.deps, TENANT, { id: 'perawat', grants: [{ role: 'nakes', place: 'pustu-teritih' }] })
        await tablet.as('perawat')
        const page = value(await clinic.core.pull(tablet.who, { epoch: tablet.epoch, cursor, max: 100 }))
        expect(page.dropped).toEqual([DESK, CLINICAL, SERVICE, STOCK])
        expect(page.rows.every(row => !row.stream.includes('kiara'))).toBe(true)
      })
      it('a cursor ahead of the stream is refused with the streams', async () => {
        const tablet = await kiara()
        expect(await clinic.core.pull(tablet.who, { epoch: tablet.epoch, cursor: { [CLINICAL]: 5 }, max: 10 })).toMatchObject({ ok: false, error: { status: 410, body: { code: 'CURSOR', streams: [CLINICAL] } } })
      })
      it('the digest is the sum of the rows that were downloaded, and one bucket brings its rows', async () => {
        const tablet = await kiara()
        const id = newId()
        await tablet.save(newPatient(id), newPatient(newId()))
        await tablet.saveOne({ kind: 'patient', id, act: 'void', reason: 'salah orang' })
        const rows = (await tablet.pullAll()).rows.filter(row => row.stream === CLINICAL)
        const digest = value(await clinic.core.digest(tablet.who, { epoch: tablet.epoch, streams: [CLINICAL] }))[CLINICAL]
        expect(digest).toEqual({ seq: 3, ...digestOf(rows.map(rowHash)) })
        const bucket = value(await clinic.core.digest(tablet.who, { epoch: tablet.epoch, streams: [CLINICAL], bucket: 7 }))[CLINICAL]
        expect(bucket?.buckets).toHaveLength(256)
        const total = (bucket?.buckets ?? []).reduce((sum, part) => (sum + BigInt(`0x${part}`)) % (1n << 256n), 0n)
        expect(total.toString(16).padStart(64, '0')).toBe(digest?.sum)
        expect((await tablet.pullAll()).rows.filter(row => row.kind === 'incident')).toMatchObject([{ data: { type: 'digest-mismatch', about: { stream: CLINICAL } } }])
      })
      it('a paper is named from where it stood before it was moved, never from where it has not been', async () => {
        const [kiaraTablet, teritih] = [await kiara(), await Tablet.enrol(clinic, 'pustu-teritih', 'teritih')]
        const [id, TERITIH] = [newId(), STOCK.replace('kiara', 'teritih')]
        const opened = { number: 'KIARA-02-0001', openedAt: '2025-12-17T09:00:00', openedBy: 'bidan', source: 'program', drugIds: [], submitted: null, returned: null, approval: null, cancelled: null }
        await kiaraTablet.saveOne({ kind: 'stock-count', id, act: 'create', stream: STOCK, set: fresh(opened) })
        const line = (stream: string, by: string) => ({ kind: 'count-line', id: newId(), act: 'create', stream, set: fresh({ countId: id, drugId: 'oralit', source: 'program', batch: { number: 'A', expiresOn: '2027-03-31' }, counted: 5, at: '2025-12-17T10:00:00', reason: '', by }) }) as const
        expect(await teritih.saveOne(line(TERITIH, 'teritih'))).toMatchObject({ outcome: 'quarantined', code: 'INVALID' })
        value(await moveRecord(clinic.deps, TENANT, { id, to: TERITIH }))
        expect((await teritih.saveOne(line(TERITIH, 'teritih'))).outcome).toBe('applied')
        expect((await kiaraTablet.saveOne(line(STOCK, 'bidan'))).outcome, 'written before its tablet heard of the move').toBe('applied')
      })
      it('a digest mismatch is told once a day of the clinic, and again when it happens after somebody closed it', async () => {
        const tablet = await kiara()
        const mismatch = async (instant: string): Promise<void> => {
          clinic.clock.value = Date.parse(instant)
          value(await clinic.core.digest(tablet.who, { epoch: tablet.epoch, streams: [CLINICAL], bucket: 7 }))
        }
        const incidents = async () => (await tablet.pullAll()).rows.filter(row => row.kind === 'incident')
        await mismatch('2025-12-17T23:00:00+07:00')
        await mismatch('2025-12-17T23:30:00+07:00')
        expect(await incidents()).toMatchObject([{ rev: 1, data: { openedOn: '2025-12-17' } }])
        await mismatch('2025-12-18T06:00:00+07:00')
        const [, today] = await incidents()
        expect(today).toMatchObject({ rev: 1, data: { openedOn: '2025-12-18', closed: null } })
        expect(await incidents(), 'one day in Greenwich, two at the clinic').toHaveLength(2)

        const closed = { by: 'bidan', note: 'disalin ulang' }
        await tablet.saveOne({ kind: 'incident', id: today?.id ?? '', act: 'patch', stream: SERVICE, baseRev: 1, set: change('closed', null, closed) })
        await mismatch('2025-12-18T07:00:00+07:00')
        expect(await tablet.row(today?.id ?? '')).toMatchObject({ rev: 3, data: { openedOn: '2025-12-18', closed: null } })
      })
      it('a record moves with its conflicts and leaves a tombstone without data', async () => {
        const [kiaraTablet, teritih] = [await kiara(), await Tablet.enrol(clinic, 'pustu-teritih', 'teritih')]
        const id = newId()
        await kiaraTablet.saveOne(newPatient(id))
        const to = CLINICAL.replace('kiara', 'teritih')
        value(await moveRecord(clinic.deps, TENANT, { id, to }))
        const old = (await kiaraTablet.pullAll()).rows.filter(row => row.id === id)
        expect(old).toMatchObject([{ state: 'moved', data: null, rev: 2 }])
        expect(await teritih.row(id)).toMatchObject({ stream: to, state: 'live', rev: 2 })
        const edit = await teritih.saveOne({ kind: 'patient', id, act: 'patch', stream: to, set: change('name', 'Budi Santoso', 'Budi T') })
        expect(edit.outcome).toBe('applied')
        const lost = await kiaraTablet.saveOne({ kind: 'patient', id, act: 'patch', set: change('sex', 'L', 'P') })
        expect(lost).toMatchObject({ outcome: 'quarantined', code: 'SCOPE' })
      })
      it('refuses to move a record into a stream of another purpose or place', async () => {
        const tablet = await kiara()
        const id = newId()
        await tablet.saveOne(newPatient(id))
        for (const to of [MEMBERS, STOCK, 'pustu:nowhere/clinical']) expect(refusal(await moveRecord(clinic.deps, TENANT, { id, to }))).toBe('400 MALFORMED')
      })
    })

    describe('derived rows', () => {
      it('the desk sees name, number, state and household of a member, and nothing else', async () => {
        const tablet = await kiara('bidan')
        const id = newId()
        await tablet.saveOne(newMember(id))
        const desk = await (await kiara('perawat')).row(id, 'desk-member')
        expect(desk).toMatchObject({ stream: DESK, data: { number: 'KIARA-01-0001', name: 'Siti Aminah', state: 'aktif' } })
        expect(Object.keys(desk?.data as object)).toEqual(['number', 'name', 'state', 'household'])
        expect(JSON.stringify(desk)).not.toContain(NIK)
        await tablet.saveOne({ kind: 'member', id, act: 'patch', stream: MEMBERS, set: change('name', 'Siti Aminah', 'Siti Aminah Baru') })
        expect(await tablet.row(id, 'desk-member')).toMatchObject({ rev: 2, data: { name: 'Siti Aminah Baru' } })
      })
      it('BR-15: the member reports equal a count of the members from nothing, after joining, leaving, changing and voiding', async () => {
        const tablet = await kiara('bidan')
        const nik = (index: number): string => `36739957089000${String(index + 10)}`
        const members = Array.from({ length: 8 }, (_, index) => newMember(newId(), nik(index), { joinedOn: `2025-0${1 + index}-10` }))
        await tablet.save(...members)
        const out = (index: number, on: string) => ({ kind: 'member', id: members[index]?.id ?? '', act: 'patch' as const, stream: MEMBERS, set: change('status', { state: 'aktif', on: '2025-07-15', reason: '' }, { state: 'keluar', on, reason: 'pindah' }) })
        await tablet.save(out(0, '2025-06-30'), out(2, '2025-10-01'))
        await tablet.saveOne({ kind: 'member', id: members[7]?.id ?? '', act: 'void', stream: MEMBERS, reason: 'salah ketik' })
        await tablet.saveOne({ kind: 'member', id: members[1]?.id ?? '', act: 'patch', stream: MEMBERS, set: change('joinedOn', '2025-02-10', '2024-12-10') })
        const lurah = await Tablet.enrol(clinic, 'kmp-kiara', 'lurah')
        const { rows } = await lurah.pullAll()
        const reports = rows.filter(row => row.stream === REPORT && row.state === 'live').map(row => row.data as { month: Month; opening: number; joined: number; left: number; closing: number })
        const known = rows.filter(row => row.kind === 'member') as never[]
        expect(reports.map(report => report.month).sort()).toEqual(['2024-12', '2025-01', '2025-02', '2025-03', '2025-04', '2025-05', '2025-06', '2025-07', '2025-08', '2025-09', '2025-10'])
        for (const report of reports) {
          const { opening, joined, left, closing } = memberMonth(known, report.month)
          expect(report).toEqual({ month: report.month, opening: opening.length, joined: joined.length, left: left.length, closing: closing.length })
        }
      })
      it('BR-15: of two lines that were merged one is counted, and both again once they are taken apart', async () => {
        const tablet = await kiara('bidan')
        const [keep, drop] = [newMember(newId(), '3673995708900071', { joinedOn: '2025-03-10' }), newMember(newId(), '3673995708900072', { joinedOn: '2025-04-10' })]
        await tablet.save(keep, drop)
        const closings = async (): Promise<[string, number][]> => {
          const lurah = await Tablet.enrol(clinic, 'kmp-kiara', 'lurah')
          const { rows } = await lurah.pullAll()
          return rows.filter(row => row.stream === REPORT && row.state === 'live').map(row => row.data as { month: string; closing: number }).map(({ month, closing }): [string, number] => [month, closing]).sort()
        }
        expect(await closings()).toEqual([['2025-03', 1], ['2025-04', 2]])
        const id = newId()
        const by = { by: tablet.who.account, name: 'Bidan', on: '2025-12-17' }
        const merge = { keepId: keep.id, dropId: drop.id, reason: 'orang yang sama', undone: null, ...by }
        await tablet.saveOne({ kind: 'member-merge', id, act: 'create', stream: MEMBERS, set: Object.fromEntries(Object.entries(merge).map(([name, to]) => [name, { from: null, to }])) as never })
        expect(await closings()).toEqual([['2025-03', 1]])
        await tablet.saveOne({ kind: 'member-merge', id, act: 'patch', stream: MEMBERS, set: change('undone', null, { ...by, reason: 'dua orang' }) })
        expect(await closings()).toEqual([['2025-03', 1], ['2025-04', 2]])
      })
      it('BR-30: a batch below zero is accepted and opens one incident, which follows the balance', async () => {
        const [one, two] = [await kiara(), await kiara('perawat')]
        await one.saveOne(newMovement(newId(), 10))
        await one.saveOne(newMovement(newId(), -8))
        expect((await one.pullAll()).rows.filter(row => row.kind === 'incident')).toEqual([])
        expect((await two.saveOne(newMovement(newId(), -7))).outcome).toBe('applied')
        await two.saveOne(newMovement(newId(), -1))
        const incidents = (await one.pullAll()).rows.filter(row => row.kind === 'incident')
        expect(incidents).toMatchObject([{ stream: SERVICE, rev: 2, data: { type: 'negative-balance', closed: null, about: { batch: 'B1', balance: -6 } } }])
      })
      it('BR-30: the incident follows the balance back, is closed by a person only, and opens again at the next shortage', async () => {
        const tablet = await kiara()
        const incidents = async () => (await tablet.pullAll()).rows.filter(row => row.kind === 'incident')
        await tablet.saveOne(newMovement(newId(), -6))
        await tablet.saveOne(newMovement(newId(), 4))
        expect(await incidents()).toMatchObject([{ rev: 2, data: { closed: null, about: { balance: -2 } } }])
        await tablet.saveOne(newMovement(newId(), 7))
        expect(await incidents()).toMatchObject([{ rev: 3, data: { closed: null, about: { balance: 5 } } }])
        await tablet.saveOne(newMovement(newId(), -1))
        await tablet.saveOne(newMovement(newId(), -5))
        const [open] = await incidents()
        expect(open).toMatchObject({ rev: 4, data: { closed: null, about: { balance: -1 } } })
        const closed = { by: 'bidan', note: 'rak dihitung ulang' }
        expect((await tablet.saveOne({ kind: 'incident', id: open?.id ?? '', act: 'patch', stream: SERVICE, baseRev: 4, set: change('closed', null, closed) })).outcome).toBe('applied')
        await tablet.saveOne(newMovement(newId(), 3))
        expect(await incidents()).toMatchObject([{ rev: 5, data: { closed } }])
        await tablet.saveOne(newMovement(newId(), -3, { on: '2025-12-19' }))
        expect(await incidents(), 'that begins anew, with the day it began').toMatchObject([{ rev: 6, data: { openedOn: '2025-12-19', closed: null } }])
        await tablet.saveOne(newMovement(newId(), -1, { on: '2025-12-20' }))
        expect(await incidents()).toMatchObject([{ rev: 7, data: { openedOn: '2025-12-19', closed: null, about: { balance: -2 } } }])
      })
      it('the cached balances equal the sums of the movements', async () => {
        const tablet = await kiara()
        const quantities = [100, -30, -20, 50, -90, -40]
        for (const [index, quantity] of quantities.entries()) await tablet.saveOne(newMovement(newId(), quantity, { batch: { number: index % 2 ? 'B1' : 'B2', expiresOn: '2027-03-31' } }))
        const cached = await clinic.deps.store.db.selectFrom('batch_balance').select('quantity').where('tenant', '=', TENANT).orderBy('quantity').execute()
        const sums = [0, 1].map(part => quantities.filter((_, index) => index % 2 === part).reduce((sum, quantity) => sum + quantity, 0)).sort((a, b) => a - b)
        expect(cached.map(({ quantity }) => quantity)).toEqual(sums)
      })
    })

    describe('quarantine', () => {
      const inboxOf = async (tablet: Tablet, id: string) => (await tablet.pullAll()).rows.filter(row => row.kind === 'quarantine' && (row.data as { recordId: string }).recordId === id)
      const decide = (inbox: string, from: never | null, choice: string, by: string, reason = ''): Parameters<Tablet['saveOne']>[0] =>
        ({ kind: 'quarantine', id: inbox, act: 'patch', set: change('decision', from, { choice, reason, by }) })

      it('keeps the operation whole, beside its record', async () => {
        const tablet = await kiara()
        const id = newId()
        const result = await tablet.saveOne(newPatient(id, { sex: 'X' }))
        const [inbox] = await inboxOf(tablet, id)
        expect(inbox).toMatchObject({ stream: CLINICAL, seq: result.row?.seq, data: { code: 'INVALID', actor: 'bidan', decision: null, recordKind: 'patient' } })
        expect(JSON.parse((inbox?.data as { body: string }).body)).toMatchObject({ id, kind: 'patient' })
      })
      it('never puts a body with clinical words where the lurah reads', async () => {
        const tablet = await kiara('koperasi')
        const word = 'hipertensi-rahasia'
        const bodies = [
          `not json ${word}`, JSON.stringify({ kind: 'member', stream: MEMBERS, word }),
          JSON.stringify(tablet.op({ kind: 'visit', id: newId(), act: 'create', stream: MEMBERS, set: fresh({ complaint: word }) })),
          JSON.stringify(tablet.op({ kind: 'member', id: newId(), act: 'create', stream: MEMBERS, set: fresh({ ...memberData(NIK), diagnosis: word, sex: 'X' }) })),
          JSON.stringify(tablet.op({ kind: 'patient', id: newId(), act: 'create', stream: CLINICAL, set: fresh({ name: word }) })),
          JSON.stringify(tablet.op({ kind: 'conflict', id: newId(), act: 'patch', stream: MEMBERS, set: fresh({ name: word }) })),
          JSON.stringify(tablet.op({ kind: 'unheard-of', id: newId(), act: 'create', stream: MEMBERS, set: fresh({ name: word }) })),
        ]
        const results = await tablet.save(...bodies)
        expect(results.map(result => result.outcome)).toEqual(bodies.map(() => 'quarantined'))
        const lurah = await Tablet.enrol(clinic, 'kmp-kiara', 'lurah')
        expect(JSON.stringify((await lurah.pullAll()).rows)).not.toContain(word)
        const head = await Tablet.enrol(clinic, TENANT, 'kapus')
        expect((await head.pullAll()).rows.filter(row => JSON.stringify(row).includes(word))).toHaveLength(bodies.length)
      })
      it('accepting judges the stored operation again with the failed check passed over', async () => {
        const tablet = await kiara('bidan')
        await tablet.as('perawat')
        const id = newId()
        await tablet.saveOne({ ...newPatient(id), actor: 'teritih' })
        const head = await Tablet.enrol(clinic, TENANT, 'kapus')
        const [inbox] = await inboxOf(head, id)
        expect((await head.saveOne(decide(inbox?.id ?? '', null, 'accepted', 'kapus'))).outcome).toBe('applied')
        expect(await tablet.row(id)).toMatchObject({ by: { actor: 'teritih', dev: tablet.dev }, data: { name: 'Budi Santoso' } })
        expect((await inboxOf(head, id))[0]).toMatchObject({ data: { decision: { choice: 'accepted', by: 'kapus' } } })
      })
      it('accepting one member of a group accepts the group', async () => {
        const tablet = await kiara('bidan')
        await tablet.as('perawat')
        const [patient, movement] = [newId(), newId()]
        const results = await tablet.saveGroup({ ...newPatient(patient), actor: 'teritih' }, newMovement(movement, 5))
        expect(results.map(result => result.code)).toEqual(['ACTOR_UNKNOWN', 'DEPENDS_ON'])
        const head = await Tablet.enrol(clinic, TENANT, 'kapus')
        const [inbox] = await inboxOf(head, movement)
        expect((await head.saveOne({ ...decide(inbox?.id ?? '', null, 'accepted', 'kapus') as object, stream: STOCK } as never)).outcome).toBe('applied')
        expect([(await head.row(patient))?.state, (await head.row(movement))?.state]).toEqual(['live', 'live'])
        expect((await inboxOf(head, patient))[0]).toMatchObject({ data: { decision: { choice: 'accepted' } } })
      })
      it('a broken rule cannot be accepted, by nobody', async () => {
        const tablet = await kiara()
        const id = newId()
        await tablet.saveOne(newPatient(id, { sex: 'X' }))
        const head = await Tablet.enrol(clinic, TENANT, 'kapus')
        const [inbox] = await inboxOf(head, id)
        expect(await head.saveOne(decide(inbox?.id ?? '', null, 'accepted', 'kapus'))).toMatchObject({ outcome: 'quarantined', code: 'INVALID' })
        expect((await inboxOf(head, id))[0]).toMatchObject({ data: { decision: null } })
      })
      it('only a supervisor accepts; the author may give up or correct their own, with a reason', async () => {
        const tablet = await kiara('bidan')
        const id = newId()
        await tablet.saveOne(newPatient(id, { sex: 'X' }))
        const [inbox] = await inboxOf(tablet, id)
        expect((await tablet.saveOne(decide(inbox?.id ?? '', null, 'accepted', 'bidan'))).code).toBe('ROLE')
        expect((await tablet.saveOne(decide(inbox?.id ?? '', null, 'dismissed', 'bidan', ' '))).code).toBe('INVALID')
        expect((await tablet.saveOne(decide(inbox?.id ?? '', null, 'corrected', 'kapus'))).code).toBe('INVALID')
        await tablet.as('perawat')
        expect((await tablet.saveOne(decide(inbox?.id ?? '', null, 'dismissed', 'perawat', 'bukan milik saya'))).code).toBe('ROLE')
        await tablet.as('bidan')
        expect((await tablet.saveOne(decide(inbox?.id ?? '', null, 'dismissed', 'bidan', 'salah ketik'))).outcome).toBe('applied')
      })
      it('an author who is not shown the inbox hears the decision, and nobody hears another tablet\'s', async () => {
        const [author, stranger] = [await Tablet.enrol(clinic, 'kmp-kiara', 'koperasi'), await Tablet.enrol(clinic, 'pustu-teritih', 'teritih')]
        const lines = author.lines(JSON.stringify(author.op({ kind: 'member', id: newId(), act: 'create', stream: MEMBERS, set: fresh({ ...memberData(NIK), sex: 'X', asing: 'x' }) })))
        const bh = lines[0]?.bh ?? ''
        expect(value(await author.send(lines)).results).toMatchObject([{ outcome: 'quarantined' }])
        const asked = async (tablet: Tablet, undecided?: string[]) => value(await clinic.core.hello(tablet.who, { proto: 1, app: 'test', schema: 1, ...(undecided ? { undecided } : {}) })).decided
        expect((await author.pullAll()).rows.some(row => row.kind === 'quarantine' && JSON.stringify(row.data).includes('asing'))).toBe(false)
        expect(await asked(author, [bh])).toEqual([])
        const head = await Tablet.enrol(clinic, TENANT, 'kapus')
        expect((await head.saveOne(decide(`q-${bh.slice(0, 32)}`, null, 'dismissed', 'kapus', 'data asing'))).outcome).toBe('applied')
        expect(await asked(author, [bh, 'f'.repeat(64)])).toEqual([{ bh, choice: 'dismissed' }])
        expect(await asked(author)).toBeUndefined()
        expect(await asked(stranger, [bh])).toEqual([])
      })
      it('a head who patches a staff record changes neither it nor the account', async () => {
        const head = await Tablet.enrol(clinic, TENANT, 'kapus')
        const grants = [{ role: 'nakes', place: 'pustu-kiara' }, { role: 'koperasi', place: 'kmp-kiara' }]
        expect(await head.saveOne({ kind: 'staff', id: 'bidan', act: 'patch', stream: CATALOGUE, set: change('grants', grants, []) })).toMatchObject({ outcome: 'quarantined', code: 'ROLE' })
        expect((await head.row('bidan', 'staff'))?.data).toMatchObject({ grants })
      })
      it('two decisions at once are a conflict, which a supervisor settles', async () => {
        const tablet = await kiara()
        const id = newId()
        await tablet.saveOne(newPatient(id, { sex: 'X' }))
        const head = await Tablet.enrol(clinic, TENANT, 'kapus')
        const [inbox] = await inboxOf(head, id)
        const dismissed = { choice: 'dismissed', reason: 'ganda', by: 'kapus' }
        await tablet.saveOne(decide(inbox?.id ?? '', null, 'corrected', 'bidan'))
        const clash = await head.saveOne({ kind: 'quarantine', id: inbox?.id ?? '', act: 'patch', set: change('decision', null, dismissed) })
        expect(clash.outcome).toBe('conflict')
        const settled = await head.saveOne({ kind: 'quarantine', id: inbox?.id ?? '', act: 'resolve', resolves: clash.conflicts ?? [], set: change('decision', { choice: 'corrected', reason: '', by: 'bidan' }, dismissed) })
        expect(settled.outcome).toBe('applied')
        expect((await inboxOf(head, id))[0]).toMatchObject({ conflicts: [], data: { decision: dismissed } })
      })
      it('a decision changes nothing but itself', async () => {
        const tablet = await kiara()
        const id = newId()
        await tablet.saveOne(newPatient(id, { sex: 'X' }))
        const [inbox] = await inboxOf(tablet, id)
        const forged = { kind: 'quarantine', id: inbox?.id ?? '', act: 'patch' as const, set: { ...change('decision', null, { choice: 'dismissed', reason: 'x', by: 'bidan' }), ...change('body', (inbox?.data as { body: string }).body, '{}') } }
        expect((await tablet.saveOne(forged)).code).toBe('INVALID')
      })
    })

    describe('epochs and forks', () => {
      it('a restored server refuses the old epoch, takes every operation again, and ends where it was', async () => {
        const tablet = await kiara()
        const lines = [...tablet.lines(newPatient(newId())), ...tablet.lines(newMovement(newId(), 5))]
        await tablet.send(lines)
        const epoch = await mintEpoch(clinic.deps)
        expect(await tablet.send(lines)).toMatchObject({ ok: false, error: { status: 409, body: { code: 'EPOCH', epoch } } })
        tablet.epoch = epoch
        expect(value(await tablet.send(lines)).last).toBe(2)
      })
      it('a cloned tablet goes on under a new journal with a block of its own, and the head is told', async () => {
        const tablet = await kiara()
        const id = newId()
        const body = JSON.stringify(tablet.op(newPatient(id)))
        await tablet.send([tablet.line(body)])
        const renewed = value(await clinic.core.renew(tablet.who, { dev: tablet.dev }))
        expect(renewed.dev).not.toBe(tablet.dev)
        const device = await clinic.deps.store.db.selectFrom('device').selectAll().where('tenant', '=', TENANT).where('dev', '=', renewed.dev).executeTakeFirstOrThrow()
        expect(device).toMatchObject({ family: tablet.who.family, renewed_from: tablet.dev, block: renewed.block })
        const old = tablet.dev
        tablet.dev = renewed.dev
        tablet.head = { dev: renewed.dev, seq: 0, hash: '' }
        const again = value(await tablet.send([tablet.line(body, `${old}:1`), ...tablet.lines(newPatient(newId()))])).results
        expect(again.map(result => result.outcome)).toEqual(['applied', 'applied'])
        const head = await Tablet.enrol(clinic, TENANT, 'kapus')
        const { rows } = await head.pullAll()
        expect(rows.filter(row => row.kind === 'incident')).toMatchObject([{ stream: SERVICE, data: { type: 'forked-tablet', about: { dev: old, newDev: renewed.dev } } }])
        expect(rows.filter(row => row.id === id)).toHaveLength(1)
      })
      it('an app too old to read is told to update; it may still push', async () => {
        const strict = await openStrict()
        const tablet = await Tablet.enrol(strict, 'pustu-kiara', 'bidan')
        value(await strict.core.hello(tablet.who, { proto: 1, app: 'old', schema: 1 }))
        expect(refusal(await strict.core.pull(tablet.who, { epoch: tablet.epoch, cursor: {}, max: 10 }))).toBe('426 UPGRADE')
        expect((await tablet.saveOne(newPatient(newId()))).outcome).toBe('applied')
      })
    })

    const openStrict = (): Promise<Clinic> => openFresh({ minPull: 2 })

    it('many tablets at once leave no hole in a stream and every digest right', async () => {
      const tablets = await Promise.all(Array.from({ length: 4 }, () => kiara()))
      await Promise.all(tablets.map(async tablet => {
        for (let round = 0; round < 8; round += 1) {
          const patient = newId()
          await tablet.saveGroup(newPatient(patient), newMovement(newId(), -3), { kind: 'visit', id: newId(), act: 'create', stream: CLINICAL, set: fresh(visitData(patient, 'bidan')) })
        }
      }))
      const reader = tablets[0] as Tablet
      const { rows, cursor } = await reader.pullAll()
      expect(rows.filter(row => row.stream === CLINICAL).map(row => row.seq)).toEqual(Array.from({ length: 64 }, (_, index) => index + 1))
      expect(rows.filter(row => row.kind === 'incident')).toMatchObject([{ rev: 32, data: { about: { balance: -96 } } }])
      const digests = value(await clinic.core.digest(reader.who, { epoch: reader.epoch, streams: Object.keys(cursor) }))
      for (const [stream, digest] of Object.entries(digests)) expect({ stream, count: digest.count, sum: digest.sum }).toEqual({ stream, ...digestOf(rows.filter(row => row.stream === stream).map(rowHash)) })
    })
  })
}
