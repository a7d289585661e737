import { dayAt, wallTimeAt } from '#domain/core/day.ts'
import { demoGroups, type DemoSize } from '#seeds/demo/generate.ts'
import { DEMO_NAME, DEMO_PUSKESMAS, DEMO_ZONE, demoAccounts, demoFacilities } from '#seeds/demo/places.ts'
import { createAccount } from '#server/admin/accounts.ts'
import { createEnrolCode } from '#server/admin/codes.ts'
import { prepareInstallation } from '#server/admin/installation.ts'
import { loadOperations } from '#server/admin/load.ts'
import { createTenant } from '#server/admin/tenants.ts'
import { argonPasswords } from '#server/auth/passwords.ts'
import { systemClock, systemRandom, type ServerDeps } from '#server/deps.ts'
import { migrate } from '#server/store/migrations.ts'
import { openSqlite } from '#server/store/sqlite.ts'
import { DEMO_CODES } from './demo-codes.ts'
import { prepareOffice } from './prepare-office.ts'

export const DEMO_PASSWORD = 'Kalodran-2026'

/**
 * Fills an empty database with the demo, judged by the same rules as real work. Returns the number of operations.
 * `until`, as `HH:MM` on the clinic's wall, is how far its last day has gone; now where it is left out.
 * @throws when the generator made anything that the rules would not accept
 */
export async function prepareDemo(file: string, size: DemoSize, until?: string): Promise<number> {
  const deps: ServerDeps = { store: openSqlite({ file }), clock: systemClock, random: systemRandom, passwords: argonPasswords }
  try {
    await migrate(deps.store)
    await prepareInstallation(deps, { demo: true })
    const puskesmas = demoFacilities().find(facility => facility.id === DEMO_PUSKESMAS)
    if (!puskesmas) throw new Error('the demo has no puskesmas')
    const { code, kelurahanCode, kelurahan, zone } = puskesmas.data
    await createTenant(deps, { id: DEMO_PUSKESMAS, name: DEMO_NAME, code, kelurahanCode, kelurahan, zone })
    const now = systemClock.now()
    const today = dayAt(now, DEMO_ZONE)
    for (const { id, username, staff } of demoAccounts(today)) {
      const { active: _active, ...person } = staff
      const made = await createAccount(deps, DEMO_PUSKESMAS, { id, username, password: DEMO_PASSWORD, ...person })
      if (!made.ok) throw new Error(`the account ${username} could not be made`)
    }
    const [hours, minutes] = (until ?? wallTimeAt(now, DEMO_ZONE)).split(':').map(Number) as [number, number]
    const loaded = await loadOperations(deps, DEMO_PUSKESMAS, demoGroups({ today, until: hours * 60 + minutes, size }))
    if (loaded.quarantined.length > 0) throw new Error(`${loaded.quarantined.length} made-up operations were refused, the first with ${JSON.stringify(loaded.quarantined[0])}`)
    for (const { code: enrol, place } of DEMO_CODES) await createEnrolCode(deps, DEMO_PUSKESMAS, { place, code: enrol, reusable: true })
    // The large demos are there to be measured, and hold exactly what they say.
    return loaded.operations + (size === 'normal' ? await prepareOffice(deps, today, DEMO_PASSWORD) : 0)
  } finally {
    await deps.store.close()
  }
}
