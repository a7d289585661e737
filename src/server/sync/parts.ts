import { grantedStreams } from '#domain/rules/access/grants.ts'
import { judgeGroup } from '#sync/judge.ts'
import { checkChain } from './chain-check.ts'
import { writeDerivedRows } from './derived/derived-rows.ts'
import { inboxRow } from './inbox.ts'
import { raiseClockIncident } from './incidents.ts'
import { placeRows } from './place-rows.ts'
import { resultsByBody, resultsBySeq } from './stored-results.ts'

/** The mechanisms of sync, each a collaborator that a test can take away to see that its absence is noticed. */
export interface SyncParts {
  readonly checkChain: typeof checkChain
  readonly resultsBySeq: typeof resultsBySeq
  readonly resultsByBody: typeof resultsByBody
  readonly judgeGroup: typeof judgeGroup
  /** The inbox record of a quarantined operation; null drops it. */
  readonly inboxRow: (...args: Parameters<typeof inboxRow>) => ReturnType<typeof inboxRow> | null
  readonly writeDerivedRows: typeof writeDerivedRows
  readonly placeRows: typeof placeRows
  readonly grantedStreams: typeof grantedStreams
  readonly raiseClockIncident: typeof raiseClockIncident
}

export const productionParts: SyncParts = {
  checkChain, resultsBySeq, resultsByBody, judgeGroup, inboxRow, writeDerivedRows, placeRows, grantedStreams, raiseClockIncident,
}
