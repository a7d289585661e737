import type { CheckContext, Lookup, RuleBreak } from '../../core/record.ts'
import { isControlled, type DrugData, type PharmacySetting } from './drug-facts.ts'

const SETTING: Lookup = { kind: 'pharmacy-setting', key: 'all', value: 'y' }

/** Whether anybody needs to have allowed this drug: psychotropics and narcotics, while they are in use. */
const needsLeave = (drug: Pick<DrugData, 'class' | 'active'>): boolean => isControlled(drug) && drug.active

/** The setting of the puskesmas is asked only where a drug needs its leave. */
export const drugLookups = (data: DrugData): readonly Lookup[] => (needsLeave(data) ? [SETTING] : [])

/**
 * What a drug of the catalogue must keep. BR-38: psychotropics and narcotics are in use only where the head has enabled a pustu
 * for them; the setting lies in the same stream. And a maker's KFA code (93) never stands as the code of the generic (92).
 */
export function checkDrug(data: DrugData, context: CheckContext<DrugData>): RuleBreak[] {
  const breaks: RuleBreak[] = []
  if (needsLeave(data)) {
    const settings = context.found(SETTING).filter(found => found.state === 'live').map(found => found.data as unknown as PharmacySetting)
    if (!settings.some(setting => setting.controlledAt.length > 0)) breaks.push({ rule: 'BR-38', field: 'class' })
  }
  if (data.kfa !== null && !data.kfa.startsWith('92')) breaks.push({ rule: 'kfa-level', field: 'kfa' })
  if (data.kfaProduct && !data.kfaProduct.startsWith('93')) breaks.push({ rule: 'kfa-level', field: 'kfaProduct' })
  return breaks
}

/** BR-38: whether this pustu may have this drug on its shelf. Every form that brings stock to a pustu asks it. */
export const mayHold = (setting: Pick<PharmacySetting, 'controlledAt'>, pustu: string, drug: Pick<DrugData, 'class'>): boolean =>
  !isControlled(drug) || setting.controlledAt.includes(pustu)

type Named = Pick<DrugData, 'name' | 'strength' | 'form'>

const plain = (text: string): string => text.toLowerCase().normalize('NFKD').replace(/[\u0300-\u036f]/g, '').trim().replace(/\s+/g, ' ')

/** Two drugs with one key are one drug written twice: capitals, spaces ("500mg") and the decimal sign ("0.5") do not tell them apart. */
export function drugKey(drug: Named): string {
  const strength = plain(drug.strength).replace(/(\d)\.(?=\d)/g, '$1,').replace(/ /g, '')
  return `${plain(drug.name)}|${strength}|${plain(drug.form)}`
}

/** Drugs of the catalogue with the same name, strength and form as this one. */
export function twinsOf<D extends { readonly id: string; readonly data: Named }>(drug: Named, id: string | null, drugs: readonly D[]): D[] {
  const key = drugKey(drug)
  return drugs.filter(other => other.id !== id && drugKey(other.data) === key)
}

/**
 * The id of a new drug follows from what it is, so that two offline tablets that enter the same drug do not make two of it:
 * the later save is put aside. Null where nothing of the name can stand in an id.
 */
export function drugSlug(drug: Named): string | null {
  const slug = plain(`${drug.name} ${drug.strength} ${drug.form}`).replace(/[^a-z0-9]+/g, '-').replace(/^-|-$/g, '').slice(0, 64).replace(/-$/, '')
  return slug === '' ? null : slug
}
