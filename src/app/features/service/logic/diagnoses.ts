import seed from '#seeds/diagnoses.json'

/** One code of the quick pick: the Indonesian name is ours, the code ICD-10 (2010). */
export interface Diagnosis { readonly code: string; readonly name: string; readonly common: boolean }

/** Common ones first, each part by code, so that typing nothing already shows what is used daily. */
export const DIAGNOSES: readonly Diagnosis[] = seed.rows
  .map(({ code, name, common }) => ({ code, name, common }))
  .sort((a, b) => Number(b.common) - Number(a.common) || a.code.localeCompare(b.code))

/** A dozen that make up most days of a pustu, offered as buttons. */
const DAILY = ['J06.9', 'J00', 'R50.9', 'I10', 'E11.9', 'A09', 'K30', 'K29.7', 'M79.1', 'R51', 'L30.9', 'Z34.9']
export const DAILY_DIAGNOSES: readonly Diagnosis[] = DAILY.flatMap(code => DIAGNOSES.find(one => one.code === code) ?? [])

/** A code that is not in the list can be typed, with the pattern of ICD-10; its name is then the code. */
export function typedCode(text: string): Diagnosis | null {
  const code = text.trim().toUpperCase()
  return /^[A-Z]\d\d(\.\d)?$/.test(code) && !DIAGNOSES.some(one => one.code === code) ? { code, name: code, common: false } : null
}
