import type { AppContext } from '#app/context.ts'
import type { Json } from '#domain/core/json.ts'
import type { MovementData } from '#domain/records/stock-movement.ts'
import { opSchema } from '#sync/messages.ts'
import { emptyReceipt, receiptOf, restoreReceipt, type ReceiptForm } from './receipt-form.ts'
import type { Correction } from './repository.ts'

/** A receipt ready to be shown: empty, from a closed page, or from a save the server put aside. */
export interface OpenReceipt { readonly form: ReceiptForm; readonly restored: boolean; readonly draftName: string; readonly corrects: Correction | null }

/** Opens the receipt form; `null` when the save `fixes` has been decided already or is no receipt. */
export async function openReceipt(app: AppContext, newDraft: string, fixes: string | null, reason: string): Promise<OpenReceipt | null> {
  const item = fixes === null ? undefined : await app.store.get('quarantine', fixes)
  let start = emptyReceipt(app.today())
  if (fixes !== null) {
    const movement = item && item.data.decision === null ? receivedIn(item.data.body) : null
    if (!movement) return null
    start = receiptOf(movement, app.today())
  }
  const draftName = item ? `medicine-fix-${item.id}` : newDraft
  const kept = restoreReceipt(await app.store.loadFormDraft(draftName), start)
  return { form: kept ?? start, restored: kept !== null, draftName, corrects: item ? { record: item, reason } : null }
}

/** What was received, from the operation's text; null for anything but one receipt line. */
function receivedIn(body: string): Partial<MovementData> | null {
  try {
    const parsed = opSchema.safeParse(JSON.parse(body))
    if (!parsed.success || parsed.data.kind !== 'stock-movement' || parsed.data.act !== 'create') return null
    const data: Record<string, Json> = Object.fromEntries(Object.entries(parsed.data.set ?? {}).map(([group, change]) => [group, change.to]))
    return data['reason'] === 'diterima' ? (data as unknown as Partial<MovementData>) : null
  } catch {
    return null
  }
}
