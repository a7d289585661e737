import { isDay, type Day } from '#domain/core/day.ts'
import type { Json, JsonObject } from '#domain/core/json.ts'
import { MOST_RUPIAH, type CoopSettingData } from '#domain/records/coop-setting.ts'
import { MEMBERS_SHARE, RESERVE } from '#domain/rules/finance/shu-keys.ts'
import { formatNumber } from '#app/shared/format.ts'
import { wholeOf } from '#app/shared/forms/typed.ts'

export interface TypedStep { from: string; amount: string }
export interface TypedShare { key: string; name: string; percent: string }
export interface TypedOfficer { memberId: string; name: string; position: string }
/** The setting as it is typed. */
export interface TypedSetting {
  pokok: string; wajib: TypedStep[]
  limit: string; days: string
  debt: string
  openingOn: string; cash: string; bank: string
  shares: TypedShare[]; usaha: string; nonMember: string; savings: string
  officers: TypedOfficer[]
  dueDay: string
}

export const typedSetting = ({ dues, credit, exit, opening, shu, officers, reportDueDay }: CoopSettingData): TypedSetting => ({
  pokok: formatNumber(dues.pokok), wajib: dues.wajib.map(step => ({ from: step.from, amount: formatNumber(step.amount) })),
  limit: formatNumber(credit.limit), days: String(credit.days), debt: exit.unpaidWajibIsDebt ? 'ya' : 'tidak',
  openingOn: opening.on, cash: formatNumber(opening.cash), bank: formatNumber(opening.bank),
  shares: shu.shares.map(share => ({ key: share.key, name: share.name, percent: String(share.percent) })), usaha: String(shu.usahaPercent),
  nonMember: shu.nonMember ?? 'cadangan', savings: shu.savings ?? 'semua',
  officers: officers.map(officer => ({ memberId: officer.memberId ?? '', name: officer.name, position: officer.position })), dueDay: String(reportDueDay),
})

const whole = (typed: string): number | null => wholeOf(typed, Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER)
/** What the percentages come to while they are typed; what is no number counts as nothing. */
export const percentTotal = (shares: readonly TypedShare[]): number => shares.reduce((sum, share) => sum + (whole(share.percent) ?? 0), 0)
export const isFixed = (key: string): boolean => key === RESERVE || key === MEMBERS_SHARE

export type SettingWord = 'errAmount' | 'errMonth' | 'errMonthOrder' | 'errDays' | 'errDay' | 'errPercent' | 'errTotal' | 'errNegative' | 'errName' | 'errNameTwice' | 'errUsaha' | 'errDueDay' | 'errMember' | 'errMemberTwice' | 'errPosition'
export interface SettingProblem { readonly field: string; readonly word: SettingWord; readonly total?: number }

const within = (typed: string, from: number, to: number): boolean => wholeOf(typed, from, to) !== null

export function settingProblems(typed: TypedSetting, today: Day): SettingProblem[] {
  const amounts = [['pokok', typed.pokok], ['limit', typed.limit], ['cash', typed.cash], ['bank', typed.bank], ...typed.wajib.map((step, index) => [`wajibAmount${index}`, step.amount] as const)] as const
  const bad = (isBad: boolean, field: string, word: SettingWord): SettingProblem[] => (isBad ? [{ field, word }] : [])
  return [
    ...amounts.flatMap(([field, text]) => bad(!within(text, 0, MOST_RUPIAH), field, 'errAmount')),
    ...typed.wajib.flatMap((step, index) => {
      const isMonth = /^\d{4}-(0[1-9]|1[0-2])$/.test(step.from)
      return [...bad(!isMonth, `wajibFrom${index}`, 'errMonth'), ...bad(isMonth && index > 0 && step.from <= (typed.wajib[index - 1]?.from ?? ''), `wajibFrom${index}`, 'errMonthOrder')]
    }),
    ...bad(!within(typed.days, 0, 365), 'days', 'errDays'),
    ...bad(!isDay(typed.openingOn) || typed.openingOn > today, 'openingOn', 'errDay'),
    ...shareProblems(typed.shares),
    ...bad(!within(typed.usaha, 0, 100), 'usaha', 'errUsaha'),
    ...typed.officers.flatMap((officer, index) => [
      ...bad(officer.memberId === '' && officer.name === '', `officer${index}`, 'errMember'),
      ...bad(officer.memberId !== '' && typed.officers.findIndex(other => other.memberId === officer.memberId && other.position.trim() === officer.position.trim()) < index, `officer${index}`, 'errMemberTwice'),
      ...bad(officer.position.trim() === '', `position${index}`, 'errPosition'),
    ]),
    ...bad(!within(typed.dueDay, 1, 28), 'dueDay', 'errDueDay'),
  ]
}

