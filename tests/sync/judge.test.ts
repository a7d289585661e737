import fc from 'fast-check'
import { beforeEach, describe, expect, test } from 'vitest'
import type { Json } from '#domain/core/json.ts'
import { definitionOf, KINDS, type Kind } from '#domain/records/index.ts'
import { writtenAt } from '#tests/support/coherent.ts'
import { dataOf, jsonArbitrary, streamFor } from '#tests/support/generators.ts'
import type { Verdict } from '#sync/judge.ts'
import { CLINICAL, fresh, MEMBERS, MOVEMENT, opOf, PATIENT, SIGNED_VISIT, SmallWorld, STOCK, VISIT } from './small-world.ts'

const CATALOGUE = 'puskesmas:pkm-kalodran/catalogue'
const STAFF = { name: 'Bidan Uji', profession: 'kebidanan', grants: [], sip: { number: '503/1', expiresOn: '2030-01-01' }, active: true }

let world: SmallWorld
beforeEach(() => {
  world = new SmallWorld().grant('bidan', CLINICAL, 'nakes').grant('bidan', STOCK, 'nakes').grant('perawat', CLINICAL, 'nakes')
    .grant('kepala', CLINICAL, 'kapus').grant('kepala', CATALOGUE, 'kapus').grant('lurah', MEMBERS, 'lurah').grant('koperasi', MEMBERS, 'koperasi')
  world.rows.set('bidan', { stream: CATALOGUE, id: 'bidan', kind: 'staff', rev: 1, state: 'live', data: STAFF, conflicts: [], by: { actor: 'kepala', dev: 'd', at: '' } })
})

const patient = (id = 'p-1') => opOf({ kind: 'patient', id, act: 'create', set: fresh(PATIENT) })
const patch = (id: string, set: Record<string, { from: Json; to: Json }>, more: object = {}) => opOf({ kind: 'patient', id, act: 'patch', baseRev: 1, set, ...more })
const code = (verdict: Verdict | undefined) => (verdict?.outcome === 'quarantined' ? verdict.code : verdict?.outcome)
const rule = (verdict: Verdict) => (verdict.outcome === 'quarantined' ? verdict.breaks[0]?.rule : undefined)

describe('create', () => {
  test('becomes revision 1 with exactly what was set', () => {
    expect(world.take(patient())).toMatchObject({ outcome: 'applied', writes: [{ id: 'p-1', stream: CLINICAL, rev: 1, state: 'live', data: PATIENT, conflicts: [], by: { actor: 'bidan', dev: 'dev-1' } }] })
  })
  test('same id and equal content is a duplicate and writes nothing', () => {
    world.take(patient())
    expect(world.take(patient())).toEqual({ outcome: 'duplicate', writes: [], conflicts: [] })
  })
  test('same id with other content is ID_CONFLICT and leaves the record alone', () => {
    world.take(patient())
    expect(code(world.take(opOf({ kind: 'patient', id: 'p-1', act: 'create', set: fresh({ ...PATIENT, name: 'Lain' }) })))).toBe('ID_CONFLICT')
    expect(world.row('p-1')?.data).toEqual(PATIENT)
  })
  test('same id in another kind is ID_CONFLICT', () => {
    world.take(patient())
    expect(code(world.take(opOf({ kind: 'visit', id: 'p-1', act: 'create', set: fresh(VISIT) })))).toBe('ID_CONFLICT')
    expect(code(world.take(opOf({ kind: 'visit', id: 'p-1', act: 'patch', set: {} })))).toBe('ID_CONFLICT')
  })
  test('fields that only a newer version knows are kept', () => {
    world.take(opOf({ kind: 'patient', id: 'p-1', act: 'create', set: fresh({ ...PATIENT, bloodGroup: 'O' }) }))
    world.take(patch('p-1', { phone: { from: null, to: '+628123456789' } }))
    expect(world.row('p-1')?.data).toMatchObject({ bloodGroup: 'O', phone: '+628123456789' })
  })
  test.each(KINDS)('%s: data from its own schema are applied where its writers may create, and refused as ROLE where nobody may', kind => {
    const definition = definitionOf(kind)
    const role = definition.writers.create?.[0]
    fc.assert(fc.property(dataOf(definition), random => {
      const stream = streamFor(kind, 'tempat')
      const { id, data } = writtenAt(kind, random, 'tempat')
      const here = new SmallWorld().grant('nobody', stream, role ?? 'kapus')
      const verdict = here.take(opOf({ kind, id, act: 'create', stream, actor: 'nobody', schema: definition.version, set: fresh(data) }))
      expect(code(verdict)).toBe(role ? 'applied' : 'ROLE')
      if (role) expect(here.row(id)?.data).toEqual(data)
    }), { numRuns: 20 })
  })
})

