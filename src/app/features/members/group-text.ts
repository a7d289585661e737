import type { Json } from '#domain/core/json.ts'
import { addressField, birthField } from '#domain/core/fields.ts'
import { memberSchema } from '#domain/records/member.ts'
import { formatDay } from '#app/shared/format.ts'
import { useWords } from '#app/locales/use-words.ts'
import { memberWords, stateWord } from './words.ts'

const GROUP_WORDS = {
  number: 'groupNumber', name: 'groupName', nik: 'groupNik', familyCard: 'groupFamilyCard', birth: 'groupBirth', sex: 'groupSex', joinedOn: 'groupJoinedOn', status: 'groupStatus',
} as const

/** What a field group of a member is called. */
export function groupLabel(group: string): string {
  const t = useWords(memberWords)
  return t(Object.hasOwn(GROUP_WORDS, group) ? GROUP_WORDS[group as keyof typeof GROUP_WORDS] : 'groupOther')
}

/** One value of a field group as a person reads it; a shape of a newer version is shown as it is. */
export function groupText(group: string, value: Json): string {
  const t = useWords(memberWords)
  if (value === null || value === '') return t('none')
  const birth = group === 'birth' ? birthField.safeParse(value) : null
  if (birth?.success) return birth.data.estimated ? `${formatDay(birth.data.on)} (${t('estimatedMark')})` : formatDay(birth.data.on)
  const status = group === 'status' ? memberSchema.shape.status.safeParse(value) : null
  if (status?.success) return [`${t(stateWord(status.data.state))} ${t('sinceOn', { day: formatDay(status.data.on) })}`, status.data.reason].filter(part => part !== '').join(', ')
  const address = group === 'address' ? addressField.safeParse(value) : null
  if (address?.success) return addressText(address.data)
  if (group === 'sex') return value === 'L' ? t('male') : value === 'P' ? t('female') : String(value)
  return typeof value === 'string' ? formatDay(value) : JSON.stringify(value)
}

/** 'Kp. Kiara, RT 002/RW 004, Kiara', leaving out what is not known. */
export function addressText(address: { readonly street: string; readonly rt: string; readonly rw: string; readonly kelurahan: string }): string {
  const block = [address.rt && `RT ${address.rt}`, address.rw && `RW ${address.rw}`].filter(part => part !== '').join('/')
  return [address.street, block, address.kelurahan].filter(part => part !== '').join(', ')
}
