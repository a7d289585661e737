import { parseNumber } from '#app/shared/format.ts'

/** A typed number (decimal comma): `null` for an empty field, `undefined` for what is no number. */
export function readNumber(text: string): number | null | undefined {
  return text.trim() === '' ? null : (parseNumber(text) ?? undefined)
}

export const numberText = (value: number): string => String(value).replace('.', ',')
