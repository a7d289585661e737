import { sameJson, type Json, type JsonObject } from '#domain/core/json.ts'
import type { MemberData } from '#domain/records/member.ts'
import { opSchema, type Op } from '#sync/messages.ts'
import type { AppContext } from '#app/context.ts'
import { formatNumber } from '#app/shared/format.ts'
import { duesOf, type Dues } from './accept.ts'
import { emptyForm, formOf, restoreForm, type MemberField, type MemberForm } from './form.ts'
import { homeKmp, type Correction, type Member, type Quarantined } from './repository.ts'

/** A form ready to be shown: empty or of a member, with what a closed page or a quarantined save left for it. */
export interface OpenForm {
  readonly id: string
  /** The member as it stood when the form was opened; null for a new one. */
  readonly before: Member | null
  /** The form before anybody typed. */
  readonly untouched: MemberForm
  readonly form: MemberForm
  /** True when `form` came from a closed page. */
  readonly restored: boolean
  readonly draftName: string
  /** A number that was drawn for this person already. */
  readonly number: string | null
  readonly corrects: Correction | null
  readonly regionCode: string | null
  /** The kelurahan of the KMP, in which its members live. */
  readonly kelurahan: string
  /** What a new member pays first; null where nobody has set it, and of members who are here already. */
  readonly dues: Dues | null
}

/** A person who comes back is the same person under a new number: who he is stays, what was signed is signed again. */
const anew = (form: MemberForm, empty: MemberForm): MemberForm => {
  const { joinedOn, book, bookOn, accepted, consent, guardian, payAmount, payMethod } = empty
  return { ...form, joinedOn, book, bookOn, accepted, consent, guardian, payAmount, payMethod }
}

export type Opening = { readonly kind: 'ready'; readonly form: OpenForm } | { readonly kind: 'missing' } | { readonly kind: 'decided' }

/** Opens the form of a new member, with `from` of one who comes back (BR-06), of the member `id`, or of the save that the quarantine record `fixes` holds. */
export async function openForm(app: AppContext, id: string | null, fixes: string | null, reason: string, from: string | null = null): Promise<Opening> {
  const item = fixes === null ? undefined : await app.store.get('quarantine', fixes)
  if (fixes !== null && (!item || item.data.decision !== null)) return { kind: 'decided' }
  const op = item ? opOf(item) : null
  if (item && (!op || op.kind !== 'member' || (op.act !== 'create' && op.act !== 'patch'))) return { kind: 'decided' }

  const isNew = op ? op.act === 'create' : id === null
  const recordId = op?.id ?? id ?? app.newId()
  const found = isNew ? undefined : await app.store.get('member', recordId)
  if (!isNew && (!found || found.state === 'void')) return { kind: 'missing' }
  const before = found && op ? withoutOffered(found, op) : found

  const kmp = await homeKmp(app)
  const offered = op ? offeredData(op) : {}
  // Of a save that was put aside the money is put aside as well: it is decided with its own entry.
  const dues = isNew && !op ? await duesOf(app) : null
  const empty = emptyForm(app.today(), kmp?.data.kelurahan ?? '', kmp?.data.kelurahanCode ?? '')
  const again = isNew && from !== null ? await app.store.get('member', from) : undefined
  const blank = again?.state === 'live' ? anew(formOf(again.data), empty) : empty
  const untouched = before ? formOf(before.data) : { ...blank, payAmount: dues && dues.mayTake ? formatNumber(dues.pokok) : '', accepted: dues?.chair ?? '' }
  const start = op ? withOffered(untouched, before?.data ?? null, offered) : untouched
  const draftName = item ? `member-fix-${item.id}` : `member-${before ? before.id : again ? `again-${again.id}` : 'new'}`
  const kept = await app.store.loadFormDraft(draftName)
  const form = kept === undefined ? start : restored(kept, start)
  return {
    kind: 'ready',
    form: {
      id: recordId, before: before ?? null, untouched, form, restored: kept !== undefined, draftName,
      number: typeof offered['number'] === 'string' ? offered['number'] : null,
      corrects: item ? { record: item, by: app.user.id, reason } : null,
      regionCode: kmp?.data.kelurahanCode ?? null, kelurahan: kmp?.data.kelurahan ?? '', dues,
    },
  }
}

