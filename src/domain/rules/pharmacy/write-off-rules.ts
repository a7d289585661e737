import type { CheckContext, RuleBreak } from '../../core/record.ts'
import type { WriteOffData } from '../../records/write-off.ts'
import { balanceKey } from './balance.ts'
import { isUsable } from './expiry.ts'
import { signerBreaks } from './signer.ts'

export type WriteOffLine = WriteOffData['lines'][number]
export type WriteOffCause = WriteOffLine['cause']
export type Signatory = WriteOffData['signatories'][number]

/** Signatories who are two people, not one written twice: those with a name and a function, each name once. */
export function distinctSignatories(signatories: readonly Signatory[]): Signatory[] {
  const seen = new Set<string>()
  return signatories.filter(({ name, role }) => {
    const person = name.trim().toLowerCase().replace(/[\s.,]+/g, ' ').trim()
    if (person === '' || role.trim() === '' || seen.has(person)) return false
    seen.add(person)
    return true
  })
}

/** BR-36: batch, quantity, cause and two signatories before stock is written off. */
export function checkWriteOff(data: WriteOffData, context: CheckContext<WriteOffData>): RuleBreak[] {
  const breaks = signerBreaks(data.by, context.actor, 'by', 'write-off-author')
  if (distinctSignatories(data.signatories).length < 2) breaks.push({ rule: 'BR-36', field: 'signatories' })
  const seen = new Set<string>()
  for (const [index, line] of data.lines.entries()) {
    const field = `lines.${index}`
    const key = `${balanceKey(line)}|${line.cause}`
    if (seen.has(key)) breaks.push({ rule: 'write-off-twice', field })
    seen.add(key)
    // BR-32: through its last day a batch is good, and nothing to destroy for its date.
    if (line.cause === 'kedaluwarsa' && isUsable(line.batch.expiresOn, data.on)) breaks.push({ rule: 'BR-32', field: `${field}.cause` })
    if (line.source === 'koperasi' && line.fund !== undefined && line.fund !== 'program') breaks.push({ rule: 'BR-35', field: `${field}.fund` })
  }
  return breaks
}
