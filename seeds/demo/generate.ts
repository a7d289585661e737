import { addDays, daysBetween, type Day } from '#domain/core/day.ts'
import { streamOf } from '#domain/core/streams.ts'
import { DRUG_SEEDS } from '#seeds/drugs.ts'
import { arrivalsOf, clinicMemory, clinicSettingGroup, headReads, lateAddendum } from './clinic.ts'
import { coachingOn } from './coaching.ts'
import { closedDay, coopDay, coopDesk, coopSettingGroup, firstDuesOf, openingSavings, type CoopDesk } from './coop.ts'
import { deliveries, receipts, visits, type DemoDesk } from './desk.ts'
import { createOf, groupOf, instantOf, isOpen, type DemoGroup } from './groups.ts'
import { planMembership, type MembershipPlan } from './membership.ts'
import { counterSales, demoDrug, lplpoGroups, openingGroups, settingGroup } from './pharmacy.ts'
import { makePeople } from './people.ts'
import { clerkOf, DEMO_PUSKESMAS, DEMO_SITES, demoAccounts, demoFacilities, nakesOf, type DemoSite } from './places.ts'
import { proposalsOn } from './proposals.ts'
import { createRandom, type Random } from './random.ts'
import { createStock } from './stock.ts'
import { supervisedDay, supervisedDesk, supervisionSettings, type SupervisedDesk } from './supervision.ts'

export type DemoSize = 'normal' | 'large' | 'year'

export interface DemoOptions {
  /** The last day of the demo, on the clinic's wall. */
  readonly today: Day
  /** Minutes from midnight up to which today's visits have happened; the whole day when left out. */
  readonly until?: number
  /** `large`: 5,000 members, 20,000 visits and 60,000 movements, all of Pustu Kiara. `year`: 40,000 visits and 120,000 movements in a year of four pustu. */
  readonly size?: DemoSize
  readonly seed?: string
}

/** What the large demo holds exactly. */
export const LARGE = { members: 5000, visits: 20_000, movements: 60_000 } as const
/** What each pustu of the large year holds exactly. */
export const YEAR = { members: 600, visits: 10_000, movements: 30_000 } as const
const EXACT = { normal: null, large: LARGE, year: YEAR } as const
const WORK_DAYS: Record<DemoSize, number> = { normal: 91, large: 900, year: 365 }
const WHOLE_DAY = 24 * 60
/** Movements kept back for the deliveries that a visit cannot foresee. */
const RESERVE = 120

interface Working { readonly desk: DemoDesk; readonly plan: MembershipPlan; readonly coop: CoopDesk | null; readonly supervised: SupervisedDesk | null }

/**
 * Makes the demo as groups of record changes in order of time: first the catalogue (puskesmas, pustu, KMP, staff, drugs),
 * then months of members, deliveries and visits up to `today`. The same options give the same groups, and every record
 * keeps the rules of its kind. Nothing is kept but what the next day needs, so the large demo streams.
 */
export function* demoGroups(options: DemoOptions): Generator<DemoGroup> {
  const size = options.size ?? 'normal'
  const random = createRandom(`${options.seed ?? 'kalodran'}|${size}`)
  const workFrom = addDays(options.today, -WORK_DAYS[size])
  const founded = addDays(workFrom, -150)
  // The large demos end yesterday, so that their numbers are exact whatever the hour.
  const lastDay = EXACT[size] ? addDays(options.today, -1) : options.today
  const calendar: Calendar = { founded, workFrom, lastDay, workDays: workDaysOf(workFrom, lastDay), until: options.until ?? WHOLE_DAY - 1, size }
  yield* catalogue(random, founded, options.today)
  const [head] = demoAccounts(options.today)
  if (size === 'normal' && head) yield supervisionSettings(createRandom('pengawasan'), head.id, instantOf(founded, 6 * 60), founded, options.today)
  const sites = size === 'large' ? DEMO_SITES.slice(0, 1) : DEMO_SITES
  const working = sites.map(site => open(random, site, options.today, calendar))
  for (let on = founded; on <= lastDay; on = addDays(on, 1)) {
    const end = new Date(instantOf(on, on === options.today ? calendar.until : WHOLE_DAY)).toISOString()
    const groups = working.flatMap(one => groupsOfDay(random, one, on, calendar))
    yield* groups.filter(group => group.at <= end).sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0))
  }
}

