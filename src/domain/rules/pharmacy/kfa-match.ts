import { drugKey } from './drug-rules.ts'

/**
 * How a medicine sounds, so that the KFA's "Amoxicillin" is found as "Amoksisilin": Indonesian writes foreign names as they
 * are spoken. What is found in this way only is shown as doubtful and taken over by a person.
 */
export function soundOf(name: string): string {
  return name.toLowerCase().normalize('NFKD').replace(/[^a-z0-9 ]/g, ' ')
    .replace(/ph/g, 'f').replace(/th/g, 't').replace(/rh/g, 'r').replace(/ch/g, 'k').replace(/y/g, 'i')
    .replace(/c(?=[eiy])/g, 's').replace(/c/g, 'k').replace(/qu/g, 'ku').replace(/x/g, 'ks').replace(/[ao]e/g, 'e')
    .replace(/([a-z])\1+/g, '$1').replace(/e\b/g, '').replace(/\s+/g, ' ').trim()
}

/** A product's name without its maker: "Paracetamol 500 mg Tablet (INDOFARMA)" → "Paracetamol 500 mg Tablet". */
export const withoutMaker = (display: string): string => display.replace(/\s*\([^()]*\)\s*$/, '').trim()

const squeezed = (text: string): string => text.toLowerCase().replace(/(\d)\.(?=\d)/g, '$1,').replace(/[^\p{L}\p{N},/%]+/gu, '')

interface Named { readonly id: string; readonly data: { readonly name: string; readonly strength: string; readonly form: string } }
export interface NameMatch<D> { readonly drugs: readonly D[]; readonly exact: boolean }

/**
 * The drugs of the catalogue that a whole name ("Parasetamol 500 mg tablet") means: those spelled so, else those that sound so.
 * Strength and form must fit to the letter, spaces aside.
 */
export function drugsNamed<D extends Named>(whole: string, drugs: readonly D[]): NameMatch<D> {
  const wanted = squeezed(whole)
  const spelled = drugs.filter(({ data }) => squeezed(`${data.name} ${data.strength} ${data.form}`) === wanted)
  if (spelled.length > 0) return { drugs: spelled, exact: true }
  const heard = drugs.filter(({ data }) => {
    const tail = squeezed(`${data.strength} ${data.form}`)
    return tail !== '' && wanted.endsWith(tail) && soundOf(nameBefore(whole, data.strength)) === soundOf(data.name)
  })
  return { drugs: heard, exact: false }
}

/** What stands before the strength, or before the last word where there is none. */
function nameBefore(whole: string, strength: string): string {
  const digits = /\d/.exec(strength)
  const at = digits ? whole.search(/\s\d/) : whole.lastIndexOf(' ')
  return at < 0 ? whole : whole.slice(0, at)
}

/** By name, strength and form in columns of their own. */
export const drugsWithParts = <D extends Named>(parts: { name: string; strength: string; form: string }, drugs: readonly D[]): D[] =>
  drugs.filter(({ data }) => drugKey(data) === drugKey(parts))
