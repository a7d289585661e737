import type { Distribution } from '#domain/rules/finance/shu.ts'
import { soldIn } from '#domain/rules/finance/shu-figures.ts'
import { RESERVE } from '#domain/rules/finance/shu-keys.ts'
import { distribute, type ShareLine, type ShuRule } from '#domain/rules/finance/shu.ts'
import type { FrozenYear, OpenYear } from '../repository.ts'

/** A year as pages and papers show it, whether it stands open or was frozen. */
export interface YearView {
  readonly year: number
  readonly place: string
  readonly figures: Readonly<Record<string, number>>
  readonly facts: Readonly<Record<string, number>>
  readonly savings: 'semua' | 'pokok-wajib'
  readonly result: Distribution | null
  /** Null where the list is not on this tablet, or not for this account. */
  readonly lines: readonly ShareLine[] | null
  readonly names: ReadonlyMap<string, string>
  /** The approval that froze it. */
  readonly rat: { readonly on: string; readonly minutes: string } | null
}

/** An open year shared by a rule. Nothing is shared where nobody has set one, or while what members bought is not known here. */
export function openView(open: OpenYear, rule: ShuRule | null): YearView {
  const { year, figures, facts, names, savings, members } = open
  const result = rule === null || members === null ? null : distribute({ shu: figures['result'] ?? 0, sales: soldIn(figures), rule, members })
  return { year, place: open.kmp.name, figures, facts, names, savings, result, lines: result?.lines ?? null, rat: null }
}

/** A frozen year, from its records alone. */
export function frozenView({ kmp, year, record: { data }, list, names }: FrozenYear): YearView {
  const undistributed = { usaha: data.vuk === 0 ? data.jua : 0, modal: data.tms === 0 ? data.jma : 0 }
  const lines = list?.lines ?? null
  const result: Distribution = {
    shu: data.shu, nonMember: data.nonMember, shares: data.shares, vuk: data.vuk, tms: data.tms, jua: data.jua, jma: data.jma, undistributed, lines: lines ?? [],
    reserve: (data.shares.find(share => share.key === RESERVE)?.amount ?? 0) + data.nonMember + data.undistributed,
  }
  return { year, place: kmp.name, figures: data.figures, facts: data.facts, names, savings: data.savings, result, lines, rat: { on: data.rat.on, minutes: data.rat.minutes } }
}
