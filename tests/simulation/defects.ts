import type { Waiver } from '#sync/judge.ts'
import { judgeGroup } from '#sync/judge.ts'
import { isKind } from '#domain/records/index.ts'
import { ok } from '#domain/core/result.ts'
import { grantedStreams } from '#domain/rules/access/grants.ts'
import { inboxRow } from '#server/sync/inbox.ts'
import type { IDBFactory } from './disk.ts'
import type { PageDesk } from '#app/db/pages/page-desk.ts'
import type { Torn } from './life.ts'
import type { OfficeFaults } from './office.ts'
import { PAGE_DEFECTS } from './page-defects.ts'
import type { Chance } from './random.ts'
import { withDisk } from './tablet.ts'

/**
 * A mechanism of the protocol taken away, by substitution of a part or a port; production code knows nothing of it.
 * Each must be noticed by the invariants, or the simulation proves nothing.
 */
export interface Defect extends OfficeFaults {
  /** Changes what the server answers, before the tablet sees it. */
  readonly reply?: (path: string, value: Record<string, unknown>, chance: Chance) => Record<string, unknown>
  /** Does something to the disk when an answer arrives, before the app sees it; `clockMs`: what the tablet's own clock says. */
  readonly arrival?: (path: string, value: Record<string, unknown>, disk: IDBFactory, clockMs: number) => Promise<void>
  /** Transactions that a crash interrupts leave half of what they wrote. */
  readonly torn?: Torn
  /** What stands in the place of a tablet's page desk. */
  readonly desk?: () => (desk: PageDesk) => PageDesk
  /** Any bytes are taken for the page that was asked for. */
  readonly anyHash?: boolean
}

const parts = (make: NonNullable<OfficeFaults['parts']>): Defect => ({ parts: make })

export const DEFECTS = {
  /** Last writer wins: a clash of identity or clinical fields is overwritten without a trace of a conflict. */
  lww: parts(() => ({
    judgeGroup: (items, world, waived?: ReadonlySet<Waiver>) => judgeGroup(items.map(item => {
      const current = world.row(item.op.id)
      if (item.op.act !== 'patch' || !current || !isKind(item.op.kind)) return item
      const data = current.data as Record<string, never>
      return { ...item, op: { ...item.op, set: Object.fromEntries(Object.entries(item.op.set ?? {}).map(([group, change]) => [group, { from: data[group] ?? null, to: change.to }])) } }
    }), world, waived),
  })),
  /** A refused operation is forgotten instead of waiting in an inbox. */
  'drop-rejected': parts(() => ({ inboxRow: (...given) => (inboxRow(...given) && null) })),
  /** An edit of a void record is called applied and does nothing. */
  'noop-on-void': parts(() => ({
    judgeGroup: (items, world, waived?: ReadonlySet<Waiver>) => judgeGroup(items, world, waived).map(verdict =>
      (verdict.outcome === 'quarantined' && verdict.code === 'VOIDED' ? { outcome: 'applied', writes: [], conflicts: [] } : verdict)),
  })),
  /** A replayed push is judged and stored again. */
  'no-idem': parts(() => ({
    resultsBySeq: async () => new Map(), resultsByBody: async () => new Map(), checkChain: entries => ok([...entries]),
  })),
  /** A cloned tablet's line is taken for the one that is there. */
  'no-fork': parts(() => ({ checkChain: (entries, head) => ok(entries.filter(entry => entry.seq > head.last)) })),
  /** The same edit by way of two journals is judged twice. */
  'no-dedupe': parts(() => ({ resultsByBody: async () => new Map() })),
  /** A restored server goes on under its old epoch. */
  'no-epoch': { keepEpoch: true },
  'ack-before-durable': { earlyAcknowledgement: true },
  /** A row becomes visible after a later one: a cursor passes over it. */
  'cursor-skip': {
    reply: (path, value, chance) => {
      const rows = value['rows'] as unknown[] | undefined
      if (path !== '/sync/pull' || !rows || rows.length < 2 || !chance.is(0.3)) return value
      return { ...value, rows: rows.filter((_, index) => index !== 0) }
    },
  },
  /** A crash leaves the cursor behind although its rows are lost. */
  'torn-apply': { torn: 'apply' },
  /** The tablet lets go of operations as soon as they are acknowledged. */
  'prune-on-ack': { reply: (path, value) => (path === '/sync/push' ? { ...value, durable: value['last'] } : value) },
  /** A renewed tablet forgets what it had sent under its old name. */
  'fork-drops-retained': {
    arrival: async (path, _value, disk) => {
      if (path === '/devices/renew') await withDisk(disk, db => db.journal.where('phase').anyOf('settled', 'sent').delete())
    },
  },
  /** A tablet that meets a restored server takes its epoch for its own and sends nothing again. */
  'no-reupload': {
    arrival: async (path, value, disk) => {
      if (path === '/sync/hello') await withDisk(disk, db => db.meta.put({ key: 'epoch', value: value['epoch'] }))
    },
  },
  /** One stream too many is granted. */
  leak: parts(() => ({ grantedStreams: (grants, places) => [...new Set([...grantedStreams(grants, places), 'pustu:pustu-kiara/clinical' as const])].sort() })),
  ...PAGE_DEFECTS,
} satisfies Record<string, Defect>
export type DefectName = keyof typeof DEFECTS
export const DEFECT_NAMES = Object.keys(DEFECTS) as DefectName[]
