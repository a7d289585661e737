import type { DrugData } from '../../../records/drug.ts'
import type { VisitData } from '../../../records/visit.ts'
import { isSystemic } from '../../clinic/safety/medicine.ts'
import { plus, rational, times, type Rational } from '../../pharmacy/rational.ts'
import { figureOf, figureOfPart, exactly, type Figure, type Limit, type Part } from './figure.ts'

/*
 * Rational use of medicine (POR, domain §3, BR-54…56). Which codes make a case is editor knowledge [K] and waits for a clinician:
 * a case is told by the first diagnosis of a signed visit; a visit that also names an illness of the same organ which does ask
 * for an antibiotic is no case of it.
 */

/** Infections of the upper airways that need an antibiotic rarely: cold, larynx, several places, influenza. Throat, tonsils and sinuses may need one. */
export const ISPA_CODES: readonly string[] = ['J00', 'J04.0', 'J06', 'J10', 'J11']
/** Pneumonia and what else of the lower airways may need one. */
const NOT_ISPA: readonly string[] = ['J12', 'J13', 'J14', 'J15', 'J16', 'J17', 'J18', 'J20', 'J22']
/** Diarrhoea of which no cause is named. */
export const DIARRHOEA_CODES: readonly string[] = ['A09', 'K52.9']
/** Cholera, typhoid, dysentery and the other named infections of the bowel. */
const NOT_DIARRHOEA: readonly string[] = ['A00', 'A01', 'A02', 'A03', 'A04', 'A05', 'A06', 'A07']
export const MYALGIA_CODES: readonly string[] = ['M79.1']

/** The limits of the field [K]; each passes on the limit itself. */
export const POR_LIMITS = {
  ispa: { side: 'at-most', value: rational(20, 100) },
  diare: { side: 'at-most', value: rational(8, 100) },
  mialgia: { side: 'at-most', value: rational(1, 100) },
  items: { side: 'at-most', value: rational(26, 10) },
} as const satisfies Record<string, Limit>

export type PorVisit = { readonly id: string; readonly state: 'live' | 'void'; readonly data: Pick<VisitData, 'diagnoses' | 'prescription' | 'signature'> }
export type PorDrug = Pick<DrugData, 'antibiotic' | 'route' | 'form'>

/** Prescriptions, and how many different medicines stand on them (BR-56: divided by prescriptions, not by items). */
export interface ItemsPart extends Part { readonly items: number }
export interface Por { readonly ispa: Part; readonly diare: Part; readonly mialgia: Part; readonly items: ItemsPart; readonly composite: Rational | null }

/**
 * What signed visits say of how medicine is used. Visits that were taken back, and drafts, count nowhere (BR-46). A medicine that
 * stands on a prescription twice, from two funds, is one item. `drugs` is the catalogue by id; a drug that it does not know is
 * no antibiotic and no injection.
 */
export function porOf(visits: Iterable<PorVisit>, drugs: ReadonlyMap<string, PorDrug>): Por {
  const signed = [...visits].filter(visit => visit.state === 'live' && visit.data.signature !== null)
  const gives = (is: (drug: PorDrug) => boolean) => ({ data }: PorVisit): boolean => data.prescription.some(line => {
    const drug = drugs.get(line.drugId)
    return drug !== undefined && is(drug)
  })
  const part = (codes: readonly string[], not: readonly string[], counts: (visit: PorVisit) => boolean): Part => {
    const cases = signed.filter(visit => isCase(visit, codes, not))
    return { numerator: idsOf(cases.filter(counts)), denominator: idsOf(cases) }
  }
  const prescriptions = signed.filter(({ data }) => data.prescription.length > 0)
  const parts = {
    ispa: part(ISPA_CODES, NOT_ISPA, gives(isAntibiotic)),
    diare: part(DIARRHOEA_CODES, NOT_DIARRHOEA, gives(isAntibiotic)),
    mialgia: part(MYALGIA_CODES, [], gives(isInjection)),
    items: { numerator: idsOf(prescriptions), denominator: idsOf(prescriptions), items: prescriptions.reduce((sum, visit) => sum + itemsOf(visit), 0) },
  }
  return { ...parts, composite: compositeOf(figureOfPart(parts.ispa), figureOfPart(parts.diare), figureOfPart(parts.mialgia), meanItems(parts.items)) }
}

/** What is swallowed, injected or breathed in; an ointment for the eye is no treatment of a cold. */
export const isAntibiotic = (drug: PorDrug): boolean => drug.antibiotic && isSystemic(drug)
/** Drips and the water that powders are dissolved in are none. */
export const isInjection = (drug: PorDrug): boolean => /injeksi/i.test(drug.route) || /injeksi/i.test(drug.form)
/** Different medicines on one prescription. */
export const itemsOf = ({ data }: Pick<PorVisit, 'data'>): number => new Set(data.prescription.map(line => line.drugId)).size
export const meanItems = (part: ItemsPart): Figure => figureOf(part.items, part.denominator.length)

const idsOf = (visits: readonly PorVisit[]): string[] => visits.map(visit => visit.id)
const isOneOf = (code: string, codes: readonly string[]): boolean => codes.some(one => code === one || code.startsWith(`${one}.`))

function isCase({ data }: PorVisit, codes: readonly string[], not: readonly string[]): boolean {
  const [first] = data.diagnoses
  return first !== undefined && isOneOf(first.code, codes) && !data.diagnoses.some(({ code }) => isOneOf(code, not))
}

/** What each part can lose until the whole is lost, above its target [K]: (100−a)/80, (100−b)/92, (100−c)/99, (4−d)/1,4. */
const SPANS = { ispa: rational(80, 100), diare: rational(92, 100), mialgia: rational(99, 100), items: rational(14, 10) } as const
const WORST_ITEMS = rational(4)

/** The mean of the four parts, each from 0 to 1 (BR-54); none where one of them has no case (§10b). A share of 1 is shown as 100%. */
export function compositeOf(ispa: Figure, diare: Figure, mialgia: Figure, items: Figure): Rational | null {
  if (!ispa || !diare || !mialgia || !items) return null
  const left = (whole: Rational, figure: NonNullable<Figure>, span: Rational): Rational =>
    within01(times(plus(whole, times(rational(-1), exactly(figure))), rational(span.den, span.num)))
  const one = rational(1)
  const sum = plus(left(one, ispa, SPANS.ispa), left(one, diare, SPANS.diare), left(one, mialgia, SPANS.mialgia), left(WORST_ITEMS, items, SPANS.items))
  return times(sum, rational(1, 4))
}

function within01(value: Rational): Rational {
  if (value.num < 0n) return rational(0)
  return value.num > value.den ? rational(1) : value
}

/** BR-57: distinct persons of a month among the registered; null while nobody has entered how many those are. */
export const contactRate = (people: ReadonlySet<string> | number, participants: number | null): Figure =>
  figureOf(typeof people === 'number' ? people : people.size, participants ?? 0)
