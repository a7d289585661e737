import { useWords } from '#app/locales/use-words.ts'
import { supervisionWords } from '../words.ts'
import { useFieldText } from './field-labels.ts'
import { brokenRulesOf, opOf, type Held, type HeldGroup } from './held-groups.ts'

/** Words that stand alone. */
type Word = Exclude<Extract<keyof typeof supervisionWords.id, `${'kind' | 'code' | 'rule'}${string}`>, 'codeInvalid' | 'codeOther' | 'ruleSchema' | 'ruleOther'>

const KINDS: Readonly<Record<string, Word>> = {
  'member': 'kindMember', 'patient': 'kindPatient', 'visit': 'kindVisit', 'stock-movement': 'kindMovement', 'facility': 'kindFacility', 'staff': 'kindStaff', 'drug': 'kindDrug',
  'quarantine': 'kindQuarantine', 'incident': 'kindIncident',
  'pharmacy-setting': 'kindPharmacySetting', 'drug-proposal': 'kindDrugProposal', 'batch-hold': 'kindBatchHold', 'delivery': 'kindDelivery', 'shipment': 'kindShipment',
  'shipment-receipt': 'kindShipmentReceipt', 'supplier': 'kindSupplier', 'purchase-order': 'kindPurchaseOrder', 'goods-receipt': 'kindGoodsReceipt', 'price': 'kindPrice',
  'handover': 'kindHandover', 'stock-count': 'kindStockCount', 'count-line': 'kindCountLine', 'write-off': 'kindWriteOff', 'lplpo': 'kindLplpo',
  'clinic-setting': 'kindClinicSetting', 'arrival': 'kindArrival', 'addendum': 'kindAddendum', 'reading': 'kindReading', 'letter': 'kindLetter', 'follow-up': 'kindFollowUp',
}
const ACTS = { create: 'actCreate', patch: 'actPatch', void: 'actVoid', resolve: 'actResolve' } as const
const CODES: Readonly<Record<string, Word>> = {
  SCOPE: 'codeScope', ROLE: 'codeRole', ACTOR_UNKNOWN: 'codeActorUnknown', ACTOR_REVOKED: 'codeActorRevoked', DEVICE_REVOKED: 'codeDeviceRevoked', SIGNED: 'codeSigned', VOIDED: 'codeVoided',
  UNKNOWN_RECORD: 'codeUnknownRecord', ID_CONFLICT: 'codeIdConflict', DEPENDS_ON: 'codeDependsOn', CLOCK_REVIEW: 'codeClock',
}
const RULES: Readonly<Record<string, Word>> = {
  'BR-01': 'ruleNik', 'BR-04': 'ruleNik', 'BR-06': 'ruleBr06', 'BR-07': 'ruleBr07', 'BR-41': 'ruleBr41', 'BR-42': 'ruleBr42', 'BR-44': 'ruleBr44', 'licence-gate': 'ruleLicence', 'BR-51': 'ruleBr51', 'draft-has-one-author': 'ruleAuthor',
  'BR-30': 'ruleBr30', 'BR-34': 'ruleBr34', 'BR-35': 'ruleBr35', 'BR-36': 'ruleBr36', 'BR-37': 'ruleBr37', 'BR-38': 'ruleBr38', 'BR-39': 'ruleBr39',
  'movement-sign': 'ruleMovementSign', 'movement-reversal': 'ruleMovementReversal', 'document-line': 'ruleDocumentLine', 'same-batch-twice': 'ruleSameBatch', 'delivery-fixed': 'ruleDeliveryFixed',
  'delivery-confirmed': 'ruleDeliveryConfirmed', 'delivery-cancelled': 'ruleDeliveryCancelled', 'delivery-lines': 'ruleDeliveryLines', 'delivery-note': 'ruleDeliveryNote',
  'delivery-actor': 'ruleDeliveryActor', 'delivery-from': 'ruleDeliveryFrom', 'shipment-to': 'ruleShipmentTo',
}

/** Plain sentences for what is held back: what it is, why, and the rules it breaks by what they mean. */
export function useHeldText() {
  const t = useWords(supervisionWords)
  const { label } = useFieldText()

  function what(item: Held): string {
    const op = opOf(item)
    const act = op ? t(ACTS[op.act]) : t('actPatch')
    const name = op?.set?.['name']?.to ?? op?.set?.['number']?.to
    return `${act}: ${t(KINDS[item.data.recordKind] ?? 'kindOther')}${typeof name === 'string' ? ` ${name}` : ''}`
  }
  function rule(broken: { readonly rule: string; readonly field: string }): string {
    if (broken.rule === 'schema') return t('ruleSchema', { field: label(broken.field.replace(/\.(\d+)/g, (_, index: string) => `.${Number(index) + 1}`), broken.field) })
    const known = RULES[broken.rule]
    return known ? t(known) : t('ruleOther', { rule: broken.rule })
  }
  function why(group: HeldGroup): string {
    const cause = group.items[0] as Held
    if (group.code === 'INVALID') return t('codeInvalid', { rules: [...new Set(brokenRulesOf(cause).map(rule))].join('; ') || group.code })
    const known = CODES[group.code]
    return known ? t(known) : t('codeOther', { code: group.code })
  }
  return { what, why }
}
