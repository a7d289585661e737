import { ZONES } from '#domain/core/day.ts'
import type { SetUpForm } from '../../vault/access.ts'

/** What is typed on the set-up page, field by field. */
export interface TypedSetUp {
  code: string
  name: string
  shortCode: string
  kelurahan: string
  kelurahanCode: string
  zone: string
  headName: string
  username: string
  password: string
  again: string
  device: string
}
export type SetUpFieldError = 'missing' | 'bad-code' | 'bad-kelurahan-code' | 'bad-username' | 'short-password' | 'passwords-differ'

export const EMPTY_SET_UP: TypedSetUp = {
  code: '', name: '', shortCode: '', kelurahan: '', kelurahanCode: '', zone: 'Asia/Jakarta', headName: '', username: '', password: '', again: '', device: '',
}

/** The server's rules, told before sending: passwords of at least ten characters. */
export function checkSetUp(typed: TypedSetUp): Partial<Record<keyof TypedSetUp, SetUpFieldError>> {
  const errors: Partial<Record<keyof TypedSetUp, SetUpFieldError>> = {}
  for (const field of Object.keys(typed) as (keyof TypedSetUp)[]) if (typed[field].trim() === '') errors[field] = 'missing'
  if (!errors.shortCode && !/^[A-Z0-9]{2,12}$/i.test(typed.shortCode.trim())) errors.shortCode = 'bad-code'
  if (!errors.kelurahanCode && !/^\d{10}$/.test(digits(typed.kelurahanCode))) errors.kelurahanCode = 'bad-kelurahan-code'
  if (!errors.username && !isUsername(typed.username)) errors.username = 'bad-username'
  if (!errors.password && typed.password.length < 10) errors.password = 'short-password'
  if (!errors.again && typed.again !== typed.password) errors.again = 'passwords-differ'
  if (!Object.hasOwn(ZONES, typed.zone)) errors.zone = 'missing'
  return errors
}

export const isUsername = (text: string): boolean => /^[a-z0-9][a-z0-9._-]{2,39}$/.test(text.trim())
const digits = (text: string): string => text.replace(/[.\s]/g, '')

/** The form as the server takes it; the id of the puskesmas is made of its short code and never changes afterwards. */
export function toSetUpForm(typed: TypedSetUp): SetUpForm {
  const code = typed.shortCode.trim().toUpperCase()
  return {
    code: typed.code.trim(),
    puskesmas: { id: `pkm-${code.toLowerCase()}`, name: typed.name.trim(), code, kelurahanCode: digits(typed.kelurahanCode), kelurahan: typed.kelurahan.trim(), zone: typed.zone },
    head: { name: typed.headName.trim(), username: typed.username.trim(), password: typed.password },
    device: { name: typed.device.trim() },
  }
}