/** What a draft keeps: the form, and what it was before typing, so that a change by somebody else meanwhile is not undone. */
export const keptForm = (form: MemberForm, untouched: MemberForm) => ({ form, untouched })

/** Fields that were typed come from the draft, all others from how the record stands now. */
function restored(kept: Json, start: MemberForm): MemberForm {
  if (kept === null || typeof kept !== 'object' || Array.isArray(kept)) return start
  const { form, untouched } = kept as { form?: Json; untouched?: Json }
  const typed = restoreForm(form, start)
  const was = restoreForm(untouched, start)
  const fields = (Object.keys(start) as MemberField[]).filter(field => typed[field] !== was[field])
  return { ...start, ...(Object.fromEntries(fields.map(field => [field, typed[field]])) as Partial<MemberForm>) }
}

/** The operation a quarantine record holds, or null where it is not one this version can read. */
export function opOf(item: Quarantined): Op | null {
  try {
    const parsed = opSchema.safeParse(JSON.parse(item.data.body))
    return parsed.success ? parsed.data : null
  } catch {
    return null
  }
}

/**
 * The member as its author saw it before the quarantined change: the tablet still shows that change over the server's row,
 * and a correction that started from it would be measured against a value the server never had.
 */
function withoutOffered(member: Member, op: Op): Member {
  const data = member.data as unknown as JsonObject
  const earlier = Object.entries(op.set ?? {}).filter(([group, change]) => sameJson(data[group] ?? null, change.to)).map(([group, change]) => [group, change.from])
  return { ...member, data: { ...member.data, ...(Object.fromEntries(earlier) as Partial<MemberData>) } }
}

function offeredData(op: Op): JsonObject {
  return Object.fromEntries(Object.entries(op.set ?? {}).map(([group, change]) => [group, change.to]))
}

/** The form with the quarantined values laid over it; values of a wrong shape, the likely reason, are left for the person to type. */
function withOffered(form: MemberForm, before: MemberData | null, offered: JsonObject): MemberForm {
  const text = (value: Json | undefined, fallback: string): string => (typeof value === 'string' ? value : value === null ? '' : fallback)
  const part = (value: Json | undefined, name: string): Json | undefined =>
    value !== null && typeof value === 'object' && !Array.isArray(value) ? (value as JsonObject)[name] : undefined
  const estimated = part(offered['birth'], 'estimated')
  const phone = text(offered['phone'], form.phone)
  return {
    name: text(offered['name'], form.name), nik: text(offered['nik'], form.nik), familyCard: text(offered['familyCard'], form.familyCard),
    bornOn: text(part(offered['birth'], 'on'), form.bornOn), estimated: typeof estimated === 'boolean' ? estimated : form.estimated,
    sex: text(offered['sex'], form.sex), occupation: text(offered['occupation'], form.occupation),
    phone: before && sameJson(offered['phone'] ?? null, before.phone) ? form.phone : phone,
    street: text(part(offered['address'], 'street'), form.street), rt: text(part(offered['address'], 'rt'), form.rt),
    rw: text(part(offered['address'], 'rw'), form.rw), kelurahan: text(part(offered['address'], 'kelurahan'), form.kelurahan),
    joinedOn: text(offered['joinedOn'], form.joinedOn),
    birthPlace: text(offered['birthPlace'], form.birthPlace), kelurahanCode: text(offered['kelurahanCode'], form.kelurahanCode),
    book: text(part(offered['book'], 'signed'), form.book), bookOn: text(part(offered['book'], 'on'), form.bookOn),
    accepted: text(part(offered['accepted'], 'name'), form.accepted), consent: text(part(offered['consent'], 'how'), form.consent),
    guardian: text(part(offered['consent'], 'guardian'), form.guardian), payAmount: form.payAmount, payMethod: form.payMethod,
  }
}