interface Calendar {
  readonly founded: Day
  readonly workFrom: Day
  readonly lastDay: Day
  /** Days on which the pustu work, with their number from 0. */
  readonly workDays: ReadonlyMap<Day, number>
  readonly until: number
  readonly size: DemoSize
}

/** Days that the pustu open, and the last day whatever it is, so that a demo on a Sunday has something to show. */
function workDaysOf(from: Day, to: Day): Map<Day, number> {
  const days = Array.from({ length: daysBetween(from, to) + 1 }, (_, index) => addDays(from, index))
  return new Map(days.filter(on => isOpen(on) || on === to).map((on, index) => [on, index]))
}

/** The catalogue, written by the head on the day the KMP were founded. */
function* catalogue(random: Random, founded: Day, today: Day): Generator<DemoGroup> {
  const stream = streamOf('catalogue', DEMO_PUSKESMAS)
  const atMs = instantOf(founded, 6 * 60)
  const [head] = demoAccounts(today)
  const actor = head?.id ?? ''
  yield groupOf(random, actor, atMs, demoFacilities().map(({ id, data }) => createOf('facility', id, stream, data)))
  yield groupOf(random, actor, atMs, demoAccounts(today).map(({ id, staff }) => createOf('staff', id, stream, staff)))
  yield settingGroup(random, actor, atMs)
  yield clinicSettingGroup(createRandom('klinik'), actor, atMs)
  for (let from = 0; from < DRUG_SEEDS.length; from += 100) {
    yield groupOf(random, actor, atMs, DRUG_SEEDS.slice(from, from + 100).map(seed => createOf('drug', seed.id, stream, demoDrug(seed))))
  }
}

function open(random: Random, site: DemoSite, today: Day, { size, founded, workFrom, lastDay }: Calendar): Working {
  const wanted = EXACT[size]?.members ?? site.members
  const accounts = demoAccounts(today)
  const people = makePeople(random, site, Math.ceil(wanted * 1.15) + 20, today)
  const clerk = clerkOf(accounts, site.kmp)
  const coop = size === 'normal' ? coopDesk(site, accounts, clerk, workFrom) : null
  const plan = planMembership(random, people, { site, clerk, founded, workFrom, today: lastDay, wanted, firstDues: coop && firstDuesOf(coop) })
  const desk: DemoDesk = {
    site, today, nakes: nakesOf(accounts, site.pustu), people, memberOf: plan.byPerson, stock: createStock(random, site, today, EXACT[size] ? 4 : 1),
    patientIds: new Map(), lastSeen: new Map(), count: { visits: 0, movements: 0 },
    handoversFrom: addDays(today, -90), prices: new Map(), notes: { issued: 0 }, keepsLedger: size === 'normal', ledger: [], visitsOf: new Map(), lastLplpo: null, approvedLplpo: null,
    clinic: size === 'normal' ? clinicMemory(site.slug, 'kalodran') : null,
  }
  const [head] = accounts
  return { desk, plan, coop, supervised: size === 'normal' && head ? supervisedDesk(site, nakesOf(accounts, site.pustu), head, today) : null }
}

