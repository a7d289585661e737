import type { Fund } from '#domain/records/stock-movement.ts'
import type { DrugData } from '#domain/rules/pharmacy/drug-facts.ts'
import { useWords } from '../../locales/use-words.ts'
import { formatNumber } from '../format.ts'
import { pharmacyWords } from './words.ts'

const t = useWords(pharmacyWords)

/** '120 tablet'; the figure alone where the unit is not known. */
export const amount = (n: number, unit: string): string => (unit === '' ? formatNumber(n) : t('amount', { n: formatNumber(n), unit }))

/** A source or fund of a newer version is shown by its own word. */
export const sourceWord = (source: string): string => (source === 'program' ? t('program') : source === 'koperasi' ? t('koperasi') : source)

const FUND_WORDS = { program: 'fundProgram', pkd: 'fundPkd', apbd1: 'fundApbd1', apbd2: 'fundApbd2', dak: 'fundDak', jkn: 'fundJkn', lain: 'fundLain' } as const satisfies Record<Fund, string>
export const fundWord = (fund: string): string => (fund in FUND_WORDS ? t(FUND_WORDS[fund as Fund]) : fund)

const CLASS_WORDS = {
  bebas: 'classBebas', 'bebas-terbatas': 'classBebasTerbatas', keras: 'classKeras', oot: 'classOot', psikotropika: 'classPsikotropika', narkotika: 'classNarkotika',
} as const satisfies Record<DrugData['class'], string>
export const classWord = (drugClass: string): string => (drugClass in CLASS_WORDS ? t(CLASS_WORDS[drugClass as DrugData['class']]) : drugClass)
