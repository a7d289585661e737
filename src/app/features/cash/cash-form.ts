import type { Json } from '#domain/core/json.ts'
import { MOST_RUPIAH } from '#domain/records/coop-setting.ts'
import { CASH_CATEGORIES, CATEGORY_FACTS, DIRECTIONS, type CashCategory } from '#domain/rules/finance/categories.ts'
import type { CashEntryData } from '#domain/records/cash-entry.ts'
import { rupiahOf } from '#app/shared/forms/typed.ts'

/** An entry as it is typed. */
export interface CashForm { category: string; amount: string; method: string; party: string; document: string; memberId: string; note: string }
export const emptyCash = (): CashForm => ({ category: '', amount: '', method: 'tunai', party: '', document: '', memberId: '', note: '' })

/** What the form begins with: kept texts of this shape, or nothing. */
export function restoreCash(kept: Json | undefined): CashForm | null {
  if (kept === null || kept === undefined || typeof kept !== 'object' || Array.isArray(kept)) return null
  const start = emptyCash()
  return { ...start, ...(Object.fromEntries(Object.entries(kept).filter(([field, value]) => field in start && typeof value === 'string')) as Partial<CashForm>) }
}

/** The listed categories by direction, in their order. */
export const CATEGORY_GROUPS = DIRECTIONS.map(direction => ({ direction, categories: CASH_CATEGORIES.filter(category => CATEGORY_FACTS[category].direction === direction) }))

export const categoryOf = (form: Pick<CashForm, 'category'>): CashCategory | null => CASH_CATEGORIES.find(category => category === form.category) ?? null
/** Only money that comes or goes has a way; what moves goes both ways, and what is without money none. */
export const asksMethod = (category: CashCategory | null): boolean => category === null || ['masuk', 'keluar'].includes(CATEGORY_FACTS[category].direction)
export const asksMember = (category: CashCategory | null): boolean => category === 'pelunasan-piutang'

export type CashProblem = 'errCategory' | 'errAmount' | 'errAmountMost' | 'errMethod' | 'errMember' | 'errParty'
export function problemsOf(form: CashForm): { readonly field: string; readonly word: CashProblem }[] {
  const category = categoryOf(form)
  const amount = rupiahOf(form.amount)
  const problems: { field: string; word: CashProblem }[] = []
  if (category === null) problems.push({ field: 'category', word: 'errCategory' })
  if (amount === null || amount <= 0) problems.push({ field: 'amount', word: 'errAmount' })
  else if (amount > MOST_RUPIAH) problems.push({ field: 'amount', word: 'errAmountMost' })
  if (asksMethod(category) && form.method !== 'tunai' && form.method !== 'bank') problems.push({ field: 'method', word: 'errMethod' })
  if (asksMember(category) && form.memberId === '') problems.push({ field: 'member', word: 'errMember' })
  if (category !== null && asksMethod(category) && !asksMember(category) && form.party.trim() === '') problems.push({ field: 'party', word: 'errParty' })
  return problems
}

/** The entry of a form without a problem. `party` of whoever pays off his account is his name. */
export function cashDataOf(form: CashForm, own: Pick<CashEntryData, 'number' | 'on' | 'time' | 'by'> & { readonly memberName: string }): CashEntryData {
  const category = categoryOf(form)
  const amount = rupiahOf(form.amount)
  if (category === null || amount === null) throw new Error('an entry with problems was to be saved')
  const { memberName, ...rest } = own
  const isMember = asksMember(category)
  return {
    ...rest, category, amount, method: asksMethod(category) && form.method === 'bank' ? 'bank' : 'tunai', party: (isMember ? memberName : asksMethod(category) ? form.party.trim() : '').slice(0, 120),
    memberId: isMember ? form.memberId : null, document: form.document.trim(), note: form.note.trim(), reverses: null, reason: '',
  }
}
