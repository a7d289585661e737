import type { Result } from '#domain/core/result.ts'
import type { Tenant } from '#sync/messages.ts'

/** Why a door of the tablet stayed shut. None of these loses anything that was saved. */
export type AccessError =
  | { readonly kind: 'offline' }
  | { readonly kind: 'timeout' }
  /** `waitSeconds`: the server asks to wait that long before the next attempt. */
  | { readonly kind: 'wrong-credentials'; readonly waitSeconds?: number }
  | { readonly kind: 'wrong-code' }
  | { readonly kind: 'not-enrolled' }
  /** Offline, and this person has never signed in on this tablet. */
  | { readonly kind: 'not-known-offline' }
  | { readonly kind: 'device-revoked' }
  /** `triesLeft` 0: the keys are gone from memory, the password opens again. */
  | { readonly kind: 'wrong-pin'; readonly triesLeft: number }
  | { readonly kind: 'weak-pin' }
  | { readonly kind: 'server-error'; readonly message: string }
  | { readonly kind: 'storage-failed'; readonly message: string }
  /** Another tab holds another user; it has to be closed or locked first. */
  | { readonly kind: 'another-tab' }

export type Access<T = null> = Promise<Result<T, AccessError>>

/**
 * `starting` the tablet's memory is being read; `not-enrolled` no tablet yet; `signed-out` nobody at work here;
 * `locked` somebody is, behind PIN or password; `unlocked` a context exists.
 */
export type SessionPhase = 'starting' | 'not-enrolled' | 'signed-out' | 'locked' | 'unlocked'

/** What this tablet is. Nothing of it is secret. */
export interface TabletIdentity { readonly dev: string; readonly name: string; readonly tenant: Tenant }

/** Somebody who can unlock this tablet without a network. */
export interface KnownUser { readonly username: string; readonly name: string }

/** First-run set-up by the head of the puskesmas, with the code that the server printed. */
export interface SetUpForm {
  readonly code: string
  readonly puskesmas: { readonly id: string; readonly name: string; readonly code: string; readonly kelurahanCode: string; readonly kelurahan: string; readonly zone: string }
  readonly head: { readonly name: string; readonly username: string; readonly password: string }
  readonly device: { readonly name: string }
}
