import type { ArrivalData } from '../../records/arrival.ts'
import { isYoungInfant } from './arrival-rules.ts'
import { observedAlarms, type Observed, type VitalAssessment, type VitalSubject } from './vitals.ts'

export type Urgency = ArrivalData['priority']['level']

const BREATH_AND_PULSE: ReadonlySet<string> = new Set(['spo2', 'napas', 'nadi', 'djj'])
const PRESSURE: ReadonlySet<string> = new Set(['sistolik', 'diastolik'])
const GLUCOSE: ReadonlySet<string> = new Set(['gds', 'gdp'])
/** Measures of the body and of long illness: they need a plan, but nobody has to run for them. */
const NO_HURRY: ReadonlySet<string> = new Set(['berat', 'tinggi', 'lila', 'lingkar_perut', 'lingkar_kepala', 'tfu', 'kolesterol', 'asam_urat'])

/**
 * How urgent measured values make somebody. Not awake, an alarm of breathing, oxygen or pulse (the unborn child's too), a low
 * blood pressure, a low blood sugar, a high pressure in pregnancy, or any alarm of a baby below two months: `gawat`. Every
 * other alarm: `didahulukan`. No source ranks the alarms of the table, so this order is the product's own.
 */
export function urgencyOf(assessed: readonly VitalAssessment[], subject: VitalSubject, seen: Observed = {}): Urgency {
  const { beyond, notAlert } = observedAlarms(seen)
  if (notAlert || beyond.some(item => seen.beyond?.[item] === 'LO')) return 'gawat'
  const alarms = alarmsThatHurry(assessed)
  if (alarms.some(one => isEmergency(one, subject))) return 'gawat'
  return alarms.length > 0 || beyond.length > 0 ? 'didahulukan' : 'biasa'
}

/** The alarms that put somebody before others. */
export const alarmsThatHurry = (assessed: readonly VitalAssessment[]): VitalAssessment[] => assessed.filter(one => one.level === 'alarm' && !NO_HURRY.has(one.item))

function isEmergency(alarm: VitalAssessment, subject: VitalSubject): boolean {
  if (BREATH_AND_PULSE.has(alarm.item)) return true
  if (subject.bornOn !== null && isYoungInfant(subject.bornOn, subject.on)) return true
  const isLow = alarm.limit?.side === 'low'
  if (PRESSURE.has(alarm.item)) return isLow || subject.pregnant
  return GLUCOSE.has(alarm.item) && isLow
}

const LEVELS: readonly Urgency[] = ['biasa', 'didahulukan', 'gawat']

/** The more urgent of what stands and what was measured: a measurement never puts somebody back. Null where nothing changes. */
export function raisedPriority(now: ArrivalData['priority'], measured: Urgency, reason: string): ArrivalData['priority'] | null {
  return LEVELS.indexOf(measured) > LEVELS.indexOf(now.level) ? { level: measured, reason: reason.slice(0, 120) } : null
}