describe('identity and clinical groups, each judged alone', () => {
  beforeEach(() => { world.take(patient()) })
  test('current = from: applied, one revision more', () => {
    expect(world.take(patch('p-1', { name: { from: 'Siti Uji', to: 'Siti Aminah Uji' } }))).toMatchObject({ outcome: 'applied', writes: [{ rev: 2, data: { ...PATIENT, name: 'Siti Aminah Uji' } }] })
  })
  test('current = to: agreed, applied without a new revision', () => {
    world.take(patch('p-1', { name: { from: 'Siti Uji', to: 'Siti A' } }))
    expect(world.take(patch('p-1', { name: { from: 'Siti Uji', to: 'Siti A' } }, { actor: 'perawat' }))).toEqual({ outcome: 'applied', writes: [], conflicts: [] })
    expect(world.row('p-1')?.rev).toBe(2)
  })
  test('else the current value stays, and a conflict in the same stream holds both, who and when', () => {
    world.take(patch('p-1', { name: { from: 'Siti Uji', to: 'Siti A' } }))
    const verdict = world.take(patch('p-1', { name: { from: 'Siti Uji', to: 'Siti B' } }, { actor: 'perawat', at: { wall: '2019-01-01T00:00', tz: 'Asia/Jakarta', skewMs: null } }))
    expect(verdict.outcome).toBe('conflict')
    const [id] = verdict.outcome === 'conflict' ? verdict.conflicts : []
    expect(world.row('p-1')).toMatchObject({ rev: 3, data: { name: 'Siti A' }, conflicts: [id] })
    expect(world.row(id as string)).toMatchObject({
      stream: CLINICAL, kind: 'conflict', rev: 1, data: {
        recordId: 'p-1', recordKind: 'patient', group: 'name', settled: null,
        kept: { value: 'Siti A', actor: 'bidan', at: '2025-11-03T08:00' }, offered: { value: 'Siti B', actor: 'perawat', at: '2019-01-01T00:00' },
      },
    })
  })
  test('a clash in one group does not stop another group of the same operation', () => {
    world.take(patch('p-1', { name: { from: 'Siti Uji', to: 'Siti A' } }))
    world.take(patch('p-1', { name: { from: 'Siti Uji', to: 'Siti B' }, sex: { from: 'P', to: 'L' } }))
    expect(world.row('p-1')?.data).toMatchObject({ name: 'Siti A', sex: 'L' })
    expect(world.row('p-1')?.conflicts).toHaveLength(1)
  })
  test('conflict ids follow from body hash and group: a restored server that judges again opens the very same', () => {
    const offered = patch('p-1', { name: { from: 'lama', to: 'Siti B' }, birth: { from: null, to: { on: '1991-01-01', estimated: true } } })
    const before = structuredClone([...world.rows.values()])
    world.take(offered)
    const first = [...(world.row('p-1')?.conflicts ?? [])]
    world.rows.clear()
    for (const row of before) world.rows.set(row.id, row)
    world.take(offered)
    expect(world.row('p-1')?.conflicts).toEqual(first)
    expect(first).toHaveLength(2)
    for (const id of first) expect(id).toMatch(/^c-[0-9a-f]{32}$/)
  })
  test('whatever two tablets write, each value ends as current, agreed or in a conflict', () => {
    fc.assert(fc.property(fc.array(fc.record({ from: fc.integer({ min: 0, max: 3 }), to: fc.integer({ min: 0, max: 3 }) }), { maxLength: 12 }), edits => {
      const here = new SmallWorld().grant('bidan', CLINICAL, 'nakes')
      here.take(opOf({ kind: 'patient', id: 'p', act: 'create', set: fresh({ ...PATIENT, name: 'n0' }) }))
      const history = new Set(['n0'])
      for (const { from, to } of edits) {
        const verdict = here.take(patch('p', { name: { from: `n${from}`, to: `n${to}` } }))
        const row = here.row('p')
        history.add((row?.data as { name: string }).name)
        const held = (row?.conflicts ?? []).map(id => (here.row(id)?.data as { offered: { value: string } }).offered.value)
        expect(history.has(`n${to}`) || held.includes(`n${to}`)).toBe(true)
        expect(verdict.outcome === 'conflict').toBe(verdict.outcome !== 'quarantined' && verdict.conflicts.length > 0)
      }
    }))
  })
})

