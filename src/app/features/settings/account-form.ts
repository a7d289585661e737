import type { Grant } from '#domain/core/roles.ts'
import type { Account, AccountForm } from './admin.ts'

export interface TypedPost { place: string; from: string; to: string }
/** What is typed about an account. */
export interface TypedAccount {
  username: string
  name: string
  password: string
  profession: string
  employment: string
  nip: string
  posts: TypedPost[]
  strNumber: string
  strForLife: boolean
  strExpiresOn: string
  sipNumber: string
  sipExpiresOn: string
  sipPlace: string
  grants: Grant[]
}
export type AccountFieldError = 'missing' | 'bad-username' | 'short-password' | 'sip-incomplete' | 'str-incomplete' | 'bad-nip' | 'post-order' | 'no-grants'
/** By the field's name; those of a post end in its place in the list, as `postFrom-0`. */
export type AccountErrors = Readonly<Record<string, AccountFieldError>>

export function typedAccount(account: Account | null): TypedAccount {
  return {
    username: account?.username ?? '', name: account?.name ?? '', password: '', profession: account?.profession ?? '',
    employment: account?.employment ?? '', nip: account?.nip ?? '', posts: (account?.posts ?? []).map(({ place, from, to }) => ({ place, from, to: to ?? '' })),
    strNumber: account?.str?.number ?? '', strForLife: account?.str?.expiresOn === null, strExpiresOn: account?.str?.expiresOn ?? '',
    sipNumber: account?.sip?.number ?? '', sipExpiresOn: account?.sip?.expiresOn ?? '', sipPlace: account?.sip?.place ?? '',
    grants: account ? account.grants.map(grant => ({ ...grant })) : [],
  }
}

const digits = (text: string): string => text.replace(/[\s.-]/g, '')

/** The server's rules, told before sending. A password is only asked of a new account. */
export function checkAccount(typed: TypedAccount, isNew: boolean): AccountErrors {
  const errors: Record<string, AccountFieldError> = {}
  if (typed.name.trim() === '') errors['name'] = 'missing'
  if (typed.profession === '') errors['profession'] = 'missing'
  if (typed.nip.trim() !== '' && !/^\d{18}$/.test(digits(typed.nip))) errors['nip'] = 'bad-nip'
  if (isNew) {
    if (!/^[a-z0-9][a-z0-9._-]{2,39}$/.test(typed.username.trim())) errors['username'] = 'bad-username'
    if (typed.password.length < 10) errors['password'] = 'short-password'
  }
  typed.posts.forEach((post, index) => {
    if (post.place === '') errors[`postPlace-${index}`] = 'missing'
    if (post.from === '') errors[`postFrom-${index}`] = 'missing'
    else if (post.to !== '' && post.to < post.from) errors[`postTo-${index}`] = 'post-order'
  })
  const hasStrEnd = typed.strForLife || typed.strExpiresOn !== ''
  if ((typed.strNumber.trim() === '') === hasStrEnd) errors[typed.strNumber.trim() === '' ? 'strNumber' : 'strExpiresOn'] = 'str-incomplete'
  if ((typed.sipNumber.trim() === '') !== (typed.sipExpiresOn === '')) errors[typed.sipNumber.trim() === '' ? 'sipNumber' : 'sipExpiresOn'] = 'sip-incomplete'
  if (typed.grants.length === 0) errors['grants'] = 'no-grants'
  return errors
}

export function toAccountForm(typed: TypedAccount): AccountForm {
  return {
    name: typed.name.trim(), profession: typed.profession, grants: typed.grants.map(({ role, place }) => ({ role, place })),
    employment: typed.employment === '' ? null : typed.employment, nip: typed.nip.trim() === '' ? null : digits(typed.nip),
    posts: typed.posts.map(({ place, from, to }) => ({ place, from, to: to === '' ? null : to })),
    str: typed.strNumber.trim() === '' ? null : { number: typed.strNumber.trim(), expiresOn: typed.strForLife ? null : typed.strExpiresOn },
    sip: typed.sipNumber.trim() === '' ? null : { number: typed.sipNumber.trim(), expiresOn: typed.sipExpiresOn, ...(typed.sipPlace === '' ? {} : { place: typed.sipPlace }) },
  }
}
