import { describe, expect, test } from 'vitest'
import { day } from '#domain/core/day.ts'
import type { CheckContext, Known } from '#domain/core/record.ts'
import { letter, type LetterContent, type LetterData } from '#domain/records/letter.ts'
import type { StaffData } from '#domain/records/staff.ts'
import type { VisitData } from '#domain/records/visit.ts'
import { checkLetter, needsTacc, restThrough } from '#domain/rules/clinic/letter-rules.ts'
import { sampleStaff, sampleVisit } from './sample.ts'

const referral = (changes: Partial<Extract<LetterContent, { type: 'rujukan' }>> = {}): LetterContent => ({
  type: 'rujukan', to: 'RSUD Kota', unit: 'Penyakit dalam', urgency: 'biasa', reason: 'Tidak membaik', findings: 'TD 150/95', therapy: 'Amlodipin', diagnoses: [{ code: 'I10', name: 'Hipertensi' }],
  payer: 'jkn', jknNumber: '0001234567890', specialistic: false, tacc: ['complication'], ...changes,
})
const sick = (changes: Partial<Extract<LetterContent, { type: 'sakit' }>> = {}): LetterContent => ({ type: 'sakit', from: day('2025-12-17'), days: 3, occupation: 'Buruh', recipient: 'PT Contoh', diagnosis: '', agreed: false, ...changes })
const MEASURED = { systolic: 120, diastolic: 80, weight: 60, height: 165, colourBlind: 'tidak' as const }
const health = (changes: Partial<Extract<LetterContent, { type: 'sehat' }>> = {}): LetterContent => ({ type: 'sehat', purpose: 'Melamar kerja', occupation: '', result: 'sehat', note: '', measured: MEASURED, ...changes })
const act = (type: 'persetujuan' | 'penolakan', reason = ''): LetterContent => ({
  type, act: 'Jahit luka', explained: 'Luka dijahit', risks: '', alternatives: '', speaker: { name: 'Siti', relation: 'pasien', address: '' }, witness: '', reason, how: 'tanda-tangan',
})

const paper = (content: LetterContent, changes: Partial<LetterData> = {}): LetterData => ({
  number: 'SR-KIARA-02-0001', patientId: 'p1', visitId: 'v1', on: day('2025-12-17'), content, signer: { by: 'bidan', name: 'Bidan Neneng', sip: 'SIP/1' }, reply: null, ...changes,
})
const REPLY = { on: day('2025-12-20'), from: 'RSUD Kota', diagnosis: 'Hipertensi', therapy: 'Amlodipin 10 mg', advice: 'Kontrol sebulan', by: 'bidan' }

interface Around { before?: LetterData | null; actor?: string; staff?: StaffData | null; visit?: Partial<VisitData> | null; visitState?: 'live' | 'void' }
function broken(data: LetterData, around: Around = {}): string[] {
  const visit = around.visit === null ? null : sampleVisit({ on: day('2025-12-17'), ...around.visit })
  const known = (kind: string, id: string, found: object | null, state: 'live' | 'void' = 'live'): Known[] => (found ? [{ id, kind, stream: 's', rev: 1, state, data: found as Known['data'] }] : [])
  const context: CheckContext<LetterData> = {
    id: 'l1', actor: around.actor ?? 'bidan', roles: ['nakes'], stream: 's', before: around.before ?? null,
    found: lookup => (lookup.kind === 'staff' ? known('staff', 'bidan', around.staff === undefined ? sampleStaff() : around.staff) : lookup.kind === 'visit' ? known('visit', 'v1', visit, around.visitState) : []),
  }
  return checkLetter(data, context).map(one => `${one.rule} ${one.field}`)
}

describe('a letter is issued in person with a valid SIP', () => {
  test('every kind of paper can be issued', () => {
    for (const content of [referral(), sick(), health(), act('persetujuan'), act('penolakan', 'Takut')]) expect(broken(paper(content))).toEqual([])
  })
  test('BR-41: not under another name, nor on the day after the SIP of 31-12-2025', () => {
    expect(broken(paper(sick()), { actor: 'perawat' })).toEqual(['letter-signer signer.by'])
    expect(broken(paper(health(), { on: day('2025-12-31') }))).toEqual([])
    expect(broken(paper(health(), { on: day('2026-01-01') }))).toEqual(['BR-41 signature.sip'])
    expect(broken(paper(health()), { staff: sampleStaff({ sip: null }) })).toEqual(['BR-41 signature.sip'])
  })
  test('a referral and a sick letter rest on a signed visit of the same patient', () => {
    expect(broken(paper(referral(), { visitId: null }))).toEqual(['letter-visit visitId'])
    expect(broken(paper(sick(), { visitId: null }))).toEqual(['letter-visit visitId'])
    expect(broken(paper(health(), { visitId: null }))).toEqual([])
    expect(broken(paper(referral()), { visit: { signature: null } })).toEqual(['letter-visit visitId'])
    expect(broken(paper(referral()), { visit: { patientId: 'p2' } })).toEqual(['letter-visit visitId'])
    expect(broken(paper(referral()), { visitState: 'void' })).toEqual(['letter-visit visitId'])
    expect(broken(paper(referral()), { visit: { on: day('2025-12-18') } })).toEqual(['letter-visit visitId'])
  })
  test('a visit that has not arrived holds no letter up', () => expect(broken(paper(referral()), { visit: null })).toEqual([]))
})

