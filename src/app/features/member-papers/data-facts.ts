import type { MemberData } from '#domain/records/member.ts'
import { useWords } from '#app/locales/use-words.ts'
import { formatDay, localPhone } from '#app/shared/format.ts'
import { dataWords } from './data-words.ts'

const t = useWords(dataWords)
export interface Fact { readonly label: string; readonly text: string }

const STATES = { aktif: 'stateAktif', calon: 'stateCalon', keluar: 'stateKeluar', diberhentikan: 'stateDiberhentikan', meninggal: 'stateMeninggal' } as const
/** A word of a newer version is shown as it came. */
const stateText = (state: string): string => (state in STATES ? t(STATES[state as keyof typeof STATES]) : state)

export function identityFacts(data: MemberData, hasPhoto: boolean): Fact[] {
  const { street, rt, rw, kelurahan } = data.address
  const address = [street, rt === '' && rw === '' ? '' : t('rtRw', { rt: rt || '–', rw: rw || '–' }), kelurahan === '' ? '' : t('kelurahan', { name: kelurahan })].filter(part => part !== '').join(', ')
  const born = [data.birthPlace ?? '', `${formatDay(data.birth.on)}${data.birth.estimated ? ` (${t('estimated')})` : ''}`].filter(part => part !== '').join(', ')
  return [
    { label: t('number'), text: data.number }, { label: t('name'), text: data.name }, { label: t('nik'), text: data.nik }, { label: t('familyCard'), text: data.familyCard ?? t('none') },
    { label: t('born'), text: born }, { label: t('sex'), text: t(data.sex === 'L' ? 'male' : 'female') }, { label: t('occupation'), text: data.occupation || t('none') },
    { label: t('phone'), text: data.phone ? localPhone(data.phone) : t('none') }, { label: t('address'), text: address || t('none') }, { label: t('photo'), text: hasPhoto ? t('photoKept') : t('none') },
  ]
}

export function membershipFacts(data: MemberData): Fact[] {
  const { state, on, reason, heir } = data.status
  const book = data.book ? t(data.book.signed === 'cap-jempol' ? 'bookThumb' : 'bookSigned', { day: formatDay(data.book.on) }) : t('bookNot')
  return [
    { label: t('joined'), text: formatDay(data.joinedOn) }, { label: t('state'), text: t('stateSince', { state: stateText(state), day: formatDay(on) }) },
    ...(reason === '' ? [] : [{ label: t('reason'), text: reason }]),
    ...(heir ? [{ label: t('heir'), text: t('heirLine', { name: heir.name, relation: heir.relation, phone: heir.phone ? localPhone(heir.phone) : '–' }) }] : []),
    { label: t('book'), text: book },
    ...(data.accepted ? [{ label: t('accepted'), text: t('acceptedLine', { name: data.accepted.name, day: formatDay(data.accepted.on) }) }] : []),
  ]
}

export function consentText({ consent }: MemberData, by: string): string {
  if (!consent) return t('consentNone')
  const given = t('consentGiven', { how: t(consent.how === 'lisan' ? 'spoken' : 'written'), day: formatDay(consent.on), by })
  return consent.guardian === '' ? given : `${given} ${t('guardian', { name: consent.guardian })}`
}

export const TYPES = { pokok: 'pokok', wajib: 'wajib', sukarela: 'sukarela' } as const
export const ACTS = { 'setor': 'actSetor', 'tarik': 'actTarik', 'kembali': 'actKembali', 'saldo-awal': 'actSaldo', 'dibalik': 'actDibalik' } as const
export const METHODS = { 'tunai': 'tunai', 'bank': 'bank', 'tanpa-kas': 'tanpaKas' } as const
