import type { JsonObject } from '#domain/core/json.ts'
import type { Kind } from '#domain/records/index.ts'
import { coherentDrug, coherentProposal } from './coherent-catalogue.ts'
import { coherentAddendum, coherentArrival, coherentClinicSetting, coherentFollowUp, coherentLetter, coherentReading } from './coherent-clinic.ts'
import { coherentCount, coherentCountLine, coherentWriteOff } from './coherent-counts.ts'
import { coherentHandover } from './coherent-handover.ts'
import { coherentLplpo } from './coherent-lplpo.ts'
import { coherentGoodsReceipt, coherentPrice, coherentPriceProposal, coherentPurchaseOrder } from './coherent-purchases.ts'
import { coherentCash, coherentCashCount } from './coherent-cash.ts'
import { coherentMerge } from './coherent-members.ts'
import { coherentCoopReport, coherentMemberReading, coherentRemark } from './coherent-oversight.ts'
import { coherentSaving } from './coherent-savings.ts'
import { coherentCoopSetting, coherentShuShare, coherentShuYear } from './coherent-shu.ts'
import {
  coherentActivity, coherentCalendar, coherentCoachingPlan, coherentCoachingVisit, coherentComplaint, coherentEvidencePhoto, coherentFinding, coherentServiceDay, coherentServiceHours,
} from './coherent-supervision.ts'
import { coherentDelivery, coherentShipment } from './coherent-transit.ts'

/**
 * Random data keep a kind's schema, but hardly ever a rule that ties several fields together (a total is the sum of its lines).
 * What is named here brings random data of a kind to what its rules ask for; the rules themselves are then asked as for any.
 */
export const coherent: Partial<Record<Kind, (data: JsonObject) => JsonObject>> = {
  addendum: coherentAddendum,
  arrival: coherentArrival,
  'clinic-setting': coherentClinicSetting,
  'count-line': coherentCountLine,
  'follow-up': coherentFollowUp,
  letter: coherentLetter,
  reading: coherentReading,
  delivery: coherentDelivery,
  drug: coherentDrug,
  'drug-proposal': coherentProposal,
  'goods-receipt': coherentGoodsReceipt,
  handover: coherentHandover,
  lplpo: coherentLplpo,
  'purchase-order': coherentPurchaseOrder,
  price: coherentPrice,
  'price-proposal': coherentPriceProposal,
  shipment: coherentShipment,
  // A release names the entry it ends, putting aside names none.
  'batch-hold': data => ({ ...data, by: 'nobody', releases: data['action'] === 'lepas' ? (data['releases'] ?? 'tahan-1') : null }),
  'member-merge': coherentMerge,
  'member-reading': coherentMemberReading,
  'saving-entry': coherentSaving,
  'cash-entry': coherentCash,
  'cash-count': coherentCashCount,
  'coop-report': coherentCoopReport,
  remark: coherentRemark,
  'coop-setting': coherentCoopSetting,
  'shu-year': coherentShuYear,
  'shu-share': coherentShuShare,
  complaint: coherentComplaint,
  'working-calendar': coherentCalendar,
  'service-hours': coherentServiceHours,
  'service-day': coherentServiceDay,
  activity: coherentActivity,
  'coaching-plan': coherentCoachingPlan,
  'coaching-visit': coherentCoachingVisit,
  finding: coherentFinding,
  'evidence-photo': coherentEvidencePhoto,
  'stock-count': coherentCount,
  'write-off': coherentWriteOff,
}

/** The id under which a record of this kind is written at a place, and the data that name the place: most kinds leave both open. */
export function writtenAt(kind: Kind, data: JsonObject, place: string): { readonly id: string; readonly data: JsonObject } {
  const yearId = `shu-${place}-${String(data['year'])}`
  if (kind === 'shu-year') return { id: yearId, data }
  if (kind === 'shu-share') return { id: `${String(data['set'])}-${String(data['part'])}`, data: { ...data, yearId } }
  return { id: 'x', data }
}
