import { openSqlite } from '#server/store/sqlite.ts'
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

describeContract('the embedded store', async () => openSqlite({ memory: true }))
describeStretches('the embedded store', async () => openSqlite({ memory: true }))
describeShipments('the embedded store', async () => openSqlite({ memory: true }))
describeTrade('the embedded store', async () => openSqlite({ memory: true }), 25)
describeCoopAccess('the embedded store', async () => openSqlite({ memory: true }))
describeClockSkew('the embedded store', async () => openSqlite({ memory: true }))
describeComplaints('the embedded store', async () => openSqlite({ memory: true }))
describeStaffAndTablets('the embedded store', async () => openSqlite({ memory: true }))
describePustuDays('the embedded store', async () => openSqlite({ memory: true }), 25)
describeOffices('the embedded store', async () => openSqlite({ memory: true }))
describePages('the embedded store', async () => openSqlite({ memory: true }), 25)
