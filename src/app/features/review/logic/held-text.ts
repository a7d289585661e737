import { useWords } from '#app/locales/use-words.ts'
import { ruleClause } from '#app/shared/rule-text.ts'
import { heldWords } from '../held-words.ts'
import { useFieldText } from './field-labels.ts'
import { brokenRulesOf, opOf, type Held, type HeldGroup } from './held-groups.ts'

/** Words that stand alone. */
type Word = Exclude<Extract<keyof typeof heldWords.id, `${'kind' | 'code'}${string}`>, 'codeInvalid' | 'codePolicy' | 'codeOther'>

const KINDS: Readonly<Record<string, Word>> = {
  'member': 'kindMember', 'patient': 'kindPatient', 'visit': 'kindVisit', 'stock-movement': 'kindMovement', 'facility': 'kindFacility', 'staff': 'kindStaff', 'drug': 'kindDrug',
  'quarantine': 'kindQuarantine', 'incident': 'kindIncident',
  'pharmacy-setting': 'kindPharmacySetting', 'drug-proposal': 'kindDrugProposal', 'batch-hold': 'kindBatchHold', 'delivery': 'kindDelivery', 'shipment': 'kindShipment',
  'shipment-receipt': 'kindShipmentReceipt', 'supplier': 'kindSupplier', 'purchase-order': 'kindPurchaseOrder', 'goods-receipt': 'kindGoodsReceipt', 'price': 'kindPrice', 'price-proposal': 'kindPriceProposal',
  'handover': 'kindHandover', 'stock-count': 'kindStockCount', 'count-line': 'kindCountLine', 'write-off': 'kindWriteOff', 'lplpo': 'kindLplpo',
  'clinic-setting': 'kindClinicSetting', 'arrival': 'kindArrival', 'addendum': 'kindAddendum', 'reading': 'kindReading', 'letter': 'kindLetter', 'follow-up': 'kindFollowUp', 'complaint': 'kindComplaint', 'working-calendar': 'kindCalendar',
  'member-merge': 'kindMemberMerge', 'member-photo': 'kindMemberPhoto', 'member-reading': 'kindMemberReading', 'coop-setting': 'kindCoopSetting', 'saving-entry': 'kindSaving',
  'cash-entry': 'kindCash', 'cash-count': 'kindCashCount', 'coop-report': 'kindCoopReport', 'remark': 'kindRemark', 'shu-year': 'kindShuYear', 'shu-share': 'kindShuShare',
  'service-hours': 'kindServiceHours', 'service-day': 'kindServiceDay', 'activity': 'kindActivity', 'coaching-plan': 'kindCoachingPlan', 'coaching-visit': 'kindCoachingVisit', 'finding': 'kindFinding',
  'evidence-photo': 'kindEvidencePhoto', 'supervision-setting': 'kindSupervisionSetting',
}
const ACTS = { create: 'actCreate', patch: 'actPatch', void: 'actVoid', resolve: 'actResolve' } as const
const CODES: Readonly<Record<string, Word>> = {
  SCOPE: 'codeScope', ROLE: 'codeRole', ACTOR_UNKNOWN: 'codeActorUnknown', ACTOR_REVOKED: 'codeActorRevoked', DEVICE_REVOKED: 'codeDeviceRevoked', SIGNED: 'codeSigned', VOIDED: 'codeVoided',
  UNKNOWN_RECORD: 'codeUnknownRecord', ID_CONFLICT: 'codeIdConflict', DEPENDS_ON: 'codeDependsOn', CLOCK_REVIEW: 'codeClock',
}
const tKind = useWords(heldWords)
/** What a kind of record is called; one of a newer version is a record. */
export const kindWord = (kind: string): string => tKind(KINDS[kind] ?? 'kindOther')

/** Plain sentences for what is held back: what it is, why, and the rules it breaks by what they mean. */
export function useHeldText() {
  const t = useWords(heldWords)
  const { label } = useFieldText()

  function what(item: Held): string {
    const op = opOf(item)
    const act = op ? t(ACTS[op.act]) : t('actPatch')
    const name = op?.set?.['name']?.to ?? op?.set?.['number']?.to
    return `${act}: ${kindWord(item.data.recordKind)}${typeof name === 'string' ? ` ${name}` : ''}`
  }
  function rule(broken: { readonly rule: string; readonly field: string }): string {
    if (broken.rule === 'schema') return t('ruleSchema', { field: label(broken.field.replace(/\.(\d+)/g, (_, index: string) => `.${Number(index) + 1}`), broken.field) })
    return ruleClause(broken) ?? t('ruleOther', { rule: broken.rule })
  }
  function why(group: HeldGroup): string {
    const cause = group.items[0] as Held
    const rules = [...new Set(brokenRulesOf(cause).map(rule))].join('; ')
    if (group.code === 'INVALID') return t('codeInvalid', { rules: rules || group.code })
    // A rule that the head sets is held back as something he may vouch for.
    if (group.code === 'ROLE' && rules !== '') return t('codePolicy', { rules })
    const known = CODES[group.code]
    return known ? t(known) : t('codeOther', { code: group.code })
  }
  return { what, why }
}
