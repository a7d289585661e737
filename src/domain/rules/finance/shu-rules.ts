import type { CheckContext, Lookup, RuleBreak } from '../../core/record.ts'
import type { ShuShareData } from '../../records/shu-share.ts'
import type { ShuYearData } from '../../records/shu-year.ts'

export const shuYearLookups = (data: ShuYearData): readonly Lookup[] => [
  { kind: 'shu-year', key: 'year', value: String(data.year) }, { kind: 'shu-year', key: 'year', value: String(data.year - 1) },
  { kind: 'shu-share', key: 'year', value: String(data.year), beside: 'trade' },
]

export function checkShuYear(data: ShuYearData, context: CheckContext<ShuYearData>): RuleBreak[] {
  const breaks: RuleBreak[] = []
  if (data.by !== context.actor) breaks.push({ rule: 'entry-actor', field: 'by' })
  return breaks
}

export function checkShuShare(data: ShuShareData, context: CheckContext<ShuShareData>): RuleBreak[] {
  return data.yearId.endsWith(`-${data.year}`) || context.id === '' ? [] : [{ rule: 'shu-share', field: 'yearId' }]
}
