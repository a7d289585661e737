import { isDay, type Day } from '#domain/core/day.ts'
import { formatAge, formatDay } from '#app/shared/format.ts'
import { useWords } from '#app/locales/use-words.ts'
import { arrivalWords } from './words.ts'

interface Facts {
  readonly sex: string
  readonly bornOn: string
  readonly bornEstimated: boolean
  readonly nik: string
  readonly rm: string
  readonly rt: string
  readonly rw: string
  readonly kelurahan: string
}

const t = useWords(arrivalWords)

/** RT/RW and kelurahan, as people say where somebody lives. */
export const areaText = ({ rt, rw, kelurahan }: Pick<Facts, 'rt' | 'rw' | 'kelurahan'>): string =>
  [rt !== '' || rw !== '' ? t('rtRw', { rt: rt || '–', rw: rw || '–' }) : '', kelurahan].filter(part => part !== '').join(' ')

/** What tells a person in a list from others: sex, age, number, area; with `apart` the birth date and the end of the NIK as well. */
export function personFacts(person: Facts, today: Day, apart: boolean): string {
  const { bornOn, bornEstimated, nik } = person
  const born = isDay(bornOn) ? formatAge(bornOn, today) : ''
  const date = apart && isDay(bornOn) ? t(bornEstimated ? 'aboutBorn' : 'bornOn', { date: formatDay(bornOn) }) : ''
  const sex = person.sex === 'L' ? t('male') : person.sex === 'P' ? t('female') : ''
  const end = apart && person.sex !== '' ? (nik === '' ? t('noNik') : t('nikEnd', { digits: nik.slice(-4) })) : ''
  return [sex, born, date, end, person.rm, areaText(person)].filter(part => part !== '').join(' · ')
}
