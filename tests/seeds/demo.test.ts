import { describe, expect, test } from 'vitest'
import { day, monthOf } from '#domain/core/day.ts'
import { parseStream } from '#domain/core/streams.ts'
import type { JsonObject } from '#domain/core/json.ts'
import type { Known, Lookup } from '#domain/core/record.ts'
import { definitionOf } from '#domain/records/index.ts'
import type { MovementData } from '#domain/records/stock-movement.ts'
import type { HandoverData } from '#domain/records/handover.ts'
import type { LplpoData } from '#domain/records/lplpo.ts'
import type { DeliveryData } from '#domain/records/delivery.ts'
import type { AddendumData } from '#domain/records/addendum.ts'
import type { ArrivalData } from '#domain/records/arrival.ts'
import type { FollowUpData } from '#domain/records/follow-up.ts'
import type { LetterData } from '#domain/records/letter.ts'
import type { ReadingData } from '#domain/records/reading.ts'
import type { VisitData } from '#domain/records/visit.ts'
import type { MemberData } from '#domain/records/member.ts'
import { puskesmasOf, rolesOn } from '#domain/rules/access/grants.ts'
import { foldBalances } from '#domain/rules/pharmacy/balance.ts'
import { stockAlerts } from '#domain/rules/pharmacy/alerts.ts'
import { forecastAll } from '#domain/rules/pharmacy/forecast.ts'
import { foldMonths } from '#domain/rules/pharmacy/ledger.ts'
import { summarise } from '#domain/rules/supervision/day-summary.ts'
import { memberMonth, monthAddsUp } from '#domain/rules/members/member-report.ts'
import { hasKey } from '#sync/judge.ts'
import { brokenRules, idOfLookup, streamOfLookup } from '#sync/rules.ts'
import { demoGroups, LARGE, type DemoOptions } from '#seeds/demo/generate.ts'
import type { DemoChange, DemoGroup } from '#seeds/demo/groups.ts'
import { DEMO_SITES, demoAccounts, demoFacilities } from '#seeds/demo/places.ts'

const TODAY = day('2026-11-21')

/** Plays the groups into records, asking every rule on the way as the judge does. */
function play(options: DemoOptions) {
  const records = new Map<string, Known>()
  const byKey = new Map<string, Set<string>>()
  const broken: unknown[] = []
  const places = demoFacilities().map(({ id, data }) => ({ id, ...data }))
  const accounts = new Map(demoAccounts(options.today).map(account => [account.id, account]))
  const find = (stream: string, lookup: Lookup): readonly Known[] => {
    if (!('key' in lookup)) return [records.get(idOfLookup(lookup, puskesmasOf(stream, places)) ?? '')].filter(found => found !== undefined && found.kind === lookup.kind) as Known[]
    const ids = byKey.get(`${streamOfLookup(lookup, stream)}|${lookup.kind}|${lookup.key}|${lookup.value}`) ?? []
    return [...ids].map(id => records.get(id) as Known).filter(found => hasKey({ ...found, conflicts: [], by: { actor: '', dev: '', at: '' } }, lookup.key, lookup.value))
  }
  const apply = (group: DemoGroup, change: DemoChange): void => {
    const before = records.get(change.id) ?? null
    const definition = definitionOf(change.kind)
    const roles = rolesOn(accounts.get(group.actor)?.staff.grants ?? [], change.stream, places)
    const data = change.act === 'create'
      ? change.data
      : change.act === 'patch' ? { ...before?.data, ...Object.fromEntries(Object.entries(change.set).map(([name, set]) => [name, set.to])) } as JsonObject : (before as Known).data
    if ((change.act === 'create') !== (before === null)) broken.push([change.act, change.id])
    if (change.act === 'patch') for (const [name, set] of Object.entries(change.set)) expect(before?.data[name]).toEqual(set.from)
    if (change.act !== 'void') {
      const found = (lookup: Lookup): readonly Known[] => find(change.stream, lookup)
      broken.push(...brokenRules(definition, data, before?.data ?? null, { id: change.id, actor: group.actor, roles, stream: change.stream, found }).map(rule => ({ ...rule, kind: change.kind, data })))
    }
    const writers = definition.writers[change.act] ?? []
    // Staff records are the server's own rows; everything else is written by a role that may.
    if (change.kind !== 'staff' && !writers.some(role => roles.includes(role)) && !(change.stream.endsWith('/catalogue') && roles.includes('kapus'))) broken.push(['writer', group.actor, change.kind])
    records.set(change.id, { id: change.id, kind: change.kind, stream: change.stream, rev: (before?.rev ?? 0) + 1, state: change.act === 'void' ? 'void' : 'live', data })
    for (const [key, values] of Object.entries(definition.keys(data))) {
      for (const value of values) {
        const name = `${change.stream}|${change.kind}|${key}|${value}`
        const ids = byKey.get(name)
        if (ids) ids.add(change.id)
        else byKey.set(name, new Set([change.id]))
      }
    }
  }
  const transactions = new Set<string>()
  let groups = 0
  let lastAt = ''
  for (const group of demoGroups(options)) {
    groups += 1
    if (group.at < lastAt) broken.push(['order', group.at])
    if (group.changes.length === 0 || group.changes.length > 200 || transactions.has(group.tx)) broken.push(['group', group.tx])
    lastAt = group.at
    transactions.add(group.tx)
    for (const change of group.changes) apply(group, change)
  }
  const of = <D>(kind: string): Known<D>[] => [...records.values()].filter(record => record.kind === kind) as unknown as Known<D>[]
  return { records, broken, groups, lastAt, of }
}

