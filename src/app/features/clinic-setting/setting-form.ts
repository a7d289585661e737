import type { Json } from '#domain/core/json.ts'
import { sameJson } from '#domain/core/json.ts'
import { DRUG_CLASSES } from '#domain/records/drug.ts'
import { PROFESSIONS } from '#domain/records/staff.ts'
import type { ClinicSetting } from '#domain/records/clinic-setting.ts'
import { mayBeGiven } from '#domain/rules/clinic/clinic-setting-rules.ts'
import { classesFor, DEFAULT_GATE, type DrugClass, type Profession } from '#domain/rules/clinic/licence-gate.ts'

/** Letterhead, head and licence gate as typed; `gate` holds `profession:class` of what is ticked. */
export interface TypedHouse { agency: string; address: string; contact: string; town: string; headName: string; headNip: string; gate: string[] }

export const gateKey = (profession: Profession, drugClass: DrugClass): string => `${profession}:${drugClass}`

export const typedHouse = ({ letterhead, head, gate }: ClinicSetting): TypedHouse => ({
  ...letterhead, headName: head.name, headNip: head.nip,
  gate: PROFESSIONS.flatMap(profession => DRUG_CLASSES.filter(drugClass => classesFor(gate, profession).includes(drugClass)).map(drugClass => gateKey(profession, drugClass))),
})

/** What a form says; a gate like the proposal is not kept as the puskesmas' own. */
export function houseOf(typed: TypedHouse): Pick<ClinicSetting, 'letterhead' | 'head' | 'gate'> {
  const gate = PROFESSIONS.map(profession => ({ profession, classes: DRUG_CLASSES.filter(drugClass => mayBeGiven(profession, drugClass) && typed.gate.includes(gateKey(profession, drugClass))) }))
  return {
    letterhead: { agency: typed.agency.trim(), address: typed.address.trim(), contact: typed.contact.trim(), town: typed.town.trim() },
    head: { name: typed.headName.trim(), nip: typed.headNip.trim() }, gate: sameJson(gate, DEFAULT_GATE) ? [] : gate,
  }
}

export interface HouseProblem { readonly field: keyof TypedHouse; readonly word: 'errNipAlone' | 'errTown' }

export function houseProblems(typed: TypedHouse): HouseProblem[] {
  const hasHead = [typed.agency, typed.address, typed.contact].some(text => text.trim() !== '')
  return [
    ...(hasHead && typed.town.trim() === '' ? [{ field: 'town', word: 'errTown' } as const] : []),
    ...(typed.headName.trim() === '' && typed.headNip.trim() !== '' ? [{ field: 'headName', word: 'errNipAlone' } as const] : []),
  ]
}

/** A kept form of this version's shape, or null. */
export function restoreHouse(kept: Json | undefined, start: TypedHouse): TypedHouse | null {
  if (kept === null || typeof kept !== 'object' || Array.isArray(kept)) return null
  const found = kept as Record<string, Json | undefined>
  const fits = Object.entries(start).every(([key, value]) => typeof found[key] === typeof value && Array.isArray(found[key]) === Array.isArray(value))
  return fits ? (Object.fromEntries(Object.keys(start).map(key => [key, found[key]])) as unknown as TypedHouse) : null
}
