import type { JsonObject } from '#domain/core/json.ts'
import { streamOf } from '#domain/core/streams.ts'
import { patientSchema } from '#domain/records/patient.ts'
import { visitSchema } from '#domain/records/visit.ts'
import type { DrugLine, Planted } from './clinic.ts'

const SYLLABLES = ['zar', 'wix', 'qob', 'yun', 'vel', 'kru', 'fyo', 'jaq', 'pho', 'gwe', 'xim', 'bru', 'nyz', 'vok']
/** A word that no program, library or list contains, so that finding it means that it leaked. */
const oddWord = (index: number, ending: string): string => {
  const [first, second] = [SYLLABLES[index % 14], SYLLABLES[(index * 5 + 3) % 14]] as [string, string]
  return `${first[0]?.toUpperCase()}${first.slice(1)}${second}${ending}${index}`
}

export interface PlantedPerson { readonly name: string; readonly nik: string; readonly complaint: string }

/** Twelve people with a name, a NIK and a complaint, and fourteen medicines: fifty words to look for. */
export const PEOPLE: readonly PlantedPerson[] = Array.from({ length: 12 }, (_, index) => ({
  name: `${oddWord(index, 'ami')} ${oddWord(index + 3, 'adi')}`,
  nik: `367399${String(index + 1).padStart(2, '0')}0688${String(7100 + index)}`,
  complaint: `${oddWord(index, 'itis')} sejak kemarin`,
}))
export const PLANTED_DRUGS: readonly DrugLine[] = Array.from({ length: 14 }, (_, index) => ({ id: `obat-${index}`, name: oddWord(index, 'zol'), strength: '10 mg', form: 'tablet', unit: 'tablet' }))

/** What must stay within the pustu: said by a patient or written about one. */
export const CLINICAL_WORDS: readonly string[] = PEOPLE.flatMap(({ name, nik, complaint }) => [name, nik, complaint])
export const ALL_WORDS: readonly string[] = [...CLINICAL_WORDS, ...PLANTED_DRUGS.map(drug => drug.name)]

/** The people as patients of Pustu Kiara, each with a visit. */
export function plantedRecords(): Planted[] {
  const stream = streamOf('clinical', 'pustu-kiara')
  return PEOPLE.flatMap((person, index) => {
    const patient = patientSchema.parse({
      rm: `UJI-${index}`, name: person.name, identity: { nik: person.nik, noNikReason: '', parentNik: null }, birth: { on: '1988-06-01', estimated: false }, sex: 'L',
      phone: null, address: { street: '', rt: '001', rw: '002', kelurahan: 'Kiara' }, memberId: null,
    })
    const visit = visitSchema.parse({
      patientId: `patient-${index}`, on: '2026-01-05', time: '08:00', author: 'someone', complaint: person.complaint, history: '', allergy: { answer: 'tidak-ada', substances: '' },
      vitals: {}, pregnant: false, alarmPlan: null, examination: '', diagnoses: [], prescription: [], plan: '', signature: null,
    })
    return [
      { stream, id: `patient-${index}`, kind: 'patient', data: patient as JsonObject },
      { stream, id: `visit-${index}`, kind: 'visit', data: visit as unknown as JsonObject },
    ]
  })
}
