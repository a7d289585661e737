import { expect, test } from 'vitest'
import { phoneField } from '#domain/core/fields.ts'
import { parsePhone } from '#domain/core/phone.ts'

test.each(['0812-3456-7890', '62 812 3456 7890', '+62 (812) 34567890'])('"%s" becomes +6281234567890', text => {
  const parsed = parsePhone(text)
  expect(parsed).toEqual({ ok: true, value: '+6281234567890' })
  expect(phoneField.safeParse(parsed.ok && parsed.value).success).toBe(true)
})

test.each(['', '812345', '0812', 'nol delapan', '+1 202 555 0100', '0081234567890'])('"%s" is no Indonesian number', text => {
  expect(parsePhone(text)).toEqual({ ok: false, error: { kind: 'not-a-phone' } })
})
