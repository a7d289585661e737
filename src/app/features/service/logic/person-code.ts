/** A NIK or a number of a family card, not cut out of a longer row of digits. */
const SIXTEEN = /(?<!\d)\d{16}(?!\d)/g
/** RM and member numbers of the tablets' blocks: KIARA-02-0007. */
const LABEL = /(?<![A-Za-z0-9])[A-Za-z0-9]{2,12}-\d{2,3}-\d{4,6}(?!\d)/g

/**
 * The numbers that a card's code may name a person by, in the order to try them: labels, then NIK. The code of a card is such
 * a number itself, or a line that holds one (an address, names of fields); null characters of scanners are left out.
 */
export function codesIn(text: string): string[] {
  return [...new Set([...(text.match(LABEL) ?? []), ...(text.match(SIXTEEN) ?? [])])]
}
