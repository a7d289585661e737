import { expect, test } from 'vitest'
import { day } from '#domain/core/day.ts'
import { prepareOffice } from '#scripts/lib/prepare-office.ts'
import { prepareInstallation } from '#server/admin/installation.ts'
import { createTenant } from '#server/admin/tenants.ts'
import { systemClock, systemRandom, type ServerDeps } from '#server/deps.ts'
import { officeSummary } from '#server/reports/office-summary.ts'
import { migrate } from '#server/store/migrations.ts'
import { openSqlite } from '#server/store/sqlite.ts'
import { DEMO_NAME, DEMO_PUSKESMAS } from '#seeds/demo/places.ts'
import { quickPasswords } from './kit.ts'

test('the demo\'s health office reads two puskesmas; everything made up for the second keeps the rules', async () => {
  const deps: ServerDeps = { store: openSqlite({ memory: true }), clock: systemClock, random: systemRandom, passwords: quickPasswords }
  await migrate(deps.store)
  await prepareInstallation(deps, { demo: true })
  await createTenant(deps, { id: DEMO_PUSKESMAS, name: DEMO_NAME, code: 'PKMKALODRAN', kelurahanCode: null, kelurahan: '', zone: 'Asia/Jakarta' })
  expect(await prepareOffice(deps, day('2025-12-17'), 'Kalodran-2026')).toBeGreaterThan(500)
  const { lines } = await officeSummary(deps, 'dinkes-serang', '2025-12' as never)
  expect(lines.map(line => [line.name, line.cluster, line.pustu])).toEqual([['Puskesmas Kalodran (DEMO)', 'Klaster 1', 0], ['Puskesmas Walantaka (DEMO)', 'Klaster 1', 2]])
  const [, second] = lines
  expect(second?.visits).toBeGreaterThan(50)
  // One of its pustu writes late, so that there is something to see.
  expect(second?.sameDay.part).toBeLessThan(second?.sameDay.whole ?? 0)
  await deps.store.close()
})
