import { describe, expect, it } from 'vitest'
import { fitted } from '#app/shared/shrink-photo.ts'

describe('a member’s photo', () => {
  it('is brought to 240 × 320 at most in its own shape, and never made larger', () => {
    expect(fitted(3000, 4000)).toEqual({ width: 240, height: 320 })
    expect(fitted(4000, 3000)).toEqual({ width: 240, height: 180 })
    expect(fitted(1000, 4000)).toEqual({ width: 80, height: 320 })
    expect(fitted(100, 120)).toEqual({ width: 100, height: 120 })
    expect(fitted(1, 100_000)).toEqual({ width: 1, height: 320 })
  })
})
