import { BEYOND_ITEMS, VITAL_ITEMS, type BeyondItem, type Consciousness, type VitalItem } from '#domain/records/vitals-fields.ts'
import type { Observed } from '#domain/rules/clinic/vitals.ts'
import { numberText, readNumber } from './typed-number.ts'

/** What is measured, as it stands on the screen: texts as typed, so that nothing is bent before it is checked. */
export interface VitalsForm {
  vitals: Record<VitalItem, string>
  /** A meter that shows HI or LO; '' where it shows a number. */
  beyond: Record<BeyondItem, '' | 'HI' | 'LO'>
  consciousness: '' | Consciousness
  pregnant: boolean
  /** Only the systole could be felt, at the pulse. */
  felt: boolean
  /** Measures that were added by hand to those the person's age and condition ask for. */
  added: VitalItem[]
}

const noVitals = (): Record<VitalItem, string> => Object.fromEntries(VITAL_ITEMS.map(item => [item, ''])) as Record<VitalItem, string>

export const emptyVitals = (): VitalsForm => ({ vitals: noVitals(), beyond: { gds: '', gdp: '' }, consciousness: '', pregnant: false, felt: false, added: [] })

/** The measured values that are numbers. What can't be read is left out here and named by the checks. */
export function measuredOf(form: Pick<VitalsForm, 'vitals'>): Partial<Record<VitalItem, number>> {
  const values: Partial<Record<VitalItem, number>> = {}
  for (const item of VITAL_ITEMS) {
    const value = readNumber(form.vitals[item])
    if (typeof value === 'number') values[item] = value
  }
  return values
}

/** HI and LO as the record keeps them; undefined where every meter showed a number. */
export function beyondOf(form: Pick<VitalsForm, 'beyond'>): Partial<Record<BeyondItem, 'HI' | 'LO'>> | undefined {
  const shown = BEYOND_ITEMS.flatMap(item => (form.beyond[item] === '' ? [] : [[item, form.beyond[item]] as const]))
  return shown.length > 0 ? (Object.fromEntries(shown) as Partial<Record<BeyondItem, 'HI' | 'LO'>>) : undefined
}

/** What was observed without a number. */
export const observedOf = (form: Pick<VitalsForm, 'beyond' | 'consciousness'>): Observed => ({ beyond: beyondOf(form), consciousness: form.consciousness === '' ? undefined : form.consciousness })

/** The form of what was measured before: by triage, or in a draft. */
export function formOfVitals(
  vitals: Readonly<Partial<Record<VitalItem, number | undefined>>>,
  rest: { readonly beyond?: Observed['beyond']; readonly consciousness?: Consciousness | undefined; readonly pregnant?: boolean; readonly felt?: boolean | undefined } = {},
): VitalsForm {
  const form = emptyVitals()
  for (const item of VITAL_ITEMS) {
    const value = vitals[item]
    if (value !== undefined) form.vitals[item] = numberText(value)
  }
  for (const item of BEYOND_ITEMS) form.beyond[item] = rest.beyond?.[item] ?? ''
  return { ...form, consciousness: rest.consciousness ?? '', pregnant: rest.pregnant ?? false, felt: rest.felt ?? false }
}

/** Body mass index in kg/m², one decimal, or `null` without both values. */
export function bodyMassIndex(weightKg: number | undefined, heightCm: number | undefined): number | null {
  if (!weightKg || !heightCm) return null
  return Math.round((weightKg / (heightCm / 100) ** 2) * 10) / 10
}