/** BR-17 beside each field, and the total beside the last of them. */
function shareProblems(shares: readonly TypedShare[]): SettingProblem[] {
  const total = percentTotal(shares)
  const name = (share: TypedShare): string => share.name.trim().toLocaleLowerCase('id')
  return [
    ...shares.flatMap((share, index): SettingProblem[] => [
      ...(name(share) === '' ? [{ field: `shareName${index}`, word: 'errName' } as const] : shares.findIndex(other => name(other) === name(share)) < index ? [{ field: `shareName${index}`, word: 'errNameTwice' } as const] : []),
      ...(whole(share.percent) === null || (whole(share.percent) ?? 0) > 100 ? [{ field: `sharePercent${index}`, word: 'errPercent' } as const] : (whole(share.percent) ?? 0) < 0 ? [{ field: `sharePercent${index}`, word: 'errNegative' } as const] : []),
    ]),
    ...(total === 100 ? [] : [{ field: 'sharePercent0', word: 'errTotal', total } as const]),
  ]
}

/** What the form says; call where nothing is wrong. */
export const settingOf = (typed: TypedSetting): CoopSettingData => ({
  dues: { pokok: whole(typed.pokok) ?? 0, wajib: typed.wajib.map(step => ({ from: step.from, amount: whole(step.amount) ?? 0 })) },
  credit: { limit: whole(typed.limit) ?? 0, days: whole(typed.days) ?? 0 },
  exit: { unpaidWajibIsDebt: typed.debt === 'ya' },
  opening: { on: typed.openingOn as Day, cash: whole(typed.cash) ?? 0, bank: whole(typed.bank) ?? 0 },
  shu: {
    shares: typed.shares.map((share, index) => ({ key: share.key === '' ? fundKey(share.name, typed.shares.slice(0, index).map(other => other.key)) : share.key, name: share.name.trim(), percent: whole(share.percent) ?? 0 })),
    usahaPercent: whole(typed.usaha) ?? 0, nonMember: typed.nonMember === 'dibagi' ? 'dibagi' : 'cadangan', savings: typed.savings === 'pokok-wajib' ? 'pokok-wajib' : 'semua',
  },
  officers: typed.officers.map(officer => ({ memberId: officer.memberId === '' ? null : officer.memberId, name: officer.name === '' ? officer.memberId : officer.name, position: officer.position.trim() })),
  reportDueDay: whole(typed.dueDay) ?? 10,
})

/** A key of letters for a fund of the RAT's own naming, that no other share has. */
export function fundKey(name: string, taken: readonly string[]): string {
  const plain = `dana-${name.toLowerCase().replace(/^dana\s+/, '').replace(/[^a-z]+/g, '-').replace(/^-|-$/g, '') || 'lain'}`.slice(0, 36)
  let key = plain
  for (let round = 0; taken.includes(key); round += 1) key = `${plain}-${String.fromCharCode(97 + (round % 26))}${'z'.repeat(Math.floor(round / 26))}`
  return key
}

/** A kept form of this version's shape, or null. */
export function restoreSetting(kept: Json | undefined, start: TypedSetting): TypedSetting | null {
  if (kept === null || kept === undefined || typeof kept !== 'object' || Array.isArray(kept)) return null
  const found = kept as Record<string, Json | undefined>
  const lines: Readonly<Record<string, readonly string[]>> = { wajib: ['from', 'amount'], shares: ['key', 'name', 'percent'], officers: ['memberId', 'name', 'position'] }
  const isLine = (line: Json, names: readonly string[]): boolean => line !== null && typeof line === 'object' && !Array.isArray(line) && names.every(name => typeof (line as JsonObject)[name] === 'string')
  const fits = Object.keys(start).every(name => {
    const value = found[name]
    const names = lines[name]
    return names ? Array.isArray(value) && value.every(line => isLine(line, names)) : typeof value === 'string'
  })
  return fits ? (Object.fromEntries(Object.keys(start).map(name => [name, structuredClone(found[name])])) as unknown as TypedSetting) : null
}