describe('contact data and notes', () => {
  beforeEach(() => { world.take(patient()) })
  test('the later arrival wins and opens no conflict, whatever the clocks say', () => {
    world.take(patch('p-1', { phone: { from: null, to: '+628111111111' } }, { at: { wall: '2031-01-01T00:00', tz: 'Asia/Jakarta', skewMs: 9e9 } }))
    expect(world.take(patch('p-1', { phone: { from: null, to: '+628222222222' } }, { at: { wall: '1999-01-01T00:00', tz: 'Asia/Jakarta', skewMs: null } })).outcome).toBe('applied')
    expect(world.row('p-1')).toMatchObject({ rev: 3, data: { phone: '+628222222222' }, conflicts: [] })
  })
})

describe('void', () => {
  const voiding = (more: object = {}) => opOf({ kind: 'patient', id: 'p-1', act: 'void', reason: 'tercatat dua kali', ...more })
  beforeEach(() => { world.take(patient()) })
  test('applies whatever revision the author saw, and keeps the data', () => {
    world.take(patch('p-1', { sex: { from: 'P', to: 'L' } }))
    expect(world.take(voiding({ baseRev: 1 }))).toMatchObject({ outcome: 'applied', writes: [{ rev: 3, state: 'void', data: { ...PATIENT, sex: 'L' } }] })
  })
  test('BR-46: the row says who, when and why, and no other change does', () => {
    expect(world.take(patch('p-1', { sex: { from: 'P', to: 'L' } }, { reason: 'salah' }))).toMatchObject({ writes: [{ by: { actor: 'bidan', dev: 'dev-1', at: '2025-11-03T08:00' } }] })
    expect(world.row('p-1')?.by).not.toHaveProperty('reason')
    world.take(voiding({ actor: 'perawat', reason: ' tercatat dua kali ' }))
    expect(world.row('p-1')?.by).toEqual({ actor: 'perawat', dev: 'dev-1', at: '2025-11-03T08:00', reason: 'tercatat dua kali' })
    world.take(voiding({ reason: 'kedua' }))
    expect(world.row('p-1')?.by).toMatchObject({ actor: 'perawat', reason: 'tercatat dua kali' })
  })
  test.each(KINDS.filter(kind => definitionOf(kind).writers.void))('BR-46: %s: what is voided stays with its data and says why', kind => {
    const definition = definitionOf(kind)
    const role = definition.writers.void?.[0] ?? 'kapus'
    fc.assert(fc.property(dataOf(definition), data => {
      const stream = streamFor(kind, 'tempat')
      const here = new SmallWorld().grant('nobody', stream, role)
      here.rows.set('x', { stream, id: 'x', kind, rev: 1, state: 'live', data: data as Json, conflicts: [], by: { actor: 'nobody', dev: 'd', at: '' } })
      expect(code(here.take(opOf({ kind, id: 'x', act: 'void', stream, actor: 'nobody', schema: definition.version, baseRev: 1, reason: 'salah catat' })))).toBe('applied')
      expect(here.row('x')).toMatchObject({ state: 'void', rev: 2, data, by: { actor: 'nobody', reason: 'salah catat' } })
    }), { numRuns: 5 })
  })
  test('needs a reason', () => {
    expect([code(world.take(voiding({ reason: '  ' }))), rule(world.take(voiding({ reason: undefined })))]).toEqual(['INVALID', 'void-needs-a-reason'])
  })
  test('a second void agrees', () => {
    world.take(voiding())
    expect(world.take(voiding({ actor: 'perawat' }))).toEqual({ outcome: 'applied', writes: [], conflicts: [] })
  })
  test('a void sets nothing, and one that tries is kept for review', () => {
    expect(rule(world.take(voiding({ set: { name: { from: 'Siti Uji', to: 'X' } } })))).toBe('void-sets-nothing')
  })
  test('an edit of a void record goes to quarantine, even one that would agree', () => {
    world.take(voiding())
    expect(code(world.take(patch('p-1', { name: { from: 'Siti Uji', to: 'X' } })))).toBe('VOIDED')
    expect(code(world.take(patch('p-1', { name: { from: 'X', to: 'Siti Uji' } })))).toBe('VOIDED')
    expect(code(world.take(opOf({ kind: 'patient', id: 'p-1', act: 'resolve', resolves: ['c-1'], set: {} })))).toBe('VOIDED')
  })
})

