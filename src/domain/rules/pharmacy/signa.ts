import type { Directions } from '../../records/handover.ts'

/** What could be read of directions; null is not said, or not said clearly. `text` is all that is neither dose nor time. */
export interface ReadSigna { readonly dose: string | null; readonly perDay: number | null; readonly days: number | null; readonly text: string }

/** Smallest units that are also what one takes. A bottle is not: "3x1" of a syrup does not say one what. */
const OWN_DOSE = new Set(['tablet', 'kapsul', 'kaplet', 'sachet', 'supositoria', 'ovula'])
const UNIT_WORDS: readonly (readonly [RegExp, string])[] = [
  [/^(?:tablet|tab|tb)$/, 'tablet'], [/^(?:kapsul|kaps|caps|cap)$/, 'kapsul'], [/^(?:kaplet|kapl)$/, 'kaplet'],
  [/^(?:cth|sdt|sendok teh)$/, 'sendok teh (5 mL)'], [/^(?:sdm|sendok makan)$/, 'sendok makan (15 mL)'],
  [/^(?:ml|cc)$/, 'mL'], [/^(?:tetes|gtt|tts)$/, 'tetes'], [/^(?:sachet|sach|bungkus|bks)$/, 'sachet'],
  [/^(?:supp|supositoria)$/, 'supositoria'], [/^ovula$/, 'ovula'], [/^(?:semprot|puff)$/, 'semprot'],
]
const UNIT = '(?:tablet|tab|tb|kapsul|kaps|caps|cap|kaplet|kapl|cth|sdt|sendok teh|sdm|sendok makan|ml|cc|tetes|gtt|tts|sachet|sach|bungkus|bks|supp|supositoria|ovula|semprot|puff)'
const AMOUNT = '(?:\\d+(?:[.,]\\d+)?|\\d+/\\d+|[½¼¾]|\\d[½¼¾])'

/** Wording that stands for itself on the etiket, in the order in which it is printed. */
const PHRASES: readonly (readonly [RegExp, string])[] = [
  [/\b(?:a\.?c\.?|sebelum makan)(?=[\s,;.]|$)/, 'sebelum makan'], [/\b(?:p\.?c\.?|(?:sesudah|setelah) makan)(?=[\s,;.]|$)/, 'sesudah makan'],
  [/\b(?:d\.?c\.?|bersama makan(?:an)?|saat makan)(?=[\s,;.]|$)/, 'bersama makanan'],
  [/\b(?:h\.?s\.?|sebelum tidur|(?:menjelang|mau) tidur)(?=[\s,;.]|$)/, 'sebelum tidur'],
  [/\b(?:s\.?\s*u\.?\s*e\.?|u\.?e\.?|(?:untuk )?(?:obat|pemakaian) luar)(?=[\s,;.]|$)/, 'obat luar'],
  [/\boles(?:kan)? tipis(?:-tipis)?\b/, 'oles tipis'],
]
const PRN = /\b(?:p\.?r\.?n\.?|k\/?p|(?:bila|kalau|jika) perlu)(?=[\s,;.]|$)/

/**
 * Reads the short forms of a prescription: "3x1", "3 x 1 tab p.c.", "2 dd 1", "1 tablet tiap 8 jam", "kalau perlu", "5 hari",
 * "s.u.e". `unit` is the drug's smallest unit. Words it does not know are kept as they stand; a number it cannot place makes
 * the whole unreadable (null), because half a direction is worse than none.
 */
