import type { z } from 'zod'
import type { RecordDefinition } from '../core/record.ts'
import { facility } from './facility.ts'
import { staff } from './staff.ts'
import { drug } from './drug.ts'
import { member } from './member.ts'
import { deskMember } from './desk-member.ts'
import { patient } from './patient.ts'
import { visit } from './visit.ts'
import { stockMovement } from './stock-movement.ts'
import { conflict } from './conflict.ts'
import { quarantine } from './quarantine.ts'
import { incident } from './incident.ts'
import { memberReport } from './member-report.ts'
import { pharmacySetting } from './pharmacy-setting.ts'
import { drugProposal } from './drug-proposal.ts'
import { batchHold } from './batch-hold.ts'
import { delivery } from './delivery.ts'
import { shipment } from './shipment.ts'
import { shipmentReceipt } from './shipment-receipt.ts'
import { supplier } from './supplier.ts'
import { purchaseOrder } from './purchase-order.ts'
import { goodsReceipt } from './goods-receipt.ts'
import { price } from './price.ts'
import { priceProposal } from './price-proposal.ts'
import { handover } from './handover.ts'
import { stockCount } from './stock-count.ts'
import { countLine } from './count-line.ts'
import { writeOff } from './write-off.ts'
import { lplpo } from './lplpo.ts'
import { clinicSetting } from './clinic-setting.ts'
import { arrival } from './arrival.ts'
import { addendum } from './addendum.ts'
import { reading } from './reading.ts'
import { letter } from './letter.ts'
import { followUp } from './follow-up.ts'
import { memberMerge } from './member-merge.ts'
import { memberPhoto } from './member-photo.ts'
import { memberReading } from './member-reading.ts'
import { coopSetting } from './coop-setting.ts'
import { savingEntry } from './saving-entry.ts'
import { cashEntry } from './cash-entry.ts'
import { cashCount } from './cash-count.ts'
import { coopReport } from './coop-report.ts'
import { remark } from './remark.ts'
import { shuYear } from './shu-year.ts'
import { shuShare } from './shu-share.ts'
import { complaint } from './complaint.ts'
import { complaintMonth } from './complaint-month.ts'
import { workingCalendar } from './working-calendar.ts'
import { tradeDay } from './trade-day.ts'
import { tradeItem } from './trade-item.ts'
import { memberTrade } from './member-trade.ts'
import { pustuDay } from './pustu-day.ts'
import { serviceHours } from './service-hours.ts'
import { serviceDay } from './service-day.ts'
import { activity } from './activity.ts'
import { coachingPlan } from './coaching-plan.ts'
import { coachingVisit } from './coaching-visit.ts'
import { finding } from './finding.ts'
import { evidencePhoto } from './evidence-photo.ts'
import { supervisionSetting } from './supervision-setting.ts'

/** The registry: one line a record kind. Database, sync, push checks, export and the simulation follow from it. */
export const registry = {
  facility, staff, drug, member, 'desk-member': deskMember, patient, visit, 'stock-movement': stockMovement,
  conflict, quarantine, incident, 'member-report': memberReport,
  'pharmacy-setting': pharmacySetting, 'drug-proposal': drugProposal, 'batch-hold': batchHold, delivery, shipment, 'shipment-receipt': shipmentReceipt,
  supplier, 'purchase-order': purchaseOrder, 'goods-receipt': goodsReceipt, price, 'price-proposal': priceProposal, handover, 'stock-count': stockCount, 'count-line': countLine, 'write-off': writeOff, lplpo,
  'clinic-setting': clinicSetting, arrival, addendum, reading, letter, 'follow-up': followUp,
  'member-merge': memberMerge, 'member-photo': memberPhoto, 'member-reading': memberReading,
  'coop-setting': coopSetting, 'saving-entry': savingEntry, 'cash-entry': cashEntry, 'cash-count': cashCount, 'coop-report': coopReport, remark,
  'working-calendar': workingCalendar, complaint, 'complaint-month': complaintMonth,
  'shu-year': shuYear, 'shu-share': shuShare, 'trade-day': tradeDay, 'trade-item': tradeItem, 'member-trade': memberTrade,
  'pustu-day': pustuDay, 'service-hours': serviceHours, 'service-day': serviceDay, activity,
  'coaching-plan': coachingPlan, 'coaching-visit': coachingVisit, finding, 'evidence-photo': evidencePhoto, 'supervision-setting': supervisionSetting,
} as const

export type Kind = keyof typeof registry
export type DataOf<K extends Kind> = z.infer<(typeof registry)[K]['schema']>

export const KINDS = Object.keys(registry) as readonly Kind[]
export const isKind = (word: string): word is Kind => Object.hasOwn(registry, word)

/** A definition seen without its own types, for code that treats every kind alike. */
export const definitionOf = (kind: Kind): RecordDefinition => registry[kind] as unknown as RecordDefinition
