import { afterEach, describe, expect, test } from 'vitest'
import { day } from '#domain/core/day.ts'
import { language } from '#app/locales/use-words.ts'
import { formatBytes } from '#app/shared/format-bytes.ts'
import { formatAge, formatAgo, formatDay, formatInstant, formatMonth, formatNumber, formatRupiah, formatSigned, formatWeekday, parseNumber } from '#app/shared/format.ts'

afterEach(() => { language.value = 'id' })

describe('formats', () => {
  test('days and months in Indonesian words', () => {
    expect(formatDay('2025-10-29')).toBe('29 Okt 2025')
    expect(formatDay('2025-08-01')).toBe('1 Agu 2025')
    expect(formatMonth('2025-05')).toBe('Mei 2025')
    expect(formatWeekday(day('2025-10-29'))).toBe('Rabu, 29 Okt 2025')
  })
  test('a change has its sign, and none is no change', () => expect([3, -1200, 0].map(formatSigned)).toEqual(['+3', '−1.200', '0']))
  test('what is no day is shown as it is', () => expect(formatDay('akhir 2025')).toBe('akhir 2025'))
  test('rupiah with a plain space, also below zero', () => {
    expect(formatRupiah(1_234_567)).toBe('Rp 1.234.567')
    expect(formatRupiah(-5000)).toBe('−Rp 5.000')
  })
  test('decimal comma', () => {
    expect(formatNumber(36.7)).toBe('36,7')
    expect(formatNumber(36, 1)).toBe('36,0')
  })
  test('age in years, in months below two years, in days below a month', () => {
    expect(formatAge(day('1990-03-12'), day('2025-10-29'))).toBe('35 th')
    expect(formatAge(day('2024-06-01'), day('2025-10-29'))).toBe('16 bln')
    expect(formatAge(day('2025-10-17'), day('2025-10-29'))).toBe('12 hr')
  })
  test('an instant stands on the clinic’s wall', () => expect(formatInstant('2025-10-28T23:30:00Z', 'Asia/Jakarta')).toBe('29 Okt 2025 06.30 WIB'))
  test('how long ago', () => {
    expect(formatAgo(30_000)).toBe('baru saja')
    expect(formatAgo(5 * 60_000)).toBe('5 menit lalu')
    expect(formatAgo(3 * 3_600_000)).toBe('3 jam lalu')
    expect(formatAgo(72 * 3_600_000)).toBe('3 hari lalu')
    language.value = 'en'
    expect(formatAgo(72 * 3_600_000)).toBe('3 days ago')
  })
  test('bytes', () => {
    expect(formatBytes(999)).toBe('999 B')
    expect(formatBytes(12_340_000)).toBe('12,3 MB')
  })
  test.each([['36,7', 36.7], ['36.7', 36.7], ['1.002', 1002], ['1.234.567,5', 1234567.5], [' 12 ', 12], ['-3', -3], ['', null], ['12a', null], ['1,2,3', null], ['1.2.3', null]])('reads %j as %j', (typed, expected) => {
    expect(parseNumber(typed)).toBe(expected)
  })
})
