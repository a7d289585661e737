import { describe, expect, it } from 'vitest'
import { day } from '#domain/core/day.ts'
import { contentOf, letterProblems, restoreLetter, startForm, type LetterForm } from '#app/features/letters/letter-form.ts'
import { isUnanswered, issueLetter, readLetters, saveReply, voidLetter } from '#app/features/letters/letters.ts'
import { daysInWords } from '#app/features/letters/papers/days-in-words.ts'
import { readLetterStart, type LetterStart } from '#app/features/letters/prefill.ts'
import { letterState } from '#app/features/letters/say.ts'
import { copyLines, plainSigna, readVisitFile, roman } from '#app/features/letters/visit-papers.ts'
import { movementRow } from '../medicine/shelf.ts'
import { DRUG } from '../service/ward.ts'
import { TODAY, type Desk } from '../support/desk.ts'
import { DOCTOR, letterRow, openOffice, referralContent, sickContent, signedVisit } from './papers.ts'

const PATIENT = { patientId: 'pasien-1', visitId: 'visit-1' }
async function startOf(desk: Desk, visitId: string | null = 'visit-1'): Promise<LetterStart> {
  const start = await readLetterStart(desk.app, 'pasien-1', visitId)
  if (!start) throw new Error('no patient')
  return start
}
const fields = (problems: readonly { readonly field: string }[]): string[] => problems.map(problem => problem.field)

describe('issuing a letter', () => {
  it('gives it a number of this tablet\u2019s own block and its signer, in the stream of the patient', async () => {
    const { app } = await openOffice()
    const issued = await issueLetter(app, { ...PATIENT, content: sickContent() })
    expect(issued).toMatchObject({ ok: true, value: { number: 'SKS-KIARA-02-0001' } })
    expect((await app.store.scan('letter'))[0]).toMatchObject({ stream: 'pustu:pustu-kiara/clinical', data: { on: TODAY, signer: { by: 'staf-bidan', name: 'Bidan Uji', sip: 'SIP-1' }, reply: null } })
  })
  it('draws no number while something stands against it', async () => {
    const { app } = await openOffice({ rows: [signedVisit('visit-2', { signature: null })] })
    expect(await issueLetter(app, { patientId: 'pasien-1', visitId: null, content: sickContent() })).toMatchObject({ ok: false, error: { kind: 'rules-broken', breaks: [{ rule: 'letter-visit' }] } })
    expect(await issueLetter(app, { patientId: 'pasien-1', visitId: 'visit-2', content: sickContent() })).toMatchObject({ ok: false, error: { kind: 'no-visit' } })
    expect(await issueLetter(app, { ...PATIENT, content: sickContent({ diagnosis: 'Demam' }) })).toMatchObject({ ok: false, error: { kind: 'rules-broken', breaks: [{ rule: 'letter-diagnosis' }] } })
    expect(await issueLetter(app, { ...PATIENT, content: referralContent({ specialistic: false }) })).toMatchObject({ ok: false, error: { kind: 'rules-broken', breaks: [{ rule: 'BR-52' }] } })
    expect(await issueLetter(app, { ...PATIENT, content: referralContent() })).toMatchObject({ ok: true, value: { number: 'SR-KIARA-02-0001' } })
  })
  it('BR-41: not without a SIP, nor with one that has ended', async () => {
    expect(await issueLetter((await openOffice({ sip: null })).app, { ...PATIENT, content: sickContent() })).toMatchObject({ ok: false, error: { kind: 'sip-missing' } })
    expect(await issueLetter((await openOffice({ sip: { number: 'S', expiresOn: day('2025-12-16') } })).app, { ...PATIENT, content: sickContent() })).toMatchObject({ ok: false, error: { kind: 'sip-expired', on: '2025-12-16' } })
  })
})

