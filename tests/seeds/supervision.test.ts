import { describe, expect, test } from 'vitest'
import { day } from '#domain/core/day.ts'
import type { ActivityData } from '#domain/records/activity.ts'
import type { FindingData } from '#domain/records/finding.ts'
import type { HandoverData } from '#domain/records/handover.ts'
import type { PriceData } from '#domain/records/price.ts'
import type { PriceProposalData } from '#domain/records/price-proposal.ts'
import type { ServiceHours } from '#domain/records/service-hours.ts'
import { findingState } from '#domain/rules/supervision/findings.ts'
import { sessionsOn, overlapMinutes } from '#domain/rules/supervision/service-hours.ts'
import { demoGroups } from '#seeds/demo/generate.ts'
import { DEMO_SITES } from '#seeds/demo/places.ts'

/** The records of a kind as they stand at the end of the demo. */
function endOf<T>(today: string, kind: string): T[] {
  const records = new Map<string, Record<string, unknown>>()
  for (const group of demoGroups({ today: day(today), until: 15 * 60 })) {
    for (const change of group.changes) {
      if (change.kind !== kind) continue
      if (change.act === 'create') records.set(change.id, { ...change.data })
      else if (change.act === 'patch') Object.assign(records.get(change.id) ?? {}, Object.fromEntries(Object.entries(change.set).map(([name, { to }]) => [name, to])))
    }
  }
  return [...records.values()] as T[]
}

describe.each(['2026-11-23', '2026-02-16', '2026-10-15'])('the demo that ends on %s', today => {
  test('has one exercise that ran forty minutes into the hours of service (BR-62), which the head has not seen yet', () => {
    const [hours] = endOf<ServiceHours>(today, 'service-hours').filter(one => one.pustu === 'pustu-kiara')
    const exercise = endOf<ActivityData>(today, 'activity').filter(one => one.type === 'senam-prolanis' && one.actual !== null)
    const minutes = exercise.map(({ actual }) => {
      const [from, to] = [actual?.from ?? '', actual?.to ?? ''].map(time => Number(time.slice(0, 2)) * 60 + Number(time.slice(3)))
      return overlapMinutes({ from: from ?? 0, to: to ?? 0 }, sessionsOn(hours ?? null, { weekdays: [1, 2, 3, 4, 5, 6], holidays: [] }, actual?.on ?? day(today)))
    })
    expect(minutes.filter(overlap => overlap > 0)).toEqual([40])
    expect(exercise.length).toBeGreaterThan(8)
  })

  test('has a supervision visit at each pustu, and lines of follow-up closed, overdue and open', () => {
    const visits = endOf<{ pustu: string }>(today, 'coaching-visit')
    expect(visits.map(one => one.pustu).sort()).toEqual(DEMO_SITES.map(site => site.pustu).sort())
    const states = endOf<FindingData>(today, 'finding').map(one => findingState(one, day(today)))
    expect([...new Set(states)].sort()).toEqual(['closed', 'evidence-given', 'open', 'overdue'])
  })

  test('has complaints that were answered and some that wait', () => {
    const complaints = endOf<{ reply: unknown }>(today, 'complaint')
    expect(complaints).toHaveLength(4)
    expect(complaints.filter(one => one.reply !== null)).toHaveLength(2)
  })

  test('has selling prices that pustu asked for: one waits, one is refused, and one was agreed to and is sold at since', () => {
    const asked = endOf<PriceProposalData>(today, 'price-proposal')
    expect(asked.map(one => one.decision?.choice ?? 'menunggu').sort()).toEqual(['disetujui', 'ditolak', 'menunggu'])
    const agreed = asked.find(one => one.decision?.choice === 'disetujui')
    const prices = endOf<PriceData>(today, 'price').filter(one => one.drugId === agreed?.drugId && one.by === agreed?.decision?.by)
    expect(prices.map(one => [one.general, one.member, one.from])).toEqual([[agreed?.price.general, agreed?.price.member, agreed?.decision?.on]])
    const sold = endOf<HandoverData>(today, 'handover').filter(one => one.number.startsWith('KIARA-') && one.source === 'koperasi')
      .flatMap(one => one.lines.filter(line => line.drugId === agreed?.drugId).map(line => ({ isSince: one.on >= (agreed?.decision?.on ?? ''), isAgreed: [agreed?.price.general, agreed?.price.member].includes(line.unitPrice) })))
    expect(sold.filter(line => line.isSince !== line.isAgreed)).toEqual([])
    expect(new Set(sold.map(line => line.isSince)).size).toBe(2)
  })

  test('has a price of the catalogue that waits for the head', () => {
    expect(endOf<{ change: object; decision: unknown }>(today, 'drug-proposal').map(one => [Object.keys(one.change), one.decision])).toEqual([[['hna'], null]])
  })
})
