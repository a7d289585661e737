import type { DoseRow, SafetyTable } from '#domain/rules/clinic/safety/table.ts'
import { useWords } from '#app/locales/use-words.ts'
import { formatNumber } from '#app/shared/format.ts'
import { clinicWords } from './words.ts'

const t = useWords(clinicWords)
export const SECTIONS = ['interactions', 'duplicates', 'states', 'maxima', 'doses'] as const
export type Section = (typeof SECTIONS)[number]

/** A row of the safety table in words, whatever its section. */
export interface SafetyLine { readonly id: string; readonly what: string; readonly about: string; readonly level: 'block' | 'warn' | null; readonly reason: string; readonly source: string }

const ages = ({ fromMonths, toMonths }: Pick<DoseRow, 'fromMonths' | 'toMonths'>): string => {
  if (toMonths === undefined) return fromMonths >= 24 && fromMonths % 12 === 0 ? t('yearsUp', { from: fromMonths / 12 }) : t('monthsUp', { from: fromMonths })
  return t('months', { from: fromMonths, to: toMonths - 1 })
}

function doseText(row: DoseRow): string {
  const range = (numbers: readonly number[], unit: string): string => `${numbers.map(number => formatNumber(number)).join('–')} ${unit}`
  if (row.signa !== undefined) return row.signa
  const dose = row.mgPerKg ? range(row.mgPerKg, 'mg/kg') : row.mg ? range(row.mg, 'mg') : row.iu !== undefined ? `${formatNumber(row.iu)} IU` : row.amount?.tablet !== undefined ? `${formatNumber(row.amount.tablet)} tablet` : `${formatNumber(row.amount?.mL ?? 0)} mL`
  return row.perDay === 0 ? t('prn', { dose }) : t('perDay', { dose, n: row.perDay })
}

/** One section of the table, line by line, for whoever is to stand by it. */
export function safetyLines(table: SafetyTable, section: Section): SafetyLine[] {
  const name = (group: string): string => table.groups[group]?.name ?? group
  switch (section) {
    case 'interactions': return table.interactions.map(row => ({ id: row.id, what: name(row.a), about: name(row.b), level: row.level, reason: row.reason, source: row.source }))
    case 'duplicates': return table.duplicates.map(row => ({ id: row.id, what: name(row.group), about: name(row.group), level: row.level, reason: row.reason, source: row.source }))
    case 'states': return table.states.map(row => ({ id: `${row.kind}-${row.id}`, what: name(row.group), about: t(row.kind), level: row.level, reason: row.reason, source: row.source }))
    case 'maxima': return table.maxima.map(row => ({
      id: row.id, what: name(row.group), about: [t('adultMost', { mg: formatNumber(row.adultMgDay) }), ...(row.childMgKgDay ? [t('childMost', { mg: formatNumber(row.childMgKgDay) })] : [])].join('; '), level: row.level, reason: '', source: row.source,
    }))
    case 'doses': return table.doses.map(row => ({
      id: row.id, what: Object.values(table.groups).find(group => group.atc.includes(row.atc))?.name ?? row.atc, about: `${row.for} · ${ages(row)}`, level: null, reason: [doseText(row), row.note ?? ''].filter(part => part !== '').join('. '), source: row.source,
    }))
  }
}
