import type { TabletReport } from '#sync/messages.ts'
import type { ServerDeps } from '../deps.ts'
import type { DeviceRecord } from '../store/tables.ts'

const OUTCOME_DAYS = 30
const DAY_MS = 86_400_000

/** How many of a tablet's operations became what. */
export interface Outcomes { readonly applied: number; readonly conflict: number; readonly quarantined: number }
/** What the tablet last said of itself, and when; `unsent` less what has arrived from it since. */
export type Report = TabletReport & { readonly at: number }
/** A journal of a tablet. After a fork a tablet has two of one `family`: the older is no longer written. */
export interface DeviceLine {
  readonly dev: string; readonly family: string; readonly name: string; readonly place: string; readonly enrolledAt: number; readonly revokedAt: number | null
  readonly lastSyncAt: number | null; readonly lastCompleteAt: number | null; readonly app: string | null; readonly lastSeq: number
  /** Of the last 30 days. */
  readonly outcomes: Outcomes
  readonly report: Report | null
}

/** The tablets of one puskesmas, by when they were enrolled. */
export async function listDevices(deps: ServerDeps, tenant: string): Promise<DeviceLine[]> {
  const { db } = deps.store
  const devices = await db.selectFrom('device').selectAll().where('tenant', '=', tenant).orderBy('enrolled_at').orderBy('dev').execute()
  const counted = await db.selectFrom('op').select(['dev', 'outcome', eb => eb.fn.countAll().as('count')])
    .where('tenant', '=', tenant).where('received_at', '>=', deps.clock.now() - OUTCOME_DAYS * DAY_MS).groupBy(['dev', 'outcome']).execute()
  const counts = new Map(counted.map(({ dev, outcome, count }) => [`${dev} ${outcome}`, Number(count)]))
  const outcomesOf = (dev: string): Outcomes => ({ applied: counts.get(`${dev} applied`) ?? 0, conflict: counts.get(`${dev} conflict`) ?? 0, quarantined: counts.get(`${dev} quarantined`) ?? 0 })
  return devices.map(device => ({
    dev: device.dev, family: device.family, name: device.name, place: device.place, enrolledAt: device.enrolled_at, revokedAt: device.revoked_at,
    lastSyncAt: device.last_sync_at, lastCompleteAt: device.last_complete_at, app: device.app, lastSeq: device.last_seq,
    outcomes: outcomesOf(device.dev), report: reportOf(device),
  }))
}

/** The text kept of what a tablet said at hello. */
export const reportText = (said: TabletReport, at: number): string => JSON.stringify({ ...said, at })

function reportOf(device: Pick<DeviceRecord, 'report' | 'report_seq' | 'last_seq'>): Report | null {
  if (device.report === null) return null
  const { unsent, oldestUnsentAt, ...said } = JSON.parse(device.report) as TabletReport & { at: number }
  if (unsent === undefined) return said
  const left = Math.max(0, unsent - (device.last_seq - (device.report_seq ?? 0)))
  return { ...said, unsent: left, ...(left > 0 && oldestUnsentAt !== undefined ? { oldestUnsentAt } : {}) }
}
