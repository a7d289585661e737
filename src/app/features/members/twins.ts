import { soundAlike, soundsOf } from '#domain/rules/clinic/name-sound.ts'
import type { RecordReader } from '#app/db/record-store.ts'
import { foldName } from '#app/shared/coop/member-search.ts'
import type { Member, MemberLine } from './repository.ts'

/**
 * Members who may be the one being typed: the same NIK, the same birth date with a name that is or sounds the same, and names
 * that sound alike at about the same age. Never `ownId`.
 */
export interface Twins { readonly active: Member | null; readonly former: Member | null; readonly namesake: MemberLine | null; readonly alike: MemberLine | null }

export const NOBODY: Twins = { active: null, former: null, namesake: null, alike: null }

/** Ages that are told from memory differ by a year or two. */
const YEARS_APART = 2
const FEWEST_LETTERS = 3

export async function findTwins(view: RecordReader, lines: readonly MemberLine[], stream: string, ownId: string | null, typed: { nik: string; name: string; bornOn: string }): Promise<Twins> {
  const sameNik = typed.nik.length === 16
    ? (await view.byKey('member', 'nik', typed.nik)).filter(member => member.stream === stream && member.state === 'live' && member.id !== ownId)
    : []
  return {
    active: sameNik.find(member => member.data.status.state === 'aktif') ?? null,
    former: sameNik.find(member => member.data.status.state !== 'aktif') ?? null,
    ...namesAlike(lines.filter(line => line.nik !== typed.nik), ownId, typed),
  }
}

/** Only those of about the same age are listened to, so that a key costs a few hundred names and not the village. */
function namesAlike(lines: readonly MemberLine[], ownId: string | null, { name, bornOn }: { name: string; bornOn: string }): Pick<Twins, 'namesake' | 'alike'> {
  const folded = foldName(name)
  if (folded.length < FEWEST_LETTERS || bornOn === '') return { namesake: null, alike: null }
  const own = soundsOf(name)
  const year = Number(bornOn.slice(0, 4))
  const near = lines.filter(line => line.id !== ownId && Math.abs(Number(line.bornOn.slice(0, 4)) - year) <= YEARS_APART)
  const sounding = near.filter(line => line.folded === folded || soundAlike(own, soundsOf(line.name)))
  return { namesake: sounding.find(line => line.bornOn === bornOn) ?? null, alike: sounding.find(line => line.bornOn !== bornOn) ?? null }
}
