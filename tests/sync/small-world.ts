import type { Role } from '#domain/core/roles.ts'
import type { Json } from '#domain/core/json.ts'
import { sha256Hex } from '#sync/chain.ts'
import { hasKey, judge, judgeGroup, type Judged, type JudgeWorld, type RowDraft, type Verdict, type Waiver } from '#sync/judge.ts'
import type { Op } from '#sync/messages.ts'

export const CLINICAL = 'pustu:pustu-kiara/clinical'
export const STOCK = 'pustu:pustu-kiara/stock'
export const MEMBERS = 'kmp:kmp-kiara/members'

/** The smallest world that can be judged in: rows by id and who stands where. */
export class SmallWorld implements JudgeWorld {
  readonly rows = new Map<string, RowDraft>()
  readonly roles = new Map<string, readonly Role[]>()
  readonly states = new Map<string, 'active' | 'revoked'>()
  private count = 0

  grant(actor: string, stream: string, ...roles: Role[]): this {
    this.states.set(actor, this.states.get(actor) ?? 'active')
    this.roles.set(`${actor} ${stream}`, roles)
    return this
  }
  row(id: string): RowDraft | undefined { return this.rows.get(id) }
  find(stream: string, kind: string, key: string, value: string): readonly RowDraft[] {
    return [...this.rows.values()].filter(row => row.stream === stream && row.kind === kind && hasKey(row, key, value))
  }
  rolesOn(actor: string, stream: string): readonly Role[] { return this.roles.get(`${actor} ${stream}`) ?? [] }
  puskesmasOf(): string | null { return 'pkm' }
  readonly tombstones = new Set<string>()
  movedFrom(stream: string, id: string): boolean { return this.tombstones.has(`${stream} ${id}`) }
  actorState(actor: string): 'active' | 'revoked' | 'unknown' { return this.states.get(actor) ?? 'unknown' }

  /** Judges and keeps what was written, as the server's transaction does. */
  take(op: Op, waived?: ReadonlySet<Waiver>): Verdict {
    const verdict = judge(this.item(op), this, waived)
    if (verdict.outcome !== 'quarantined') this.keep(verdict.writes)
    return verdict
  }
  takeGroup(ops: readonly Op[], waived?: ReadonlySet<Waiver>): Verdict[] {
    const verdicts = judgeGroup(ops.map(op => this.item(op)), this, waived)
    for (const verdict of verdicts) if (verdict.outcome !== 'quarantined') this.keep(verdict.writes)
    return verdicts
  }
  item(op: Op): Judged {
    this.count += 1
    return { op, bh: sha256Hex(JSON.stringify(op)), dev: 'dev-1', seq: this.count }
  }
  private keep(rows: readonly RowDraft[]): void { for (const row of rows) this.rows.set(row.id, row) }
}

let salts = 0

/** An operation with everything that a test does not care about filled in. */
export function opOf(part: Pick<Op, 'kind' | 'id' | 'act'> & Partial<Op>): Op {
  salts += 1
  return {
    salt: salts.toString(16).padStart(32, '0'), tx: `tx-${salts}`, txn: 1, stream: CLINICAL, baseRev: 0, actor: 'bidan',
    at: { wall: '2025-11-03T08:00', tz: 'Asia/Jakarta', skewMs: 0 }, schema: 1, app: 'test', ...part,
  }
}

export const fresh = (data: Readonly<Record<string, Json>>): NonNullable<Op['set']> =>
  Object.fromEntries(Object.entries(data).map(([group, to]) => [group, { from: null, to }]))

export const PATIENT = {
  rm: 'KIARA-02-0001', name: 'Siti Uji', identity: { nik: '3673994101900001', noNikReason: '', parentNik: null },
  birth: { on: '1990-01-01', estimated: false }, sex: 'P', phone: null,
  address: { street: 'Jl. Uji', rt: '1', rw: '2', kelurahan: 'Kiara' }, memberId: null,
} as const

export const VISIT = {
  patientId: 'p-1', on: '2025-11-03', time: '08:00', author: 'bidan', complaint: '', history: '', allergy: null, vitals: {}, pregnant: false,
  alarmPlan: null, examination: '', diagnoses: [], prescription: [], plan: '', signature: null,
} as const

export const SIGNED_VISIT = {
  ...VISIT, complaint: 'batuk', allergy: { answer: 'tidak-ada', substances: '' }, diagnoses: [{ code: 'J00', name: 'common cold' }],
  signature: { by: 'bidan', name: 'Bidan Uji', sip: '503/1', on: '2025-11-03' },
} as const

export const MOVEMENT = {
  drugId: 'parasetamol-500', source: 'program', batch: { number: 'B1', expiresOn: '2027-01-31' }, quantity: 100, reason: 'diterima',
  on: '2025-11-01', document: 'SBBK-1', party: 'Puskesmas', visitId: null, reverses: null, override: null,
} as const
