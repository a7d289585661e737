import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { day } from '#domain/core/day.ts'
import type { CheckContext, Known, Lookup } from '#domain/core/record.ts'
import type { MemberMergeData } from '#domain/records/member-merge.ts'
import { checkMemberMerge, samePerson } from '#domain/rules/members/merge-rules.ts'
import { duplicateNiks, memberMonth } from '#domain/rules/members/member-report.ts'
import { sampleMember } from './sample.ts'

const STREAM = 'kmp:kmp-kiara/members'
const sample = (changes: Partial<MemberMergeData> = {}): MemberMergeData => ({ keepId: 'a', dropId: 'b', on: day('2025-12-17'), reason: 'orang yang sama', by: 'ani', name: 'Ani', undone: null, ...changes })
const undone = { on: day('2025-12-18'), reason: 'dua orang', by: 'ani', name: 'Ani' }
const member = (id: string, state: Known['state'] = 'live', stream = STREAM): Known => ({ id, kind: 'member', stream, rev: 1, state, data: sampleMember() as never })
const merge = (id: string, data: MemberMergeData): Known => ({ id, kind: 'member-merge', stream: STREAM, rev: 1, state: 'live', data: data as never })

function broken(data: MemberMergeData, known: readonly Known[], before: MemberMergeData | null = null, actor = 'ani'): string[] {
  const found = (lookup: Lookup): Known[] => known.filter(one => one.kind === lookup.kind && ('id' in lookup ? one.id === lookup.id
    : 'key' in lookup && (one.data as unknown as Record<string, unknown>)[`${lookup.key}Id`] === lookup.value))
  const context: CheckContext<MemberMergeData> = { id: 'gabung', actor, roles: [], stream: STREAM, before, found, seesAll: true }
  return checkMemberMerge(data, context).map(one => `${one.rule} ${one.field}`)
}
const PEOPLE = [member('a'), member('b'), member('c')]

describe('a merge of two lines of the book', () => {
  test('joins two lines of this book, written by who does it', () => {
    expect(broken(sample(), PEOPLE)).toEqual([])
    expect(broken(sample({ dropId: 'a' }), PEOPLE)).toContain('merge-two dropId')
    expect(broken(sample(), PEOPLE, null, 'budi')).toEqual(['entry-actor by'])
  })

  test('refuses a line that is not there, that was voided, or that is another cooperative’s', () => {
    expect(broken(sample(), [member('a')])).toEqual(['merge-missing dropId'])
    expect(broken(sample(), [member('a'), member('b', 'void')])).toEqual(['merge-missing dropId'])
    expect(broken(sample(), [member('a'), member('b', 'live', 'kmp:kmp-teritih/members')])).toEqual(['merge-missing dropId'])
  })

  test('makes no chain and no circle', () => {
    expect(broken(sample(), [...PEOPLE, merge('x', sample({ keepId: 'c', dropId: 'b' }))])).toEqual(['merge-chain dropId'])
    expect(broken(sample(), [...PEOPLE, merge('x', sample({ keepId: 'b', dropId: 'c' }))])).toEqual(['merge-chain dropId'])
    expect(broken(sample(), [...PEOPLE, merge('x', sample({ keepId: 'c', dropId: 'a' }))])).toEqual(['merge-chain keepId'])
    expect(broken(sample(), [...PEOPLE, merge('x', sample({ keepId: 'a', dropId: 'c' }))])).toEqual([])
    expect(broken(sample(), [...PEOPLE, merge('x', sample({ keepId: 'c', dropId: 'b', undone }))])).toEqual([])
  })

  test('is taken apart once, by who does it, and says for ever what it said', () => {
    expect(broken(sample({ undone }), PEOPLE, sample())).toEqual([])
    expect(broken(sample({ undone }), PEOPLE, sample(), 'budi')).toEqual(['entry-actor undone'])
    expect(broken(sample({ undone: null }), PEOPLE, sample({ undone }))).toEqual(['merge-undone undone'])
    expect(broken(sample({ undone: { ...undone, reason: 'lain' } }), PEOPLE, sample({ undone }))).toEqual(['merge-undone undone'])
    expect(broken(sample({ reason: 'lain' }), PEOPLE, sample())).toEqual(['merge-fixed keepId'])
    expect(broken(sample({ undone }), PEOPLE)).toEqual(['merge-undone undone'])
  })
})

describe('whose a line is', () => {
  test('its own, or that of the line which stays; a circle ends at its smallest id', () => {
    const personOf = samePerson([{ keepId: 'a', dropId: 'b' }, { keepId: 'z', dropId: 'y' }, { keepId: 'y', dropId: 'z' }])
    expect(['a', 'b', 'c', 'y', 'z'].map(personOf)).toEqual(['a', 'a', 'c', 'y', 'y'])
  })

  test('has one answer whatever the order of the merges, and asking again changes nothing', () => {
    const id = fc.constantFrom(...'abcdef')
    fc.assert(fc.property(fc.uniqueArray(fc.record({ keepId: id, dropId: id }).filter(one => one.keepId !== one.dropId), { selector: one => one.dropId }), merges => {
      const [one, other] = [samePerson(merges), samePerson([...merges].reverse())]
      for (const line of 'abcdef') {
        expect(other(line)).toBe(one(line))
        expect(one(one(line))).toBe(one(line))
      }
    }))
  })

  test('BR-06, BR-15: merged lines are counted once and are no duplicates of each other', () => {
    const rows = [{ id: 'a', state: 'live' as const, data: sampleMember() }, { id: 'b', state: 'live' as const, data: sampleMember({ number: 'KIARA-02-0001' }) }]
    expect(memberMonth(rows, '2025-12' as never).closing).toEqual(['a', 'b'])
    expect(duplicateNiks(rows)).toHaveLength(1)
    const personOf = samePerson([{ keepId: 'a', dropId: 'b' }])
    expect(memberMonth(rows, '2025-12' as never, personOf).closing).toEqual(['a'])
    expect(duplicateNiks(rows, personOf)).toEqual([])
  })
})
