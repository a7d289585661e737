import { parseSigna } from '../../pharmacy/signa.ts'
import { doseAmount, parseStrength } from './amounts.ts'
import { isSameSubstance, isSystemic, medicineOf, type SafetyDrug } from './medicine.ts'

/** Whether one drug can stand for another that is not there: the same substance, both for the whole body. */
export function isSubstitute(idA: string, a: SafetyDrug, idB: string, b: SafetyDrug): boolean {
  return idA !== idB && isSystemic(a) && isSystemic(b) && isSameSubstance(medicineOf(idA, a), medicineOf(idB, b))
}

/**
 * The directions in the other strength: the same mg at once, as often. Null where that is not a number of halves, or the
 * directions cannot be read: then somebody writes them anew.
 */
export function equivalentSigna(signa: string, from: SafetyDrug, to: SafetyDrug): string | null {
  const read = parseSigna(signa, from.unit)
  const [strength, other] = [parseStrength(from.strength), parseStrength(to.strength)]
  const dose = read?.dose ? doseAmount(read.dose) : null
  if (!read?.perDay || !dose || !strength || !other || strength.of !== other.of || dose.per !== strength.per) return null
  const amount = (dose.value * strength.amount) / other.amount
  if (Math.abs(amount * 2 - Math.round(amount * 2)) > 1e-9 || amount < 0.5) return null
  const isWhole = Number.isInteger(amount)
  if (!isWhole && other.per === 'unit' && (to.unit.toLowerCase() !== 'tablet' || /salut/i.test(to.form))) return null
  const text = amount === 0.5 ? '½' : String(amount).replace('.', ',')
  const again = `${read.perDay}x${text}${other.per === 'mL' ? ' ml' : ''}${read.text === '' ? '' : ` ${read.text}`}${read.days === null ? '' : ` ${read.days} hari`}`
  return parseSigna(again, to.unit)?.perDay === read.perDay ? again : null
}
