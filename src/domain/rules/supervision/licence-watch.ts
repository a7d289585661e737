import { daysBetween, type Day } from '../../core/day.ts'
import type { StaffData } from '../../records/staff.ts'

/** How a licence stands on a day, the worst first. */
export const LICENCE_STATES = ['expired', 'missing', 'within30', 'within90', 'valid', 'not-needed'] as const
export type LicenceState = (typeof LICENCE_STATES)[number]
export const LICENCES = ['sip', 'str'] as const
export type LicenceKind = (typeof LICENCES)[number]

/** Days before the end at which a licence is first mentioned, and at which somebody has to act. */
export const LICENCE_NOTICE_DAYS = 90
export const LICENCE_URGENT_DAYS = 30

/** Professions that may not practise without STR and SIP (UU 17/2023 Ps. 260, 263). */
const LICENSED: readonly StaffData['profession'][] = ['medis', 'keperawatan', 'kebidanan', 'kefarmasian']
export const needsLicence = (profession: string): boolean => (LICENSED as readonly string[]).includes(profession)

export interface LicenceLook {
  readonly licence: LicenceKind
  readonly state: LicenceState
  readonly number: string | null
  /** The last day on which it holds; null where it has no end or there is none. */
  readonly expiresOn: Day | null
  /** Whole days left after today: 0 on its last day, negative once it is over. Null without an end. */
  readonly daysLeft: number | null
}
type Licensed = Pick<StaffData, 'profession' | 'sip' | 'str'>

/**
 * How a licence of a person stands on a day. It holds through its last day, as signing counts it (BR-41): 30 and 90 days before
 * that day belong to the warnings, and the day after it is expired. A record from before STR was kept says nothing about it,
 * and nothing is not missing.
 */
export function lookAt(staff: Licensed, licence: LicenceKind, today: Day): LicenceLook {
  const held = staff[licence]
  if (!held) {
    const state = needsLicence(staff.profession) && held !== undefined ? 'missing' : 'not-needed'
    return { licence, state, number: null, expiresOn: null, daysLeft: null }
  }
  if (held.expiresOn === null) return { licence, state: 'valid', number: held.number, expiresOn: null, daysLeft: null }
  const daysLeft = daysBetween(today, held.expiresOn)
  return { licence, state: stateAt(daysLeft), number: held.number, expiresOn: held.expiresOn, daysLeft }
}

function stateAt(daysLeft: number): LicenceState {
  if (daysLeft < 0) return 'expired'
  if (daysLeft <= LICENCE_URGENT_DAYS) return 'within30'
  return daysLeft <= LICENCE_NOTICE_DAYS ? 'within90' : 'valid'
}

/** Both licences of a person, and the worse of their states. */
export function licencesOf(staff: Licensed, today: Day): { readonly state: LicenceState; readonly looks: readonly LicenceLook[] } {
  const looks = LICENCES.map(licence => lookAt(staff, licence, today))
  return { state: LICENCE_STATES.find(state => looks.some(look => look.state === state)) as LicenceState, looks }
}
