import { isDay, type Day } from '#domain/core/day.ts'
import type { Json } from '#domain/core/json.ts'
import type { Rupiah } from '#domain/core/rupiah.ts'
import { SAVING_TYPES, type SavingType } from '#domain/records/saving-entry.ts'
import { costOfMonths, duesOf } from '#domain/rules/finance/savings.ts'
import type { SavingsFile } from '#app/shared/coop/savings-file.ts'
import { rupiahOf } from '#app/shared/forms/typed.ts'
import type { Payment } from './repository.ts'

export type FormAct = Payment['act']
export interface SavingLine { type: string; amount: string }
export interface SavingForm { memberId: string; method: string; on: string; note: string; lines: SavingLine[] }

export const emptyLine = (type = ''): SavingLine => ({ type, amount: '' })
export const emptyForm = (today: Day, act: FormAct, memberId: string, type: string): SavingForm => ({
  memberId, method: 'tunai', on: today, note: '', lines: [emptyLine(act === 'tarik' ? 'sukarela' : isType(type) ? type : 'wajib')],
})
export const isType = (word: string): word is SavingType => (SAVING_TYPES as readonly string[]).includes(word)
/** No payment at a desk is larger; one that is larger is a slip of the finger. */
const MOST = 1_000_000_000
export const lineField = (part: keyof SavingLine, index: number): string => `${part}${index}`

export type ProblemWord = 'errMember' | 'errGone' | 'errLeft' | 'errKind' | 'errTwice' | 'errAmount' | 'errTooMuch' | 'errPokok' | 'errKept' | 'errShort' | 'errDayMissing' | 'errDayFuture'
export interface Problem { readonly field: string; readonly word: ProblemWord; readonly params?: { readonly n?: number; readonly rupiah?: Rupiah; readonly day?: Day } }

/** The amount typed, with or without 'Rp'; null where it is none. */
export const amountOf = (typed: string): Rupiah | null => rupiahOf(typed) || null

/** All that keeps a payment from being saved, in the order of the fields. `file` is the member's, as far as it has been read. */
export function savingProblems(form: SavingForm, act: FormAct, file: SavingsFile | null | undefined, today: Day): Problem[] {
  const problems: Problem[] = []
  const left = act !== 'tarik' && file?.dues.exitOn ? file.dues.exitOn : null
  if (form.memberId === '') problems.push({ field: 'member', word: 'errMember' })
  else if (file === null) problems.push({ field: 'member', word: 'errGone' })
  else if (left !== null && form.on >= left && !putsBack(form, file)) problems.push({ field: 'member', word: 'errLeft', params: { day: left } })
  for (const [index, line] of form.lines.entries()) problems.push(...lineProblems(line, index, form.lines, act, file ?? null))
  if (!isDay(form.on)) problems.push({ field: 'on', word: 'errDayMissing' })
  else if (form.on > today) problems.push({ field: 'on', word: 'errDayFuture' })
  return problems
}

/** Whoever left may still put back what he drew too much. */
const putsBack = (form: SavingForm, file: SavingsFile | null | undefined): boolean =>
  form.lines.every(({ type, amount }) => isType(type) && (file?.held[type] ?? 0) + (amountOf(amount) ?? 0) <= 0)

function lineProblems({ type, amount: typed }: SavingLine, index: number, lines: readonly SavingLine[], act: FormAct, file: SavingsFile | null): Problem[] {
  const kind: Problem[] = []
  const twin = lines.findIndex(other => other.type === type)
  if (!isType(type)) kind.push({ field: lineField('type', index), word: 'errKind' })
  else if (act === 'tarik' && type !== 'sukarela') kind.push({ field: lineField('type', index), word: 'errKept' })
  else if (twin < index) kind.push({ field: lineField('type', index), word: 'errTwice', params: { n: twin + 1 } })
  const amount = amountOf(typed)
  const field = lineField('amount', index)
  if (amount === null) return [...kind, { field, word: 'errAmount' }]
  if (amount > MOST) return [...kind, { field, word: 'errTooMuch' }]
  const open = file?.pokokOpen ?? null
  if (act !== 'tarik' && type === 'pokok' && open !== null && amount > open) return [...kind, { field, word: 'errPokok', params: { rupiah: open } }]
  if (act === 'tarik' && type === 'sukarela' && file && amount > file.held.sukarela) return [...kind, { field, word: 'errShort', params: { rupiah: Math.max(0, file.held.sukarela) } }]
  return kind
}

export const sumOf = (form: SavingForm): Rupiah => form.lines.reduce((sum, line) => sum + (amountOf(line.amount) ?? 0), 0)

/** The payment of a form without problems. */
export const paymentOf = (form: SavingForm, act: FormAct): Payment => ({
  memberId: form.memberId, act, lines: form.lines.map(line => ({ type: line.type as SavingType, amount: amountOf(line.amount) ?? 0 })),
  method: act === 'saldo-awal' ? 'tanpa-kas' : form.method === 'bank' ? 'bank' : 'tunai', on: form.on as Day, note: form.note,
})

/** Amounts to be filled in by a press: what is missing, so many months, all there is. */
export interface Proposal { readonly kind: 'arrears' | 'months' | 'rest' | 'all'; readonly months: number; readonly amount: Rupiah }

export function proposalsFor(type: string, act: FormAct, file: SavingsFile): Proposal[] {
  const some = (list: readonly Proposal[]): Proposal[] => list.filter(({ amount }) => amount > 0)
  if (act === 'tarik') return type === 'sukarela' ? some([{ kind: 'all', months: 0, amount: file.held.sukarela }]) : []
  if (type === 'pokok') return some([{ kind: 'rest', months: 0, amount: file.pokokOpen ?? 0 }])
  if (type !== 'wajib') return []
  const { arrears, months } = duesOf(file.dues)
  return some([
    { kind: 'arrears', months, amount: arrears },
    ...[1, 3, 6, 12].filter(count => count !== months).map((count): Proposal => ({ kind: 'months', months: count, amount: costOfMonths(file.dues, count) })),
  ])
}

/** What was kept of a half-typed form; null where it is not of this version's shape. */
export function restoreForm(kept: Json | undefined, start: SavingForm): SavingForm | null {
  if (kept === null || kept === undefined || typeof kept !== 'object' || Array.isArray(kept)) return null
  const found = kept as Readonly<Record<string, Json | undefined>>
  const text = (of: Readonly<Record<string, Json | undefined>>, field: string, otherwise: string): string => (typeof of[field] === 'string' ? of[field] : otherwise)
  const lines = Array.isArray(found['lines']) ? found['lines'].filter(line => line !== null && typeof line === 'object' && !Array.isArray(line)) as Readonly<Record<string, Json | undefined>>[] : []
  return {
    memberId: text(found, 'memberId', start.memberId), method: text(found, 'method', start.method), on: text(found, 'on', start.on), note: text(found, 'note', start.note),
    lines: lines.length > 0 ? lines.slice(0, 3).map(line => ({ type: text(line, 'type', ''), amount: text(line, 'amount', '') })) : start.lines,
  }
}
