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

  test('BR-06: lines that were merged are one person, and no duplicates of each other', () => {
    const merge = (undone: unknown): Known => ({ id: 'g', kind: 'member-merge', stream: '', rev: 1, state: 'live', data: { keepId: 'm1', dropId: 'm2', undone } as never })
    const withMerge = (undone: unknown): string[] => checkMember(sampleMember(), {
      id: 'm1', actor: 'a', roles: [], stream: '', before: null,
      found: lookup => ('key' in lookup && lookup.key === 'nik' ? [other('m2', {})] : 'key' in lookup && lookup.key === 'keep' && lookup.value === 'm1' ? [merge(undone)] : []),
    }).map(one => one.rule)
    expect(withMerge(null)).toEqual([])
    expect(withMerge({ reason: 'dua orang' })).toEqual(['BR-06'])
  })
})

const APPLIED = sampleMember({ status: { state: 'calon', on: day('2025-12-01'), reason: '' }, joinedOn: day('2025-12-01') })
const SIGNED = { signed: 'cap-jempol', on: day('2025-12-01') } as const
/** What the check says where simpanan pokok is 50.000 and these entries lie beside it. */
function accepted(data: MemberData, before: MemberData | null, pokok: readonly number[], setting = true): string[] {
  const known = (kind: string, id: string, fields: object): Known => ({ id, kind, stream: '', rev: 1, state: 'live', data: fields as never })
  return checkMember(data, {
    id: 'm1', actor: 'a', roles: [], stream: '', before,
    found: lookup => {
      if (lookup.kind === 'coop-setting') return setting ? [known('coop-setting', 's', { dues: { pokok: 50_000 } })] : []
      return lookup.kind === 'saving-entry' ? pokok.map((amount, at) => known('saving-entry', `e${at}`, { type: 'pokok', amount })) : []
    },
  }).map(one => `${one.rule} ${one.field}${one.policy ? ' policy' : ''}`)
}

describe('BR-09: becoming a member', () => {
  const active = sampleMember({ book: SIGNED, joinedOn: day('2025-12-01'), status: { state: 'aktif', on: day('2025-12-01'), reason: '' } })
  test('needs simpanan pokok of 50.000 in full and the book signed', () => {
    expect(accepted(active, APPLIED, [50_000])).toEqual([])
    expect(accepted(active, APPLIED, [20_000, 30_000])).toEqual([])
    expect(accepted(active, APPLIED, [49_999])).toEqual(['BR-09 pokok policy'])
    expect(accepted(active, APPLIED, [50_000, -50_000])).toEqual(['BR-09 pokok policy'])
    expect(accepted({ ...active, book: null }, APPLIED, [50_000])).toEqual(['BR-09 book policy'])
    expect(accepted(active, null, [])).toEqual(['BR-09 pokok policy'])
  })
  test('is measured only where the KMP has its setting, only then, and not of who is a member already', () => {
    expect(accepted({ ...active, book: null }, null, [], false)).toEqual([])
    expect(accepted({ ...active, book: null, name: 'Siti' }, active, [])).toEqual([])
    expect(accepted(APPLIED, null, [])).toEqual([])
  })
  test('is not gone back on: a member does not become an applicant', () => {
    expect(accepted(APPLIED, active, [50_000])).toEqual(['BR-09 status'])
  })
})

describe('BR-14: the death of a member', () => {
  test('is recorded with the heir', () => {
    const status = { state: 'meninggal', on: day('2025-12-01'), reason: 'sakit' } as const
    expect(broken(sampleMember({ status }), [], sampleMember())).toEqual(['BR-14 status'])
    expect(broken(sampleMember({ status: { ...status, heir: { name: 'Budi', relation: 'anak', phone: null } } }), [], sampleMember())).toEqual([])
  })
})
