import { describe, expect, it } from 'vitest'
import { day } from '#domain/core/day.ts'
import { assessVitals } from '#domain/rules/clinic/vitals.ts'
import { VITAL_TABLE } from '#domain/rules/clinic/vital-limits.ts'
import { matchAllergy } from '#domain/rules/clinic/allergy.ts'
import { takeOverArrival } from '#app/features/service/logic/arrival-form.ts'
import { learn, offered, withPhrase } from '#app/features/service/logic/phrases.ts'
import { trendsOf } from '#app/features/service/logic/trends.ts'
import { emptiedSince, emptyVisitForm, formOfVisit, repeatVisit, restoreForm, visitOfForm } from '#app/features/service/logic/visit-form.ts'
import { bodyMassIndex, measuredOf } from '#app/features/service/logic/vitals-form.ts'
import { lineProblems } from '#app/features/service/logic/prescription-problems.ts'
import { readNumber } from '#app/features/service/logic/typed-number.ts'
import { garbledProblems, halfProblems, inPageOrder, withDiagnosis } from '#app/features/service/logic/visit-problems.ts'
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

describe('what a visit holds besides its first version', () => {
  const rich = () => visitData({
    arrivalId: 'antre-1', payer: 'jkn', background: { past: ' Asma ', family: '', medicine: '' }, pregnant: true, weeks: '28', breastfeeding: true, consciousness: 'A',
    procedures: [{ name: ' Nebulisasi ', note: '' }, { name: ' ', note: '' }], education: ['Minum air', ' '],
    outcome: { how: 'rujuk', specialistic: false, tacc: ['age'], to: ' RSUD ', note: '' }, diagnoses: [{ code: 'J45.9', name: 'Asma', case: 'lama' }],
  })

  it('is written without what was left empty, and opens again as it was', () => {
    const data = rich()
    expect(data).toMatchObject({
      arrivalId: 'antre-1', payer: 'jkn', background: { past: 'Asma' }, pregnancy: { weeks: 28, breastfeeding: true }, consciousness: 'A', procedures: [{ name: 'Nebulisasi' }],
      education: ['Minum air'], outcome: { how: 'rujuk', tacc: ['age'], to: 'RSUD' }, diagnoses: [{ code: 'J45.9', case: 'lama' }],
    })
    expect(Object.keys(data)).not.toContain('beyond')
    const opened = formOfVisit(data)
    expect(visitOfForm(opened, 'pasien-1', 'staf-bidan', new Map())).toEqual(data)
    expect(Object.keys(visitData())).not.toContain('outcome')
  })

  it('reasons and a place of referral go with a referral only', () => {
    const ended = (how: 'pulang' | 'rujuk', specialistic = false) => visitData({ outcome: { how, specialistic, tacc: ['age'], to: 'RSUD', note: '' } }).outcome
    expect(ended('pulang')).toMatchObject({ tacc: [], to: '' })
    expect(ended('rujuk', true)).toMatchObject({ tacc: [], specialistic: true, to: 'RSUD' })
  })

  it('what was emptied since the draft is written empty, because a patch leaves out what is absent', () => {
    expect(emptiedSince(rich(), visitData())).toMatchObject({ procedures: [], education: [], background: { past: '' }, pregnancy: { weeks: null, breastfeeding: false } })
    expect(emptiedSince(undefined, visitData())).toEqual(visitData())
  })

  it('a case stands as its rule presets it, until it is changed by hand', () => {
    const made = form({ diagnoses: [{ code: 'I10', name: 'Hipertensi' }, { code: 'J00', name: 'Selesma', case: 'lama' }] })
    expect(visitOfForm(made, 'p', 's', new Map(), () => 'baru').diagnoses.map(one => one.case)).toEqual(['baru', 'lama'])
  })

  it('refuses weeks that no pregnancy has, and asks for half a pressure', () => {
    const weeks = (text: string) => garbledProblems(form({ pregnant: true, weeks: text }), []).map(one => one.problem)
    expect([weeks('45'), weeks(''), weeks('46'), weeks('0'), weeks('12,5')]).toEqual([[], [], ['weeks-range'], ['weeks-range'], ['weeks-range']])
    expect(halfProblems(withVitals({ sistolik: '120' }))).toEqual([{ field: 'diastolik', problem: 'need-diastole', vital: 'diastolik' }])
    expect(halfProblems({ ...withVitals({ sistolik: '90' }), felt: true })).toEqual([])
  })

  it('the queue fills what is empty, once', () => {
    const arrival = {
      patientId: 'p', on: TODAY, time: '08:00', by: 's', reason: 'Batuk', payer: 'umum' as const, priority: { level: 'biasa' as const, reason: '' }, service: null, ended: null,
      triage: { vitals: { suhu: 36.7, nadi: 80 }, pregnant: true, by: 's', name: 'Perawat Uji', time: '08:20' },
    }
    const made = form({ complaint: 'Sesak' })
    made.vitals.nadi = '82'
    takeOverArrival(made, 'antre-1', arrival)
    expect([made.complaint, made.vitals.suhu, made.vitals.nadi, made.pregnant, made.measuredBy]).toEqual(['Sesak', '36,7', '82', true, { name: 'Perawat Uji', time: '08:20' }])
    made.vitals.suhu = ''
    takeOverArrival(made, 'antre-1', arrival)
    expect(made.vitals.suhu).toBe('')
  })
})

describe('phrases', () => {
  const visits = (change: object, times: number) => Array.from({ length: times }, () => ({ ...visitData(), ...change }))
  it('are learned without how long it lasts, once a visit, and only when they are a habit', () => {
    const learned = learn([...visits({ complaint: 'Batuk sejak 2 hari, pilek. batuk' }, 3), ...visits({ complaint: 'Pusing tiga hari' }, 2), ...visits({ complaint: 'Digigit kucing' }, 1)])
    expect(learned.complaints).toEqual(['Batuk', 'Pilek', 'Pusing'])
  })
  it('the most frequent comes first, and the house’s fill up', () => {
    const learned = learn([...visits({ education: ['Cuci tangan'] }, 2), ...visits({ education: ['Pakai sandal'] }, 3)])
    expect(learned.education).toEqual(['Pakai sandal', 'Cuci tangan'])
    expect(offered(learned.education, ['Cuci tangan', 'Istirahat'], 3)).toEqual(['Pakai sandal', 'Cuci tangan', 'Istirahat'])
  })
  it('stand behind what was written, and are not doubled', () => {
    expect([withPhrase('', 'Demam'), withPhrase('Batuk.', 'Demam'), withPhrase('Batuk, demam', 'Demam')]).toEqual(['Demam', 'Batuk, demam', 'Batuk, demam'])
  })
})

describe('the course of values', () => {
  const at = (on: string, vitals: object) => ({ on: day(on), vitals })
  it('needs two values, takes the last six, and counts a child’s by age', () => {
    const now = { on: TODAY, vitals: { berat: 8 }, isNow: true }
    expect(trendsOf([], now, null)).toEqual([])
    const earlier = [1, 2, 3, 4, 5, 6, 7].map(n => at(`2025-0${8 - n}-17`, { berat: 8 - n / 10 }))
    const [weight] = trendsOf(earlier, now, day('2025-01-01'))
    expect([weight?.kind, weight?.moments.length, weight?.moments.at(-1)?.months, weight?.lines[0]?.values.at(-1)]).toEqual(['weight-age', 6, 11, 8])
    expect(trendsOf(earlier, now, day('1990-01-01'))[0]?.kind).toBe('weight')
  })
})
