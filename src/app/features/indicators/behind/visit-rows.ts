import type { IndicatorKey } from '#domain/rules/supervision/indicators/catalogue.ts'
import { isAntibiotic, isInjection, itemsOf, type PorDrug } from '#domain/rules/supervision/indicators/por.ts'
import { entryDelay } from '#domain/rules/supervision/pustu-day.ts'
import type { AppContext } from '#app/context.ts'
import { useWords } from '#app/locales/use-words.ts'
import { formatDay, formatNumber } from '#app/shared/format.ts'
import type { Visit } from '../readers/month-visits.ts'
import { visitsBehind } from '../readers/visit-measures.ts'
import { placeOf, type Scope } from '../scope.ts'
import { indicatorPageWords } from '../words.ts'
import type { BehindList } from './row.ts'

const t = useWords(indicatorPageWords)
const HOUR_MS = 3_600_000

/** The visits behind an indicator, the newest first. Their own page asks for a purpose where one is needed (BR-66). */
export async function visitRows(app: AppContext, scope: Scope, key: IndicatorKey): Promise<BehindList> {
  const { part, visits } = await visitsBehind(app, scope, key)
  const [drugs, wanted] = [new Map((await app.store.scan('drug')).map(({ id, data }) => [id, data])), part.denominator.flatMap(id => visits.get(id) ?? [])]
  const names = new Map((await app.store.many('patient', [...new Set(wanted.map(visit => visit.data.patientId))])).map(({ id, data }) => [id, data.name]))
  const above = new Set(part.numerator)
  const newest = wanted.sort((a, b) => `${b.data.on} ${b.data.time} ${b.id}`.localeCompare(`${a.data.on} ${a.data.time} ${a.id}`))
  return {
    what: 'patient', route: 'visit',
    rows: newest.map(visit => ({
      key: visit.id, on: `${formatDay(visit.data.on)} ${visit.data.time.replace(':', '.')}`, what: names.get(visit.data.patientId) ?? t('unknownPatient'),
      detail: detailOf(key, visit, scope, drugs), place: placeOf(scope, visit)?.name ?? '', isIn: above.has(visit.id), to: { name: 'visit', params: { id: visit.id } },
    })),
  }
}

function detailOf(key: IndicatorKey, visit: Visit, scope: Scope, drugs: ReadonlyMap<string, PorDrug>): string {
  const { data } = visit
  const diagnosis = data.diagnoses[0] ? `${data.diagnoses[0].name} (${data.diagnoses[0].code})` : ''
  const given = (is: (drug: PorDrug) => boolean): string => data.prescription.filter(line => { const drug = drugs.get(line.drugId); return drug !== undefined && is(drug) }).map(line => line.drug).join(', ')
  switch (key) {
    case 'lengkap': return missingText(visit) || diagnosis
    case 'tepat-waktu': return delayText(visit, scope)
    case 'por-ispa': case 'por-diare': return [diagnosis, given(isAntibiotic)].filter(Boolean).join(' · ')
    case 'por-mialgia': return [diagnosis, given(isInjection)].filter(Boolean).join(' · ')
    case 'por-item': return `${t('itemsOf', { n: formatNumber(itemsOf(visit)) })}: ${[...new Set(data.prescription.map(line => line.drug))].join(', ')}`
    case 'rrns': return [diagnosis, data.outcome?.to && t('referredTo', { to: data.outcome.to })].filter(Boolean).join(' · ')
    case 'rppt-ht': { const { sistolik: s, diastolik: d } = data.vitals; return s === undefined || d === undefined ? t('notMeasured') : t('pressure', { s: formatNumber(s), d: formatNumber(d) }) }
    case 'rppt-dm': { const read = data.vitals.gdp ?? data.beyond?.gdp; return read === undefined ? t('notMeasured') : t('glucose', { n: typeof read === 'number' ? formatNumber(read) : read }) }
    default: return diagnosis
  }
}

function missingText({ data }: Visit): string {
  const missing = [
    data.complaint.trim() === '' && t('missComplaint'), Object.keys(data.vitals).length + Object.keys(data.beyond ?? {}).length === 0 && t('missVitals'),
    data.diagnoses.length === 0 && t('missDiagnosis'), data.allergy === null && t('missAllergy'), data.signature === null && t('missSignature'),
  ].filter(one => one !== false)
  return missing.length > 0 ? t('missing', { what: missing.join(', ') }) : ''
}

function delayText(visit: Visit, scope: Scope): string {
  const delay = entryDelay(visit, placeOf(scope, visit)?.zone ?? 'Asia/Jakarta')
  if (delay === null) return t('entryUnknown')
  const hours = Math.floor(delay / HOUR_MS)
  return hours < 1 ? t('soon') : t('hoursLate', { n: formatNumber(hours) })
}
