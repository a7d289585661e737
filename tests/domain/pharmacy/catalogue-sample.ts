import { drugFacts, type DrugData, type DrugFacts } from '#domain/rules/pharmacy/drug-facts.ts'

/** A drug with the facts a test cares about. */
export const drugData = (part: Partial<DrugFacts> = {}): DrugFacts => ({
  ...drugFacts({
    name: 'Parasetamol', strength: '500 mg', form: 'tablet', unit: 'tablet', route: 'oral', class: 'bebas', doubtful: false, antibiotic: false, indicator: true,
    coldChain: false, programme: 'umum', kfa: null, maxPrescription: '30 tab/bulan', usualDose: '3 x 1', active: true,
  } satisfies DrugData),
  ...part,
})
export const AMOKSISILIN = drugData({ name: 'Amoksisilin', class: 'keras', antibiotic: true, maxPrescription: '10 hari' })
export const DIAZEPAM = drugData({ name: 'Diazepam', strength: '2 mg', class: 'psikotropika', active: false })
