import type { Json } from '#domain/core/json.ts'
import type { DrugFacts } from '#domain/rules/pharmacy/drug-facts.ts'
import type { DrugField } from '#domain/rules/pharmacy/proposal-rules.ts'
import { useWords } from '#app/locales/use-words.ts'
import { formatNumber, formatRupiah } from '#app/shared/format.ts'
import { saveFailureText } from '#app/shared/save-failure.ts'
import { amount, classWord } from '#app/shared/pharmacy/say.ts'
import type { CatalogueFailure } from './repository.ts'
import { catalogueWords } from './words.ts'

const t = useWords(catalogueWords)

export const factLabel = (field: DrugField): string => t(field === 'unchecked' ? 'uncheckedFacts' : field)

const programmes: Readonly<Record<string, string>> = { umum: 'Umum', kia: 'KIA', tbc: 'TBC', imunisasi: 'Imunisasi', jiwa: 'Jiwa', kb: 'KB', gizi: 'Gizi', diare: 'Diare', malaria: 'Malaria', kecacingan: 'Kecacingan', filariasis: 'Filariasis', hiv: 'HIV' }
export const programmeWord = (programme: string): string => programmes[programme] ?? programme
/** The choices of a form: those we know, and whatever stands there already. */
export const programmeOptions = (present: string): { value: string; label: string }[] =>
  [...new Set([...Object.keys(programmes), present])].filter(value => value !== '').map(value => ({ value, label: programmeWord(value) }))

const ROUTES = ['oral', 'sublingual', 'injeksi', 'infus', 'topikal', 'mata', 'telinga', 'hidung', 'rektal', 'vaginal', 'inhalasi', 'implan', 'intrauterin', 'infiltrasi', 'pelarut'] as const
export const routeOptions = (present: string): { value: string; label: string }[] => [...new Set([...ROUTES, present])].filter(value => value !== '').map(value => ({ value, label: value }))

type Pack = DrugFacts['packs'][number]
export const packText = (pack: Pack, unit: string): string => {
  const line = t('packLine', { name: pack.name, n: formatNumber(pack.size), unit })
  return pack.barcode === '' ? line : `${line}, ${t('packBarcode', { code: pack.barcode })}`
}

/** A fact as a person reads it; what is not known is said so. Values of newer versions are shown as they are. */
export function factText(field: DrugField, value: Json, unit: string): string {
  if (value === null || value === '') return t('unknown')
  if (typeof value === 'boolean') return t(value ? 'yes' : 'no')
  switch (field) {
    case 'class': return classWord(String(value))
    case 'programme': return programmeWord(String(value))
    case 'minimum': return typeof value === 'number' ? amount(value, unit) : String(value)
    case 'het': return typeof value === 'number' ? t('perUnit', { amount: formatRupiah(value), unit }) : String(value)
    case 'hna': return hnaText(value, unit)
    case 'packs': return Array.isArray(value) && value.length > 0 ? value.map(pack => packText(pack as unknown as Pack, unit)).join('; ') : t('none')
    case 'unchecked': return Array.isArray(value) && value.length > 0 ? value.map(fact => factLabel(fact as DrugField)).join(', ') : t('none')
    default: return String(value)
  }
}

function hnaText(value: Json, unit: string): string {
  const hna = value as { amount?: number; per?: number }
  return t('hnaLine', { amount: formatRupiah(hna.amount ?? 0), n: formatNumber(hna.per ?? 1), unit })
}

/** What happened instead of a save, and what to do. */
export function failureText(failure: CatalogueFailure): string {
  switch (failure.kind) {
    case 'gone': return t('failGone')
    case 'decided': return t('failDecided')
    case 'unfit': return t('failUnfit', { facts: failure.fields.map(field => factLabel(field as DrugField)).join(', ') })
    case 'unit-in-use': return t('errUnitLocked')
    case 'no-place': return t('failNoPlace')
    case 'rules-broken': return failure.breaks.some(broken => broken.rule === 'BR-38') ? t('controlledText') : saveFailureText(failure)
    default: return saveFailureText(failure)
  }
}
