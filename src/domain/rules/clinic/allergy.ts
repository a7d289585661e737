/**
 * Drugs that people react to as one, by the words people use for them. Common knowledge written down by us, not taken from
 * a formulary: a pharmacist has to confirm it, and so every match can be overridden with a reason (BR-44).
 */
const FAMILIES: readonly (readonly string[])[] = [
  ['penisilin', 'amoksisilin', 'ampisilin', 'kloksasilin', 'benzatin', 'prokain'],
  ['sulfa', 'sulfonamid', 'sulfametoksazol', 'kotrimoksazol', 'sulfadiazin', 'sulfadoksin'],
  ['aspirin', 'asetosal', 'salisilat'],
  ['antalgin', 'metampiron', 'metamizol'],
  ['adrenalin', 'epinefrin'],
].map(family => family.map(spelling))

/** One spelling for the ways a substance is written: amoxicillin, amoxycillin and amoksisilin become the same word. */
function spelling(word: string): string {
  return word.toLowerCase().normalize('NFD').replace(/[\u0300-\u036f]/g, '')
    .replace(/ph/g, 'f').replace(/th/g, 't').replace(/x/g, 'ks').replace(/c(?=[eiy])/g, 's').replace(/c/g, 'k').replace(/y/g, 'i').replace(/z/g, 's')
    .replace(/([a-z])\1/g, '$1').replace(/e$/, '').replace(/[^a-z0-9]/g, '')
}

const wordsOf = (text: string): string[] => text.split(/[^\p{L}\p{N}]+/u).map(spelling).filter(word => word.length >= 4)
const GENERAL = new Set(['obat', 'alergi', 'antibiotik', 'tablet', 'sirup', 'kapsul', 'salep', 'injeksi', 'suntik'].map(spelling))

/**
 * The named allergy that a drug matches, as it was written down, or null (BR-44). Text against text, and families of drugs
 * that are known under several names; what nobody named can't be found.
 */
export function matchAllergy(drugName: string, substances: readonly string[]): string | null {
  const drugWords = wordsOf(drugName)
  for (const substance of substances) {
    const named = wordsOf(substance).filter(word => !GENERAL.has(word))
    const alike = named.flatMap(word => FAMILIES.find(family => family.some(member => member === word)) ?? [word])
    if (alike.some(word => drugWords.some(drug => drug.includes(word) || (drug.length >= 5 && word.includes(drug))))) return substance
  }
  return null
}
