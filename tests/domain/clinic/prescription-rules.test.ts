import { describe, expect, test } from 'vitest'
import type { CheckContext, Known } from '#domain/core/record.ts'
import type { VisitData } from '#domain/records/visit.ts'
import { mayPrescribe, type Profession } from '#domain/rules/clinic/licence-gate.ts'
import { checkVisit } from '#domain/rules/clinic/visit-rules.ts'
import { prescriptionBreaks } from '#domain/rules/clinic/prescription-rules.ts'
import { sampleStaff, sampleVisit, visitContext } from './sample.ts'
import { DRUGS, drugId } from './safety-sample.ts'

const rx = (start: string, change: object = {}): VisitData['prescription'][number] => {
  const id = drugId(start)
  return { drugId: id, drug: DRUGS.get(id)?.name ?? '', quantity: 10, unit: 'tablet', signa: '3x1', ...change }
}
/** What the judge sees: signer, patient, the drugs of the visit and the head's setting. */
function context(options: { profession?: Profession; gate?: object[]; before?: VisitData | null } = {}): CheckContext<VisitData> {
  const base = visitContext({ staff: sampleStaff({ profession: options.profession ?? 'kebidanan' }), before: options.before ?? null })
  const known = (kind: string, id: string, data: unknown): Known => ({ id, kind, stream: '', rev: 1, state: 'live', data: data as Known['data'] })
  return {
    ...base,
    found: lookup => {
      if ('above' in lookup) return options.gate ? [known('clinic-setting', 'klinik-x', { gate: options.gate })] : []
      if ('id' in lookup && lookup.kind === 'drug') return DRUGS.has(lookup.id) ? [known('drug', lookup.id, DRUGS.get(lookup.id))] : []
      return base.found(lookup)
    },
  }
}
const breaks = (change: Partial<VisitData>, options: Parameters<typeof context>[0] = {}) => prescriptionBreaks(sampleVisit(change), context(options)).map(one => `${one.rule} ${one.field ?? ''}`)

describe('BR-44 when signing', () => {
  const allergic = { allergy: { answer: 'ada' as const, substances: 'udang; Amoxicillin' } }
  test('a drug that matches this visit’s own allergy needs a reason', () => {
    expect(breaks({ ...allergic, prescription: [rx('parasetamol-500'), rx('amoksisilin-500')] })).toEqual(['BR-44 prescription.1'])
    expect(breaks({ ...allergic, prescription: [rx('amoksisilin-500', { allergyReason: 'ruam ringan dulu' })] })).toEqual([])
    expect(breaks({ prescription: [rx('amoksisilin-500')] })).toEqual([])
  })
  test('what only the tablet’s table knows is not asked again: an older table makes no visit invalid', () => {
    expect(breaks({ allergy: { answer: 'ada', substances: 'penisilin' }, prescription: [rx('sefadroksil-500')] })).toEqual([])
    expect(breaks({ pregnant: true, prescription: [rx('kaptopril-25')] })).toEqual([])
  })
  test('a draft and what is signed already are left alone', () => {
    expect(breaks({ ...allergic, signature: null, prescription: [rx('amoksisilin-500')] })).toEqual([])
    expect(breaks({ ...allergic, prescription: [rx('amoksisilin-500')] }, { before: sampleVisit() })).toEqual([])
  })
})

describe('the licence gate', () => {
  test('a doctor prescribes everything, a midwife and a nurse up to keras', () => {
    const drugs = ['parasetamol-500', 'klorfeniramin', 'amoksisilin-500', 'haloperidol-5', 'diazepam-5-mg-tablet', 'kodein']
    const may = (profession: Profession): boolean[] => drugs.map(start => mayPrescribe(profession, DRUGS.get(drugId(start)) ?? { class: 'narkotika' }, null))
    expect(may('medis')).toEqual([true, true, true, true, true, true])
    for (const profession of ['keperawatan', 'kebidanan'] as const) expect(may(profession)).toEqual([true, true, true, false, false, false])
    for (const profession of ['kefarmasian', 'lainnya'] as const) expect(may(profession)).toEqual([false, false, false, false, false, false])
  })
  test('the server refuses a signed visit with a class that is not the signer’s', () => {
    const prescription = [rx('parasetamol-500'), rx('haloperidol-5')]
    expect(breaks({ prescription })).toEqual(['licence-gate prescription.1'])
    expect(breaks({ prescription }, { profession: 'medis' })).toEqual([])
    expect(breaks({ prescription }, { gate: [{ profession: 'kebidanan', classes: ['bebas', 'oot'] }] })).toEqual([])
    expect(breaks({ prescription }, { gate: [{ profession: 'kebidanan', classes: ['oot'] }] })).toEqual(['licence-gate prescription.0'])
  })
  test('a drug the catalogue does not hold is nobody’s class', () => expect(breaks({ prescription: [{ ...rx('haloperidol-5'), drugId: 'tidak-ada' }] })).toEqual([]))
  test('checkVisit asks it', () => expect(checkVisit(sampleVisit({ prescription: [rx('haloperidol-5')] }), context()).map(one => one.rule)).toEqual(['licence-gate']))
})
