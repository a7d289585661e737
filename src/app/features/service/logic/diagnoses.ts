import type { Diagnosis as Seed } from '#seeds/diagnoses.ts'
import seed from '#seeds/diagnoses.json'

/** One code of the quick pick: the Indonesian name is ours, the code ICD-10 (2010). */
export type Diagnosis = Pick<Seed, 'code' | 'name' | 'common' | 'list144' | 'chronic' | 'notifiable' | 'refer'>

/** Common ones first, each part by code, so that typing nothing already shows what is used daily. */
export const DIAGNOSES: readonly Diagnosis[] = seed.rows
  .map(({ code, name, common, list144, chronic, notifiable, refer }) => ({ code, name, common, list144, chronic, notifiable, refer }))
  .sort((a, b) => Number(b.common) - Number(a.common) || a.code.localeCompare(b.code))

const byCode = new Map(DIAGNOSES.map(one => [one.code, one]))
export const diagnosisOf = (code: string): Diagnosis | undefined => byCode.get(code)

/** A dozen that make up most days of a pustu, offered until it has habits of its own. */
const DAILY = ['J06.9', 'J00', 'R50.9', 'I10', 'E11.9', 'A09', 'K30', 'K29.7', 'M79.1', 'R51', 'L30.9', 'Z34.9']
export const DAILY_DIAGNOSES: readonly Diagnosis[] = DAILY.flatMap(code => byCode.get(code) ?? [])

/** A code that is not in the list can be typed, with the pattern of ICD-10; until it is named, its name is the code. */
export function typedCode(text: string): Pick<Diagnosis, 'code' | 'name'> | null {
  const code = text.trim().toUpperCase()
  return /^[A-Z]\d\d(\.\d)?$/.test(code) && !byCode.has(code) ? { code, name: code } : null
}
