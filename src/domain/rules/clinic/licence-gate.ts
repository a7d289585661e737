import type { ClinicSetting } from '../../records/clinic-setting.ts'
import { isOverTheCounter } from '../pharmacy/class-gate.ts'
import { isControlled } from '../pharmacy/drug-facts.ts'

export type Gate = ClinicSetting['gate']
export type Profession = Gate[number]['profession']
export type DrugClass = Gate[number]['classes'][number]

/**
 * Which classes a profession may prescribe and hand out where no pharmacist stands by, until the head of the puskesmas sets his
 * own. An editor's proposal after common delegation at a pustu; no law lists it, so the head has to look at it.
 */
export const DEFAULT_GATE: Gate = [
  { profession: 'medis', classes: ['bebas', 'bebas-terbatas', 'keras', 'oot', 'psikotropika', 'narkotika'] },
  { profession: 'keperawatan', classes: ['bebas', 'bebas-terbatas', 'keras'] },
  { profession: 'kebidanan', classes: ['bebas', 'bebas-terbatas', 'keras'] },
  { profession: 'kefarmasian', classes: [] },
  { profession: 'lainnya', classes: [] },
]

/** The classes of one profession: the puskesmas' own row, else the proposal. */
export const classesFor = (gate: Gate, profession: Profession): readonly DrugClass[] =>
  (gate.find(row => row.profession === profession) ?? DEFAULT_GATE.find(row => row.profession === profession))?.classes ?? []

/** Whether somebody of this profession may prescribe a drug of this class; `setting` is the head's, where he saved one. */
export const mayPrescribe = (profession: Profession, drug: { readonly class: DrugClass }, setting: Pick<ClinicSetting, 'gate'> | null): boolean =>
  classesFor(setting?.gate ?? [], profession).includes(drug.class)

/**
 * Whether somebody of this profession may hand out a drug of this class over the counter: what is sold freely anybody who stands
 * there, all else who may prescribe it, and a pharmacist against the prescription that the class asks for. Psychotropics and
 * narcotics are the pustu's to be enabled for (BR-38), not the profession's.
 */
export const mayHandOut = (profession: Profession, drug: { readonly class: DrugClass }, setting: Pick<ClinicSetting, 'gate'> | null): boolean =>
  isOverTheCounter(drug.class) || isControlled(drug) || profession === 'kefarmasian' || mayPrescribe(profession, drug, setting)