function byStream<D>(records: readonly Known<D>[]): Map<string, Known<D>[]> {
  const streams = new Map<string, Known<D>[]>()
  for (const record of records) {
    const list = streams.get(record.stream)
    if (list) list.push(record)
    else streams.set(record.stream, [record])
  }
  return streams
}

describe('the demo of one puskesmas', () => {
  const demo = play({ today: TODAY })

  test('every record keeps the rules of its kind, in order of time, by someone who may write it', () => {
    expect(demo.broken).toEqual([])
  })

  test('there are four pustu with about 600 members and three months of work', () => {
    const members = demo.of<MemberData>('member')
    const active = members.filter(member => member.data.status.state === 'aktif')
    expect(active.length).toBeGreaterThan(540)
    expect(active.length).toBeLessThan(660)
    for (const site of DEMO_SITES) expect(demo.of<VisitData>('visit').filter(visit => parseStream(visit.stream)?.place === site.pustu).length).toBeGreaterThan(300)
    expect(new Set(demo.of<VisitData>('visit').map(visit => visit.data.on.slice(0, 7))).size).toBe(4)
    expect(members.some(member => member.data.status.state !== 'aktif')).toBe(true)
    expect(demo.of<VisitData>('visit').filter(visit => visit.state === 'void').length).toBeGreaterThan(2)
  })

  test('around the visits stand a queue, follow-ups open and ended, referrals, late addenda and readings, each about a visit or patient that is there', () => {
    // At half past ten people wait; in the evening nobody does.
    const morning = play({ today: TODAY, until: 10 * 60 + 30 })
    expect(morning.broken).toEqual([])
    for (const site of DEMO_SITES) {
      const here = <D>(kind: string): Known<D>[] => morning.of<D>(kind).filter(record => parseStream(record.stream)?.place === site.pustu)
      const arrivals = here<ArrivalData>('arrival')
      expect(arrivals.some(one => one.data.ended?.how === 'selesai')).toBe(true)
      expect(arrivals.filter(one => one.data.ended === null).length).toBeGreaterThan(0)
      const followUps = here<FollowUpData>('follow-up')
      expect(followUps.some(one => one.data.outcome === null && one.data.due < TODAY)).toBe(true)
      expect(followUps.some(one => one.data.outcome?.how === 'datang')).toBe(true)
      expect(here<AddendumData>('addendum').filter(one => one.data.late && one.data.decision === null)).toHaveLength(1)
      expect(here<ReadingData>('reading')).toHaveLength(4)
      for (const one of [...here<LetterData>('letter'), ...followUps]) expect(morning.records.get(one.data.visitId ?? '')?.state).toBe('live')
    }
    expect(morning.of<LetterData>('letter').some(one => one.data.content.type === 'rujukan')).toBe(true)
  })

  test('no balance is below zero, and stock is conserved: received − handed out + put back = on hand', () => {
    const movements = demo.of<MovementData>('stock-movement')
    const perPustu = byStream(movements)
    for (const list of perPustu.values()) {
      const balances = [...foldBalances(list.map(movement => movement.data)).values()]
      expect(balances.filter(balance => balance.quantity < 0)).toEqual([])
      const sum = (reason: string): number => list.filter(movement => movement.data.reason === reason).reduce((total, movement) => total + movement.data.quantity, 0)
      expect(sum('diterima') + sum('diserahkan') + sum('dibalik')).toBe(balances.reduce((total, balance) => total + balance.quantity, 0))
    }
  })

  test('what was handed out was usable that day', () => {
    const late = demo.of<MovementData>('stock-movement').filter(({ data }) => data.reason === 'diserahkan' && data.batch.expiresOn < data.on)
    expect(late).toEqual([])
  })

  test('the head sees expired, expiring and missing stock, drafts, alarms and several diagnoses', () => {
    const movements = demo.of<MovementData>('stock-movement')
    const summary = summarise(DEMO_SITES.map(site => site.pustu), demo.of<VisitData>('visit'), movements, new Set(), { from: day('2026-11-01'), to: TODAY })
    const drugs = new Map(movements.map(({ data }) => [data.drugId, { id: data.drugId, minimum: null, hna: null }]))
    const alerts = [...byStream(movements).values()].map(list => {
      const balances = [...foldBalances(list.map(movement => movement.data)).values()]
      return stockAlerts(balances, forecastAll(balances, foldMonths(list.map(movement => movement.data)), new Set(), TODAY), drugs, new Map(), new Set(), TODAY)
    })
    expect(alerts.every(one => one.expired.batches.length > 0 && one.within30.batches.length > 0)).toBe(true)
    expect(alerts.flatMap(one => one.out).length).toBeGreaterThan(0)
    expect(summary.flatMap(one => one.drafts).length).toBeGreaterThan(0)
    expect(summary.flatMap(one => one.alarms).length).toBeGreaterThan(0)
    expect(summary.every(one => one.diagnoses.length > 8)).toBe(true)
  })

  test('the medicine rooms have sold, reported and been answered: not everything is done', () => {
    const handovers = demo.of<HandoverData>('handover')
    expect(handovers.filter(({ data }) => data.source === 'koperasi' && data.total > 0).length).toBeGreaterThan(100)
    expect(handovers.filter(({ data }) => data.taker.kind === 'anggota').length).toBeGreaterThan(20)
    const reports = demo.of<LplpoData>('lplpo').filter(({ data }) => data.month === '2026-10')
    expect(reports.map(({ data }) => data.decision?.choice ?? 'terkirim').sort()).toEqual(['dikembalikan', 'disetujui', 'terkirim'])
    expect(new Set(demo.of<LplpoData>('lplpo').map(({ data }) => data.month))).toEqual(new Set(['2026-08', '2026-09', '2026-10']))
    expect(demo.of<DeliveryData>('delivery').filter(({ data }) => data.confirmation === null)).toHaveLength(1)
  })

  test('BR-15 holds for every KMP in every month', () => {
    const perKmp = byStream(demo.of<MemberData>('member'))
    for (const members of perKmp.values()) {
      for (const month of ['2026-08', '2026-09', '2026-10', '2026-11'].map(text => monthOf(day(`${text}-01`)))) {
        const { opening, joined, left, closing } = memberMonth(members, month)
        expect(opening.length).toBeGreaterThan(50)
        expect(monthAddsUp({ opening: opening.length, joined: joined.length, left: left.length, closing: closing.length })).toBe(true)
      }
    }
  })

  test('all NIK are of the district that does not exist', () => {
    const text = JSON.stringify([...demo.records.values()].map(record => record.data))
    const niks = text.match(/"\d{16}"/g) ?? []
    expect(niks.length).toBeGreaterThan(1000)
    expect(niks.filter(nik => !nik.startsWith('"367399'))).toEqual([])
  })

  test('nothing of today lies after the hour that is asked for', () => {
    const morning = play({ today: TODAY, until: 9 * 60 + 30 })
    expect(morning.broken).toEqual([])
    expect(morning.lastAt <= '2026-11-21T02:30:00.000Z').toBe(true)
    expect(morning.of<VisitData>('visit').some(visit => visit.data.on === TODAY)).toBe(true)
  })

  test('the same seed gives the same groups, another seed others', () => {
    const first = (seed: string): string => {
      const groups = demoGroups({ today: TODAY, seed })
      return JSON.stringify(Array.from({ length: 700 }, () => groups.next().value))
    }
    expect(first('a')).toBe(first('a'))
    expect(first('a')).not.toBe(first('b'))
  })
})

test('the large demo holds exactly 5,000 members, 20,000 visits and 60,000 movements of one pustu, none breaking a rule', { timeout: 120_000 }, () => {
  const demo = play({ today: TODAY, size: 'large' })
  expect(demo.broken.slice(0, 3)).toEqual([])
  expect(new Set(demo.of<MemberData>('member').map(member => member.data.nik)).size).toBe(LARGE.members)
  expect(demo.of('visit').length).toBe(LARGE.visits)
  expect(demo.of('stock-movement').length).toBe(LARGE.movements)
  const balances = [...foldBalances(demo.of<MovementData>('stock-movement').map(movement => movement.data)).values()]
  expect(balances.filter(balance => balance.quantity < 0)).toEqual([])
})