describe('BR-52 on the referral', () => {
  test('what is neither specialistic nor an emergency names a reason of TACC', () => {
    expect(broken(paper(referral({ tacc: [] })))).toEqual(['BR-52 content.tacc'])
    expect(broken(paper(referral({ tacc: [], specialistic: true })))).toEqual([])
    expect(broken(paper(referral({ tacc: [], urgency: 'darurat' })))).toEqual([])
    expect(needsTacc({ specialistic: false, urgency: 'segera', tacc: [] })).toBe(true)
  })
  test('a card of the insurance has 13 digits, or is left out', () => {
    expect(broken(paper(referral({ jknNumber: '000123456789' })))).toEqual(['letter-jkn content.jknNumber'])
    expect(broken(paper(referral({ jknNumber: '' })))).toEqual([])
  })
})

describe('the sick letter', () => {
  test('names no diagnosis unless the patient agreed', () => {
    expect(broken(paper(sick({ diagnosis: 'Demam' })))).toEqual(['letter-diagnosis content.diagnosis'])
    expect(broken(paper(sick({ diagnosis: 'Demam', agreed: true })))).toEqual([])
  })
  test('does not begin before the visit', () => {
    expect(broken(paper(sick({ from: day('2025-12-16') })))).toEqual(['letter-from content.from'])
    expect(broken(paper(sick({ from: day('2025-12-18') })))).toEqual([])
  })
  test('counts its first day: ends of months, of years, and 29 February', () => {
    expect(restThrough(day('2025-12-17'), 1)).toBe('2025-12-17')
    expect(restThrough(day('2025-12-30'), 3)).toBe('2026-01-01')
    expect(restThrough(day('2025-04-29'), 2)).toBe('2025-04-30')
    expect(restThrough(day('2024-02-28'), 2)).toBe('2024-02-29')
    expect(restThrough(day('2025-02-28'), 2)).toBe('2025-03-01')
  })
  test('is for 1 to 30 days', () => {
    for (const [days, fits] of [[0, false], [1, true], [30, true], [31, false]] as const) expect(letter.schema.safeParse(paper(sick({ days }))).success).toBe(fits)
  })
})

describe('the health letter', () => {
  test('BR-42: bears only values that a person can have, systole above diastole', () => {
    expect(broken(paper(health({ measured: { ...MEASURED, weight: 605 } })))).toEqual(['BR-42 content.measured.weight'])
    expect(broken(paper(health({ measured: { ...MEASURED, systolic: 80, diastolic: 80 } })))).toEqual(['BR-42 content.measured.systolic'])
    expect(broken(paper(health({ measured: { systolic: null, diastolic: null, weight: null, height: null, colourBlind: '' } })))).toEqual([])
  })
  test('says what the matter is where the result is not plainly healthy', () => {
    expect(broken(paper(health({ result: 'tidak-sehat' })))).toEqual(['letter-note content.note'])
    expect(broken(paper(health({ result: 'sehat-dengan-catatan', note: 'Berkacamata' })))).toEqual([])
  })
})

test('a refusal gives its reason', () => expect(broken(paper(act('penolakan', ' ')))).toEqual(['letter-refusal content.reason']))

describe('an issued letter is fixed', () => {
  const before = paper(referral())
  test('nothing of it changes', () => {
    expect(broken({ ...before, content: referral({ to: 'RS lain' }) }, { before })).toEqual(['letter-fixed content'])
    expect(broken({ ...before, on: day('2025-12-18'), number: 'X' }, { before })).toEqual(['letter-fixed number', 'letter-fixed on'])
  })
  test('the answer to a referral is added by the desk, not before the day of the letter', () => {
    expect(broken({ ...before, reply: REPLY }, { before })).toEqual([])
    expect(broken({ ...before, reply: { ...REPLY, on: day('2025-12-16') } }, { before })).toEqual(['letter-reply reply.on'])
    expect(broken({ ...before, reply: { ...REPLY, from: '', diagnosis: '', advice: ' ' } }, { before })).toEqual(['letter-reply reply.from', 'letter-reply reply.diagnosis'])
    expect(broken({ ...before, reply: REPLY }, { before, actor: 'perawat' })).toEqual(['letter-reply reply.by'])
    const slip = paper(sick())
    expect(broken({ ...slip, reply: REPLY }, { before: slip })).toEqual(['letter-reply reply'])
    expect(broken({ ...before, reply: REPLY })).toEqual(['letter-reply reply'])
  })
  test('a referral without an answer is found by its key, until it is answered', () => {
    expect(letter.keys(before)).toMatchObject({ unanswered: ['y'], type: ['rujukan'], patient: ['p1'], visit: ['v1'] })
    expect(letter.keys({ ...before, reply: REPLY })).not.toHaveProperty('unanswered')
    expect(letter.keys(paper(sick()))).not.toHaveProperty('unanswered')
  })
})
