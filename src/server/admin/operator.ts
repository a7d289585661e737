import { parseArgs } from 'node:util'
import { readFact } from './installation.ts'
import { createEnrolCode } from './codes.ts'
import { addPlace, linksOf, linkToOffice, newPlaceSchema, tenantType, unlinkFromOffice, type NewPlace } from './offices.ts'
import { ConfigError } from '../config.ts'
import type { ServerDeps } from '../deps.ts'
import type { Reply } from '../reply.ts'

export const OPERATOR_USAGE = `       node dist-server/main.js add puskesmas|dinkes --id ID --name NAME --code WORD --user NAME --person NAME
              [--kelurahan NAME] [--kelurahan-code 10-DIGITS] [--zone Asia/Jakarta|Asia/Makassar|Asia/Jayapura]
       node dist-server/main.js report PUSKESMAS --to DINKES --cluster NAME    the office reads its sums; --stop ends it
       node dist-server/main.js code ID      a code for another tablet of a puskesmas or an office
       node dist-server/main.js places       what this server holds`

const OPTIONS = { id: 'string', name: 'string', code: 'string', user: 'string', person: 'string', kelurahan: 'string', 'kelurahan-code': 'string', zone: 'string', to: 'string', cluster: 'string', stop: 'boolean' } as const
type Given = Partial<Record<Exclude<keyof typeof OPTIONS, 'stop'>, string>> & { readonly stop?: boolean }

export const isOperatorCommand = (word: string | undefined): boolean => word === 'add' || word === 'report' || word === 'code' || word === 'places'

/**
 * What who runs the server does from its console. Returns the lines to print.
 * @throws ConfigError with what was wrong
 */
export async function operate(deps: ServerDeps, args: readonly string[]): Promise<string> {
  const { words: [command, subject], given } = read(args)
  switch (command) {
    case 'add': return add(deps, given, subject)
    case 'report': return report(deps, given, subject ?? '')
    case 'code': return code(deps, subject ?? '')
    default: return places(deps)
  }
}

function read(args: readonly string[]): { words: string[]; given: Given } {
  try {
    const { positionals, values } = parseArgs({ args: [...args], allowPositionals: true, options: Object.fromEntries(Object.entries(OPTIONS).map(([name, type]) => [name, { type }])) })
    return { words: positionals, given: values as Given }
  } catch (error) {
    throw new ConfigError(`${error instanceof Error ? error.message : ''}\n${OPERATOR_USAGE}`)
  }
}

async function add(deps: ServerDeps, given: Given, type: string | undefined): Promise<string> {
  const asked: Partial<Record<keyof NewPlace, unknown>> = {
    type, id: given.id, name: given.name, code: given.code, user: given.user, person: given.person,
    kelurahan: given.kelurahan ?? '', kelurahanCode: given['kelurahan-code'] ?? null, zone: given.zone ?? 'Asia/Jakarta',
  }
  const parsed = newPlaceSchema.safeParse(asked)
  if (!parsed.success) throw new ConfigError(`Missing or wrong: ${[...new Set(parsed.error.issues.map(issue => issue.path.join('.')))].join(', ')}.\n${OPERATOR_USAGE}`)
  const { code: tablet, password } = must(await addPlace(deps, parsed.data))
  const { name, user } = parsed.data
  return `${name} was added.
Set-up code:     ${tablet}     enrols one tablet, for 24 hours
User name:       ${user}
First password:  ${password}     to be changed after signing in, under Pengaturan`
}

async function report(deps: ServerDeps, { to = '', cluster = '', stop = false }: Given, puskesmas: string): Promise<string> {
  if (stop) {
    must(await unlinkFromOffice(deps, { dinkes: to, puskesmas }))
    return `${to} no longer reads the sums of ${puskesmas}.`
  }
  if (cluster.trim() === '' || cluster.length > 80) throw new ConfigError(`--cluster names the group, in at most 80 letters.\n${OPERATOR_USAGE}`)
  must(await linkToOffice(deps, { dinkes: to, puskesmas, cluster: cluster.trim() }))
  return `${to} now reads the sums of ${puskesmas}, in ${cluster.trim()}.`
}

async function code(deps: ServerDeps, tenant: string): Promise<string> {
  if (await tenantType(deps.store.db, tenant) === null) throw new ConfigError(`There is no ${tenant || 'place without a name'} on this server.`)
  return `Set-up code: ${(await createEnrolCode(deps, tenant, { place: tenant })).code}     enrols one tablet, for 24 hours`
}

async function places({ store: { db } }: ServerDeps): Promise<string> {
  const tenants = await db.selectFrom('tenant').select(['tenant', 'name']).orderBy('tenant').execute()
  if (tenants.length === 0) return 'Nothing yet.'
  const lines: string[] = []
  for (const { tenant, name } of tenants) {
    lines.push(`${tenant}  ${name}  (${await tenantType(db, tenant) ?? 'unknown'})`)
    for (const { puskesmas, cluster } of await linksOf(db, tenant)) lines.push(`    reads the sums of ${puskesmas}, in ${cluster}`)
  }
  return [...lines, ...((await readFact(db, 'demo')) === 'yes' ? ['All of it is invented (DEMO).'] : [])].join('\n')
}

function must<T>(reply: Reply<T>): T {
  if (reply.ok) return reply.value
  const { code: word, message = '' } = reply.error.body
  throw new ConfigError(word === 'TAKEN' ? 'There is one of that id already.' : word === 'NOT_FOUND' ? `There is no ${message || 'such place'} of that sort on this server.` : `Refused: ${word} ${message}`)
}
