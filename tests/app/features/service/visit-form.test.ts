import { describe, expect, it } from 'vitest'
import { day } from '#domain/core/day.ts'
import { assessVitals } from '#domain/rules/clinic/vitals.ts'
import { VITAL_TABLE } from '#domain/rules/clinic/vital-limits.ts'
import { matchAllergy } from '#domain/rules/clinic/allergy.ts'
import { emptyVisitForm, formOfVisit, repeatVisit, restoreForm } from '#app/features/service/logic/visit-form.ts'
import { bodyMassIndex, measuredOf } from '#app/features/service/logic/vitals-form.ts'
import { lineProblems } from '#app/features/service/logic/prescription-problems.ts'
import { readNumber } from '#app/features/service/logic/typed-number.ts'
import { inPageOrder, garbledProblems, withDiagnosis } from '#app/features/service/logic/visit-problems.ts'
import { emptyPatientForm, nikWarnings, patientFormProblems, readPhone } from '#app/features/service/logic/patient-form.ts'
import { TODAY } from '../support/desk.ts'
import { line, visitData } from './ward.ts'

const form = (change: object = {}) => ({ ...emptyVisitForm(TODAY, '09:00'), ...change })
const adult = { bornOn: day('1980-01-01'), on: TODAY, sex: 'P', pregnant: false } as const
const withVitals = (vitals: object) => { const made = form(); Object.assign(made.vitals, vitals); return made }

describe('the form of a visit', () => {
  it('reads a decimal comma, and knows empty from no number', () => {
    expect([readNumber('36,7'), readNumber('36.7'), readNumber(' '), readNumber('abc')]).toEqual([36.7, 36.7, null, undefined])
  })

  it('BR-42: refuses 367 and names the field, accepts 36,7, and refuses what is no number', () => {
    const typed = withVitals({ suhu: '367', nadi: 'x' })
    const assessed = assessVitals(measuredOf(typed), adult, VITAL_TABLE)
    expect(assessed.find(one => one.item === 'suhu')?.refused).toMatchObject({ suggestion: 36.7 })
    expect(garbledProblems(typed, assessed)).toEqual([{ field: 'nadi', problem: 'no-number', vital: 'nadi' }, { field: 'suhu', problem: 'out-of-range', vital: 'suhu' }])
    const right = withVitals({ suhu: '36,7' })
    expect(garbledProblems(right, assessVitals(measuredOf(right), adult, VITAL_TABLE))).toEqual([])
  })

  it('puts a diastole that is not below the systole at the diastole', () => {
    const typed = withVitals({ sistolik: '80', diastolik: '120' })
    expect(garbledProblems(typed, assessVitals(measuredOf(typed), adult, VITAL_TABLE))).toEqual([{ field: 'diastolik', problem: 'diastole-above', vital: 'diastolik' }])
  })

  it('BR-51: an external cause gives the first place to a diagnosis, and a code is taken once', () => {
    const bite = { code: 'W54', name: 'Gigitan anjing' }
    const wound = { code: 'T14.1', name: 'Luka terbuka' }
    expect(withDiagnosis([bite], wound)).toEqual([wound, bite])
    expect(withDiagnosis([wound, bite], bite)).toEqual([wound, bite])
  })

  it('finds unfinished, doubled and overdrawn lines, each at its own field', () => {
    const typed = form({ lines: [line('10'), { ...line('10'), signa: '' }, { ...line('1,5'), drugId: 'lain' }, { ...line('99'), drugId: 'lain', source: 'koperasi' }] })
    const facts = typed.lines.map(() => ({ available: 50, allergy: null }))
    expect(lineProblems(typed, facts).map(({ field, problem }) => `${field} ${problem}`)).toEqual([
      'drug-1 same-drug', 'signa-1 need-signa', 'quantity-2 whole-quantity', 'quantity-3 shortage',
    ])
    expect(inPageOrder(lineProblems(typed, facts))).toHaveLength(4)
  })

  it('BR-44: a drug that matches an allergy needs a reason', () => {
    const typed = form({ lines: [line('10')] })
    expect(lineProblems(typed, [{ available: 50, allergy: 'parasetamol' }]).map(one => one.problem)).toEqual(['need-allergy-reason'])
    const explained = form({ lines: [{ ...line('10'), allergyReason: 'ruam ringan, disetujui dokter' }] })
    expect(lineProblems(explained, [{ available: 50, allergy: 'parasetamol' }])).toEqual([])
  })

  it('BR-44: matches other spellings and families, and nothing that was not named', () => {
    expect(matchAllergy('Parasetamol 500 mg tablet', ['Paracetamol'])).toBe('Paracetamol')
    expect(matchAllergy('Amoksisilin 500 mg kapsul', ['amoxicillin'])).toBe('amoxicillin')
    expect(matchAllergy('Amoksisilin 500 mg kapsul', ['udang', 'golongan Penisilin'])).toBe('golongan Penisilin')
    expect(matchAllergy('Kotrimoksazol 480 mg tablet', ['sulfa'])).toBe('sulfa')
    expect(matchAllergy('Parasetamol 500 mg tablet', ['amoksisilin', 'obat tablet', ''])).toBeNull()
  })

  it('a draft opens with what was typed, and a kept form of an older page keeps its new fields empty', () => {
    const data = visitData({ lines: [line('10')], plan: 'Minum air' })
    const opened = formOfVisit({ ...data, vitals: { suhu: 37.5 } })
    expect([opened.vitals.suhu, opened.plan, opened.lines[0]?.quantity]).toEqual(['37,5', 'Minum air', '10'])
    expect(restoreForm({ complaint: 'Batuk', vitals: { nadi: '80' } }, form())).toMatchObject({ complaint: 'Batuk', plan: '', vitals: { nadi: '80', suhu: '' } })
  })

  it('a follow-up repeats allergy, diagnoses, medicine and height, and measures the rest anew', () => {
    const made = form()
    repeatVisit(made, { ...visitData({ lines: [line('10')] }), vitals: { tinggi: 155, sistolik: 150 } })
    expect([made.allergyAnswer, made.diagnoses.length, made.lines.length, made.vitals.tinggi, made.vitals.sistolik, made.complaint]).toEqual(['tidak-ada', 1, 1, '155', '', ''])
  })

  it('computes the body mass index from both values only', () => {
    expect([bodyMassIndex(60, 160), bodyMassIndex(60, undefined)]).toEqual([23.4, null])
  })
})

