import { MEMBERS_SHARE, RESERVE } from '#domain/rules/finance/shu-keys.ts'
import type { Sharer, ShuRule } from '#domain/rules/finance/shu.ts'

const FUNDS = ['dana-pengurus', 'dana-karyawan', 'dana-pendidikan', 'dana-sosial'].map(key => ({ key, name: key, percent: 5 }))
/** BR-18, BR-19. */
export const RULE: ShuRule = { shares: [{ key: RESERVE, name: 'Cadangan', percent: 40 }, { key: MEMBERS_SHARE, name: 'Jasa anggota', percent: 40 }, ...FUNDS], usahaPercent: 70 }
export const A: Sharer = { memberId: 'a', number: 'KIARA-1', va: 3_000_000, sa: 290_000 }
export const B: Sharer = { memberId: 'b', number: 'KIARA-2', va: 1_500_000, sa: 170_000 }
export const C: Sharer = { memberId: 'c', number: 'KIARA-3', va: 0, sa: 110_000 }
export const ONLY_MEMBERS = { member: 4_500_000, others: 0, goods: 2_500_000 }
