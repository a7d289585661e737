import { SHARES_A_PART, type ShuShareData } from '../../records/shu-share.ts'
import type { ShareLine } from './shu.ts'

/** A list of shares in parts, each below the limit of an operation. */
export function partsOf(lines: readonly ShareLine[], name: Pick<ShuShareData, 'year' | 'yearId' | 'set'>): ShuShareData[] {
  return Array.from({ length: Math.ceil(lines.length / SHARES_A_PART) }, (_, index) => ({
    ...name, part: index + 1,
    lines: lines.slice(index * SHARES_A_PART, (index + 1) * SHARES_A_PART).map(({ memberId, number, va, sa, usaha, modal }) => ({ memberId, number, va, sa, usaha, modal })),
  }))
}