function groupsOfDay(random: Random, working: Working, on: Day, calendar: Calendar): DemoGroup[] {
  const { coop, plan, supervised } = working
  const until = on === calendar.lastDay ? calendar.until : WHOLE_DAY
  const groups = [...groupsOfDesk(random, working, on, calendar), ...(supervised && calendar.workDays.has(on) ? [...supervisedDay(supervised, on, until), ...coachingOn(supervised, on, until)] : [])]
  if (!coop || on < calendar.workFrom) return groups
  const members = [...plan.byPerson.values()]
  const opening = on === coop.from ? [coopSettingGroup(coop), ...openingSavings(coop, members)] : []
  if (!calendar.workDays.has(on)) {
    closedDay(coop, groups)
    return [...opening, ...groups]
  }
  const isFirst = [...calendar.workDays.keys()].find(day => day.slice(0, 7) === on.slice(0, 7)) === on
  return [...opening, ...groups, ...coopDay(coop, members, groups, on, isFirst)]
}

function groupsOfDesk(random: Random, { desk, plan }: Working, on: Day, calendar: Calendar): DemoGroup[] {
  const groups = [...(plan.groups.get(on) ?? [])]
  const workDay = calendar.workDays.get(on)
  if (workDay === undefined) return [...groups, ...aroundVisits(desk, on, calendar)]
  // New stock comes about monthly; the large demos, which are busier, order every two weeks.
  const every = calendar.size === 'normal' ? 25 : 12
  if (workDay === 0) groups.push(...openingGroups(random, desk, on))
  if (calendar.size === 'normal' && isSecondWorkDay(on, calendar)) groups.push(...lplpoGroups(random, desk, on))
  if (workDay % every === 0) groups.push(...deliveries(random, desk, 'program', on))
  if (workDay % every === 2) groups.push(...deliveries(random, desk, 'koperasi', on))
  const isLast = on === calendar.lastDay
  const exact = EXACT[calendar.size]
  if (exact === null) {
    const until = isLast ? calendar.until : WHOLE_DAY
    // What the head agrees to in the morning is what the day's sales cost.
    groups.push(...proposalsOn(desk, on), ...visits(random, desk, on, random.int(...desk.site.visitsADay), until, () => null), ...counterSales(random, desk, on, until))
    return [...groups, ...aroundVisits(desk, on, calendar)]
  }
  const left = exact.visits - desk.count.visits
  groups.push(...visits(random, desk, on, Math.ceil(left / (calendar.workDays.size - workDay)), WHOLE_DAY, linesTowards(exact)))
  return isLast ? [...groups, ...closingDelivery(random, desk, on, exact)] : groups
}

/** What is written about the visits of the last days, and the queue of the last one. */
function aroundVisits(desk: DemoDesk, on: Day, { lastDay, until }: Calendar): DemoGroup[] {
  if (!desk.clinic) return []
  const [head] = demoAccounts(desk.today)
  if (on === addDays(lastDay, -2) && head) return headReads(desk, desk.clinic, head, on)
  if (on === addDays(lastDay, -1)) return lateAddendum(desk, desk.clinic, on)
  return on === lastDay ? arrivalsOf(desk, desk.clinic, on, until) : []
}

/** The day on which the month before is reported. */
function isSecondWorkDay(on: Day, { workDays }: Calendar): boolean {
  const index = workDays.get(on)
  if (index === undefined) return false
  const earlier = [...workDays.keys()].filter(day => day < on && day.slice(0, 7) === on.slice(0, 7))
  return earlier.length === 1 && index > 3
}

interface Exact { readonly visits: number; readonly movements: number }

/** Keeps a large demo on its way to its exact number of movements, three a visit. */
const linesTowards = (exact: Exact) => (desk: DemoDesk): number => {
  const left = exact.movements - RESERVE - desk.count.movements
  const perVisit = left / Math.max(1, exact.visits - desk.count.visits)
  return Math.max(0, Math.min(5, Math.round(perVisit)))
}

/** What is missing to the exact number comes as one last delivery. */
function closingDelivery(random: Random, desk: DemoDesk, on: Day, exact: Exact): DemoGroup[] {
  const missing = Math.max(0, exact.movements - desk.count.movements)
  const movements = Array.from({ length: missing }, (_, index) => desk.stock.extra(index, on))
  return receipts(random, desk, movements, instantOf(on, 15 * 60))
}
