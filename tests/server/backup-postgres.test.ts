import { execFile } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, describe, expect, it } from 'vitest'
import { backUp } from '#server/admin/backup.ts'
import { readFact } from '#server/admin/installation.ts'
import { buildServerCore } from '#server/core.ts'
import { openPostgres } from '#server/store/postgres.ts'
import type { Store } from '#server/store/store.ts'
import { startPostgres } from '#tests/support/postgres.ts'
import { buildServer, runToEnd } from './built-server.ts'
import { CLINICAL, fresh, openClinic, patientData, refusal, Tablet, TENANT, value } from './kit.ts'

const run = promisify(execFile)
const programs = await Promise.all(['pg_dump', 'pg_restore'].map(name => run(name, ['--version']))).then(() => true, () => false)
const postgres = programs || process.env['REQUIRE_POSTGRES'] === '1' ? await startPostgres({ durable: true }) : null
const dir = mkdtempSync(join(tmpdir(), 'kkd-dump-'))
const stores: Store[] = []
afterAll(async () => {
  for (const store of stores) await store.close()
  await postgres?.stop()
  rmSync(dir, { recursive: true, force: true })
})

const open = (url: string): Store => {
  const store = openPostgres(url)
  stores.push(store)
  return store
}
const patient = (id: string) => ({ kind: 'patient', id, act: 'create' as const, stream: CLINICAL, set: fresh(patientData()) })
const durableOf = async (tablet: Tablet, id: string) => value(await tablet.send(tablet.lines(patient(id)))).durable

if (postgres) {
  describe('a backup of PostgreSQL', () => {
    it('holds exactly what it calls durable, whatever is pushed meanwhile', async () => {
      const clinic = await openClinic(open(await postgres.createDatabase()))
      const tablet = await Tablet.enrol(clinic, 'pustu-kiara', 'bidan')
      await tablet.save(patient('p1'), patient('p2'))
      const file = join(dir, 'busy.dump')
      // A push after the snapshot and before the end of the copy: neither in the copy nor durable.
      const { backup } = clinic.deps.store
      const busy: Store = {
        ...clinic.deps.store,
        backup: (to, look) => backup(to, async db => {
          const seen = await look(db)
          await tablet.save(patient('p3'))
          return seen
        }),
      }
      await backUp({ ...clinic.deps, store: busy }, dir, file)
      expect(readdirSync(dir)).not.toContain('generation')
      const restored = await postgres.createDatabase()
      await run('pg_restore', ['--no-owner', `--dbname=${restored}`, file])
      const copy = open(restored)
      const { last_seq: held } = await copy.db.selectFrom('device').select('last_seq').where('tenant', '=', TENANT).where('dev', '=', tablet.dev).executeTakeFirstOrThrow()
      const rows = await copy.db.selectFrom('row').select('id').where('stream', '=', CLINICAL).orderBy('id').execute()
      expect([held, rows.map(row => row.id)]).toEqual([2, ['p1', 'p2']])
      expect(await durableOf(tablet, 'p4')).toBe(2)
    })

    it('that fails makes nothing durable and leaves no file that looks like one', async () => {
      const clinic = await openClinic(open(await postgres.createDatabase()))
      const tablet = await Tablet.enrol(clinic, 'pustu-kiara', 'bidan')
      await tablet.save(patient('p1'))
      const path = process.env['PATH']
      process.env['PATH'] = dir
      try {
        await expect(backUp(clinic.deps, dir, join(dir, 'none.dump'))).rejects.toThrow(/^pg_dump was not found\. Install/)
      } finally {
        process.env['PATH'] = path
      }
      expect(existsSync(join(dir, 'none.dump'))).toBe(false)
      expect(await durableOf(tablet, 'p2')).toBe(0)
    })

    it('by the command, restored elsewhere: a new epoch makes tablets offer everything again', async () => {
      const url = await postgres.createDatabase()
      const clinic = await openClinic(open(url))
      const tablet = await Tablet.enrol(clinic, 'pustu-kiara', 'bidan')
      await tablet.save(patient('p1'))
      const program = await buildServer('backup-postgres')
      const file = join(dir, 'command.dump')
      expect(await runToEnd(program, ['backup', file], { DATABASE_URL: url, DATA_DIR: dir })).toEqual({ code: 0, output: '' })
      const later = tablet.lines(patient('p2'))
      expect(value(await tablet.send(later)).durable).toBe(1)

      const restored = await postgres.createDatabase()
      await run('pg_restore', ['--no-owner', `--dbname=${restored}`, file])
      expect(await runToEnd(program, ['restored'], { DATABASE_URL: restored, DATA_DIR: dir })).toEqual({ code: 0, output: '' })
      const copy = open(restored)
      expect(await readFact(copy.db, 'epoch')).not.toBe(tablet.epoch)
      const deps = { ...clinic.deps, store: copy }
      const core = buildServerCore(deps)
      expect(refusal(await core.push(tablet.who, { epoch: tablet.epoch, dev: tablet.dev, entries: later }))).toBe('409 EPOCH')
      const answer = value(await core.push(tablet.who, { epoch: await core.epoch(), dev: tablet.dev, entries: later }))
      expect(answer).toMatchObject({ results: [{ outcome: 'applied' }], last: 2 })
    })
  })
} else {
  it('has no PostgreSQL with its client programs to run on, and none was required', () => {
    expect(process.env['REQUIRE_POSTGRES']).not.toBe('1')
  })
}
