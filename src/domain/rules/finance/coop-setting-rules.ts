import type { CheckContext, RuleBreak } from '../../core/record.ts'
import type { CoopSettingData } from '../../records/coop-setting.ts'
import { allocationFaults } from './shu.ts'

/** One setting a KMP; the shares total 100 and none is below 0 (BR-17); each step of simpanan wajib begins after the one before. */
export function checkCoopSetting(data: CoopSettingData, context: CheckContext<CoopSettingData>): RuleBreak[] {
  const breaks: RuleBreak[] = []
  const others = context.found({ kind: 'coop-setting', key: 'one', value: 'ya' }).filter(other => other.id !== context.id && other.state === 'live')
  if (others.length > 0) breaks.push({ rule: 'one-setting', field: 'dues' })
  const faults = allocationFaults(data.shu.shares)
  const total = faults.find(fault => fault.kind === 'total')
  if (total || faults.some(fault => fault.kind === 'negative')) breaks.push({ rule: 'BR-17', field: 'shu', ...(total ? { detail: { total: total.total } } : {}) })
  if (faults.some(fault => fault.kind === 'missing' || fault.kind === 'twice')) breaks.push({ rule: 'shu-keys', field: 'shu' })
  if (data.dues.wajib.some((step, index) => index > 0 && step.from <= (data.dues.wajib[index - 1]?.from ?? ''))) breaks.push({ rule: 'dues-order', field: 'dues' })
  return breaks
}
