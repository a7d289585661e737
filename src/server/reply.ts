import { err, type Result } from '#domain/core/result.ts'
import type { Refusal } from '#sync/messages.ts'

/** A refusal of the protocol: the HTTP status and the body that goes with it. */
export interface Refused { readonly status: number; readonly body: Refusal }
export type Reply<T> = Result<T, Refused>

const STATUS = {
  MALFORMED: 400, WEAK_PASSWORD: 400, SESSION: 401, CREDENTIALS: 401, DEVICE: 403, ROLE: 403, SCOPE: 403, ORIGIN: 403, CODE: 403,
  NOT_FOUND: 404, PAGES: 406, GAP: 409, FORK: 409, EPOCH: 409, TAKEN: 409, DONE: 409, CURSOR: 410, TOO_LARGE: 413, UPGRADE: 426, DELAY: 429,
} as const
export type RefusalCode = keyof typeof STATUS

export function refused(code: RefusalCode, more: Omit<Refusal, 'code'> = {}): { readonly ok: false; readonly error: Refused } {
  return err({ status: STATUS[code], body: { code, ...more } })
}
