import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { day } from '#domain/core/day.ts'
import type { JsonObject } from '#domain/core/json.ts'
import type { Grant } from '#domain/core/roles.ts'
import { streamOf } from '#domain/core/streams.ts'
import type { DataOf } from '#domain/records/index.ts'
import { createAccount, type NewAccount } from '#server/admin/accounts.ts'
import { createEnrolCode } from '#server/admin/codes.ts'
import { prepareInstallation } from '#server/admin/installation.ts'
import { createTenant } from '#server/admin/tenants.ts'
import { argonPasswords } from '#server/auth/passwords.ts'
import { systemClock, systemRandom, type ServerDeps } from '#server/deps.ts'
import { migrate } from '#server/store/migrations.ts'
import { openSqlite } from '#server/store/sqlite.ts'
import { serverAuthor, writeServerRows } from '#server/sync/server-rows.ts'
import { startServer, type AppServer, type ServerOptions } from './app-server.ts'

export const PASSWORD = 'Uji-Klinik-2026'
const TENANT = 'pkm-uji'
const SITES = [{ slug: 'kiara', name: 'Kiara', code: 'KIARA', kelurahanCode: '3673031006' }, { slug: 'teritih', name: 'Teritih', code: 'TERITIH', kelurahanCode: '3673031010' }] as const

/** A record that is on the server from the beginning. */
export interface Planted { readonly stream: string; readonly id: string; readonly kind: string; readonly data: JsonObject }

export interface Clinic { readonly server: AppServer; readonly password: string }

export interface DrugLine { readonly id: string; readonly name: string; readonly strength: string; readonly form: string; readonly unit: string }

export const DRUGS: readonly DrugLine[] = [
  { id: 'parasetamol-500-mg-tablet', name: 'Parasetamol', strength: '500 mg', form: 'tablet', unit: 'tablet' },
  { id: 'amoksisilin-500-mg-kapsul', name: 'Amoksisilin', strength: '500 mg', form: 'kapsul', unit: 'kapsul' },
  { id: 'oralit-serbuk', name: 'Oralit', strength: '', form: 'serbuk', unit: 'sachet' },
]

/**
 * A small puskesmas with two pustu, two KMP, a head, two midwives, a nurse and a lurah, written straight into an empty database by
 * the server's own functions; then the built production server starts on it. Codes are <PLACE>-UJI and can be used again.
 */
export async function stageClinic(options: { drugs?: readonly DrugLine[]; planted?: readonly Planted[]; server?: Partial<ServerOptions> } = {}): Promise<Clinic> {
  const dataDir = mkdtempSync(join(tmpdir(), 'clinic-'))
  const deps: ServerDeps = { store: openSqlite({ file: join(dataDir, 'koperasi-klinik.sqlite') }), clock: systemClock, random: systemRandom, passwords: argonPasswords }
  await migrate(deps.store)
  await prepareInstallation(deps, { demo: false })
  await createTenant(deps, { id: TENANT, name: 'Puskesmas Uji', code: 'UJI', kelurahanCode: null, kelurahan: 'Kalodran', zone: 'Asia/Jakarta' })
  await plant(deps, [...catalogue(options.drugs ?? DRUGS), ...(options.planted ?? [])])
  for (const account of accounts()) {
    const made = await createAccount(deps, TENANT, account)
    if (!made.ok) throw new Error(`no account ${account.username}: ${JSON.stringify(made.error)}`)
  }
  const codes = { 'KIARA-UJI': 'pustu-kiara', 'TERITIH-UJI': 'pustu-teritih', 'KAPUS-UJI': TENANT, 'LURAH-UJI': 'kmp-kiara' }
  for (const [code, place] of Object.entries(codes)) await createEnrolCode(deps, TENANT, { place, code, reusable: true })
  await deps.store.close()
  return { server: await startServer({ dataDir, ...options.server }), password: PASSWORD }
}

function accounts(): NewAccount[] {
  const account = (username: string, name: string, grants: Grant[], licensed: boolean): NewAccount => ({
    username, password: PASSWORD, name, profession: licensed ? 'kebidanan' : 'lainnya', grants, sip: licensed ? { number: `UJI/${username}`, expiresOn: day('2099-12-31') } : null,
  })
  const desk = (slug: string): Grant[] => [{ role: 'nakes', place: `pustu-${slug}` }, { role: 'koperasi', place: `kmp-${slug}` }]
  return [
    account('kapus', 'dr. Uji Kepala', [{ role: 'kapus', place: TENANT }], true),
    account('bidan.kiara', 'Bidan Uji Kiara', desk('kiara'), true),
    account('perawat.kiara', 'Perawat Uji Kiara', desk('kiara'), true),
    account('bidan.teritih', 'Bidan Uji Teritih', desk('teritih'), true),
    account('lurah.kiara', 'Lurah Uji', [{ role: 'lurah', place: 'kmp-kiara' }], false),
    account('ketua.kiara', 'Ketua Uji', [{ role: 'ketua', place: 'kmp-kiara' }], false),
    account('bendahara.kiara', 'Bendahara Uji', [{ role: 'bendahara', place: 'kmp-kiara' }], false),
    account('pengawas.kiara', 'Pengawas Uji', [{ role: 'pengawas', place: 'kmp-kiara' }], false),
  ]
}

function catalogue(drugs: readonly DrugLine[]): Planted[] {
  const stream = streamOf('catalogue', TENANT)
  const facilities = SITES.flatMap(({ slug, name, code, kelurahanCode }) => (['pustu', 'kmp'] as const).map(type => {
    const data: DataOf<'facility'> = { name: `${type === 'kmp' ? 'KMP' : 'Pustu'} ${name}`, type, parentId: TENANT, kelurahanCode, kelurahan: name, zone: 'Asia/Jakarta', code, active: true }
    return { stream, id: `${type}-${slug}`, kind: 'facility', data: data as unknown as JsonObject }
  }))
  const medicine = drugs.map(({ id, ...drug }) => {
    const data: DataOf<'drug'> = {
      ...drug, route: 'oral', class: 'bebas', doubtful: false, antibiotic: false, indicator: true, coldChain: false, programme: '', kfa: null, maxPrescription: '', usualDose: '', active: true,
    }
    return { stream, id, kind: 'drug', data: data as unknown as JsonObject }
  })
  return [...facilities, ...medicine]
}

/** Writes the records as the server's own rows, stream by stream. */
async function plant(deps: ServerDeps, records: readonly Planted[]): Promise<void> {
  const streams = [...new Set(records.map(record => record.stream))].sort()
  await deps.store.write(tx => writeServerRows(tx, TENANT, streams, records.map(record => record.id), book => {
    for (const { stream, id, kind, data } of records) book.write({ stream, id, kind, rev: 1, state: 'live', data, conflicts: [], by: serverAuthor(deps.clock.now()) })
  }))
}
