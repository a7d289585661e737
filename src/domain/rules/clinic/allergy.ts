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

/**
 * Drugs that often, not always, harm a person who reacted to another of the group. Apart from FAMILIES, because the server
 * judges by those: a list that grows here makes no visit of an older tablet invalid.
 */
const CROSSING: readonly { readonly from: readonly string[]; readonly to: readonly string[]; readonly reason: string }[] = [
  {
    from: ['penisilin', 'amoksisilin', 'ampisilin', 'kloksasilin', 'benzatin', 'sefalosporin', 'sefadroksil', 'sefiksim', 'sefaleksin', 'seftriakson'],
    to: ['penisilin', 'amoksisilin', 'ampisilin', 'kloksasilin', 'benzatin', 'prokain', 'sefadroksil', 'sefiksim', 'sefaleksin', 'seftriakson'],
    reason: 'Penisilin dan sefalosporin berinti serupa; sebagian orang bereaksi pada keduanya.',
  },
  {
    from: ['aspirin', 'asetosal', 'nsaid', 'oains', 'antalgin', 'ibuprofen', 'mefenamat', 'ponstan', 'diklofenak', 'voltaren', 'kataflam', 'piroksikam', 'meloksikam', 'ketoprofen', 'naproksen'],
    to: ['asetosal', 'aspirin', 'ibuprofen', 'mefenamat', 'diklofenak', 'piroksikam', 'meloksikam', 'ketoprofen', 'naproksen', 'antalgin'],
    reason: 'Reaksi terhadap satu pereda nyeri NSAID sering berulang pada NSAID lain.',
  },
  { from: ['eritromisin', 'azitromisin', 'klaritromisin', 'makrolid'], to: ['eritromisin', 'azitromisin', 'klaritromisin'], reason: 'Segolongan makrolid.' },
  { from: ['siprofloksasin', 'levofloksasin', 'ofloksasin', 'kuinolon'], to: ['siprofloksasin', 'levofloksasin', 'ofloksasin'], reason: 'Segolongan kuinolon.' },
  { from: ['tetrasiklin', 'doksisiklin', 'oksitetrasiklin'], to: ['tetrasiklin', 'doksisiklin', 'oksitetrasiklin'], reason: 'Segolongan tetrasiklin.' },
  { from: ['fenitoin', 'karbamazepin', 'fenobarbital'], to: ['fenitoin', 'karbamazepin', 'fenobarbital'], reason: 'Ruam berat dapat berulang pada obat kejang sejenis.' },
  { from: ['baktrim', 'primadeks'], to: ['kotrimoksazol', 'sulfadiazin'], reason: 'Nama dagang kotrimoksazol.' },
  { from: ['panadol', 'sanmol', 'tempra', 'bodreks'], to: ['parasetamol'], reason: 'Nama dagang parasetamol.' },
  { from: ['betadin', 'iodin', 'yodium'], to: ['povidon'], reason: 'Mengandung iodin.' },
].map(group => ({ ...group, from: group.from.map(spelling), to: group.to.map(spelling) }))

/** One spelling for the ways a substance is written: amoxicillin, amoxycillin and amoksisilin become the same word. */
export function spelling(word: string): string {
  return word.toLowerCase().normalize('NFD').replace(/[\u0300-\u036f]/g, '')
    .replace(/ph/g, 'f').replace(/th/g, 't').replace(/x/g, 'ks').replace(/c(?=[eiy])/g, 's').replace(/c/g, 'k').replace(/y/g, 'i').replace(/z/g, 's')
    .replace(/([a-z])\1/g, '$1').replace(/e$/, '').replace(/[^a-z0-9]/g, '')
}

export const wordsOf = (text: string): string[] => text.split(/[^\p{L}\p{N}]+/u).map(spelling).filter(word => word.length >= 4)
const GENERAL = new Set(['obat', 'alergi', 'antibiotik', 'tablet', 'sirup', 'kapsul', 'salep', 'injeksi', 'suntik', 'asam', 'natrium', 'kalsium', 'vitamin', 'garam', 'tetes', 'krim', 'oral', 'larutan', 'golongan'].map(spelling))

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

/** What a drug has in common with a named allergy without being it, and why that matters; null where nothing does (BR-44). */
export function matchCrossing(drugName: string, substances: readonly string[]): { readonly substance: string; readonly reason: string } | null {
  const drugWords = wordsOf(drugName)
  for (const substance of substances) {
    const named = wordsOf(substance)
    const found = CROSSING.find(group => group.from.some(word => named.includes(word)) && group.to.some(word => drugWords.includes(word)))
    if (found) return { substance, reason: found.reason }
  }
  return null
}
