import type { CheckContext, RuleBreak } from '../../core/record.ts'
import type { CoopSettingData } from '../../records/coop-setting.ts'

/** One setting a KMP; the shares total 100 and none is below 0 (BR-17). */
export function checkCoopSetting(data: CoopSettingData, context: CheckContext<CoopSettingData>): RuleBreak[] {
  const breaks: RuleBreak[] = []
  const others = context.found({ kind: 'coop-setting', key: 'one', value: 'ya' }).filter(other => other.id !== context.id && other.state === 'live')
  if (others.length > 0) breaks.push({ rule: 'one-setting', field: 'dues' })
  return breaks
}
