import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { emptyLine, linesOfPrescription, prescriptionOf, wholeLine, type LineForm } from '#app/features/service/logic/prescription-form.ts'
import { findingsAt } from '#app/features/service/logic/line-facts.ts'
import { lineProblems } from '#app/features/service/logic/prescription-problems.ts'
import { visitSchema } from '#domain/records/visit.ts'
import { equivalentSigna, isSubstitute } from '#domain/rules/clinic/safety/substitute.ts'
import { check, DRUGS, drugId, line as checked } from '../../../domain/clinic/safety-sample.ts'

const NAMES = new Map([...DRUGS].map(([id, drug]) => [id, { label: `${drug.name} ${drug.strength} ${drug.form}`, unit: drug.unit }]))
const whole = (change: Partial<LineForm> = {}): LineForm => ({ ...emptyLine(), drugId: drugId('parasetamol-500'), quantity: '10', signa: '3x1', ...change })
const problems = (lines: LineForm[], facts: object = {}) => lineProblems({ lines }, lines.map(() => ({ available: 50, allergy: null, ...facts }))).map(({ field, problem }) => `${field} ${problem}`)

describe('a line of a prescription', () => {
  it('keeps fund, days and reasons through a draft', () => {
    const text = fc.string({ minLength: 1, maxLength: 40 }).map(typed => typed.trim()).filter(typed => typed !== '')
    const line = fc.record({
      drugId: fc.constantFrom(...NAMES.keys()), source: fc.constantFrom('program' as const, 'koperasi' as const), quantity: fc.integer({ min: 1, max: 999 }).map(String),
      signa: fc.constantFrom('3x1 pc', '3 x 1 tablet 5 hari', 'oles tipis', '2 dd 1'), days: fc.constantFrom('', '3', '30'), allergyReason: fc.oneof(fc.constant(''), text),
      reasons: fc.uniqueArray(fc.record({ check: text, text }), { maxLength: 4, selector: one => one.check }),
    })
    fc.assert(fc.property(fc.array(line, { maxLength: 6 }), lines => {
      const record = prescriptionOf(lines, NAMES)
      expect(visitSchema.shape.prescription.safeParse(record).success).toBe(true)
      // "5 hari" and 5 in the field say the same; the draft then opens with the directions alone.
      expect(prescriptionOf(linesOfPrescription(record), NAMES)).toEqual(record)
      expect(linesOfPrescription(record).map(one => [one.drugId, one.source, one.quantity, one.reasons, one.allergyReason])).toEqual(lines.map(one => [one.drugId, one.source, one.quantity, one.reasons, one.allergyReason]))
    }))
  })
  it('a line that an older page kept gets the fields it did not have', () => {
    expect(wholeLine({ drugId: 'a', source: 'koperasi', quantity: '3', signa: '1x1', allergyReason: '' })).toEqual({ ...emptyLine(), drugId: 'a', source: 'koperasi', quantity: '3', signa: '1x1' })
  })
  it('days are whole, and agree with the directions', () => {
    expect(problems([whole({ days: '0' }), whole({ drugId: 'b', days: '1,5' }), whole({ drugId: 'c', days: '7', signa: '3x1 5 hari' }), whole({ drugId: 'd', days: '5', signa: '3x1 5 hari' })])).toEqual(['days-0 bad-days', 'days-1 bad-days', 'days-2 days-differ'])
  })
  it('a class that the signer may not prescribe stands at the drug', () => expect(problems([whole()], { closedClass: 'oot' })).toEqual(['drug-0 not-licensed']))

  it('a blocking finding asks its reason once, at the last of its lines; a warning asks nothing', () => {
    const lines = [whole({ drugId: drugId('ibuprofen-400') }), whole(), whole({ drugId: drugId('asam-mefenamat') })]
    const findings = check([checked('ibuprofen-400'), checked('parasetamol-500'), checked('asam-mefenamat')])
    const at = lines.map((_, index) => findingsAt(index, lines, findings))
    expect(at.map(one => [one.findings.length, one.asks.length])).toEqual([[1, 0], [0, 0], [1, 1]])
    const facts = at.map(one => ({ available: 50, allergy: null, ...one }))
    expect(lineProblems({ lines }, facts).map(one => one.field)).toEqual(['reason0-2'])
    const answered = lines.map((line, index) => ({ ...line, reasons: index === 2 ? [{ check: findings[0]?.id ?? '', text: 'selang seling, disetujui dokter' }] : [] }))
    expect(lineProblems({ lines: answered }, facts)).toEqual([])
    expect(findingsAt(0, [whole({ drugId: drugId('glibenklamid') })], check([checked('glibenklamid')], { bornOn: '1950-01-01' as never })).asks).toEqual([])
  })
})

describe('the same substance in another strength', () => {
  const drug = (start: string) => {
    const found = DRUGS.get(drugId(start))
    if (!found) throw new Error(start)
    return found
  }
  it('is one of the same code for the whole body', () => {
    const may = (a: string, b: string): boolean => isSubstitute(drugId(a), drug(a), drugId(b), drug(b))
    expect([may('amlodipin-5', 'amlodipin-10'), may('amlodipin-5', 'amlodipin-5'), may('amlodipin-5', 'nifedipin'), may('ketokonazol-200', 'ketokonazol-2-krim')]).toEqual([true, false, false, false])
  })
  it('takes the directions along where they come out in halves', () => {
    expect(equivalentSigna('1x1 hs 30 hari', drug('amlodipin-5'), drug('amlodipin-10'))).toBe('1x½ sebelum tidur 30 hari')
    expect(equivalentSigna('2x1', drug('kaptopril-25'), drug('kaptopril-12-5'))).toBe('2x2')
    expect(equivalentSigna('3x5 ml', drug('ibuprofen-100'), drug('ibuprofen-200'))).toBe('3x½')
    expect(equivalentSigna('2x1', drug('metformin-500'), drug('metformin-850'))).toBeNull()
    expect(equivalentSigna('kalau perlu', drug('amlodipin-5'), drug('amlodipin-10'))).toBeNull()
  })
})
