/** The most that the national formulary lets one prescription hold, as far as its text can be read with certainty. */
export interface FornasMaximum {
  readonly amount: number
  readonly unit: string
  /** `kasus`: one course of treatment; `hari` and `bulan`: a limit for that time. */
  readonly per: 'kasus' | 'bulan' | 'hari'
}

const UNITS: Readonly<Record<string, readonly string[]>> = {
  tab: ['tablet', 'kaplet'], tablet: ['tablet', 'kaplet'], kaps: ['kapsul'], kapsul: ['kapsul'], btl: ['botol'], botol: ['botol'], amp: ['ampul'], ampul: ['ampul'],
  vial: ['vial'], tube: ['tube'], tbg: ['canister', 'tabung'], sup: ['supositoria'], supositoria: ['supositoria'], ovula: ['ovula'], sachet: ['sachet'], pot: ['pot'], strip: ['strip'],
}

/**
 * "30 tab/bulan", "2 btl/kasus.", "Maks 10 kaps/kasus" → amount, unit, time. Everything that says more than that ("- Untuk nyeri
 * akut: …", "10 hari", "40 mg/kgBB") is null: it is shown as it stands and never guessed at.
 */
export function parseMaxPrescription(text: string): FornasMaximum | null {
  const match = /^(?:maks\.?\s+)?(\d{1,4})\s*([a-z]+)\s*\/\s*(kasus|bulan|hari)\.?$/i.exec(text.trim())
  const [, amount = '', unit = '', per = ''] = match ?? []
  const known = unit.toLowerCase()
  return match && known in UNITS ? { amount: Number(amount), unit: known, per: per.toLowerCase() as FornasMaximum['per'] } : null
}

export interface FornasUse {
  readonly quantity: number
  /** The drug's smallest unit. */
  readonly unit: string
  /** For how many days; 0 where it is not known. Only a limit a day needs it. */
  readonly days: number
}

/**
 * What a quantity may be at most, or null where the text cannot be compared with it: unreadable, another unit, or a limit a
 * day without days.
 */
export function fornasLimit(text: string, use: Pick<FornasUse, 'unit' | 'days'>): number | null {
  const maximum = parseMaxPrescription(text)
  if (!maximum || !UNITS[maximum.unit]?.includes(use.unit.toLowerCase())) return null
  if (maximum.per === 'hari') return use.days > 0 ? maximum.amount * use.days : null
  // More than a month's treatment may hold as many months' amounts as it has begun.
  return maximum.per === 'bulan' ? maximum.amount * Math.max(1, Math.ceil(use.days / 30)) : maximum.amount
}

/** True only where the text can be read and the quantity passes it: a warning, never a refusal. */
export function passesFornas(text: string, use: FornasUse): boolean {
  const limit = fornasLimit(text, use)
  return limit !== null && use.quantity > limit
}
