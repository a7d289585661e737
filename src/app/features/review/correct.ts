import { err, ok, type Result } from '#domain/core/result.ts'
import { COOP_STAFF } from '#domain/core/roles.ts'
import { isKind, type DataOf } from '#domain/records/index.ts'
import { visitSchema, type VisitData } from '#domain/records/visit.ts'
import type { AppContext } from '#app/context.ts'
import { createDraft, patchDraft, voidDraft, type SaveFailure } from '#app/db/record-store.ts'
import { opOf, valuesOf, type Held, type HeldGroup } from './logic/held-groups.ts'

/** The form where a held record can be corrected; the record's own feature knows the rest. */
export interface CorrectAt { readonly how: 'form'; readonly name: 'member-new' | 'member-edit' | 'patient-new' | 'patient-edit' | 'medicine-receipt'; readonly id: string | null; readonly item: string }
/** What can be done besides accepting and dismissing: a form, a visit opened again as a draft, or a page where it is recorded anew. */
export type Correct = CorrectAt | { readonly how: 'visit' } | { readonly how: 'again'; readonly name: 'medicine-dispense' | 'saving-new' | 'cash-new' | 'follow-up-new' } | null

/** Codes after which the same entry, corrected, may go through. What was signed or cancelled meanwhile stays so. */
const CORRECTABLE: ReadonlySet<string> = new Set(['INVALID', 'ROLE', 'ID_CONFLICT', 'UNKNOWN_RECORD'])

/** Where what is held can be corrected by this user, if anywhere. */
export async function correctOf(app: AppContext, group: HeldGroup): Promise<Correct> {
  const isOwn = group.actor === app.user.id
  if (heldVisit(group)) return isOwn && app.hasRole('nakes') && CORRECTABLE.has(group.code) ? { how: 'visit' } : null
  const cause = group.items.find(item => item.data.code === 'INVALID')
  if (cause && group.items.length === 1) {
    const form = await formOf(app, cause)
    if (form) return form
  }
  const kinds = new Set(group.items.map(item => item.data.recordKind))
  if (kinds.has('handover') && isOwn) return valuesOf(group.items.find(item => item.data.recordKind === 'handover') as Held)['reverses'] ? null : { how: 'again', name: 'medicine-dispense' }
  if (kinds.has('saving-entry')) return { how: 'again', name: 'saving-new' }
  if (kinds.has('cash-entry')) return { how: 'again', name: 'cash-new' }
  return kinds.has('follow-up') && opOf(group.items[0] as Held)?.act === 'create' ? { how: 'again', name: 'follow-up-new' } : null
}

async function formOf(app: AppContext, cause: Held): Promise<CorrectAt | null> {
  const { recordKind, recordId } = cause.data
  const known = isKind(recordKind) ? await app.store.get(recordKind, recordId) : undefined
  const exists = known !== undefined && known.rev > 0
  const at = (name: CorrectAt['name'], id: string | null): CorrectAt => ({ how: 'form', name, id, item: cause.id })
  if (recordKind === 'member' && app.hasAny(COOP_STAFF)) return at(exists ? 'member-edit' : 'member-new', exists ? recordId : null)
  if (recordKind === 'patient' && app.hasRole('nakes')) return at(exists ? 'patient-edit' : 'patient-new', exists ? recordId : null)
  if (recordKind === 'stock-movement' && valuesOf(cause)['reason'] === 'diterima' && (app.hasRole('nakes') || app.hasRole('apotek'))) return at('medicine-receipt', null)
  return null
}

/** Whether its author has a way to correct it; who only supervises may see no form for it. */
export function isCorrectable(group: HeldGroup): boolean {
  if (heldVisit(group)) return CORRECTABLE.has(group.code)
  const [only, ...others] = group.items
  return group.code === 'INVALID' && others.length === 0 && (['member', 'patient'].includes(only?.data.recordKind ?? '') || (only !== undefined && valuesOf(only)['reason'] === 'diterima'))
}

/** The visit that was saved in this group: begun, continued or signed. */
const heldVisit = (group: HeldGroup): Held | undefined => group.items.find(item => item.data.recordKind === 'visit' && ['create', 'patch'].includes(opOf(item)?.act ?? ''))

const BLANK: Omit<VisitData, 'patientId' | 'on' | 'time' | 'author'> = {
  complaint: '', history: '', allergy: null, vitals: {}, pregnant: false, alarmPlan: null, examination: '', diagnoses: [], prescription: [], plan: '', signature: null,
}

export type CorrectVisitFailure = SaveFailure | { readonly kind: 'gone' }

/**
 * Opens a held visit again as a draft of its author, with everything that was typed; what was held is marked as corrected in the same
 * group, and its medicine is handed out anew when the draft is signed. A visit that never came to the server keeps its id, so that
 * what names it stays with it; one that stands there as a draft is replaced, because the held values still lie over it on this tablet.
 * A value that no version of the form can read is left out; the held text keeps it.
 */
export async function correctVisit(app: AppContext, group: HeldGroup, reason: string): Promise<Result<string, CorrectVisitFailure>> {
  let id = ''
  const saved = await app.store.writeGroup<CorrectVisitFailure>(async view => {
    const items = (await Promise.all(group.items.map(item => view.get('quarantine', item.id)))).filter(item => item !== undefined && item.data.decision === null) as Held[]
    const held = heldVisit({ ...group, items })
    const op = held && opOf(held)
    if (!held || !op) return err({ kind: 'gone' })
    const before = await view.get('visit', op.id)
    if (before && (before.state === 'void' || before.data.author !== app.user.id)) return err({ kind: 'gone' })
    const stands = before !== undefined && before.rev > 0
    id = stands ? app.newId() : op.id
    const data = readableVisit({ ...BLANK, ...before?.data, ...valuesOf(held) }, app.user.id)
    if (data === null) return err({ kind: 'gone' })
    return ok([
      createDraft('visit', id, op.stream, data), ...(stands ? [voidDraft(before, reason)] : []),
      ...items.map(item => patchDraft(item, { decision: { choice: 'corrected', reason, by: app.user.id } })),
    ])
  })
  return saved.ok ? ok(id) : saved
}

function readableVisit(values: Readonly<Record<string, unknown>>, author: string): DataOf<'visit'> | null {
  const shape: Record<string, { safeParse(value: unknown): { success: boolean } }> = visitSchema.shape
  const readable = Object.fromEntries(Object.entries(values).filter(([group, value]) => shape[group]?.safeParse(value).success))
  const parsed = visitSchema.safeParse({ ...BLANK, ...readable, author, signature: null })
  return parsed.success ? parsed.data : null
}
