import type { Json } from '#domain/core/json.ts'
import { formatDecimal, parseDecimal, parseWhole } from '#domain/core/number.ts'
import type { PharmacySetting } from '#domain/rules/pharmacy/drug-facts.ts'
import { optimumOf, requestOf } from '#domain/rules/pharmacy/lplpo.ts'

/** The settings as typed. */
export interface TypedSetting {
  rule: string; workingDays: string; leadDays: string; bufferPercent: string; roundToPack: boolean
  ppnPercent: string; index: string; embalase: string; tuslah: string
  controlledAt: string[]
  headName: string; headNip: string; pharmacistName: string; pharmacistNip: string
}

export function typedSetting(setting: PharmacySetting): TypedSetting {
  return {
    rule: setting.rule, workingDays: String(setting.workingDays), leadDays: String(setting.leadDays), bufferPercent: String(setting.bufferPercent), roundToPack: setting.roundToPack,
    ppnPercent: String(setting.ppnPercent), index: formatDecimal(setting.indexHundredths / 100, 2), embalase: formatDecimal(setting.embalase), tuslah: formatDecimal(setting.tuslah),
    controlledAt: [...setting.controlledAt],
    headName: setting.head?.name ?? '', headNip: setting.head?.nip ?? '', pharmacistName: setting.pharmacist?.name ?? '', pharmacistNip: setting.pharmacist?.nip ?? '',
  }
}

export type SettingWord = 'errWorkingDays' | 'errLeadDays' | 'errBuffer' | 'errPpn' | 'errIndex' | 'errRupiah' | 'errNipAlone'
export interface SettingProblem { readonly field: keyof TypedSetting; readonly word: SettingWord }

function whole(text: string, least: number, most: number): number | null {
  const parsed = parseWhole(text)
  return parsed.ok && parsed.value >= least && parsed.value <= most ? parsed.value : null
}

/** Hundredths of the index: "1,25" → 125; null for what is not lawful or has more decimals (BR-39). */
export function indexHundredths(text: string): number | null {
  const parsed = parseDecimal(text, 2)
  if (!parsed.ok) return null
  // Two decimals at most, so this rounds away binary dust only.
  const hundredths = Math.round(parsed.value * 100)
  return hundredths >= 110 && hundredths <= 125 ? hundredths : null
}

const MOST_RUPIAH = 1_000_000

export function settingProblems(typed: TypedSetting): SettingProblem[] {
  const problems: SettingProblem[] = []
  const check = (field: keyof TypedSetting, value: number | null, word: SettingWord): void => { if (value === null) problems.push({ field, word }) }
  check('workingDays', whole(typed.workingDays, 1, 31), 'errWorkingDays')
  check('leadDays', whole(typed.leadDays, 0, 90), 'errLeadDays')
  check('bufferPercent', whole(typed.bufferPercent, 0, 100), 'errBuffer')
  check('ppnPercent', whole(typed.ppnPercent, 0, 30), 'errPpn')
  check('index', indexHundredths(typed.index), 'errIndex')
  check('embalase', whole(typed.embalase, 0, MOST_RUPIAH), 'errRupiah')
  check('tuslah', whole(typed.tuslah, 0, MOST_RUPIAH), 'errRupiah')
  if (typed.headName.trim() === '' && typed.headNip.trim() !== '') problems.push({ field: 'headName', word: 'errNipAlone' })
  if (typed.pharmacistName.trim() === '' && typed.pharmacistNip.trim() !== '') problems.push({ field: 'pharmacistName', word: 'errNipAlone' })
  return problems
}

/** The settings that a form without problems describes. */
export function settingOf(typed: TypedSetting): PharmacySetting {
  const person = (name: string, nip: string): PharmacySetting['head'] => (name.trim() === '' ? null : { name: name.trim(), nip: nip.trim() })
  return {
    rule: typed.rule === 'tiga-kali' ? 'tiga-kali' : 'stok-optimum', workingDays: whole(typed.workingDays, 1, 31) ?? 1, leadDays: whole(typed.leadDays, 0, 90) ?? 0, bufferPercent: whole(typed.bufferPercent, 0, 100) ?? 0,
    roundToPack: typed.roundToPack, ppnPercent: whole(typed.ppnPercent, 0, 30) ?? 0, indexHundredths: indexHundredths(typed.index) ?? 110,
    embalase: whole(typed.embalase, 0, MOST_RUPIAH) ?? 0, tuslah: whole(typed.tuslah, 0, MOST_RUPIAH) ?? 0, controlledAt: [...typed.controlledAt].sort(),
    head: person(typed.headName, typed.headNip), pharmacist: person(typed.pharmacistName, typed.pharmacistNip),
  }
}

/** The worked figures of BR-24 with the values on the screen: use 1.820, closing 1.350, packs of 100. Null while they are not complete. */
export function exampleOf(typed: TypedSetting): { readonly optimum: number; readonly request: number } | null {
  if (settingProblems(typed).some(problem => ['workingDays', 'leadDays', 'bufferPercent'].includes(problem.field))) return null
  const { rule, workingDays, leadDays, bufferPercent, roundToPack } = settingOf(typed)
  const { optimum } = optimumOf({ used: 1820, emptyDays: 0, workingDays, leadDays, bufferPercent })
  return { optimum, request: requestOf({ rule, used: 1820, optimum, closing: 1350, pack: 100, roundToPack }) }
}

/** A kept form of this version's shape, or null. */
export function restoreSetting(kept: Json | undefined, start: TypedSetting): TypedSetting | null {
  if (kept === null || typeof kept !== 'object' || Array.isArray(kept)) return null
  const found = kept as Record<string, Json | undefined>
  const fits = Object.entries(start).every(([key, value]) => typeof found[key] === typeof value && Array.isArray(found[key]) === Array.isArray(value))
  const placesFit = Array.isArray(found['controlledAt']) && found['controlledAt'].every(place => typeof place === 'string')
  return fits && placesFit ? (Object.fromEntries(Object.keys(start).map(key => [key, found[key]])) as unknown as TypedSetting) : null
}