describe('an issued letter', () => {
  it('gets the answer of the hospital, and leaves the list of those who wait', async () => {
    const { app } = await openOffice({ rows: [letterRow('l1', referralContent()), letterRow('l2', sickContent())] })
    const waiting = async () => (await readLetters(app.store, null)).filter(line => isUnanswered(line.letter))
    const [line] = await waiting()
    if (!line) throw new Error('nothing waits')
    expect([(await waiting()).length, letterState(line.letter, TODAY)]).toEqual([1, { tone: 'warn', text: 'Belum dibalas, 16 hari' }])
    const reply = { on: TODAY, from: 'RSUD Kota', diagnosis: 'Hipertensi', therapy: '', advice: 'Kontrol' }
    expect(await saveReply(app, line.letter, { ...reply, on: day('2025-11-30') })).toMatchObject({ ok: false, error: { breaks: [{ rule: 'letter-reply' }] } })
    expect(await saveReply(app, line.letter, reply)).toMatchObject({ ok: true })
    expect([(await app.store.get('letter', 'l1'))?.data.reply?.by, await waiting()]).toEqual(['staf-bidan', []])
  })
  it('is voided with a reason, kept, and answered no more', async () => {
    const { app } = await openOffice({ rows: [letterRow('l1', referralContent())] })
    const seen = await app.store.get('letter', 'l1')
    expect(await voidLetter(app, 'l1', 'salah pasien')).toMatchObject({ ok: true })
    const now = await app.store.get('letter', 'l1')
    if (!seen || !now) throw new Error('no letter')
    expect([now.state, now.by?.reason, letterState(now, TODAY).text, isUnanswered(now)]).toEqual(['void', 'salah pasien', 'Dibatalkan', false])
    expect(await saveReply(app, seen, { on: TODAY, from: 'RS', diagnosis: 'x', therapy: '', advice: '' })).toMatchObject({ ok: false, error: { kind: 'gone' } })
    expect(await voidLetter(app, 'l1', 'lagi')).toMatchObject({ ok: false, error: { kind: 'gone' } })
  })
  it('is written by the desk alone', async () => {
    const { app } = await openOffice({ grants: DOCTOR })
    expect(await issueLetter(app, { ...PATIENT, content: sickContent() })).toMatchObject({ ok: false })
    expect(await app.store.scan('letter')).toEqual([])
  })
})

describe('the form of a letter', () => {
  it('a referral says what the visit said: findings, therapy, diagnoses, payer, destination and TACC', async () => {
    const start = await startOf(await openOffice())
    const form = startForm('rujukan', start, TODAY)
    expect(form).toMatchObject({ to: 'RSUD Kota', reason: 'Tekanan darah tidak turun', codes: ['I10', 'R51'], specialistic: 'tidak', tacc: ['complication'], payer: 'jkn', jknNumber: '0001234567890', urgency: 'biasa' })
    expect(form.findings.split('\n')).toEqual(['Keluhan: Pusing seminggu', 'Alergi: Amoksisilin', 'Tanda vital: TD 150/95 mmHg, S 36,7 °C, BB 60,5 kg, TB 158 cm', 'Pemeriksaan: Kaku kuduk tidak ada'])
    expect(form.therapy).toBe('Parasetamol 500 mg tablet 14 tablet, 3x1 pc')
    expect(letterProblems('rujukan', form, TODAY)).toEqual([])
    expect(contentOf('rujukan', { ...form, codes: ['R51'] }, start)).toMatchObject({ diagnoses: [{ code: 'R51', name: 'Sakit kepala' }], tacc: ['complication'], specialistic: false })
  })
  it('says what is missing, field by field', async () => {
    const start = await startOf(await openOffice())
    const wrong = (type: Parameters<typeof letterProblems>[0], change: Partial<LetterForm>): string[] => fields(letterProblems(type, { ...startForm(type, start, TODAY), ...change }, TODAY))
    expect(wrong('rujukan', { to: ' ', codes: [], tacc: [], jknNumber: '123' })).toEqual(['to', 'codes', 'tacc', 'jknNumber'])
    expect(wrong('rujukan', { specialistic: 'ya', tacc: [], payer: 'umum', jknNumber: '123' })).toEqual([])
    expect(wrong('sakit', {})).toEqual(['days'])
    expect(wrong('sakit', { from: '2025-12-16', days: '31', agreed: true })).toEqual(['from', 'days', 'diagnosis'])
    expect(wrong('sehat', { purpose: 'kerja', result: 'sehat' })).toEqual([])
    expect(wrong('sehat', { weight: '605', systolic: '80', diastolic: '80', height: 'x' })).toEqual(['purpose', 'systolic', 'weight', 'height', 'result'])
    expect(wrong('sehat', { purpose: 'kerja', result: 'tidak-sehat' })).toEqual(['note'])
    expect(wrong('persetujuan', { speakerName: '' })).toEqual(['act', 'explained', 'speakerName'])
    expect(wrong('penolakan', { act: 'a', explained: 'b' })).toEqual(['refusal'])
  })
  it('drops a diagnosis to which the patient did not agree, whatever was typed', async () => {
    const start = await startOf(await openOffice())
    const form = { ...startForm('sakit', start, TODAY), days: '2', diagnosis: 'Hipertensi' }
    expect(contentOf('sakit', form, start)).toMatchObject({ diagnosis: '', agreed: false })
    expect(contentOf('sakit', { ...form, agreed: true }, start)).toMatchObject({ diagnosis: 'Hipertensi', agreed: true })
  })
  it('a health letter begins with the newest measurement, with decimal commas', async () => {
    const start = await startOf(await openOffice(), null)
    const form = startForm('sehat', start, TODAY)
    expect([start.visit, form.weight, form.systolic]).toEqual([null, '60,5', '150'])
    expect(contentOf('sehat', { ...form, purpose: 'kerja', result: 'sehat', colourBlind: 'tidak' }, start)).toMatchObject({ measured: { systolic: 150, diastolic: 95, weight: 60.5, height: 158, colourBlind: 'tidak' } })
  })
  it('a kept form comes back whole, and another shape is thrown away', async () => {
    const form = startForm('sakit', await startOf(await openOffice()), TODAY)
    expect(restoreLetter(JSON.parse(JSON.stringify({ ...form, days: '2' })), form)).toMatchObject({ days: '2' })
    expect([restoreLetter({ days: 2 }, form), restoreLetter(null, form)]).toEqual([null, null])
  })
  it('uses the diagnoses as an effective addendum corrected them', async () => {
    const addendum = { visitId: 'visit-1', patientId: 'pasien-1', on: TODAY, at: `${TODAY}T11:00:00`, by: 'staf-bidan', name: 'Bidan Uji', sip: 'SIP-1', reason: 'keliru', text: 'diperbaiki', diagnoses: [{ code: 'I11.9', name: 'Penyakit jantung hipertensi' }], late: false, decision: null }
    const desk = await openOffice({ rows: [{ kind: 'addendum', id: 'add-1', stream: 'pustu:pustu-kiara/clinical', data: addendum }] })
    expect(startForm('rujukan', await startOf(desk), TODAY).codes).toEqual(['I11.9'])
  })
})

