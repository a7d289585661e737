import { describe, expect, it } from 'vitest'
import { DEFAULT_PHARMACY_SETTING } from '#domain/rules/pharmacy/drug-facts.ts'
import { drugData } from '#tests/domain/pharmacy/catalogue-sample.ts'
import { fresh, opOf, SmallWorld, STOCK } from './small-world.ts'

const CATALOGUE = 'puskesmas:pkm-uji/catalogue'
const OTHER = 'puskesmas:pkm-lain/catalogue'
const world = (): SmallWorld => new SmallWorld().grant('kapus', CATALOGUE, 'kapus').grant('kapus', OTHER, 'kapus').grant('kapus', STOCK, 'kapus').grant('bidan', CATALOGUE, 'nakes').grant('bidan', STOCK, 'nakes')

const diazepam = (active: boolean) => fresh({ ...drugData({ name: 'Diazepam', strength: '2 mg', class: 'psikotropika', active }) } as never)
const drugOp = (active: boolean, stream = CATALOGUE, actor = 'kapus') => opOf({ kind: 'drug', id: 'diazepam', act: 'create', stream, actor, schema: 2, set: diazepam(active) })
const settingOp = (controlledAt: string[], stream = CATALOGUE) =>
  opOf({ kind: 'pharmacy-setting', id: 'apotek-pkm-uji', act: 'create', stream, actor: 'kapus', set: fresh({ ...DEFAULT_PHARMACY_SETTING, controlledAt } as never) })

describe('the server judges the catalogue', () => {
  it('BR-38: puts an active psychotropic aside while no pustu is enabled', () => {
    expect(world().take(drugOp(true))).toMatchObject({ outcome: 'quarantined', code: 'INVALID', breaks: [{ rule: 'BR-38', field: 'class' }] })
    expect(world().take(drugOp(false)).outcome).toBe('applied')
  })

  it('BR-38: takes it once the head of that puskesmas has enabled one, in the same group too', () => {
    const enabled = world()
    enabled.take(settingOp(['pustu-kiara']))
    expect(enabled.take(drugOp(true)).outcome).toBe('applied')
    expect(world().takeGroup([settingOp(['pustu-kiara']), drugOp(true)]).map(verdict => verdict.outcome)).toEqual(['applied', 'applied'])
  })

  it('BR-38: the setting of another puskesmas enables nothing here', () => {
    const elsewhere = world()
    elsewhere.take(settingOp(['pustu-x'], OTHER))
    expect(elsewhere.take(drugOp(true)).outcome).toBe('quarantined')
  })

  it('BR-38: an existing drug cannot become active, or psychotropic while active', () => {
    const there = world()
    there.take(drugOp(false))
    expect(there.take(opOf({ kind: 'drug', id: 'diazepam', act: 'patch', stream: CATALOGUE, actor: 'kapus', schema: 2, baseRev: 1, set: { active: { from: false, to: true } } })).outcome).toBe('quarantined')
    expect(there.take(opOf({ kind: 'drug', id: 'diazepam', act: 'patch', stream: CATALOGUE, actor: 'kapus', schema: 2, baseRev: 1, set: { note: { from: '', to: 'ok' } } })).outcome).toBe('applied')
  })

  it('only the head writes drugs; a pustu proposes', () => {
    expect(world().take(drugOp(false, CATALOGUE, 'bidan'))).toMatchObject({ outcome: 'quarantined', code: 'ROLE' })
    const asked = opOf({ kind: 'drug-proposal', id: 'usul-1', act: 'create', stream: STOCK, actor: 'bidan', set: fresh({ drugId: 'zink', name: 'Zink', change: { minimum: 50 }, note: '', by: 'bidan', on: '2025-12-17', decision: null }) })
    const there = world()
    expect(there.take(asked).outcome).toBe('applied')
    const answer = (actor: string) => opOf({ kind: 'drug-proposal', id: 'usul-1', act: 'patch', stream: STOCK, actor, baseRev: 1, set: { decision: { from: null, to: { choice: 'ditolak', by: actor, on: '2025-12-18', reason: 'cukup', drugId: null } } } })
    expect(there.take(answer('bidan'))).toMatchObject({ outcome: 'quarantined', code: 'ROLE' })
    expect(there.take(answer('kapus')).outcome).toBe('applied')
  })

  it('puts a proposal aside that asks for what no drug can be', () => {
    const asked = opOf({ kind: 'drug-proposal', id: 'usul-1', act: 'create', stream: STOCK, actor: 'bidan', set: fresh({ drugId: 'zink', name: 'Zink', change: { class: 'obat-keras' }, note: '', by: 'bidan', on: '2025-12-17', decision: null }) })
    expect(world().take(asked)).toMatchObject({ outcome: 'quarantined', code: 'INVALID', breaks: [{ rule: 'proposal-change', field: 'class' }] })
  })
})
