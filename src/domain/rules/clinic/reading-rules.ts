import type { CheckContext, RuleBreak } from '../../core/record.ts'
import type { Role } from '../../core/roles.ts'
import type { ReadingData } from '../../records/reading.ts'

/** Why somebody opened a medical record. `pelayanan` is the care of the patient himself. */
export const READING_PURPOSES = ['pelayanan', 'pembinaan', 'rujukan', 'pengaduan', 'audit', 'permintaan-pasien', 'lainnya'] as const

type Purpose = ReadingData['purpose']
type Reader = ReadingData['role']

/** BR-66: written by the reader himself, in a role that he has; a purpose of one's own needs words. */
export function checkReading(data: ReadingData, context: CheckContext<ReadingData>): RuleBreak[] {
  const breaks: RuleBreak[] = []
  if (data.by !== context.actor) breaks.push({ rule: 'BR-66', field: 'by' })
  if (context.roles.length > 0 && !context.roles.includes(data.role)) breaks.push({ rule: 'BR-66', field: 'role' })
  if (data.at.slice(0, 10) !== data.on) breaks.push({ rule: 'BR-66', field: 'at' })
  if (data.purpose === 'lainnya' && data.note.trim() === '') breaks.push({ rule: 'BR-66', field: 'note' })
  // Care is what those at the desk do; whoever supervises has another reason.
  if (data.purpose === 'pelayanan' && data.role === 'kapus') breaks.push({ rule: 'BR-66', field: 'purpose' })
  return breaks
}

/** Who has to say why he opens a record: the head always, the doctor where he is not the one who treats at that desk. */
export const isAsked = (roles: readonly Role[]): boolean => roles.includes('kapus') || !roles.includes('nakes')

/** The purposes that somebody of these roles may name. */
export const purposesFor = (roles: readonly Role[]): Purpose[] => READING_PURPOSES.filter(purpose => purpose !== 'pelayanan' || roles.includes('nakes') || roles.includes('dokter'))

/** In which role a purpose is read for: care as whoever treats, anything else as whoever supervises; null where no role opens records. */
export function roleOfPurpose(purpose: Purpose, roles: readonly Role[]): Reader | null {
  const order: readonly Reader[] = purpose === 'pelayanan' ? ['nakes', 'dokter'] : ['kapus', 'dokter', 'nakes']
  return order.find(role => roles.includes(role)) ?? null
}
