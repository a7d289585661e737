/** What the rules need of an item: its weight of 1 or 2, and whether it is critical. */
export interface ItemFacts { readonly id: string; readonly weight: number; readonly critical: boolean }

/** `+` weighs 2, `!` is critical; a test holds each edition together with its file in seeds/checklists. */
const EDITIONS: Readonly<Record<string, string>> = {
  'supervisi/1': `
    papan jadwal+! tarif
    petugas+! sip+! uraian pelatihan
    bersih air+! listrik tensi+ timbang glukosa safety+! p3k+!
    fefo+ ed+! kartu+! indikator+ suhu+ kulkas+ gudang psikotropika+! program+!
    rm+! antibiotik+ alergi+ rujuk ckg prolanis+!
    lplpo+ lb+ sinkron anggota+! harga buku+!
  `,
}

/**
 * The items of an edition of a checklist; null of one that this version does not know. The server asks it whether a visit may be
 * signed, so weights and critical items cannot come from the tablet. An edition is never changed: visits are signed under it.
 */
export function checklistFacts(name: string): readonly ItemFacts[] | null {
  const marks = Object.hasOwn(EDITIONS, name) ? EDITIONS[name] : undefined
  return marks === undefined ? null : marks.trim().split(/\s+/).map(mark => ({ id: mark.replace(/[+!]+$/, ''), weight: mark.includes('+') ? 2 : 1, critical: mark.endsWith('!') }))
}
