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

/** Drugs of a catalogue to be found by id, by name in parts or whole, and by sound, each row of a long file at the cost of a look. */
export class DrugIndex<D extends Named> {
  private readonly ids = new Map<string, D>()
  private readonly keys = new Map<string, D[]>()
  private readonly wholes = new Map<string, D[]>()
  private readonly sounds = new Map<string, D[]>()

  constructor(drugs: Iterable<D>) {
    for (const drug of drugs) this.add(drug)
  }

  add(drug: D): void {
    const { name, strength, form } = drug.data
    this.ids.set(drug.id, drug)
    put(this.keys, drugKey(drug.data), drug)
    put(this.wholes, squeezed(`${name} ${strength} ${form}`), drug)
    put(this.sounds, soundOf(name), drug)
  }

  byId(id: string): D | undefined { return this.ids.get(id) }
  all(): Iterable<D> { return this.ids.values() }

  /** By name, strength and form as they stand in columns of their own. */
  byParts(parts: Named['data']): readonly D[] { return this.keys.get(drugKey(parts)) ?? [] }

  /**
   * The drugs that a whole name ("Parasetamol 500 mg tablet") means: those spelled so, else those that sound so. Strength and
   * form must fit to the letter, spaces aside.
   */
  named(whole: string): NameMatch<D> {
    const wanted = squeezed(whole)
    const spelled = this.wholes.get(wanted) ?? []
    if (spelled.length > 0) return { drugs: spelled, exact: true }
    // The name ends before the strength, or before the last word where there is none.
    const digit = whole.search(/\s\d/)
    const space = whole.lastIndexOf(' ')
    const heard = new Set([digit, space].filter(at => at > 0).flatMap(at => this.sounds.get(soundOf(whole.slice(0, at))) ?? []))
    const fits = ({ data }: D): boolean => {
      const tail = squeezed(`${data.strength} ${data.form}`)
      const at = /\d/.test(data.strength) ? digit : space
      return tail !== '' && wanted.endsWith(tail) && at > 0 && soundOf(whole.slice(0, at)) === soundOf(data.name)
    }
    return { drugs: [...heard].filter(fits), exact: false }
  }
}

function put<D>(map: Map<string, D[]>, key: string, drug: D): void {
  const found = map.get(key)
  if (found) found.push(drug)
  else map.set(key, [drug])
}
