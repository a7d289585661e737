import { isControlled } from '#domain/rules/pharmacy/drug-facts.ts'
import type { Drug } from './repository.ts'

/** The views of the list, in the order in which they are offered. */
export const VIEWS = ['active', 'antibiotic', 'indicator', 'programme', 'doubtful', 'inactive', 'all'] as const
export type View = (typeof VIEWS)[number]

const MATCHES: Readonly<Record<View, (drug: Drug) => boolean>> = {
  active: drug => drug.data.active,
  antibiotic: drug => drug.data.active && drug.data.antibiotic,
  indicator: drug => drug.data.active && drug.data.indicator,
  programme: drug => drug.data.active && drug.data.programme !== '' && drug.data.programme !== 'umum',
  doubtful: drug => drug.data.doubtful,
  inactive: drug => !drug.data.active,
  all: () => true,
}

export const countsOf = (drugs: readonly Drug[]): Record<View, number> =>
  Object.fromEntries(VIEWS.map(view => [view, drugs.filter(MATCHES[view]).length])) as Record<View, number>

/** Drugs of a view and a class. What is searched is found whatever the view: whoever asks wants to know that it is there. */
export function listed(drugs: readonly Drug[], view: View, drugClass: string, typed: string): Drug[] {
  const words = typed.trim().toLocaleLowerCase('id').split(/\s+/).filter(word => word !== '')
  const ofClass = drugs.filter(drug => drugClass === '' || drug.data.class === drugClass)
  if (words.length === 0) return ofClass.filter(MATCHES[view])
  return ofClass.filter(drug => {
    const text = searchText(drug)
    return words.every(word => text.includes(word))
  })
}

const searchText = ({ data }: Drug): string =>
  [data.name, data.strength, data.form, data.kfa ?? '', data.kfaProduct ?? '', ...(data.packs ?? []).map(pack => pack.barcode)].join(' ').toLocaleLowerCase('id')

export type Flag = 'flagInactive' | 'flagControlled' | 'flagDoubtful' | 'flagAntibiotic' | 'flagIndicator' | 'flagCold'

/** What is worth knowing of a drug at a glance. */
export function flagsOf({ data }: Drug): Flag[] {
  const flags: Flag[] = []
  if (!data.active) flags.push('flagInactive')
  if (isControlled(data)) flags.push('flagControlled')
  if (data.doubtful) flags.push('flagDoubtful')
  if (data.antibiotic) flags.push('flagAntibiotic')
  if (data.indicator) flags.push('flagIndicator')
  if (data.coldChain) flags.push('flagCold')
  return flags
}
