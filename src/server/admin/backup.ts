import { copyFile, mkdir, readdir, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { migrate } from '../store/migrations.ts'
import { openSqlite } from '../store/sqlite.ts'
import type { ServerDeps } from '../deps.ts'
import { raiseGeneration } from './generation.ts'
import { mintEpoch } from './installation.ts'

/**
 * Copies the database while it is in use. What every journal had reached in the copy is told to the tablets as durable
 * only when the copy is complete; they may forget those operations then.
 */
export async function backUp(deps: ServerDeps, dataDir: string, file: string): Promise<void> {
  const { store } = deps
  await mkdir(dirname(file), { recursive: true })
  const heads = await store.backup(`${file}.part`, db => db.selectFrom('device').select(['tenant', 'dev', 'last_seq']).execute())
  await rename(`${file}.part`, file)
  const completedAt = deps.clock.now()
  await store.write(async tx => {
    for (const { tenant, dev, last_seq: seq } of heads) {
      await tx.insertInto('backup_mark').values({ tenant, dev, seq, completed_at: completedAt })
        .onConflict(clash => clash.columns(['tenant', 'dev']).doUpdateSet({ seq, completed_at: completedAt })).execute()
    }
  })
  // Only the embedded database lies beside the file that tells a copy put back by hand.
  if (store.engine === 'sqlite') await raiseGeneration(deps, dataDir)
}

/** Keeps the newest copies of a folder of dated ones. */
export async function keepNewest(dir: string, count: number): Promise<void> {
  const copies = (await readdir(dir)).filter(name => name.endsWith('.sqlite')).sort()
  for (const name of copies.slice(0, Math.max(0, copies.length - count))) await rm(join(dir, name))
}

/** Puts a copy in the database's place, the old one set aside, and gives it a new epoch. The server must not be running. */
export async function restoreBackup(makeDeps: (store: ServerDeps['store']) => ServerDeps, { from, databaseFile, stamp }: { from: string; databaseFile: string; stamp: string }): Promise<string> {
  const fresh = `${databaseFile}.restoring`
  for (const end of ['', '-wal', '-shm']) await rm(fresh + end, { force: true })
  await copyFile(from, fresh)
  const store = openSqlite({ file: fresh })
  try {
    await migrate(store)
    await mintEpoch(makeDeps(store))
  } finally {
    await store.close()
  }
  const aside = `${databaseFile}.before-${stamp}`
  for (const end of ['', '-wal', '-shm']) await rename(databaseFile + end, aside + end).catch((error: NodeJS.ErrnoException) => { if (error.code !== 'ENOENT') throw error })
  await rename(fresh, databaseFile)
  return aside
}
