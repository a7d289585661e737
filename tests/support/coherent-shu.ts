import type { JsonObject } from '#domain/core/json.ts'
import { allocate, splitMembersShare } from '#domain/rules/finance/shu.ts'

const SHARES = [{ key: 'cadangan', name: 'Cadangan', percent: 40 }, { key: 'jasa-anggota', name: 'Jasa anggota', percent: 40 }, { key: 'dana-sosial', name: 'Dana sosial', percent: 20 }]

/** Shares that total 100, and steps of simpanan wajib one after the other. */
export const coherentCoopSetting = (data: JsonObject): JsonObject => ({
  ...data, shu: { ...(data['shu'] as JsonObject), shares: SHARES },
  dues: { pokok: 50_000, wajib: (((data['dues'] as JsonObject)['wajib'] ?? []) as JsonObject[]).map((step, index) => ({ ...step, from: `${2020 + index}-01` })) },
})

/** A year that nobody could share in: all of the members' share is undistributed. */
export function coherentShuYear(data: JsonObject): JsonObject {
  const shu = Number(data['shu'])
  const shares = allocate(shu, SHARES)
  const { jua, jma } = splitMembersShare(shares[1]?.amount ?? 0, Number(data['usahaPercent']))
  const year = Number(data['year'])
  return {
    ...data, figures: { result: shu }, nonMember: 0, shares: shares as unknown as JsonObject[], jua, jma, undistributed: jua + jma, vuk: 0, tms: 0,
    sharers: 0, parts: 0, by: 'nobody', rat: { ...(data['rat'] as JsonObject), on: `${year + 1}-03-01`, present: 0 },
  }
}
export const coherentShuShare = (data: JsonObject): JsonObject => ({
  ...data, yearId: `shu-kmp-${String(data['year'])}`, lines: (data['lines'] as JsonObject[]).map((line, index) => ({ ...line, memberId: `anggota-${index}` })),
})
