import type { DataOf } from '#domain/records/index.ts'
import file from './drugs.json'

/** One generic item of the reference list, with what its facts rest on. See README.md for what awaits sign-off. */
export interface DrugSeed {
  readonly id: string
  readonly name: string
  readonly strength: string
  readonly form: string
  readonly unit: string
  readonly route: string
  readonly atc: string
  readonly kfa: string | null
  /** POV: the code of the generic item (92…). POA: of one maker's product (93…), to be confirmed against the box. */
  readonly kfaLevel: 'POV' | 'POA' | ''
  readonly fornas: string
  readonly fktp: boolean
  readonly maxPrescription: string
  readonly class: DataOf<'drug'>['class']
  readonly doubtful: boolean
  readonly antibiotic: boolean
  readonly indicator: boolean
  readonly coldChain: boolean
  readonly programme: string
  readonly usualDose: string
  readonly note: string
}

/** All items of the list; ids are slugs of name, strength and form, and are the ids of `drug` records. */
export const DRUG_SEEDS = file.rows as readonly DrugSeed[]

/** Narcotics and psychotropics stay out of a pustu until the head enables them (BR-38). */
export const isControlled = (seed: Pick<DrugSeed, 'class'>): boolean => seed.class === 'psikotropika' || seed.class === 'narkotika'

/** The `drug` record of an item. A maker's code (93…) is not the code of a generic, and waits to be confirmed against the box. */
export function drugRecord(seed: DrugSeed): DataOf<'drug'> {
  const kfaProduct = seed.kfaLevel === 'POA' ? seed.kfa : null
  return {
    name: seed.name, strength: seed.strength, form: seed.form, unit: seed.unit, route: seed.route, class: seed.class, doubtful: seed.doubtful,
    antibiotic: seed.antibiotic, indicator: seed.indicator, coldChain: seed.coldChain, programme: seed.programme,
    kfa: seed.kfaLevel === 'POV' ? seed.kfa : null, kfaProduct,
    maxPrescription: seed.maxPrescription, usualDose: seed.usualDose, active: !isControlled(seed),
    atc: seed.atc, fornas: seed.fornas, note: seed.note,
    // Editor knowledge throughout (README.md), so that a pharmacist has the last word.
    unchecked: [
      'class', ...(seed.usualDose === '' ? [] : ['usualDose' as const]), ...(seed.atc === '' ? [] : ['atc' as const]), ...(kfaProduct === null ? [] : ['kfaProduct' as const]),
    ],
  }
}
