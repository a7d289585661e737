/**
 * `npm run demo [-- --size large] [-- --until 14:00]`: a sample puskesmas on this machine only, at night also as in the afternoon. Prepared once in DATA_DIR (./.data/demo), then
 * used again. Everybody in it is invented.
 */
import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { DEMO_PASSWORD, prepareDemo } from './lib/prepare-demo.ts'
import { DEMO_CODES } from './lib/demo-codes.ts'
import { OFFICE_ACCOUNT, OFFICE_CODES } from './lib/prepare-office.ts'
import { neighbourAccounts } from '#seeds/demo/neighbour.ts'
import { demoAccounts, type DemoAccount } from '#seeds/demo/places.ts'
import { day } from '#domain/core/day.ts'

const ROLE_WORDS: Record<string, string> = { nakes: 'nakes', koperasi: 'koperasi', kapus: 'head', lurah: 'lurah', apotek: 'apotek', dokter: 'dokter', ketua: 'chair', bendahara: 'treasurer', pengawas: 'supervisor', dinkes: 'health office' }

const { values } = parseArgs({ options: { size: { type: 'string', default: 'normal' }, until: { type: 'string' } } })
if (values.size !== 'normal' && values.size !== 'large') {
  console.error('--size is normal or large')
  process.exit(2)
}
if (values.until !== undefined && !/^([01]\d|2[0-3]):[0-5]\d$/.test(values.until)) {
  console.error('--until is a time of the day, such as 14:00')
  process.exit(2)
}
const size = values.size
const dataDir = resolve(process.env['DATA_DIR'] || (size === 'large' ? '.data/demo-large' : '.data/demo'))
const file = join(dataDir, 'koperasi-klinik.sqlite')

if (existsSync(file)) console.log(`Using the demo data in ${dataDir}. Delete that folder to begin anew.`)
else {
  console.log(size === 'large' ? 'Preparing the large demo; this takes about half a minute …' : 'Preparing the demo …')
  // Prepared beside its place and moved there whole: a demo that was interrupted begins anew.
  const preparing = `${dataDir}.preparing`
  rmSync(preparing, { recursive: true, force: true })
  mkdirSync(preparing, { recursive: true })
  const startedAt = Date.now()
  const operations = await prepareDemo(join(preparing, 'koperasi-klinik.sqlite'), size, values.until)
  mkdirSync(dirname(dataDir), { recursive: true })
  if (existsSync(dataDir)) renameSync(join(preparing, 'koperasi-klinik.sqlite'), file)
  else renameSync(preparing, dataDir)
  console.log(`Prepared ${operations} records in ${Math.round((Date.now() - startedAt) / 1000)} s.`)
}

const line = ({ username, staff }: DemoAccount): string => `  ${username.padEnd(18)}${staff.name.padEnd(28)}${staff.grants.map(grant => `${ROLE_WORDS[grant.role]} ${grant.place}`).join(', ')}`
const accounts = demoAccounts(day('2026-01-01')).map(line)
console.log(`
Puskesmas Kalodran (DEMO)

Accounts, password of all: ${DEMO_PASSWORD}
${accounts.join('\n')}

Enrol a tablet (a browser profile is a tablet) with one of these codes:
${DEMO_CODES.map(({ code, place }) => `  ${code.padEnd(18)}${place}`).join('\n')}
${size === 'normal' ? `
Two more books on the same server, each with codes of its own: a second, small puskesmas, and the health office that reads sums of both.
  ${OFFICE_ACCOUNT.username.padEnd(18)}${OFFICE_ACCOUNT.name.padEnd(28)}health office ${OFFICE_ACCOUNT.tenant}
${neighbourAccounts(day('2026-01-01')).map(line).join('\n')}
${OFFICE_CODES.map(({ code, place }) => `  ${code.padEnd(18)}${place}`).join('\n')}
` : ''}
Open http://localhost:${process.env['PORT'] || 8080}
`)

const { DATABASE_URL: _, ...env } = process.env
const server = spawn(process.execPath, [join(import.meta.dirname, 'main.js')], { stdio: 'inherit', env: { ...env, DATA_DIR: dataDir, DEMO: '1', HOST: '127.0.0.1', LOG_LEVEL: env['LOG_LEVEL'] ?? 'warn' } })
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => server.kill(signal))
server.on('exit', code => { process.exitCode = code ?? 1 })
