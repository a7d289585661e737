/** What a page begins with: "KKDp". */
export const MAGIC = Uint8Array.of(0x4b, 0x4b, 0x44, 0x70)

/** The sections of a page, in their order. */
export const SECTIONS = ['ids', 'seqs', 'revs', 'states', 'actors', 'devs', 'ats', 'reasons', 'conflicts', 'datas'] as const
export type Section = (typeof SECTIONS)[number]