describe('resolve', () => {
  let conflictId: string
  beforeEach(() => {
    world.take(patient())
    world.take(patch('p-1', { name: { from: 'Siti Uji', to: 'Siti A' } }))
    const verdict = world.take(patch('p-1', { name: { from: 'Siti Uji', to: 'Siti B' } }, { actor: 'perawat' }))
    conflictId = verdict.outcome === 'conflict' ? verdict.conflicts[0] as string : ''
  })
  const resolve = (to: string, more: object = {}) => opOf({ kind: 'patient', id: 'p-1', act: 'resolve', resolves: [conflictId], set: { name: { from: 'Siti A', to } }, ...more })
  test('sets the chosen value, settles the conflict it names and says who', () => {
    expect(world.take(resolve('Siti B', { actor: 'kepala' })).outcome).toBe('applied')
    expect(world.row('p-1')).toMatchObject({ rev: 4, data: { name: 'Siti B' }, conflicts: [] })
    expect(world.row(conflictId)).toMatchObject({ rev: 2, data: { settled: { actor: 'kepala', value: 'Siti B' } } })
  })
  test('keeping what stands settles it too', () => {
    world.take(resolve('Siti A'))
    expect(world.row('p-1')).toMatchObject({ data: { name: 'Siti A' }, conflicts: [] })
    expect(world.row(conflictId)?.data).toMatchObject({ settled: { value: 'Siti A' } })
  })
  test('chosen on a value that no longer stands: the old conflict is settled and a new one holds both', () => {
    world.take(patch('p-1', { name: { from: 'Siti A', to: 'Siti C' } }))
    expect(world.take(resolve('Siti B')).outcome).toBe('conflict')
    expect(world.row('p-1')?.data).toMatchObject({ name: 'Siti C' })
    expect(world.row('p-1')?.conflicts).toHaveLength(1)
    expect(world.row('p-1')?.conflicts).not.toContain(conflictId)
  })
  test('settled twice with the same choice agrees', () => {
    world.take(resolve('Siti B'))
    expect(world.take(resolve('Siti B', { actor: 'perawat' }))).toEqual({ outcome: 'applied', writes: [], conflicts: [] })
  })
  test('must name a conflict of this record', () => {
    expect(rule(world.take(resolve('X', { resolves: [] })))).toBe('resolve-names-a-conflict')
    expect(rule(world.take(resolve('X', { resolves: ['bidan'] })))).toBe('resolve-names-a-conflict')
  })
  test('gives nobody the right to change another group: the kapus may not patch a patient by way of a conflict', () => {
    expect(rule(world.take(resolve('Siti B', { actor: 'kepala', set: { birth: { from: PATIENT.birth, to: { on: '1980-01-01', estimated: false } } } })))).toBe('resolve-keeps-to-its-conflict')
  })
})

