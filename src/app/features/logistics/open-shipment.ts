import type { AppContext } from '#app/context.ts'
import type { ShipmentTarget } from '#domain/rules/pharmacy/shipment-rules.ts'
import { emptyShipment, isTarget, isUntouched, restoreShipment, type ShipmentForm } from './shipment-form.ts'

/** A shipment ready to be typed. Where an earlier page left one, that one is opened, whatever destination was asked for. */
export interface OpenShipment {
  readonly form: ShipmentForm
  readonly restored: boolean
  readonly draftName: string
  /** The destination that was asked for, where the form of the earlier page has another. */
  readonly instead: ShipmentTarget | null
}

export async function openShipment(app: AppContext, draftName: string, asked: unknown): Promise<OpenShipment> {
  const wanted = isTarget(asked) ? asked : null
  const kept = restoreShipment(await app.store.loadFormDraft(draftName))
  if (!kept || isUntouched(kept)) return { form: emptyShipment(wanted ?? 'pustu'), restored: false, draftName, instead: null }
  return { form: kept, restored: true, draftName, instead: wanted === kept.kind ? null : wanted }
}
