import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { RESERVE } from '#domain/rules/finance/shu-keys.ts'
import { allocate, allocationFaults, compareNumbers, distribute, largestRemainder, nonMemberPart, shareOut, splitMembersShare, type Sharer } from '#domain/rules/finance/shu.ts'
import { A, B, C, ONLY_MEMBERS, RULE } from './shu-sample.ts'

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0)
const year = (shu: number, members: readonly Sharer[] = [A, B, C], sales = ONLY_MEMBERS) => distribute({ shu, sales, rule: RULE, members })

describe('BR-17 the allocation totals 100', () => {
  it('40 + 40 + 5 + 5 + 5 + 5 + 5 = 105 is rejected', () => {
    expect(allocationFaults([...RULE.shares, { key: 'dana-lain', name: 'Lain', percent: 5 }])).toEqual([{ kind: 'total', total: 105 }])
    expect(allocationFaults(RULE.shares)).toEqual([])
  })
  it('99 is rejected, and 100 with one below 0', () => {
    expect(allocationFaults(RULE.shares.map(share => (share.key === RESERVE ? { ...share, percent: 39 } : share)))).toEqual([{ kind: 'total', total: 99 }])
    expect(allocationFaults(RULE.shares.map(share => (share.key === RESERVE ? { ...share, percent: 50 } : share.key === 'dana-sosial' ? { ...share, percent: -5 } : share)))).toEqual([{ kind: 'negative', key: 'dana-sosial' }])
  })
  it('a reserve and a members\u2019 share belong to it, each once', () => {
    const shares = [{ key: RESERVE, name: 'a', percent: 50 }, { key: RESERVE, name: 'b', percent: 50 }]
    expect(allocationFaults(shares)).toEqual([{ kind: 'twice', key: RESERVE }, { kind: 'missing', key: 'jasa-anggota' }])
  })
})

describe('BR-18 the surplus by percent', () => {
  it('12.000.000 at 40/40/5/5/5/5 is 4.800.000, 4.800.000 and four times 600.000', () => {
    expect(allocate(12_000_000, RULE.shares).map(share => share.amount)).toEqual([4_800_000, 4_800_000, 600_000, 600_000, 600_000, 600_000])
  })
  it('rounds by largest remainder, ties in the listed order', () => {
    // 40% of 11 is 4,4 twice and 5% is 0,55 four times: three rupiah are left for the first three funds.
    expect(allocate(11, RULE.shares).map(share => share.amount)).toEqual([4, 4, 1, 1, 1, 0])
  })
})

describe('BR-19 and BR-20 the members\u2019 share', () => {
  it('4.800.000 at 70/30 is JUA 3.360.000 and JMA 1.440.000', () => {
    expect(splitMembersShare(4_800_000, 70)).toEqual({ jua: 3_360_000, jma: 1_440_000 })
    expect(splitMembersShare(5, 50)).toEqual({ jua: 3, jma: 2 })
  })
  it('A, B and C get 2.240.000 / 1.120.000 / 0 and 732.631 / 429.474 / 277.895, together 4.800.000', () => {
    const result = year(12_000_000)
    expect(result.lines.map(line => line.usaha)).toEqual([2_240_000, 1_120_000, 0])
    expect(result.lines.map(line => line.modal)).toEqual([732_631, 429_474, 277_895])
    expect(result.lines.map(line => line.usaha + line.modal)).toEqual([2_972_631, 1_549_474, 277_895])
    expect(sum(result.lines.map(line => line.usaha + line.modal))).toBe(4_800_000)
    expect(result).toMatchObject({ vuk: 4_500_000, tms: 570_000, undistributed: { usaha: 0, modal: 0 }, reserve: 4_800_000, nonMember: 0 })
  })
  it('ties go to the lower member number, whatever the order of the list', () => {
    const members = ['KIARA-10', 'KIARA-9', 'KIARA-2'].map(number => ({ memberId: number, number, va: 1, sa: 0 }))
    expect(shareOut(2, 0, members).lines.map(line => [line.number, line.usaha])).toEqual([['KIARA-2', 1], ['KIARA-9', 1], ['KIARA-10', 0]])
    expect(compareNumbers('KIARA-02-0009', 'KIARA-02-0010')).toBeLessThan(0)
    expect(compareNumbers('KIARA-9', 'KIARA-10')).toBeLessThan(0)
    expect(compareNumbers('A-01', 'A-1')).not.toBe(0)
  })
  it('is exact where floating point is not', () => {
    const huge = shareOut(999_999_999_999, 0, [{ ...A, va: 999_999_999_937 }, { ...B, va: 1 }, { ...C, va: 61 }])
    expect(sum(huge.lines.map(line => line.usaha))).toBe(999_999_999_999)
    expect(huge.lines.map(line => line.usaha)).toEqual([999_999_999_937, 1, 61])
  })
})

