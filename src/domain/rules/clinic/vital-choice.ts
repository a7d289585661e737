import { ageInMonths } from '../../core/day.ts'
import { OTHER_ITEMS } from '../../records/vitals-fields.ts'
import type { VitalSubject } from './vitals.ts'

type OtherItem = (typeof OTHER_ITEMS)[number]

/** Whose measures are chosen; `chronic` where an earlier visit named a long illness. */
export interface ChoiceSubject extends VitalSubject { readonly chronic: boolean }

/** Age in months; without a known birth an adult is taken. */
const monthsOf = (subject: VitalSubject): number => (subject.bornOn === null ? 360 : Math.max(0, ageInMonths(subject.bornOn, subject.on)))

/** What age, pregnancy or a long illness asks for besides the usual eight, in the order of the table. */
export function suggestedItems(subject: ChoiceSubject): OtherItem[] {
  const months = monthsOf(subject)
  const wanted = new Set<OtherItem>()
  if (months < 24) wanted.add('lingkar_kepala')
  if (months < 60) wanted.add('lila')
  if (subject.pregnant) for (const item of ['hb', 'lila', 'tfu', 'djj'] as const) wanted.add(item)
  if (subject.chronic) for (const item of ['gds', 'gdp', 'kolesterol', 'asam_urat', 'lingkar_perut'] as const) wanted.add(item)
  return OTHER_ITEMS.filter(item => wanted.has(item))
}

/** What may be measured of this person at all: a fundus and a child's heart only in pregnancy, a head's size up to five years. */
export function possibleItems(subject: ChoiceSubject): OtherItem[] {
  return OTHER_ITEMS.filter(item => {
    if (item === 'tfu' || item === 'djj') return subject.pregnant
    return item !== 'lingkar_kepala' || monthsOf(subject) < 60
  })
}

/** Between ten and fifty-five a woman is asked whether she is pregnant. */
export function mayBePregnant(subject: Pick<VitalSubject, 'bornOn' | 'on' | 'sex'>): boolean {
  const months = subject.bornOn === null ? 360 : ageInMonths(subject.bornOn, subject.on)
  return subject.sex === 'P' && months >= 120 && months < 672
}

