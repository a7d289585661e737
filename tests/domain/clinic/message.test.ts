import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { defaultMessage, messageRefusal, type MessageFacts, type MessageParts } from '#domain/rules/clinic/message.ts'
import diagnoses from '#seeds/diagnoses.json'
import drugs from '#seeds/drugs.json'

const parts: MessageParts = { name: 'Asma', place: 'Pustu Kiara', date: 'Rabu, 29 Okt 2025', time: '08.00' }
const facts: MessageFacts = {
  parts, diagnoses: diagnoses.rows.map(row => row.name), drugs: drugs.rows.map(row => row.name), values: [185, 100, 36.7, 88], reason: 'Ukur ulang karena pusing berputar, 185 kemarin',
}
const refused = (text: string, change: Partial<MessageFacts> = {}) => messageRefusal(text, { ...facts, ...change })

describe('BR-70: a message tells when and where, never why', () => {
  test.each([
    ['Kontrol hipertensi Anda hari Rabu', 'diagnosis', 'hipertensi'], ['Diabetesnya kita lihat lagi', 'diagnosis', 'diabetes'], ['Hasil HIV sudah ada', 'diagnosis', 'hiv'],
    ['Untuk I10, datang Rabu', 'code', 'I10'], ['kode e11.9', 'code', 'E11.9'],
    ['Ambil amlodipin lagi', 'drug', 'amlodipin'], ['Parasetamol Anda habis', 'drug', 'parasetamol'],
    ['Kemarin 140/90', 'value', '140/90'], ['Panas 38,5 kemarin', 'value', '38,5'], ['Kemarin 88, datang lagi', 'value', '88'], ['Sudah 62 kg', 'value', '62 kg'], ['Tensi Anda', 'value', 'tensi'], ['masih 185?', 'value', '185'],
    ['Apakah masih berputar?', 'reason', 'berputar'],
    ['NIK 3673995708900002', 'identity', '3673995708900002'],
  ])('%s: refused, %s', (text, kind, found) => {
    expect(refused(text)).toEqual({ kind, found })
  })

  test('what the staff would write anyway passes: day, time, place, what to bring', () => {
    for (const text of ['Besok pukul 08.00 di Pustu Kiara, bawa kartu JKN ya Bu Asma', 'Mohon datang 3 hari lagi', 'Jangan lupa bawa obat yang tersisa dan buku KIA', 'Kami tunggu jam 9.30, ya Bu']) expect(refused(text)).toBeNull()
  })

  test('a name that is also a disease passes once, as the name', () => {
    expect(refused('Halo Asma, kami tunggu')).toBeNull()
    expect(refused('Halo Asma, asma Anda bagaimana?')).toEqual({ kind: 'diagnosis', found: 'asma' })
  })

  test('words of the reason that the reminder itself uses tell nothing', () => {
    expect(refused(defaultMessage('kunjungan', parts, false), { reason: 'Kunjungan kontrol, mohon datang' })).toBeNull()
  })

  test('the template passes for every name, place, day, time, value and reason', () => {
    const text = fc.oneof(fc.constantFrom('Asma', 'K30', 'Dewi', 'Pustu Kiara', 'Rabu, 29 Okt 2025', '36,7', 'Parasetamol 500 mg', 'Halo', 'jadwal', 'Anda', 'silakan balas', '('), fc.string({ maxLength: 20 }))
    fc.assert(fc.property(
      fc.record({ name: text, place: text, date: text, time: fc.constantFrom('', '08.00', '13.30') }), fc.constantFrom('kunjungan', 'telepon', 'kunjungan-rumah'), fc.boolean(), fc.array(fc.integer({ min: 1, max: 300 })), text,
      (named, how, late, values, reason) => { expect(refused(defaultMessage(how, named, late), { parts: named, values, reason })).toBeNull() },
    ), { numRuns: 500 })
  })
})