describe('the form of a patient', () => {
  const whole = { ...emptyPatientForm('Kiara'), name: 'Siti', nik: '3673995708900002', bornOn: '1990-08-17', sex: 'P' as const }
  it('BR-07: asks for a reason without a NIK, and for a parent’s with a newborn', () => {
    expect(patientFormProblems(whole, TODAY)).toEqual([])
    expect(patientFormProblems({ ...whole, hasNik: false }, TODAY)).toEqual([{ field: 'noNikReason', problem: 'missing' }])
    expect(patientFormProblems({ ...whole, hasNik: false, noNikReason: 'bayi baru lahir' }, TODAY)).toEqual([{ field: 'parentNik', problem: 'missing' }])
  })
  it('BR-01 and BR-04: fifteen digits and impossible dates stand at the NIK', () => {
    expect(patientFormProblems({ ...whole, nik: '367399570890000' }, TODAY)).toEqual([{ field: 'nik', problem: 'nik-length' }])
    expect(patientFormProblems({ ...whole, nik: '3673993102950004' }, TODAY)).toEqual([{ field: 'nik', problem: 'nik-date' }])
  })
  it('BR-05: another birth date or sex than the NIK’s is a warning, never a problem', () => {
    const differs = { ...whole, bornOn: '1991-08-17', sex: 'L' as const }
    expect(nikWarnings(differs, TODAY).map(one => one.kind)).toEqual(['birth', 'sex'])
    expect(patientFormProblems(differs, TODAY)).toEqual([])
  })
  it('reads phone numbers as people write them', () => {
    expect([readPhone('0812 3456 7890'), readPhone('62812-3456-7890'), readPhone(''), readPhone('12')]).toEqual(['+6281234567890', '+6281234567890', null, undefined])
  })
})
