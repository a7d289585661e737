import { openSqlite } from '#server/store/sqlite.ts'
import { describeContract } from './contract.ts'

describeContract('the embedded store', async () => openSqlite({ memory: true }))
