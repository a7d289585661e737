import { describe, expect, it } from 'vitest'
import { day } from '#domain/core/day.ts'
import { formatPhone } from '#app/shared/format.ts'
import { dataOf, emptyForm, problemsOf, restoreForm, threeDigits, type MemberForm } from '#app/features/members/form.ts'

const TODAY = day('2025-12-17')
const whole = (changes: Partial<MemberForm> = {}): MemberForm => ({
  ...emptyForm(TODAY, 'Kiara'), name: 'Siti Aminah', nik: '3673995708900002', bornOn: '1990-08-17', sex: 'P', ...changes,
})
const wordsOf = (form: MemberForm): string[] => problemsOf(form, TODAY).map(problem => problem.word)

describe('the member form', () => {
  it('is saved with name, NIK, birth date, sex and joining day alone', () => {
    expect(wordsOf(whole())).toEqual([])
    expect(dataOf(whole({ name: '  Siti   Aminah ' }))).toMatchObject({ name: 'Siti Aminah', familyCard: null, phone: null, address: { rt: '', rw: '', kelurahan: 'Kiara' } })
  })

  it.each([
    ['BR-01: fifteen digits', { nik: '367399570890000' }, 'errNikLength'],
    ['BR-01: letters', { nik: '36739957O8900002' }, 'errNikDigits'],
    ['BR-01: serial 0000', { nik: '3673995708900000' }, 'errNikSerial'],
    ['BR-04: 31 February', { nik: '3673993102950004' }, 'errNikDate'],
    ['BR-07: no NIK', { nik: ' ' }, 'errNikMissing'],
    ['a name is needed', { name: '  ' }, 'errNameMissing'],
    ['a family card has 16 digits', { familyCard: '36739901' }, 'errFamilyCard'],
    ['nobody is born tomorrow', { bornOn: '2025-12-18' }, 'errBornFuture'],
    ['nobody is 121 years old', { bornOn: '1904-12-16' }, 'errBornOld'],
    ['sex is chosen', { sex: '' }, 'errSexMissing'],
    ['a phone number is one', { phone: '12' }, 'errPhone'],
    ['RT has three digits at most', { rt: '1234' }, 'errRt'],
    ['nobody joins tomorrow', { joinedOn: '2025-12-18' }, 'errJoinedFuture'],
    ['nobody joins before birth', { joinedOn: '1990-08-16' }, 'errJoinedBeforeBirth'],
  ] as const)('%s', (_name, changes, word) => {
    expect(wordsOf(whole(changes))).toContain(word)
  })

  it('BR-01: a NIK copied in groups of four is accepted without its spaces', () => {
    const form = whole({ nik: '3673 9957 0890 0002' })
    expect(wordsOf(form)).toEqual([])
    expect(dataOf(form).nik).toBe('3673995708900002')
  })

  it('BR-05: a NIK that says another birth date and sex blocks nothing', () => {
    expect(wordsOf(whole({ bornOn: '1991-01-01', sex: 'L' }))).toEqual([])
  })

  it('keeps numbers in one form: +62 for phones, three digits for RT and RW', () => {
    expect(dataOf(whole({ phone: '0812-3456-7890', rt: '2', rw: '14' }))).toMatchObject({ phone: '+6281234567890', address: { rt: '002', rw: '014' } })
    expect(formatPhone('+6281234567890')).toBe('0812-3456-7890')
    expect(threeDigits('x')).toBeNull()
  })

  it('restores a draft of an older shape without fields it does not know', () => {
    expect(restoreForm({ name: 'Siti', estimated: 'ya', shoe: '42' }, whole({ name: '' }))).toEqual(whole({ name: 'Siti' }))
  })
})
