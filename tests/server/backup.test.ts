import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { backUp, keepNewest } from '#server/admin/backup.ts'
import { openSqlite } from '#server/store/sqlite.ts'
import type { Store } from '#server/store/store.ts'
import { CLINICAL, fresh, openClinic, patientData, Tablet, TENANT, value, type Clinic } from './kit.ts'

let dir = ''
let store: Store
let clinic: Clinic
beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), 'kkd-backup-'))
  store = openSqlite({ file: join(dir, 'live.sqlite') })
  clinic = await openClinic(store)
})
afterEach(async () => {
  await store.close()
  rmSync(dir, { recursive: true })
})

const patient = (id: string) => ({ kind: 'patient', id, act: 'create' as const, stream: CLINICAL, set: fresh(patientData()) })

it('operations are durable once a completed backup holds them, and not before', async () => {
  const tablet = await Tablet.enrol(clinic, 'pustu-kiara', 'bidan')
  expect(value(await tablet.send(tablet.lines(patient('p1'), patient('p2')))).durable).toBe(0)
  const file = join(dir, 'backups', 'a.sqlite')
  await backUp(clinic.deps, dir, file)
  expect(value(await tablet.send(tablet.lines(patient('p3')))).durable).toBe(2)
  const copy = openSqlite({ file })
  const { last_seq: held } = await copy.db.selectFrom('device').select('last_seq').where('tenant', '=', TENANT).where('dev', '=', tablet.dev).executeTakeFirstOrThrow()
  await copy.close()
  expect(held).toBeGreaterThanOrEqual(2)
})

it('a backup that fails makes nothing durable', async () => {
  const tablet = await Tablet.enrol(clinic, 'pustu-kiara', 'bidan')
  await tablet.save(patient('p1'))
  writeFileSync(join(dir, 'in-the-way'), '')
  await expect(backUp(clinic.deps, dir, join(dir, 'in-the-way', 'a.sqlite'))).rejects.toThrow()
  expect(value(await tablet.send(tablet.lines(patient('p2')))).durable).toBe(0)
})

it('a backup while tablets push is whole', async () => {
  const tablet = await Tablet.enrol(clinic, 'pustu-kiara', 'bidan')
  const pushing = (async () => { for (let count = 0; count < 30; count += 1) await tablet.save(patient(`p${count}`)) })()
  await backUp(clinic.deps, dir, join(dir, 'b.sqlite'))
  await pushing
  const copy = openSqlite({ file: join(dir, 'b.sqlite') })
  const { last_seq: last } = await copy.db.selectFrom('device').select('last_seq').where('dev', '=', tablet.dev).executeTakeFirstOrThrow()
  const { rows } = await copy.db.selectFrom('row').select(eb => eb.fn.countAll<number>().as('rows')).where('stream', '=', CLINICAL).executeTakeFirstOrThrow()
  await copy.close()
  expect(rows).toBe(last)
})

it('keeps the newest copies only', async () => {
  const folder = mkdtempSync(join(dir, 'copies-'))
  for (const name of ['2025-01', '2025-03', '2025-02', 'note']) writeFileSync(join(folder, name === 'note' ? 'note.txt' : `${name}.sqlite`), '')
  await keepNewest(folder, 2)
  expect(readdirSync(folder).sort()).toEqual(['2025-02.sqlite', '2025-03.sqlite', 'note.txt'])
})
