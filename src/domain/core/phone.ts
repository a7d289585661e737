import { err, ok, type Result } from './result.ts'

/** A phone number as typed (08…, 62…, +62…, with spaces and dashes) → E.164 "+628…"; 9 to 13 national digits. */
export function parsePhone(text: string): Result<string, { readonly kind: 'not-a-phone' }> {
  const digits = text.replace(/[\s().-]/g, '')
  const national = /^(?:\+62|62|0)(\d{8,13})$/.exec(digits)?.[1]
  return national !== undefined && !national.startsWith('0') ? ok(`+62${national}`) : err({ kind: 'not-a-phone' })
}
