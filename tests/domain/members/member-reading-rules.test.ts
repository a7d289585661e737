import { expect, it } from 'vitest'
import { day } from '#domain/core/day.ts'
import type { CheckContext } from '#domain/core/record.ts'
import { memberReadingSchema, type MemberReadingData } from '#domain/records/member-reading.ts'
import { checkMemberReading } from '#domain/rules/members/member-reading-rules.ts'

const READING: MemberReadingData = { memberId: 'm-1', what: 'nik', on: day('2025-12-17'), at: '2025-12-17T09:00:00', reason: 'NIK ganda', by: 'lurah-1', name: 'Lurah' }
const rules = (data: MemberReadingData): string[] => checkMemberReading(data, { actor: 'lurah-1', before: null } as unknown as CheckContext<MemberReadingData>).map(broken => broken.rule)

it('a whole number is read under the reader’s own name, at a moment of its day, for a reason', () => {
  expect(rules(READING)).toEqual([])
  expect(rules({ ...READING, by: 'lurah-2' })).toEqual(['entry-actor'])
  expect(rules({ ...READING, at: '2025-12-16T23:59:00' })).toEqual(['reading-moment'])
  expect(memberReadingSchema.safeParse({ ...READING, reason: '  ' }).success).toBe(false)
})
