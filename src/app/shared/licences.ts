import type { Day } from '#domain/core/day.ts'
import { licencesOf, type LicenceLook } from '#domain/rules/supervision/licence-watch.ts'
import type { Interest, RecordReader, StoredRecord } from '#app/db/record-store.ts'

/** One of the staff whose licences ask for something, with those that do. */
export interface LicenceDue { readonly staff: StoredRecord<'staff'>; readonly looks: readonly LicenceLook[] }
/** Every person once, under the worst of his licences. */
export interface LicencesDue { readonly expired: readonly LicenceDue[]; readonly missing: readonly LicenceDue[]; readonly within30: readonly LicenceDue[]; readonly within90: readonly LicenceDue[] }

export const LICENCE_INTERESTS: readonly Interest[] = [{ kind: 'staff' }]

const ASKING = ['expired', 'missing', 'within30', 'within90'] as const

/** Whose STR or SIP is over, not there, or ends within 30 or 90 days; of those who work, the soonest end first. */
export async function licencesDue(reader: Pick<RecordReader, 'scan'>, today: Day): Promise<LicencesDue> {
  const found: Record<(typeof ASKING)[number], LicenceDue[]> = { expired: [], missing: [], within30: [], within90: [] }
  for (const staff of await reader.scan('staff')) {
    if (staff.state !== 'live' || !staff.data.active) continue
    const { state, looks } = licencesOf(staff.data, today)
    const asking = ASKING.find(one => one === state)
    if (asking) found[asking].push({ staff, looks: looks.filter(look => (ASKING as readonly string[]).includes(look.state)) })
  }
  for (const list of Object.values(found)) list.sort(bySoonestEnd)
  return found
}

const soonest = (due: LicenceDue): string => due.looks.flatMap(look => look.expiresOn ?? []).sort()[0] ?? ''
const bySoonestEnd = (a: LicenceDue, b: LicenceDue): number => soonest(a).localeCompare(soonest(b)) || a.staff.data.name.localeCompare(b.staff.data.name, 'id')
