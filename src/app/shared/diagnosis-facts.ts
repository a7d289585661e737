import seed from '#seeds/diagnoses.json'

const ROWS = new Map(seed.rows.map(row => [row.code, row]))
const CHRONIC = new Set(seed.rows.filter(row => row.chronic).map(row => row.code.slice(0, 3)))

/** The catalogue's Indonesian name of a code; undefined where it has none. */
export const diagnosisNameOf = (code: string): string | undefined => ROWS.get(code)?.name
/** A disease that stays, by its own code; one that was typed and is in no list by its category: a complication of diabetes is diabetes. */
export const isChronic = (code: string): boolean => ROWS.get(code)?.chronic ?? CHRONIC.has(code.slice(0, 3))
/** To be told to the puskesmas at once. */
export const isNotifiable = (code: string): boolean => ROWS.get(code)?.notifiable ?? false
/** Every name of the catalogue. */
export const DIAGNOSIS_NAMES: readonly string[] = seed.rows.map(row => row.name)
