import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { ConfigError } from '../config.ts'

/**
 * Writes the database as it stands in one exported snapshot to a file, in pg_dump's custom format.
 * @throws ConfigError with a sentence when the program is not there; Error with its own words when it fails.
 */
export async function pgDump(connectionString: string, snapshot: string, file: string): Promise<void> {
  const url = new URL(connectionString)
  const password = decodeURIComponent(url.password)
  // Command lines are seen by every user of the machine.
  url.password = ''
  const child = spawn('pg_dump', ['--format=custom', '--no-owner', `--snapshot=${snapshot}`, `--file=${file}`, `--dbname=${url.toString()}`], {
    env: { ...process.env, ...(password === '' ? {} : { PGPASSWORD: password }) }, stdio: ['ignore', 'ignore', 'pipe'],
  })
  let said = ''
  child.stderr.on('data', (chunk: Buffer) => { said += chunk.toString() })
  const [code] = (await once(child, 'close').catch((error: NodeJS.ErrnoException) => {
    throw error.code === 'ENOENT'
      ? new ConfigError('pg_dump was not found. Install the PostgreSQL client programs of the database\'s version on this machine, or put their folder into PATH.')
      : error
  })) as [number | null]
  if (code !== 0) throw new Error(`pg_dump failed: ${said.trim()}`)
}
