import type { Grant } from '#domain/core/roles.ts'
import type { Account, AccountForm } from './admin.ts'

/** What is typed about an account. */
export interface TypedAccount {
  username: string
  name: string
  password: string
  profession: string
  sipNumber: string
  sipExpiresOn: string
  grants: Grant[]
}
export type AccountFieldError = 'missing' | 'bad-username' | 'short-password' | 'sip-incomplete' | 'no-grants'
export type AccountErrors = Partial<Record<'username' | 'name' | 'password' | 'profession' | 'sipNumber' | 'sipExpiresOn' | 'grants', AccountFieldError>>

export function typedAccount(account: Account | null): TypedAccount {
  return {
    username: account?.username ?? '', name: account?.name ?? '', password: '', profession: account?.profession ?? '',
    sipNumber: account?.sip?.number ?? '', sipExpiresOn: account?.sip?.expiresOn ?? '', grants: account ? account.grants.map(grant => ({ ...grant })) : [],
  }
}

/** The server's rules, told before sending. A password is only asked of a new account. */
export function checkAccount(typed: TypedAccount, isNew: boolean): AccountErrors {
  const errors: AccountErrors = {}
  if (typed.name.trim() === '') errors.name = 'missing'
  if (typed.profession === '') errors.profession = 'missing'
  if (isNew) {
    if (!/^[a-z0-9][a-z0-9._-]{2,39}$/.test(typed.username.trim())) errors.username = 'bad-username'
    if (typed.password.length < 10) errors.password = 'short-password'
  }
  if ((typed.sipNumber.trim() === '') !== (typed.sipExpiresOn === '')) errors[typed.sipNumber.trim() === '' ? 'sipNumber' : 'sipExpiresOn'] = 'sip-incomplete'
  if (typed.grants.length === 0) errors.grants = 'no-grants'
  return errors
}

export function toAccountForm(typed: TypedAccount): AccountForm {
  return {
    name: typed.name.trim(), profession: typed.profession, grants: typed.grants.map(({ role, place }) => ({ role, place })),
    sip: typed.sipNumber.trim() === '' ? null : { number: typed.sipNumber.trim(), expiresOn: typed.sipExpiresOn },
  }
}