describe('the papers of a visit', () => {
  it('a copy of a prescription tells what was handed out: det, did, nedet', () => {
    const prescription = [{ drugId: 'a', drug: 'A', quantity: 10, unit: 'tablet', signa: '3x1' }, { drugId: 'a', drug: 'A', quantity: 10, unit: 'tablet', signa: '1x1' }, { drugId: 'b', drug: 'B', quantity: 5, unit: 'tablet', signa: '2x1' }]
    const given = (handed: ReadonlyMap<string, number> | null) => copyLines(prescription, handed).map(line => line.given)
    expect(given(new Map([['a', 14]]))).toEqual([{ kind: 'det' }, { kind: 'did', count: 4 }, { kind: 'nedet' }])
    expect(given(new Map([['a', 20], ['b', 5]]))).toEqual([{ kind: 'det' }, { kind: 'det' }, { kind: 'det' }])
    expect(given(null)).toEqual([{ kind: 'unknown' }, { kind: 'unknown' }, { kind: 'unknown' }])
  })
  it('counts what came back, and says nothing where no stock is held', async () => {
    const out = { drugId: DRUG, batch: { number: 'A', expiresOn: day('2026-03-31') }, reason: 'diserahkan' as const, visitId: 'visit-1', on: TODAY }
    const rows = [movementRow('m1', { ...out, quantity: -14 }), movementRow('m2', { ...out, quantity: 4, reason: 'dikembalikan', reverses: 'm1' })]
    const { app } = await openOffice({ rows })
    expect((await readVisitFile(app.store, 'visit-1', true))?.handed?.get(DRUG)).toBe(10)
    expect((await readVisitFile(app.store, 'visit-1', false))?.handed).toBeNull()
  })
  it('writes quantities in Roman figures and days in words', () => {
    expect([1, 4, 9, 10, 14, 40, 99, 120].map(roman)).toEqual(['I', 'IV', 'IX', 'X', 'XIV', 'XL', 'XCIX', 'CXX'])
    expect([1, 3, 10, 11, 12, 20, 21, 30].map(daysInWords)).toEqual(['satu', 'tiga', 'sepuluh', 'sebelas', 'dua belas', 'dua puluh', 'dua puluh satu', 'tiga puluh'])
  })
  it('tells a patient how to take medicine in words, and leaves what it cannot read as it stands', () => {
    expect(plainSigna('3x1 pc', 'tablet')).toBe('3 kali sehari 1 tablet, sesudah makan')
    expect(plainSigna('3 dd cth 1', 'botol')).toMatch(/^3 kali sehari|^3 dd/)
    expect(plainSigna('sesuai anjuran 5', 'botol')).toBe('sesuai anjuran 5')
  })
})
