import { afterAll, expect, it } from 'vitest'
import { sql } from 'kysely'
import { assertDurable, openPostgres } from '#server/store/postgres.ts'
import { startPostgres } from '#tests/support/postgres.ts'
import { describeClockSkew } from './clock-skew.ts'
import { describeComplaints } from './complaints.ts'
import { describeContract } from './contract.ts'
import { describeCoopAccess } from './coop-access.ts'
import { describeOffices } from './offices.ts'
import { describePages } from './pages.ts'
import { describePustuDays } from './pustu-days.ts'
import { describeShipments } from './shipments.ts'
import { describeStaffAndTablets } from './staff-tablets.ts'
import { describeStretches } from './stretches.ts'
import { describeTrade } from './trade.ts'

const postgres = await startPostgres()
console.info(postgres ? `PostgreSQL: ${postgres.source}` : 'PostgreSQL: none on this machine, so the contract runs on the embedded store only')
afterAll(() => postgres?.stop())

if (postgres) {
  describeContract('PostgreSQL', async () => openPostgres(await postgres.createDatabase()))
  describeStretches('PostgreSQL', async () => openPostgres(await postgres.createDatabase()))
  describeShipments('PostgreSQL', async () => openPostgres(await postgres.createDatabase()))
  describeClockSkew('PostgreSQL', async () => openPostgres(await postgres.createDatabase()))
  describeComplaints('PostgreSQL', async () => openPostgres(await postgres.createDatabase()))
  describeCoopAccess('PostgreSQL', async () => openPostgres(await postgres.createDatabase()))
  describeStaffAndTablets('PostgreSQL', async () => openPostgres(await postgres.createDatabase()))
  describeOffices('PostgreSQL', async () => openPostgres(await postgres.createDatabase()))
  describePages('PostgreSQL', async () => openPostgres(await postgres.createDatabase()), 4)
  describePustuDays('PostgreSQL', async () => openPostgres(await postgres.createDatabase()), 4)
  describeTrade('PostgreSQL', async () => openPostgres(await postgres.createDatabase()), 4)

  it('refuses a PostgreSQL that forgets at a power cut what it acknowledged', async () => {
    const store = openPostgres(await postgres.createDatabase())
    const { rows } = await sql<{ fsync: string }>`select current_setting('fsync') as fsync`.execute(store.db)
    const verdict = await assertDurable(store).then(() => 'durable', (error: Error) => error.message)
    expect(verdict).toMatch(rows[0]?.fsync === 'on' ? /^durable$/ : /does not start/)
    await store.close()
  })

  it('reads 64-bit counters as numbers', async () => {
    const store = openPostgres(await postgres.createDatabase())
    const { rows } = await sql<{ big: number }>`select 12::bigint as big`.execute(store.db)
    expect(rows).toEqual([{ big: 12 }])
    await store.close()
  })
} else {
  it('has no PostgreSQL to run on, and none was required', () => {
    expect(process.env['REQUIRE_POSTGRES']).not.toBe('1')
  })
}
