import { addDays, addYears, daysBetween, type Day } from '#domain/core/day.ts'
import { streamOf } from '#domain/core/streams.ts'
import type { DataOf } from '#domain/records/index.ts'
import { createOf, groupOf, instantOf, isOpen, type DemoChange, type DemoGroup } from './groups.ts'
import { pad, type Person } from './people.ts'
import type { DemoAccount, DemoSite } from './places.ts'
import type { Random } from './random.ts'

type MemberData = DataOf<'member'>

/** A person's membership, as the desk of the pustu finds it. */
export interface Membership { readonly id: string; readonly number: string; readonly joinedOn: Day; readonly leftOn: Day | null }

export interface MembershipPlan {
  /** Groups by day, in order of time. */
  readonly groups: ReadonlyMap<Day, readonly DemoGroup[]>
  readonly byPerson: ReadonlyMap<Person, Membership>
}

/** What a new member pays at once, as a change of the group that takes him in; null where the books are not kept here. */
export type FirstDues = ((member: { readonly id: string; readonly on: Day; readonly atMs: number }) => DemoChange) | null

interface Setting {
  readonly site: DemoSite
  readonly clerk: DemoAccount
  readonly founded: Day
  readonly workFrom: Day
  readonly today: Day
  readonly wanted: number
  readonly firstDues: FirstDues
}

const LEAVING = [
  { weight: 6, state: 'keluar', reason: 'Pindah domisili' }, { weight: 3, state: 'keluar', reason: 'Mengundurkan diri' },
  { weight: 1, state: 'diberhentikan', reason: 'Keputusan rapat pengurus' }, { weight: 2, state: 'meninggal', reason: 'Meninggal dunia' },
] as const

/** Who joins when, who leaves, who comes back, who changes a phone number, over the life of the KMP. */
export function planMembership(random: Random, people: readonly Person[], setting: Setting): MembershipPlan {
  const groups = new Map<Day, DemoGroup[]>()
  const byPerson = new Map<Person, Membership>()
  let issued = 0
  const save = (on: Day, group: DemoGroup): void => void groups.set(on, [...(groups.get(on) ?? []), group])
  const joiners = people.filter(person => person.nik !== null && person.bornOn <= addYears(setting.founded, -18)).slice(0, setting.wanted)
  const joinDays = joiners.map(() => joinDay(random, setting)).sort()
  joiners.forEach((person, index) => {
    const joinedOn = joinDays[index] as Day
    issued += 1
    const first = join(random, person, joinedOn, issued, setting)
    save(joinedOn, first.group)
    const leaves = joinedOn < setting.workFrom && random.chance(0.05)
    const leftOn = leaves ? addDays(setting.workFrom, random.int(1, Math.max(1, daysBetween(setting.workFrom, setting.today) - 1))) : null
    byPerson.set(person, { id: first.id, number: first.data.number, joinedOn, leftOn })
    if (leftOn !== null) {
      const leaving = leave(random, first, leftOn, setting)
      save(leftOn, leaving.group)
      const backOn = addDays(leftOn, 14)
      if (leaving.state === 'keluar' && backOn <= setting.today && random.chance(0.15)) {
        issued += 1
        const again = join(random, person, backOn, issued, setting)
        save(backOn, again.group)
        byPerson.set(person, { id: again.id, number: again.data.number, joinedOn: backOn, leftOn: null })
      }
    } else if (random.chance(0.04)) {
      const on = addDays(setting.workFrom, random.int(1, Math.max(1, daysBetween(setting.workFrom, setting.today) - 1)))
      if (on > joinedOn) save(on, changePhone(random, first, on, setting))
    }
  })
  return { groups, byPerson }
}

/** Most joined when the KMP was new; the others during the months of work. */
function joinDay(random: Random, setting: Setting): Day {
  const [from, to] = random.chance(0.75) ? [setting.founded, addDays(setting.workFrom, -1)] : [setting.workFrom, setting.today]
  const found = addDays(from, random.int(0, daysBetween(from, to)))
  if (isOpen(found)) return found
  return addDays(found, found > from ? -1 : 1)
}

interface Joined { readonly id: string; readonly data: MemberData; readonly group: DemoGroup }

/**
 * Whoever joined before the books were kept here was taken over from the paper book. Afterwards one applies, pays simpanan pokok,
 * signs, and is a member then (BR-09), in one group.
 */
function join(random: Random, person: Person, on: Day, issued: number, { site, clerk, workFrom, firstDues }: Setting): Joined {
  const atMs = instantOf(on, random.int(8 * 60, 12 * 60))
  const id = random.id(atMs)
  const data: MemberData = {
    number: `${site.code}-00-${pad(issued, 4)}`, name: person.name, nik: person.nik ?? '', familyCard: person.familyCard,
    birth: { on: person.bornOn, estimated: person.birthEstimated }, sex: person.sex, occupation: person.occupation, phone: person.phone, address: person.address,
    joinedOn: on, status: { state: 'aktif', on, reason: '' },
    ...(firstDues ? { book: { signed: 'tanda-tangan', on }, accepted: { by: clerk.id, name: clerk.staff.name, on }, consent: { on, how: 'tertulis', by: clerk.id, guardian: '' } } : {}),
  }
  const stream = streamOf('members', site.kmp)
  if (!firstDues || on < workFrom) return { id, data, group: groupOf(random, clerk.id, atMs, [createOf('member', id, stream, data)]) }
  const applied: MemberData = { ...data, status: { ...data.status, state: 'calon' } }
  return { id, data, group: groupOf(random, clerk.id, atMs, [
    createOf('member', id, stream, applied), firstDues({ id, on, atMs }),
    { act: 'patch', kind: 'member', id, stream, set: { status: { from: applied.status, to: data.status } } },
  ]) }
}

function leave(random: Random, member: Joined, on: Day, { site, clerk }: Setting): { readonly group: DemoGroup; readonly state: string } {
  const { state, reason } = random.weighted(LEAVING)
  const heir = state === 'meninggal' ? { heir: { name: `Ahli waris ${member.data.name}`, relation: 'anak', phone: null } } : {}
  const set = { status: { from: member.data.status, to: { state, on, reason, ...heir } } }
  const atMs = instantOf(on, random.int(12 * 60 + 1, 13 * 60))
  return { state, group: groupOf(random, clerk.id, atMs, [{ act: 'patch', kind: 'member', id: member.id, stream: streamOf('members', site.kmp), set }]) }
}

function changePhone(random: Random, member: Joined, on: Day, { site, clerk }: Setting): DemoGroup {
  const set = { phone: { from: member.data.phone, to: `+628${random.int(10, 99)}${pad(random.int(0, 9_999_999), 7)}` } }
  return groupOf(random, clerk.id, instantOf(on, random.int(12 * 60 + 1, 13 * 60)), [{ act: 'patch', kind: 'member', id: member.id, stream: streamOf('members', site.kmp), set }])
}
