import { isDay, type Day } from '#domain/core/day.ts'
import { sameJson, type Json, type JsonObject } from '#domain/core/json.ts'
import { err, ok, type Result } from '#domain/core/result.ts'
import type { AppContext } from '#app/context.ts'
import { createDraft, patchDraft, type SaveFailure } from '#app/db/record-store.ts'
import { formatNumber, parseNumber } from '#app/shared/format.ts'
import { EMPTY_SETTING, homeOf, settingId, type OutsideCount, type SupervisionSetting } from './setting.ts'

/** The counts that come from outside, in the order of the form. */
export const OUTSIDE = ['participants', 'hypertension', 'diabetes'] as const
export type OutsideName = (typeof OUTSIDE)[number]

/** The setting of the user's own puskesmas; `changed` null while nobody has saved one. `names` are the staff, by id. */
export interface SettingFile {
  readonly puskesmas: string
  readonly setting: SupervisionSetting
  readonly changed: { readonly by: string; readonly on: Day } | null
  readonly names: ReadonlyMap<string, string>
}

export async function readSettingFile(app: AppContext): Promise<SettingFile | null> {
  const home = homeOf(app)
  if (!home) return null
  const [record, place, staff] = await Promise.all([app.store.get('supervision-setting', settingId(home.puskesmas)), app.store.get('facility', home.puskesmas), app.store.scan('staff')])
  const names = new Map(staff.map(({ id, data }) => [id, data.name]))
  return {
    puskesmas: place?.data.name ?? home.puskesmas, setting: record?.state === 'live' ? record.data : EMPTY_SETTING, names,
    changed: record ? { by: record.by ? (names.get(record.by.actor) ?? record.by.actor) : app.user.name, on: record.by ? (record.by.at.slice(0, 10) as Day) : app.today() } : null,
  }
}

export interface TypedCount { count: string; on: string; source: string }
export interface TypedMember { name: string; task: string }
export interface SettingForm { participants: TypedCount; hypertension: TypedCount; diabetes: TypedCount; team: TypedMember[] }

const typed = (count: OutsideCount | null): TypedCount => (count ? { count: formatNumber(count.count), on: count.on, source: count.source } : { count: '', on: '', source: '' })
export const settingForm = (setting: SupervisionSetting): SettingForm =>
  ({ participants: typed(setting.participants), hypertension: typed(setting.hypertension), diabetes: typed(setting.diabetes), team: setting.team.map(({ name, task }) => ({ name, task })) })

export interface SettingProblem { readonly field: string; readonly word: 'errCount' | 'errOn' | 'errFuture' | 'errSource' | 'errName' }

const isEmpty = ({ count, on, source }: TypedCount): boolean => count.trim() === '' && on === '' && source.trim() === ''
const isMember = ({ name, task }: TypedMember): boolean => name.trim() !== '' || task.trim() !== ''

/** A count stands with its day and source or not at all; a day that has not come is a slip of the finger. */
export function settingProblems(form: SettingForm, today: Day): SettingProblem[] {
  const counts = OUTSIDE.flatMap((name): SettingProblem[] => {
    const { count, on, source } = form[name]
    if (isEmpty(form[name])) return []
    const number = parseNumber(count)
    return [
      ...(number === null || !Number.isSafeInteger(number) || number < 1 ? [{ field: `${name}-count`, word: 'errCount' } as const] : []),
      ...(!isDay(on) ? [{ field: `${name}-on`, word: 'errOn' } as const] : on > today ? [{ field: `${name}-on`, word: 'errFuture' } as const] : []),
      ...(source.trim() === '' ? [{ field: `${name}-source`, word: 'errSource' } as const] : []),
    ]
  })
  return [...counts, ...form.team.flatMap((member, index): SettingProblem[] => (isMember(member) && member.name.trim() === '' ? [{ field: `name${index}`, word: 'errName' }] : []))]
}

const isText = (value: Json | undefined): value is string => typeof value === 'string'
const isObject = (value: Json | undefined): value is JsonObject => value !== null && typeof value === 'object' && !Array.isArray(value)
const isCount = (value: Json | undefined): boolean => isObject(value) && isText(value['count']) && isText(value['on']) && isText(value['source'])

/** A kept form of this version's shape, or null. */
export function restoreSetting(kept: Json | undefined): SettingForm | null {
  if (!isObject(kept) || !OUTSIDE.every(name => isCount(kept[name])) || !Array.isArray(kept['team'])) return null
  return kept['team'].every(one => isObject(one) && isText(one['name']) && isText(one['task'])) ? (kept as unknown as SettingForm) : null
}

const spelled = (name: string): string => name.trim().replace(/\s+/g, ' ').toLowerCase()

/** The setting as it was typed; who is known by name among the staff is named by id too. A count that did not change keeps who entered it. */
export function settingOf(form: SettingForm, seen: SupervisionSetting, names: ReadonlyMap<string, string>, by: string): SupervisionSetting {
  const idOf = new Map([...names].map(([id, name]) => [spelled(name), id]))
  const count = (name: OutsideName): OutsideCount | null => {
    if (isEmpty(form[name])) return null
    const made = { count: parseNumber(form[name].count) ?? 0, on: form[name].on as Day, source: form[name].source.trim() }
    const before = seen[name]
    return before && before.count === made.count && before.on === made.on && before.source === made.source ? before : { ...made, by }
  }
  return {
    participants: count('participants'), hypertension: count('hypertension'), diabetes: count('diabetes'),
    team: form.team.filter(isMember).map(({ name, task }) => ({ id: idOf.get(spelled(name)) ?? null, name: name.trim(), task: task.trim() })),
  }
}

export type SettingFailure = SaveFailure | { readonly kind: 'no-place' }

/** Writes what was changed since `seen` into the setting as it stands: what another tablet changed meanwhile stays. */
export async function saveSetting(app: AppContext, seen: SupervisionSetting, form: SettingForm, names: ReadonlyMap<string, string>): Promise<Result<null, SettingFailure>> {
  const home = homeOf(app)
  if (!home) return err({ kind: 'no-place' })
  const id = settingId(home.puskesmas)
  const made = settingOf(form, seen, names, app.user.id)
  const saved = await app.store.writeGroup<never>(async view => {
    const record = await view.get('supervision-setting', id)
    if (!record) return ok([createDraft('supervision-setting', id, home.stream, made)])
    const changed = Object.fromEntries(Object.entries(made).filter(([group, value]) => !sameJson(value, seen[group as keyof SupervisionSetting])))
    return ok([patchDraft(record, changed as Partial<SupervisionSetting>)])
  })
  return saved.ok ? ok(null) : saved
}
