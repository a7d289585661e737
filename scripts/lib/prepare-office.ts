import { ok } from '#domain/core/result.ts'
import type { Day } from '#domain/core/day.ts'
import { NEIGHBOUR, NEIGHBOUR_NAME, neighbourAccounts, neighbourFacility, neighbourGroups } from '#seeds/demo/neighbour.ts'
import { DEMO_PUSKESMAS, DEMO_ZONE } from '#seeds/demo/places.ts'
import { createAccount } from '#server/admin/accounts.ts'
import { createEnrolCode } from '#server/admin/codes.ts'
import { loadOperations } from '#server/admin/load.ts'
import { linkToOffice } from '#server/admin/offices.ts'
import { createTenant } from '#server/admin/tenants.ts'
import type { ServerDeps } from '#server/deps.ts'

const OFFICE = 'dinkes-serang'
const OFFICE_NAME = 'Dinas Kesehatan Kota Serang (DEMO)'
export const OFFICE_ACCOUNT = { username: 'dinkes', name: 'Tuti Alawiyah', tenant: OFFICE } as const
/** Codes of the other two books of the demo: the health office and the second puskesmas. */
export const OFFICE_CODES = [{ code: 'DINKES-DEMO', place: OFFICE }, { code: 'WALANTAKA-DEMO', place: NEIGHBOUR }] as const

/** A health office that reads the demo's puskesmas and a second, small one. Returns the number of operations. */
export async function prepareOffice(deps: ServerDeps, today: Day, password: string): Promise<number> {
  await createTenant(deps, { type: 'dinkes', id: OFFICE, name: OFFICE_NAME, code: 'DINKES', kelurahanCode: null, kelurahan: '', zone: DEMO_ZONE })
  const { code, kelurahanCode, kelurahan, zone } = neighbourFacility()
  await createTenant(deps, { id: NEIGHBOUR, name: NEIGHBOUR_NAME, code, kelurahanCode, kelurahan, zone })
  const office = { id: 'staff-dinkes', username: OFFICE_ACCOUNT.username, name: OFFICE_ACCOUNT.name, profession: 'lainnya', sip: null, grants: [{ role: 'dinkes', place: OFFICE }] } as const
  const made = [await createAccount(deps, OFFICE, { ...office, password, grants: [...office.grants] })]
  for (const { id, username, staff: { active: _active, ...person } } of neighbourAccounts(today)) made.push(await createAccount(deps, NEIGHBOUR, { id, username, password, ...person }))
  const loaded = await loadOperations(deps, NEIGHBOUR, neighbourGroups(today))
  made.push(...[await linkToOffice(deps, { dinkes: OFFICE, puskesmas: DEMO_PUSKESMAS, cluster: 'Klaster 1' }), await linkToOffice(deps, { dinkes: OFFICE, puskesmas: NEIGHBOUR, cluster: 'Klaster 1' })].map(link => (link.ok ? ok({ id: '' }) : link)))
  const refused = made.find(one => !one.ok) ?? loaded.quarantined[0]
  if (refused) throw new Error(`the demo's health office could not be made: ${JSON.stringify(refused)}`)
  await createEnrolCode(deps, OFFICE, { place: OFFICE, code: OFFICE_CODES[0].code, reusable: true })
  await createEnrolCode(deps, NEIGHBOUR, { place: NEIGHBOUR, code: OFFICE_CODES[1].code, reusable: true })
  return loaded.operations
}