describe('visit: a draft has one author, a signed one is never overwritten', () => {
  const create = (data: object = VISIT) => opOf({ kind: 'visit', id: 'v-1', act: 'create', set: fresh(data as Record<string, Json>) })
  const change = (set: Record<string, { from: Json; to: Json }>, more: object = {}) => opOf({ kind: 'visit', id: 'v-1', act: 'patch', baseRev: 1, set, ...more })
  const signature = { from: null, to: SIGNED_VISIT.signature }
  test('the author may change the draft, nobody else', () => {
    world.take(create())
    expect(world.take(change({ complaint: { from: '', to: 'batuk' } })).outcome).toBe('applied')
    const other = world.take(change({ complaint: { from: 'batuk', to: 'pilek' } }, { actor: 'perawat' }))
    expect([code(other), rule(other)]).toEqual(['ROLE', 'draft-has-one-author'])
  })
  test('after signing every edit goes to quarantine as SIGNED', () => {
    world.take(create({ ...SIGNED_VISIT, signature: null }))
    expect(world.take(change({ signature })).outcome).toBe('applied')
    expect(code(world.take(change({ complaint: { from: 'batuk', to: 'pilek' } })))).toBe('SIGNED')
  })
  test('a resolve without a conflict is no way round the signature', () => {
    world.take(create(SIGNED_VISIT))
    expect(rule(world.take(change({ complaint: { from: 'batuk', to: 'pilek' } }, { act: 'resolve', resolves: [] })))).toBe('resolve-names-a-conflict')
  })
  test('a conflict that was open at signing is settled by author or kapus, and nothing but its group changes', () => {
    world.take(create({ ...SIGNED_VISIT, signature: null }))
    const clash = world.take(change({ complaint: { from: 'lama', to: 'pilek' } }))
    const id = clash.outcome === 'conflict' ? clash.conflicts[0] as string : ''
    world.take(change({ signature }))
    const resolve = (set: Record<string, { from: Json; to: Json }>, actor: string) => world.take(change(set, { act: 'resolve', resolves: [id], actor }))
    expect(code(resolve({ complaint: { from: 'batuk', to: 'pilek' }, plan: { from: '', to: 'lain' } }, 'bidan'))).toBe('SIGNED')
    expect(code(resolve({ complaint: { from: 'batuk', to: 'pilek' } }, 'perawat'))).toBe('ROLE')
    expect(code(resolve({ complaint: { from: 'batuk', to: 'pilek' } }, 'kepala'))).toBe('applied')
    expect(world.row('v-1')?.data).toMatchObject({ complaint: 'pilek' })
    expect(code(resolve({ complaint: { from: 'pilek', to: 'batuk' } }, 'bidan'))).toBe('SIGNED')
  })
  test('BR-45: an addendum to a signed visit is taken from a valid SIP, and refused from an expired one (BR-41)', () => {
    world.take(opOf({ kind: 'visit', id: 'v-s', act: 'create', set: fresh(SIGNED_VISIT) }))
    const signature = SIGNED_VISIT.signature as unknown as { on: string }
    const data = {
      visitId: 'v-s', patientId: SIGNED_VISIT.patientId, on: signature.on, at: `${signature.on}T23:00:00`, by: 'bidan', name: 'Bidan Uji', sip: '503/1', reason: 'terlupa', text: 'Batuk sejak tiga hari', diagnoses: null, late: false, decision: null,
    }
    const write = (id: string) => world.take(opOf({ kind: 'addendum', id, act: 'create', set: fresh(data) }))
    expect(code(write('a-1'))).toBe('applied')
    const author = world.rows.get('bidan')
    if (!author) throw new Error('no author')
    world.rows.set('bidan', { ...author, data: { ...STAFF, sip: { number: '503/1', expiresOn: '2025-01-01' } } })
    expect([code(write('a-2')), rule(write('a-2'))]).toEqual(['INVALID', 'BR-41'])
  })
  test('void with a reason is open to author and kapus', () => {
    world.take(create(SIGNED_VISIT))
    expect(world.take(change({}, { act: 'void', set: undefined, reason: 'salah pasien', actor: 'kepala' })).outcome).toBe('applied')
  })
  test('BR-41: a signature without complaint, allergy and diagnosis is INVALID', () => {
    world.take(create())
    const verdict = world.take(change({ signature }))
    expect([code(verdict), rule(verdict)]).toEqual(['INVALID', 'BR-41'])
  })
})

