import { describe, expect, test } from 'vitest'
import { day } from '#domain/core/day.ts'
import type { CheckContext, Known } from '#domain/core/record.ts'
import { memberSchema, type MemberData } from '#domain/records/member.ts'
import { checkMember } from '#domain/rules/members/member-rules.ts'
import { sampleMember } from './sample.ts'

function broken(data: MemberData, others: Known[] = [], before: MemberData | null = null): string[] {
  const context: CheckContext<MemberData> = { id: 'm1', actor: 'a', roles: [], stream: '', before, found: lookup => ('key' in lookup && lookup.key === 'nik' && lookup.value === data.nik ? others : []) }
  return checkMember(data, context).map(one => `${one.rule} ${one.field}`)
}
const other = (id: string, changes: Partial<MemberData>, state: Known['state'] = 'live'): Known =>
  ({ id, kind: 'member', stream: 'kmp:kmp-kiara/members', rev: 1, state, data: sampleMember(changes) as unknown as Known['data'] })

describe('a member', () => {
  test('of the demo’s invented district keeps every rule', () => {
    expect(broken(sampleMember())).toEqual([])
  })

  test('BR-01, BR-04: the server refuses a NIK whose form is broken', () => {
    expect(broken(sampleMember({ nik: '3673995708900000' }))).toEqual(['BR-01 nik'])
    expect(broken(sampleMember({ nik: '3673993102950004' }))).toEqual(['BR-04 nik'])
  })

  test('BR-05: a NIK that disagrees with birth and sex is not refused', () => {
    expect(broken(sampleMember({ birth: { on: day('1971-01-01'), estimated: true }, sex: 'L' }))).toEqual([])
  })

  test('BR-06: a second active member with the NIK is refused, and named by number', () => {
    const data = sampleMember({ number: 'KIARA-01-0002' })
    expect(broken(data, [other('m2', {})])).toEqual(['BR-06 nik'])
    expect(broken(data, [other('m2', {}, 'void')])).toEqual([])
    expect(broken(data, [other('m1', {})])).toEqual([])
    expect(broken(sampleMember({ status: { state: 'keluar', on: day('2025-12-01'), reason: 'Pindah' } }), [other('m2', {})])).toEqual([])
  })

  test('BR-06: whoever left may come back as a new record with a new number', () => {
    const left = other('m2', { status: { state: 'keluar', on: day('2025-10-01'), reason: 'Pindah' } })
    expect(broken(sampleMember({ number: 'KIARA-01-0009', joinedOn: day('2025-12-01') }), [left])).toEqual([])
  })

  test('BR-06: the old record is not brought back under another number; a mistaken exit may be taken back', () => {
    const gone = sampleMember({ status: { state: 'keluar', on: day('2025-10-01'), reason: 'Salah catat' } })
    expect(broken(sampleMember({ number: 'KIARA-01-0009' }), [], gone)).toEqual(['BR-06 number'])
    expect(broken(sampleMember(), [], gone)).toEqual([])
  })

  test('BR-07: there is no member without a NIK', () => {
    expect(memberSchema.safeParse({ ...sampleMember(), nik: null }).success).toBe(false)
    expect(memberSchema.safeParse({ ...sampleMember(), nik: '' }).success).toBe(false)
    expect(memberSchema.safeParse(sampleMember()).success).toBe(true)
  })

  test('BR-15: nobody leaves before joining', () => {
    expect(broken(sampleMember({ status: { state: 'keluar', on: day('2025-07-14'), reason: '' } }))).toEqual(['BR-15 status'])
    expect(broken(sampleMember({ status: { state: 'keluar', on: day('2025-07-15'), reason: '' } }))).toEqual([])
  })
})