export function parseSigna(typed: string, unit: string): ReadSigna | null {
  let rest = ` ${typed.toLowerCase().replace(/×/g, 'x').replace(/\s+/g, ' ')} `
  const take = (pattern: RegExp): RegExpExecArray | null => {
    const match = pattern.exec(rest)
    if (match) rest = `${rest.slice(0, match.index)} , ${rest.slice(match.index + match[0].length)}`
    return match
  }
  const days = take(/(?:\bselama )?\b(\d{1,3}) ?(hari|hr|minggu|mgg)\b/)
  const isNeeded = take(PRN) !== null
  const phrases = PHRASES.flatMap(([pattern, words]) => (take(pattern) ? [words] : []))
  const isFinished = take(/\b(?:habiskan|dihabiskan|sampai habis)\b/) !== null

  const latin = take(new RegExp(`(?:\\bs )?\\b(\\d{1,2}) ?dd ?(?:(${UNIT}) )?(${AMOUNT})?(?: ?(${UNIT})\\b)?`))
  const times = latin ? null : take(new RegExp(`(?:\\bs )?\\b(\\d{1,2}) ?(?:x|kali)(?: ?sehari\\b| ?/ ?hari\\b)?(?: ?(${AMOUNT})(?: ?(${UNIT})\\b)?(?![\\d/.,]*\\d))?(?: ?sehari\\b)?`))
  const hours = latin || times ? null : take(/\b(?:tiap|setiap) (\d{1,2}) jam\b/)
  const apart = (latin?.[3] ?? times?.[2]) === undefined ? take(new RegExp(`(?:\\bs )?(?<![\\d/.,])(${AMOUNT}) ?(${UNIT})\\b`)) : null

  const left = rest.replace(/\b(?:sehari|minum|diminum)\b/g, ' ').split(/[,;.]/).map(part => part.trim()).filter(part => part !== '' && part !== '-')
  const perDay = latin ? Number(latin[1]) : times ? Number(times[1]) : hours ? perDayOf(Number(hours[1])) : isNeeded ? 0 : null
  if (left.some(part => /\d|[½¼¾]/.test(part)) || (hours && perDay === null) || (perDay !== null && perDay > 24) || (perDay === 0 && !isNeeded)) return null

  const amount = latin?.[3] ?? times?.[2] ?? apart?.[1]
  const said = latin?.[2] ?? latin?.[4] ?? times?.[3] ?? apart?.[2]
  const doseUnit = said === undefined ? (OWN_DOSE.has(unit) ? unit : null) : (UNIT_WORDS.find(([pattern]) => pattern.test(said))?.[1] ?? null)
  const spread = amount === undefined && phrases.includes('oles tipis') ? 'oles tipis' : null
  const text = [...phrases.filter(words => words !== spread), ...(isNeeded && perDay !== 0 ? ['bila perlu'] : []), ...(isFinished ? ['habiskan'] : []), ...left].join(', ')
  if (text.length > 160) return null
  return {
    dose: spread ?? (amount !== undefined && doseUnit !== null ? `${fractionOf(amount)} ${doseUnit}` : null), perDay,
    days: days ? Number(days[1]) * (/^m/.test(days[2] ?? '') ? 7 : 1) : null, text,
  }
}

const perDayOf = (hours: number): number | null => (hours > 0 && 24 % hours === 0 ? 24 / hours : null)
const FRACTIONS: Readonly<Record<string, string>> = { '1/2': '½', '0,5': '½', '0.5': '½', '1/4': '¼', '3/4': '¾', '1,5': '1½', '1.5': '1½' }
const fractionOf = (amount: string): string => FRACTIONS[amount] ?? amount.replace('.', ',')

/** Directions for the record, where at least how often is clear. */
export function directionsOfSigna(typed: string, unit: string): Directions | null {
  const read = parseSigna(typed, unit)
  if (!read || read.perDay === null || (read.days ?? 0) > 365) return null
  return { dose: read.dose ?? '', perDay: read.perDay, days: read.days ?? 0, text: read.text }
}

/** "3 kali sehari 1 tablet, sesudah makan, 5 hari": as it stands on the etiket, in the patient's language. */
export function directionsText(directions: Directions): string {
  const often = directions.perDay === 0 ? `${directions.dose} bila perlu` : `${directions.perDay} kali sehari ${directions.dose}`
  return [often.trim(), directions.text.trim(), directions.days > 0 ? `${directions.days} hari` : ''].filter(part => part !== '').join(', ')
}