describe('ledgers', () => {
  const move = (id: string, quantity: number, more: object = {}) =>
    opOf({ kind: 'stock-movement', id, act: 'create', stream: STOCK, set: fresh({ ...MOVEMENT, quantity, reason: quantity > 0 ? 'diterima' : 'diserahkan' }), ...more })
  test('physical facts are never refused: a balance below zero is accepted', () => {
    expect(world.take(move('m-1', -40)).outcome).toBe('applied')
  })
  test('the same line again is a duplicate, another under its id goes to quarantine', () => {
    world.take(move('m-1', 10))
    expect(world.take(move('m-1', 10)).outcome).toBe('duplicate')
    expect(code(world.take(move('m-1', 11)))).toBe('ID_CONFLICT')
  })
  test.each(['patch', 'void', 'resolve'] as const)('%s of a line is refused: a reversing entry corrects it', act => {
    world.take(move('m-1', 10))
    expect(code(world.take(opOf({ kind: 'stock-movement', id: 'm-1', act, stream: STOCK, reason: 'x', resolves: ['c'], set: { quantity: { from: 10, to: 11 } } })))).toBe('ROLE')
  })
})

describe('quarantine codes', () => {
  test('INVALID: unknown kind, a stream of another purpose, a broken schema, a broken rule', () => {
    expect(rule(world.take(opOf({ kind: 'lottery', id: 'x', act: 'create' })))).toBe('unknown-kind')
    expect(rule(world.take(opOf({ kind: 'toString', id: 'x', act: 'create' })))).toBe('unknown-kind')
    expect(rule(world.take(opOf({ kind: 'patient', id: 'x', act: 'create', stream: STOCK, set: fresh(PATIENT) })))).toBe('stream')
    expect(rule(world.take(opOf({ kind: 'patient', id: 'x', act: 'create', stream: 'pustu:pustu-kiara', set: fresh(PATIENT) })))).toBe('stream')
    expect(rule(world.take(opOf({ kind: 'patient', id: 'x', act: 'create', set: fresh({ ...PATIENT, sex: 'X' }) })))).toBe('schema')
    expect(rule(world.take(opOf({ kind: 'patient', id: 'x', act: 'create', set: fresh({ ...PATIENT, identity: { nik: null, noNikReason: '', parentNik: null } }) })))).toBe('BR-07')
  })
  test('INVALID: a patch that would leave the record broken changes nothing', () => {
    world.take(patient())
    expect(rule(world.take(patch('p-1', { sex: { from: 'P', to: 5 } })))).toBe('schema')
    expect(world.row('p-1')?.rev).toBe(1)
  })
  test('SCOPE: no grant on the stream', () => {
    expect(code(world.take(opOf({ kind: 'patient', id: 'x', act: 'create', actor: 'lurah', set: fresh(PATIENT) })))).toBe('SCOPE')
  })
  test('ROLE: granted, but not this act', () => {
    expect(code(world.take(opOf({ kind: 'patient', id: 'x', act: 'create', actor: 'kepala', set: fresh(PATIENT) })))).toBe('ROLE')
    expect(code(world.take(opOf({ kind: 'staff', id: 'bidan', act: 'void', stream: CATALOGUE, actor: 'kepala', reason: 'x' })))).toBe('ROLE')
  })
  test('ROLE: what the server derives is written by nobody', () => {
    expect(code(world.take(opOf({ kind: 'conflict', id: 'x', act: 'create', set: {} })))).toBe('ROLE')
    const grants = { grants: { from: [], to: [{ role: 'kapus', place: 'pkm-kalodran' }] } }
    for (const act of ['create', 'patch', 'void', 'resolve'] as const) {
      expect(code(world.take(opOf({ kind: 'staff', id: 'bidan', act, stream: CATALOGUE, actor: 'kepala', set: grants, reason: 'x', resolves: ['c-1'] })))).toBe('ROLE')
    }
    expect(world.row('bidan')).toMatchObject({ rev: 1, data: { grants: [] } })
  })
  test('ACTOR_UNKNOWN and ACTOR_REVOKED', () => {
    expect(code(world.take(opOf({ kind: 'patient', id: 'x', act: 'create', actor: 'siapa', set: fresh(PATIENT) })))).toBe('ACTOR_UNKNOWN')
    world.states.set('bidan', 'revoked')
    expect(code(world.take(patient()))).toBe('ACTOR_REVOKED')
  })
  test('UNKNOWN_RECORD: an edit of what the server never saw', () => {
    expect(code(world.take(patch('nowhere', { name: { from: 'a', to: 'b' } })))).toBe('UNKNOWN_RECORD')
  })
  test('a moved record is judged in the stream where it lives now', () => {
    world.take(patient())
    const teritih = 'pustu:pustu-teritih/clinical'
    world.rows.set('p-1', { ...world.rows.get('p-1') as never as object, stream: teritih } as never)
    const edit = () => patch('p-1', { name: { from: 'Siti Uji', to: 'X' } })
    expect(code(world.take(edit()))).toBe('SCOPE')
    world.grant('bidan', teritih, 'nakes')
    expect(world.take(edit())).toMatchObject({ outcome: 'applied', writes: [{ stream: teritih }] })
  })
  test('a supervisor may pass over grant, role and actor, never over schema and rules', () => {
    const waived = new Set(['SCOPE', 'ROLE', 'ACTOR_UNKNOWN'] as const)
    expect(code(world.take(opOf({ kind: 'patient', id: 'x', act: 'create', actor: 'siapa', set: fresh({ ...PATIENT, sex: 'X' }) }), waived))).toBe('INVALID')
    expect(code(world.take(opOf({ kind: 'patient', id: 'x', act: 'create', actor: 'siapa', set: fresh(PATIENT) }), waived))).toBe('applied')
  })
})

