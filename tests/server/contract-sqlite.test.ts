import { openSqlite } from '#server/store/sqlite.ts'
import { describeContract } from './contract.ts'
import { describeShipments } from './shipments.ts'

describeContract('the embedded store', async () => openSqlite({ memory: true }))
describeShipments('the embedded store', async () => openSqlite({ memory: true }))