describe('BR-21 what cannot be shared', () => {
  it('VUK = 0: JUA is undistributed and goes to the reserve', () => {
    const result = year(12_000_000, [{ ...A, va: 0 }, { ...B, va: 0 }, C])
    expect(result).toMatchObject({ vuk: 0, undistributed: { usaha: 3_360_000, modal: 0 }, reserve: 8_160_000 })
    expect(sum(result.lines.map(line => line.usaha + line.modal))).toBe(1_440_000)
  })
  it('TMS = 0, or nobody at all, likewise', () => {
    expect(year(12_000_000, [A, B].map(member => ({ ...member, sa: 0 })))).toMatchObject({ tms: 0, undistributed: { usaha: 0, modal: 1_440_000 }, reserve: 6_240_000 })
    expect(year(12_000_000, [])).toMatchObject({ undistributed: { usaha: 3_360_000, modal: 1_440_000 }, reserve: 9_600_000, lines: [] })
  })
  it('a loss is shared by nobody', () => {
    const result = year(-500_000, [A, B, C], { member: 100, others: 900, goods: 0 })
    expect([...result.shares.map(share => share.amount), ...result.lines.map(line => line.usaha + line.modal), result.nonMember, result.reserve, result.jua, result.jma]).toEqual(Array.from({ length: 13 }, () => 0))
  })
  it('a negative Va counts as 0 and stays in the list as it was', () => {
    const result = year(12_000_000, [A, B, { ...C, va: -40_000 }])
    expect(result.vuk).toBe(4_500_000)
    expect(result.lines[2]).toMatchObject({ va: -40_000, usaha: 0, modal: 277_895 })
  })
})

describe('trade with others than members', () => {
  it('its part of the margin goes to the reserve before anything is shared by percent', () => {
    const result = year(13_000_000, [A, B, C], { member: 4_500_000, others: 1_500_000, goods: 2_000_000 })
    expect(result.nonMember).toBe(1_000_000)
    expect(result.shares[0]?.amount).toBe(4_800_000)
    expect(result.reserve).toBe(5_800_000)
    expect(result.lines.map(line => line.usaha + line.modal)).toEqual([2_972_631, 1_549_474, 277_895])
  })
  it('is shared like the rest where the AD/ART says so, and is nothing without sales or without a margin', () => {
    expect(nonMemberPart(16_000_000, { member: 3, others: 1, goods: 0 }, { nonMember: 'dibagi' })).toBe(0)
    expect(nonMemberPart(16_000_000, { member: 0, others: 0, goods: 0 }, {})).toBe(0)
    expect(nonMemberPart(16_000_000, { member: 3, others: 1, goods: 5 }, {})).toBe(0)
  })
  it('is never more than the surplus, and what members brought back does not add to it', () => {
    expect(nonMemberPart(400, { member: 0, others: 1000, goods: 0 }, {})).toBe(400)
    expect(nonMemberPart(16_000_000, { member: -5, others: 10, goods: 0 }, {})).toBe(5)
  })
})

describe('for any year', () => {
  const amount = fc.integer({ min: 0, max: 1_000_000_000_000 })
  const members = fc.array(fc.record({ va: fc.integer({ min: -1_000_000, max: 1_000_000_000 }), sa: fc.integer({ min: 0, max: 1_000_000_000 }) }), { maxLength: 40 })
    .map(list => list.map((one, index): Sharer => ({ ...one, memberId: `m${index}`, number: `KIARA-${(index * 7) % 41}` })))
  const percents = fc.array(fc.integer({ min: 0, max: 40 }), { minLength: 4, maxLength: 4 }).map(parts => {
    const rest = sum(parts)
    return [Math.max(0, 100 - rest), ...parts].map((percent, index) => ({ key: ['cadangan', 'jasa-anggota', 'dana-a', 'dana-b', 'dana-c'][index] as string, name: 'x', percent }))
  }).filter(shares => sum(shares.map(share => share.percent)) === 100)
  const rule = fc.record({ shares: percents, usahaPercent: fc.integer({ min: 0, max: 100 }) })
  const sales = fc.record({ member: amount, others: amount, goods: amount })

  it('everything adds up to the rupiah', () => {
    fc.assert(fc.property(amount, members, rule, sales, (shu, list, how, sold) => {
      const result = distribute({ shu, members: list, rule: how, sales: sold })
      expect(sum(result.shares.map(share => share.amount)) + result.nonMember).toBe(shu)
      expect(result.jua + result.jma).toBe(result.shares.find(share => share.key === 'jasa-anggota')?.amount)
      expect(sum(result.lines.map(line => line.usaha)) + result.undistributed.usaha).toBe(result.jua)
      expect(sum(result.lines.map(line => line.modal)) + result.undistributed.modal).toBe(result.jma)
      expect(result.lines.every(line => line.usaha >= 0 && line.modal >= 0)).toBe(true)
    }))
  })
  it('the order of the members does not matter', () => {
    fc.assert(fc.property(amount, members, (shu, list) => {
      expect(year(shu, [...list].reverse())).toEqual(year(shu, list))
    }))
  })
  it('whoever bought more gets no less', () => {
    fc.assert(fc.property(amount, members, (jua, list) => {
      const { lines } = shareOut(jua, 0, list)
      for (const one of lines) for (const other of lines) if (one.va > other.va) expect(one.usaha).toBeGreaterThanOrEqual(other.usaha)
    }), { numRuns: 60 })
  })
  it('nobody is further than a rupiah from his exact part', () => {
    fc.assert(fc.property(amount, fc.array(fc.integer({ min: 0, max: 1_000_000 }), { minLength: 1, maxLength: 20 }).filter(weights => sum(weights) > 0), (whole, weights) => {
      const total = BigInt(sum(weights))
      for (const [index, given] of (largestRemainder(whole, weights) ?? []).entries()) {
        const apart = BigInt(given) * total - BigInt(whole) * BigInt(weights[index] as number)
        expect(apart > -total && apart < total).toBe(true)
      }
    }))
  })
})