describe('groups are all-or-nothing', () => {
  const visitOf = (data: object) => opOf({ kind: 'visit', id: 'v-1', act: 'create', tx: 't', txn: 2, set: fresh(data as Record<string, Json>) })
  const handOver = (data: object = {}) => opOf({ kind: 'stock-movement', id: 'm-1', act: 'create', tx: 't', txn: 2, stream: STOCK, set: fresh({ ...MOVEMENT, quantity: -10, reason: 'diserahkan', visitId: 'v-1', ...data }) })
  test('a visit and the stock it dispensed arrive together', () => {
    expect(world.takeGroup([visitOf(SIGNED_VISIT), handOver()]).map(code)).toEqual(['applied', 'applied'])
  })
  test('or not at all: one refused member holds the others as DEPENDS_ON', () => {
    expect(world.takeGroup([visitOf(SIGNED_VISIT), handOver({ quantity: 10 })]).map(code)).toEqual(['DEPENDS_ON', 'INVALID'])
    expect([world.row('v-1'), world.row('m-1')]).toEqual([undefined, undefined])
  })
  test('a conflict in one member does not stop it', () => {
    world.take(patient())
    expect(world.takeGroup([patch('p-1', { name: { from: 'lama', to: 'X' } }), visitOf(VISIT)]).map(code)).toEqual(['conflict', 'applied'])
  })
  test('later members see what earlier ones wrote, by id and by key', () => {
    const base = { number: 'KIARA-1', name: 'Uji', nik: '3673994101900001', familyCard: null, birth: { on: '1990-01-01', estimated: false }, sex: 'P', occupation: '', phone: null, address: PATIENT.address, joinedOn: '2025-01-01', status: { state: 'aktif', on: '2025-01-01', reason: '' } }
    const joining = (id: string, number: string) => opOf({ kind: 'member', id, act: 'create', stream: MEMBERS, actor: 'koperasi', set: fresh({ ...base, number }) })
    expect(world.takeGroup([joining('a', 'KIARA-1'), joining('b', 'KIARA-2')]).map(code)).toEqual(['DEPENDS_ON', 'INVALID'])
    expect(world.takeGroup([patient(), patch('p-1', { name: { from: 'Siti Uji', to: 'X' } })]).map(code)).toEqual(['applied', 'applied'])
    expect(world.row('p-1')).toMatchObject({ rev: 2, data: { name: 'X' } })
  })
  test('whatever mix of members, either every one is taken or none', () => {
    fc.assert(fc.property(fc.array(fc.boolean(), { minLength: 1, maxLength: 8 }), good => {
      const here = new SmallWorld().grant('bidan', CLINICAL, 'nakes')
      const verdicts = here.takeGroup(good.map((isGood, index) => opOf({ kind: 'patient', id: `p-${index}`, act: 'create', set: fresh(isGood ? PATIENT : { ...PATIENT, sex: '?' }) })))
      expect(here.rows.size).toBe(good.every(Boolean) ? good.length : 0)
      expect(verdicts.map(code)).toEqual(good.map(isGood => (good.every(Boolean) ? 'applied' : isGood ? 'DEPENDS_ON' : 'INVALID')))
    }))
  })
})

