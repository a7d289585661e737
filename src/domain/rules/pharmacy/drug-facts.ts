import type { z } from 'zod'
import type { DrugData } from '../../records/drug.ts'
import type { pharmacySetting } from '../../records/pharmacy-setting.ts'

export type { DrugData }
export type PharmacySetting = z.infer<typeof pharmacySetting.schema>
export type DrugFacts = { [Fact in keyof DrugData]-?: Exclude<DrugData[Fact], undefined> }

/** A drug with everything that rows of version 1 do not have: unknown, and said so by empty values. */
export function drugFacts(data: DrugData): DrugFacts {
  return {
    ...data, packs: data.packs ?? [], kfaProduct: data.kfaProduct ?? null, minimum: data.minimum ?? null, hna: data.hna ?? null,
    het: data.het ?? null, atc: data.atc ?? '', fornas: data.fornas ?? '', note: data.note ?? '', unchecked: data.unchecked ?? (data.doubtful ? ['class'] : []),
  }
}

/** BR-38: what a pustu may hold only where the head enabled it. */
export const isControlled = (drug: Pick<DrugData, 'class'>): boolean => drug.class === 'psikotropika' || drug.class === 'narkotika'

/** BR-40: what is not swallowed gets a blue etiket. Routes as in seeds/drugs.json; an unknown route counts as external only when it is empty of "oral". */
export const isExternal = (drug: Pick<DrugData, 'route'>): boolean => !/oral|sublingual/i.test(drug.route)

/** Until the head has set his own: the values of BR-24 and BR-39, to be looked at before the first LPLPO is sent. */
export const DEFAULT_PHARMACY_SETTING: PharmacySetting = {
  rule: 'stok-optimum', workingDays: 26, leadDays: 5, bufferPercent: 10, roundToPack: true,
  ppnPercent: 11, indexHundredths: 125, embalase: 0, tuslah: 0, controlledAt: [], head: null, pharmacist: null,
}
export const pharmacySettingId = (puskesmas: string): string => `apotek-${puskesmas}`
