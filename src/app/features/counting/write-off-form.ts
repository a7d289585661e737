import { isDay, type Day } from '#domain/core/day.ts'
import type { Json } from '#domain/core/json.ts'
import { isUsable } from '#domain/rules/pharmacy/expiry.ts'
import { WRITE_OFF_CAUSES } from '#domain/records/write-off.ts'
import { distinctSignatories, type WriteOffCause } from '#domain/rules/pharmacy/write-off-rules.ts'
import { restoreBatchLines, type BatchChoice, type BatchLine, type BatchesAllowed } from '#app/shared/pharmacy/batch-lines.ts'

/** One batch to write off, as typed. */
export interface WriteOffLineForm extends BatchLine { cause: string }
export interface Signer { name: string; role: string }
export interface WriteOffForm { on: string; method: string; place: string; note: string; signers: Signer[]; lines: WriteOffLineForm[] }

/** Whatever lies on the shelf may be destroyed: expired, put aside, or neither. */
export const DESTROYABLE: BatchesAllowed = { sources: ['program', 'koperasi'], expired: true, held: true }
export const SIGNATORIES = 3

export const emptyLine = (): WriteOffLineForm => ({ drugId: '', key: '', quantity: '', cause: '' })
export const causeOf = (text: string): WriteOffCause | null => WRITE_OFF_CAUSES.find(cause => cause === text) ?? null

/** What is proposed: everything expired, and everything that a person has put aside, whole. */
export function proposedLines(choices: readonly BatchChoice[], most: number): WriteOffLineForm[] {
  return choices.filter(choice => choice.expired || choice.held).slice(0, most)
    .map(choice => ({ drugId: choice.drugId, key: choice.key, quantity: String(choice.quantity), cause: choice.expired ? 'kedaluwarsa' : '' }))
}

export function emptyWriteOff(today: Day, place: string, saver: { readonly name: string; readonly role: string }, lines: readonly WriteOffLineForm[]): WriteOffForm {
  return {
    on: today, method: '', place, note: '', signers: [{ ...saver }, ...Array.from({ length: SIGNATORIES - 1 }, () => ({ name: '', role: '' }))],
    lines: lines.length > 0 ? lines.map(line => ({ ...line })) : [emptyLine()],
  }
}

export type WriteOffWord = 'errDay' | 'errDayFuture' | 'errMethod' | 'errCause' | 'errNotExpired' | 'errSigner' | 'errSignerRole' | 'errSignerName' | 'errTwoSigners'
export interface WriteOffProblem { readonly field: string; readonly word: WriteOffWord }

/** All that keeps the minutes from being saved, besides what BatchLines asks of its own fields. */
export function writeOffProblems(form: WriteOffForm, choices: readonly BatchChoice[], today: Day): WriteOffProblem[] {
  const problems: WriteOffProblem[] = []
  if (!isDay(form.on)) problems.push({ field: 'destroyedOn', word: 'errDay' })
  else if (form.on > today) problems.push({ field: 'destroyedOn', word: 'errDayFuture' })
  for (const [index, line] of form.lines.entries()) {
    const cause = causeOf(line.cause)
    if (cause === null) problems.push({ field: `cause${index}`, word: 'errCause' })
    const choice = choices.find(found => found.key === line.key)
    if (cause === 'kedaluwarsa' && choice && isDay(form.on) && isUsable(choice.expiresOn, form.on)) problems.push({ field: `cause${index}`, word: 'errNotExpired' })
  }
  if (form.method.trim() === '') problems.push({ field: 'method', word: 'errMethod' })
  return [...problems, ...signatoryProblems(form)]
}

function signatoryProblems(form: WriteOffForm): WriteOffProblem[] {
  const halves = form.signers.flatMap(({ name, role }, index): WriteOffProblem[] => {
    const [hasName, hasRole] = [name.trim() !== '', role.trim() !== '']
    if (hasName && !hasRole) return [{ field: `signerRole${index}`, word: 'errSignerRole' }]
    return hasRole && !hasName && index > 1 ? [{ field: `signerName${index}`, word: 'errSignerName' }] : []
  })
  const missing = [0, 1].filter(index => (form.signers[index]?.name ?? '').trim() === '').map((index): WriteOffProblem => ({ field: `signerName${index}`, word: 'errSigner' }))
  const all = [...missing, ...halves]
  if (all.length === 0 && distinctSignatories(signatoriesOf(form)).length < 2) all.push({ field: 'signerName1', word: 'errTwoSigners' })
  return all
}

export const signatoriesOf = (form: Pick<WriteOffForm, 'signers'>): Signer[] =>
  form.signers.map(({ name, role }) => ({ name: name.trim(), role: role.trim() })).filter(({ name, role }) => name !== '' && role !== '')

/** A kept draft, where it has the shape of this version's form. */
export function restoreWriteOff(kept: Json | undefined, start: WriteOffForm): WriteOffForm | null {
  if (kept === null || typeof kept !== 'object' || Array.isArray(kept)) return null
  const found = kept as Record<string, Json | undefined>
  const lines = restoreBatchLines(found['lines'], emptyLine)
  const text = (name: 'on' | 'method' | 'place' | 'note'): string => (typeof found[name] === 'string' ? found[name] : start[name])
  const { signers } = found
  return lines && { on: text('on'), method: text('method'), place: text('place'), note: text('note'), signers: Array.isArray(signers) ? start.signers.map((signer, index) => restoreSigner(signers[index], signer)) : start.signers, lines }
}

function restoreSigner(kept: Json | undefined, start: Signer): Signer {
  if (kept === null || typeof kept !== 'object' || Array.isArray(kept)) return start
  const { name, role } = kept as Record<string, Json | undefined>
  return { name: typeof name === 'string' ? name : start.name, role: typeof role === 'string' ? role : start.role }
}