describe('nothing that is judged vanishes', () => {
  test.each(KINDS.filter(kind => definitionOf(kind).writers.patch && definitionOf(kind).writers.create && definitionOf(kind).mode === 'fields'))('%s: any value for any group is set, agreed, in a conflict or quarantined', (kind: Kind) => {
    const definition = definitionOf(kind)
    const stream = streamFor(kind, 'tempat')
    const role = definition.writers.patch?.[0] ?? 'kapus'
    fc.assert(fc.property(dataOf(definition), dataOf(definition), fc.boolean(), jsonArbitrary, (data, other, stale, odd) => {
      const here = new SmallWorld().grant('a', stream, role).grant('nobody', stream, role)
      here.take(opOf({ kind, id: 'x', act: 'create', stream, actor: 'nobody', schema: definition.version, set: fresh(data) }))
      for (const [group, to] of [...Object.entries(other), ['newer-field', odd] as const]) {
        const verdict = here.take(opOf({ kind, id: 'x', act: 'patch', stream, actor: 'a', schema: definition.version, set: { [group]: { from: stale ? 'never stood' : (data[group] ?? null), to } } }))
        if (verdict.outcome === 'quarantined') continue
        const offered = verdict.outcome === 'conflict' ? verdict.conflicts.map(id => (here.row(id)?.data as { offered: { value: Json } }).offered.value) : []
        expect([(here.row('x')?.data as Record<string, Json>)[group] ?? null, ...offered]).toContainEqual(to)
      }
    }), { numRuns: 25 })
  })
})
