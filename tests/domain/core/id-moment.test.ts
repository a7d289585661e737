import { expect, test } from 'vitest'
import { momentOfId } from '#domain/core/id-moment.ts'

test('an id of version 7 says when it was made', () => {
  // The example of RFC 9562, appendix A.6: 22 February 2022, 19:22:22 UTC.
  expect(momentOfId('017f22e2-79b0-7cc3-98c4-dc0c0c07398f')).toBe(Date.UTC(2022, 1, 22, 19, 22, 22))
})

test('another id says nothing', () => {
  for (const id of ['', 'kunjungan-1', '017f22e2-79b0-4cc3-98c4-dc0c0c07398f', '017f22e2-79b0-7cc3-18c4-dc0c0c07398f', 'x017f22e2-79b0-7cc3-98c4-dc0c0c07398f', '017f22e2-79b0-7cc3-98c4-dc0c0c07398f-2']) {
    expect(momentOfId(id), id).toBeNull()
  }
})
