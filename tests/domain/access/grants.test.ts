import { COOP_EXAMINERS, COOP_STAFF } from '#domain/core/roles.ts'
import { describe, expect, test } from 'vitest'
import type { Role } from '#domain/core/roles.ts'
import { grantedStreams, rolesOn, type Place } from '#domain/rules/access/grants.ts'

const place = (id: string, type: Place['type'], parentId: string | null, kelurahanCode: string): Place => ({ id, type, parentId, kelurahanCode })
const PLACES: Place[] = [
  place('pkm', 'puskesmas', null, '3673031008'), place('pustu-a', 'pustu', 'pkm', '3673031006'), place('pustu-b', 'pustu', 'pkm', '3673031010'),
  place('kmp-a', 'kmp', 'pkm', '3673031006'), place('kmp-b', 'kmp', 'pkm', '3673031010'), place('pustu-far', 'pustu', 'other', '3673011001'),
]
const streams = (role: Role, at: string): string[] => grantedStreams([{ role, place: at }], PLACES)

describe('streams by role', () => {
  test('BR-65: the lurah gets members, finance and report of his KMP and no clinical, stock or service stream', () => {
    expect(streams('lurah', 'kmp-a')).toEqual(['kmp:kmp-a/finance', 'kmp:kmp-a/members', 'kmp:kmp-a/report', 'puskesmas:pkm/catalogue'])
  })
  test('a nakes gets her own pustu and the desk list of its kelurahan, not the members themselves', () => {
    expect(streams('nakes', 'pustu-a')).toEqual(['kmp:kmp-a/desk', 'puskesmas:pkm/catalogue', 'pustu:pustu-a/clinical', 'pustu:pustu-a/service', 'pustu:pustu-a/stock'])
  })
  test('the head gets every pustu below and the reports of its KMP, nothing of another puskesmas', () => {
    const granted = streams('kapus', 'pkm')
    expect(granted).toContain('pustu:pustu-b/clinical')
    expect(granted.filter(name => name.startsWith('kmp:'))).toEqual(['kmp:kmp-a/report', 'kmp:kmp-b/report'])
    expect(granted.some(name => name.includes('far'))).toBe(false)
  })
  test('a pharmacy worker gets stock alone, a doctor clinical records alone', () => {
    expect(streams('apotek', 'pustu-a')).toEqual(['puskesmas:pkm/catalogue', 'pustu:pustu-a/stock'])
    expect(streams('dokter', 'pkm')).toEqual(['puskesmas:pkm/catalogue', 'pustu:pustu-a/clinical', 'pustu:pustu-b/clinical'])
  })
  test('whoever keeps the cooperative’s books holds its trade; whoever examines them does not', () => {
    for (const role of COOP_STAFF) expect(streams(role, 'kmp-a')).toEqual(['kmp:kmp-a/finance', 'kmp:kmp-a/members', 'kmp:kmp-a/trade', 'puskesmas:pkm/catalogue'])
    for (const role of COOP_EXAMINERS) expect(streams(role, 'kmp-a')).toEqual(['kmp:kmp-a/finance', 'kmp:kmp-a/members', 'kmp:kmp-a/report', 'puskesmas:pkm/catalogue'])
  })
  test('a health office holds its own name and people, and no stream of a puskesmas, a pustu or a KMP whatever place its grant names', () => {
    const office: Place = { id: 'dinkes', type: 'dinkes', parentId: null, kelurahanCode: null }
    expect(grantedStreams([{ role: 'dinkes', place: 'dinkes' }], [...PLACES, office])).toEqual(['puskesmas:dinkes/catalogue'])
    for (const { id } of PLACES) expect(streams('dinkes', id), id).toEqual([])
    for (const role of ['kapus', 'nakes', 'dokter', 'lurah', 'koperasi'] as const) expect(grantedStreams([{ role, place: 'dinkes' }], [...PLACES, office])).toEqual([])
  })
  test('a grant at a place of the wrong type, or at none, opens nothing', () => {
    expect(streams('nakes', 'kmp-a')).toEqual([])
    expect(streams('kapus', 'pustu-a')).toEqual([])
    expect(streams('koperasi', 'gone')).toEqual([])
  })
  test('roles add up, each stream once', () => {
    const grants = [{ role: 'nakes' as const, place: 'pustu-a' }, { role: 'koperasi' as const, place: 'kmp-a' }]
    expect(grantedStreams(grants, PLACES)).toHaveLength(8)
    expect(rolesOn(grants, 'puskesmas:pkm/catalogue', PLACES)).toEqual(['nakes', 'koperasi'])
    expect(rolesOn(grants, 'kmp:kmp-a/finance', PLACES)).toEqual(['koperasi'])
    expect(rolesOn(grants, 'pustu:pustu-b/clinical', PLACES)).toEqual([])
  })
})
