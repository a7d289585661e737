import { describe, expect, test } from 'vitest'
import { day } from '#domain/core/day.ts'
import { expiryLevel, formatExpiry, isUsable, parseExpiry } from '#domain/rules/pharmacy/expiry.ts'

describe('BR-32: the expiry on the pack', () => {
  test.each([
    ['03/2026', '2026-03-31'], ['3/2026', '2026-03-31'], ['03-2026', '2026-03-31'], ['03.26', '2026-03-31'], ['03 / 2026', '2026-03-31'], ['2026-03', '2026-03-31'],
    ['02/2028', '2028-02-29'], ['12/2026', '2026-12-31'], ['15/03/2026', '2026-03-15'], ['2026-03-15', '2026-03-15'],
  ])('"%s" is %s', (text, expected) => expect(parseExpiry(text)).toEqual({ ok: true, value: expected }))

  test.each(['', '13/2026', '00/2026', '31/02/2026', 'Maret 2026', '032026', '2026'])('"%s" is none', text => {
    expect(parseExpiry(text)).toEqual({ ok: false, error: { kind: 'not-an-expiry' } })
  })

  test('ED 03/2026 is usable through 31-03-2026 and blocked from the next day', () => {
    const expiresOn = day('2026-03-31')
    expect([isUsable(expiresOn, day('2026-03-31')), isUsable(expiresOn, day('2026-04-01'))]).toEqual([true, false])
  })

  test('is written back as it is read', () => {
    for (const text of ['03/2026', '15/03/2026', '02/2028']) {
      const parsed = parseExpiry(text)
      expect(parsed.ok && formatExpiry(parsed.value)).toBe(text)
    }
  })
})

test.each([['2026-03-17', 'yellow'], ['2026-03-18', 'good'], ['2026-01-17', 'yellow'], ['2026-01-16', 'red'], ['2025-12-17', 'red'], ['2025-12-16', 'expired']])('BR-33: on 17-12-2025 an expiry of %s is %s', (expiresOn, level) => {
  expect(expiryLevel(day(expiresOn), day('2025-12-17'))).toBe(level)
})
