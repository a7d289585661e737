import { ageInMonths } from '#domain/core/day.ts'
import type { VitalSubject } from '#domain/rules/clinic/vitals.ts'

export type BmiWord = 'bmiVeryThin' | 'bmiThin' | 'bmiNormal' | 'bmiOver' | 'bmiObese'

/** The adult bands 17 – 18,5 – 25 – 27; none for children, whose index needs growth tables, nor in pregnancy. */
export function adultBmiWord(index: number, subject: VitalSubject): BmiWord | null {
  if (subject.pregnant || subject.bornOn === null || ageInMonths(subject.bornOn, subject.on) < 216) return null
  if (index < 17) return 'bmiVeryThin'
  if (index < 18.5) return 'bmiThin'
  if (index <= 25) return 'bmiNormal'
  return index <= 27 ? 'bmiOver' : 'bmiObese'
}
