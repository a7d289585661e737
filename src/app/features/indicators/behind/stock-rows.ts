import type { RouteLocationRaw } from 'vue-router'
import { tenthsOf } from '#domain/rules/pharmacy/forecast.ts'
import type { FundSource } from '#domain/rules/pharmacy/balance.ts'
import type { AppContext } from '#app/context.ts'
import type { StoredRecord } from '#app/db/record-store.ts'
import { useWords } from '#app/locales/use-words.ts'
import { formatDay, formatNumber, formatRupiah } from '#app/shared/format.ts'
import { amount, sourceWord } from '#app/shared/pharmacy/say.ts'
import { drugName } from '#app/shared/pharmacy/stock.ts'
import { balanceKey } from '#domain/rules/pharmacy/balance.ts'
import { isFirstExpiring, readHanded } from '../readers/handed-measures.ts'
import { readCounted, readLosses, readShelves } from '../readers/stock-measures.ts'
import { placeOf, type Place, type Scope } from '../scope.ts'
import { indicatorPageWords } from '../words.ts'
import type { BehindList, BehindRow } from './row.ts'

const t = useWords(indicatorPageWords)
type Drugs = ReadonlyMap<string, StoredRecord<'drug'>>

const drugsOf = async (app: AppContext): Promise<Drugs> => new Map((await app.store.scan('drug')).map(drug => [drug.id, drug]))
const nameIn = (drugs: Drugs, id: string): string => { const drug = drugs.get(id); return drug ? drugName(drug.data) : id }
const unitIn = (drugs: Drugs, id: string): string => drugs.get(id)?.data.unit ?? ''
const toDrug = (drugId: string, pustu: string, more: { sumber?: FundSource; batch?: string } = {}): RouteLocationRaw => ({ name: 'medicine-drug', params: { drugId }, query: { pustu, ...more } })
const byName = (a: BehindRow, b: BehindRow): number => Number(a.isIn) - Number(b.isIn) || a.what.localeCompare(b.what, 'id') || a.place.localeCompare(b.place, 'id')

export async function availabilityRows(app: AppContext, scope: Scope): Promise<BehindList> {
  const [shelves, drugs] = await Promise.all([readShelves(app, scope), drugsOf(app)])
  const rows = shelves.flatMap(shelf => shelf.listed.map((drugId): BehindRow => {
    const left = shelf.balances.filter(batch => batch.drugId === drugId && batch.quantity > 0 && batch.expiresOn >= shelf.on).reduce((sum, batch) => sum + batch.quantity, 0)
    return { key: `${shelf.place.id}|${drugId}`, on: '', what: nameIn(drugs, drugId), detail: t('left', { n: amount(left, unitIn(drugs, drugId)) }), place: shelf.place.name, isIn: shelf.available.has(drugId), to: toDrug(drugId, shelf.place.id) }
  }))
  return { what: 'drug', route: 'medicine-drug', rows: rows.sort(byName) }
}

export async function reachRows(app: AppContext, scope: Scope): Promise<BehindList> {
  const [shelves, drugs] = await Promise.all([readShelves(app, scope), drugsOf(app)])
  const words = { 'kritis': t('critical'), 'aman': t('safe'), 'berlebih': t('over'), 'tanpa-pemakaian': '' }
  const rows = shelves.flatMap(shelf => [...shelf.forecasts.values()].flatMap((one): BehindRow[] => (one.monthsLeft === null ? [] : [{
    key: `${shelf.place.id}|${one.drugId}|${one.source}`, on: '', what: nameIn(drugs, one.drugId), isIn: one.sufficiency === 'aman', place: shelf.place.name, to: toDrug(one.drugId, shelf.place.id, { sumber: one.source }),
    detail: [words[one.sufficiency], t('reach', { n: formatNumber(tenthsOf(one.monthsLeft) / 10, 1) }), t('left', { n: amount(one.usable, unitIn(drugs, one.drugId)) }), sourceWord(one.source)].join(' · '),
  }])))
  return { what: 'drug', route: 'medicine-drug', rows: rows.sort(byName) }
}

export async function expiryRows(app: AppContext, scope: Scope): Promise<BehindList> {
  const [losses, drugs] = await Promise.all([readLosses(app, scope), drugsOf(app)])
  const worth = (quantity: string, value: number | null): string => (value === null ? t('noValue', { quantity }) : t('valueOf', { quantity, value: formatRupiah(value) }))
  const rows = losses.flatMap(({ place, loss }) => [
    ...loss.expired.map((line): BehindRow => ({
      key: `${place.id}|x|${line.id}`, on: line.batch ? formatDay(line.batch.expiresOn) : '', what: nameIn(drugs, line.drugId), place: place.name, isIn: true,
      detail: `${t('batch', { batch: line.batch?.number ?? '' })} · ${worth(amount(line.quantity, unitIn(drugs, line.drugId)), line.value)}`, to: toDrug(line.drugId, place.id, { sumber: line.source, batch: line.id }),
    })),
    ...loss.supply.map((line): BehindRow => ({
      key: `${place.id}|p|${line.id}`, on: '', what: nameIn(drugs, line.drugId), place: place.name, isIn: false,
      detail: `${worth(amount(line.quantity, unitIn(drugs, line.drugId)), line.value)} · ${sourceWord(line.source)}`, to: toDrug(line.drugId, place.id, { sumber: line.source }),
    })),
  ])
  return { what: 'drug', route: 'medicine-drug', rows: rows.sort((a, b) => Number(b.isIn) - Number(a.isIn) || a.what.localeCompare(b.what, 'id')) }
}

export async function countedRows(app: AppContext, scope: Scope): Promise<BehindList> {
  const [lines, drugs] = await Promise.all([readCounted(app, scope), drugsOf(app)])
  const rows = lines.map(({ item, count }): BehindRow => ({
    key: item.id, on: formatDay(count.data.approval?.at.slice(0, 10) ?? ''), what: nameIn(drugs, item.drugId), place: placeOf(scope, count)?.name ?? '', isIn: item.exact,
    detail: [t('countedOf', { counted: amount(item.counted, unitIn(drugs, item.drugId)), system: formatNumber(item.system) }), sourceWord(item.source), count.data.number].join(' · '), to: { name: 'count', params: { id: count.id } },
  }))
  return { what: 'drug', route: 'count', rows: rows.sort(byName) }
}

export async function handedRows(app: AppContext, scope: Scope): Promise<BehindList> {
  const [handed, drugs] = await Promise.all([readHanded(app, scope), drugsOf(app)])
  const newest = [...handed].sort((a, b) => Number(isFirstExpiring(a)) - Number(isFirstExpiring(b)) || b.data.on.localeCompare(a.data.on) || b.id.localeCompare(a.id))
  const placed = (place: Place | undefined): { name: string; id: string } => ({ name: place?.name ?? '', id: place?.id ?? '' })
  return {
    what: 'drug', route: 'medicine-drug',
    rows: newest.map(movement => {
      const { data } = movement
      const place = placed(placeOf(scope, movement))
      return {
        key: movement.id, on: formatDay(data.on), what: nameIn(drugs, data.drugId), place: place.name, isIn: isFirstExpiring(movement),
        detail: [amount(-data.quantity, unitIn(drugs, data.drugId)), t('batch', { batch: data.batch.number }), data.override !== null && t('reasonOf', { reason: data.override })].filter(Boolean).join(' · '),
        to: toDrug(data.drugId, place.id, { sumber: data.source, batch: balanceKey(data) }),
      }
    }),
  }
}
