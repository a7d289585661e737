import type { AppContext } from '#app/context.ts'
import { emptyDelivery, restoreDelivery, type DeliveryForm } from './delivery-form.ts'
import { readGiven } from './repository.ts'

/** A form of an SBBK ready to be shown: empty, from a closed page, or with what an LPLPO granted. */
export interface OpenDelivery {
  readonly form: DeliveryForm
  readonly restored: boolean
  readonly draftName: string
  readonly lplpo: { readonly id: string; readonly number: string; readonly more: number } | null
}

/** `null` where the LPLPO grants nothing that is not sent yet. */
export async function openDelivery(app: AppContext, lplpoId: string | null, pustu: string): Promise<OpenDelivery | null> {
  const given = lplpoId === null ? null : await readGiven(app.store, lplpoId)
  if (lplpoId !== null && (given === null || given.lines.length === 0)) return null
  const empty = emptyDelivery(app.today(), given?.pustu ?? pustu)
  const start = given ? { ...empty, lines: given.lines } : empty
  const draftName = lplpoId === null ? 'delivery-new' : `delivery-lplpo-${lplpoId}`
  const kept = restoreDelivery(await app.store.loadFormDraft(draftName), start)
  return { form: kept ?? start, restored: kept !== null, draftName, lplpo: given && lplpoId !== null ? { id: lplpoId, number: given.number, more: given.more } : null }
}
