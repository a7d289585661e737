import type { LicenceKind, LicenceLook } from '#domain/rules/supervision/licence-watch.ts'
import { needsLicence } from '#domain/rules/supervision/licence-watch.ts'
import { roleWords } from '../../locales/roles.ts'
import { useWords } from '../../locales/use-words.ts'
import { formatDay } from '../../shared/format.ts'
import type { AccountLine } from './account-lines.ts'
import type { Account } from './admin.ts'
import { staffWords } from './staff-words.ts'
import { settingsWords } from './words.ts'

const t = useWords(settingsWords)
const ts = useWords(staffWords)
const tRole = useWords(roleWords)

/** Words of a newer version are shown as they came. */
export function professionWord(word: string): string {
  return needsLicence(word) || word === 'lainnya' ? t(word as 'lainnya') : word
}
export function employmentWord(word: string | null | undefined): string {
  if (!word) return ts('unknownEmployment')
  return word === 'pns' || word === 'pppk' || word === 'non-asn' ? ts(word) : word
}
export const rolesText = ({ grants }: Account, nameOf: (id: string) => string): string[] => grants.map(grant => `${tRole(grant.role)}, ${nameOf(grant.place)}`)
export const postText = ({ name, from }: AccountLine['posts'][number]): string => (from === null ? name : `${name}, ${ts('since', { day: formatDay(from) })}`)
export const lookOf = (line: AccountLine, licence: LicenceKind): LicenceLook => line.looks.find(look => look.licence === licence) as LicenceLook
export const stateWord = (look: LicenceLook): string => ts(`l_${look.state}`)
/** Number and end of a licence as a paper has it. */
export function licenceText(look: LicenceLook): string {
  if (look.number === null) return look.state === 'missing' ? ts('l_missing') : '–'
  return `${look.number}, ${look.expiresOn === null ? ts('forLife') : ts('until', { day: formatDay(look.expiresOn) })}${look.state === 'valid' ? '' : ` (${stateWord(look)})`}`
}
