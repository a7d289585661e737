import { sameJson } from '../../core/json.ts'
import type { CheckContext, RuleBreak } from '../../core/record.ts'
import type { ClinicSetting } from '../../records/clinic-setting.ts'
import { VITAL_TABLE, type VitalLimit } from './vital-limits.ts'
import type { DrugClass, Profession } from './licence-gate.ts'

export type OwnLimit = ClinicSetting['limits'][number]
export type SignOff = NonNullable<ClinicSetting['limitsSigned']>

export const clinicSettingId = (puskesmas: string): string => `klinik-${puskesmas}`

/** What holds where the head has saved nothing: the house's gate and limits, unsigned, and no letterhead. */
export const DEFAULT_CLINIC_SETTING: ClinicSetting = {
  gate: [], limits: [], limitsSigned: null, safetySigned: null,
  letterhead: { agency: '', address: '', contact: '', town: '' }, head: { name: '', nip: '' },
}

/**
 * Whether the head may give a class to a profession at all. Psychotropics and narcotics leave only on a doctor's prescription;
 * who has no profession that prescribes is given nothing, and pharmacy staff at most what is sold without a prescription.
 */
export function mayBeGiven(profession: Profession, drugClass: DrugClass): boolean {
  if (profession === 'medis') return true
  if (profession === 'lainnya' || drugClass === 'psikotropika' || drugClass === 'narkotika') return false
  return profession !== 'kefarmasian' || drugClass === 'bebas' || drugClass === 'bebas-terbatas'
}

export const BOUNDS = ['alarmLow', 'warnLow', 'warnHigh', 'alarmHigh'] as const
export type Bound = (typeof BOUNDS)[number]

/** The seed's row that a row of the puskesmas stands in for. */
export const seedLimit = (item: string, group: string): VitalLimit | undefined => VITAL_TABLE.limits.find(row => row.item === item && row.group === group)

export type LimitBreak = 'limit-unknown' | 'limit-guard' | 'limit-decimals' | 'limit-order'

/** What is wrong with one row of limits: bounds rise from the low alarm to the high one, inside what a person can show. */
export function limitBreaks(row: OwnLimit): { readonly rule: LimitBreak; readonly bound: Bound | null }[] {
  if (!seedLimit(row.item, row.group)) return [{ rule: 'limit-unknown', bound: null }]
  const guard = VITAL_TABLE.guards[row.item]
  const breaks: { rule: LimitBreak; bound: Bound }[] = []
  let last: number | null = null
  for (const bound of BOUNDS) {
    const value = row[bound]
    if (value === null) continue
    if (value < guard.min || value > guard.max) breaks.push({ rule: 'limit-guard', bound })
    else if (Number(value.toFixed(guard.decimals)) !== value) breaks.push({ rule: 'limit-decimals', bound })
    else if (last !== null && value <= last) breaks.push({ rule: 'limit-order', bound })
    last = last === null ? value : Math.max(last, value)
  }
  return breaks
}

/** The settings of a puskesmas: a gate that no rule forbids, limits in order, and signatures that fall with what they stood under. */
export function checkClinicSetting(data: ClinicSetting, context: CheckContext<ClinicSetting>): RuleBreak[] {
  return [...gateBreaks(data), ...rowBreaks(data), ...signatureBreaks(data, context)]
}

function gateBreaks({ gate }: ClinicSetting): RuleBreak[] {
  const breaks: RuleBreak[] = []
  for (const [index, row] of gate.entries()) {
    if (gate.findIndex(other => other.profession === row.profession) !== index || new Set(row.classes).size !== row.classes.length) breaks.push({ rule: 'gate-twice', field: 'gate', detail: { profession: row.profession } })
    for (const drugClass of row.classes) if (!mayBeGiven(row.profession, drugClass)) breaks.push({ rule: 'gate-ceiling', field: 'gate', detail: { profession: row.profession, class: drugClass } })
  }
  return breaks
}

function rowBreaks({ limits }: ClinicSetting): RuleBreak[] {
  return limits.flatMap((row, index) => {
    const detail = { item: row.item, group: row.group }
    const twice = limits.findIndex(other => other.item === row.item && other.group === row.group) !== index
    return [...(twice ? [{ rule: 'limit-twice', field: 'limits', detail }] : []), ...limitBreaks(row).map(one => ({ rule: one.rule, field: 'limits', detail: { ...detail, bound: one.bound ?? '' } }))]
  })
}

/** A signature names who read it, and is recorded by the head himself; limits that change afterwards are not signed any more. */
function signatureBreaks(data: ClinicSetting, { before, actor }: CheckContext<ClinicSetting>): RuleBreak[] {
  const breaks: RuleBreak[] = []
  for (const field of ['limitsSigned', 'safetySigned'] as const) {
    const signed = data[field]
    if (!signed || sameJson(signed, before?.[field] ?? null)) continue
    if (signed.sip.trim() === '') breaks.push({ rule: 'sign-off-sip', field })
    if (signed.by !== actor) breaks.push({ rule: 'sign-off-by', field })
  }
  if (before?.limitsSigned && sameJson(before.limitsSigned, data.limitsSigned) && !sameJson(before.limits, data.limits)) breaks.push({ rule: 'sign-off-stale', field: 'limitsSigned' })
  return breaks
}
