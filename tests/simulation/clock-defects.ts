import { judgeGroup, type Verdict, type Waiver } from '#sync/judge.ts'
import type { Defect } from './defects.ts'

const MINUTES = 5 * 60_000
const held: Verdict = { outcome: 'quarantined', code: 'CLOCK_REVIEW', breaks: [] }

/**
 * Tablets' clocks decide something that is the server's order to decide. None of the other invariants need notice: nothing is lost,
 * and all tablets hold the same. Each must be noticed by holding two runs with other clocks against each other.
 */
export const CLOCK_DEFECTS = {
  /** Of two edits the one with the later time wins, whichever came first. */
  'later-clock-wins': {
    parts: () => ({
      judgeGroup: (items, world, waived?: ReadonlySet<Waiver>) => judgeGroup(items, world, waived).map((verdict, index) => {
        const op = items[index]?.op
        const before = op?.act === 'patch' ? world.row(op.id) : undefined
        return op && before && verdict.outcome === 'applied' && op.at.wall < before.by.at ? { outcome: 'applied', writes: [], conflicts: [] } : verdict
      }),
    }),
  },
  /** What a wrong clock wrote waits until somebody has looked at it. */
  'wrong-clock-is-held': {
    parts: () => ({
      judgeGroup: (items, world, waived?: ReadonlySet<Waiver>) => (items.some(({ op }) => Math.abs(op.at.skewMs ?? 0) > MINUTES) ? items.map(() => held) : judgeGroup(items, world, waived)),
    }),
  },
  /** A tablet takes its own clock for the server's when it lets go of what was acknowledged long ago. */
  'retains-by-own-clock': {
    arrival: async (path, value, _disk, clockMs) => {
      if (path === '/sync/hello') value['serverTime'] = new Date(clockMs).toISOString()
    },
  },
} satisfies Record<string, Defect>
export type ClockDefectName = keyof typeof CLOCK_DEFECTS
export const CLOCK_DEFECT_NAMES = Object.keys(CLOCK_DEFECTS) as ClockDefectName[]
