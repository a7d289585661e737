import type { RuleBreak } from '#domain/core/record.ts'
import { useWords } from '../locales/use-words.ts'
import { ruleWords } from './rule-words.ts'

type Word = keyof typeof ruleWords.id
const t = useWords(ruleWords)

const RULES: Readonly<Record<string, Word>> = {
  'BR-17': 'shuTotal', 'BR-18': 'shuAmounts', 'BR-19': 'shuAmounts', 'BR-20': 'shuAmounts', 'BR-21': 'shuAmounts', 'dues-order': 'duesOrder',
  'shu-figures': 'shuAmounts', 'shu-id': 'shuYear', 'shu-keys': 'shuKeys', 'shu-list': 'shuShare', 'shu-order': 'shuOrder', 'shu-rat': 'shuRat',
  'BR-01': 'nik', 'BR-04': 'nik', 'BR-06': 'nikTaken', 'BR-07': 'nikMissing', 'BR-09': 'memberAccept', 'BR-14': 'memberHeir', 'BR-15': 'member', 'BR-24': 'lplpoNegative', 'BR-29': 'lplpoChain',
  'BR-30': 'stock', 'BR-32': 'expired', 'BR-34': 'fefo', 'BR-35': 'funds', 'BR-36': 'twoSigners', 'BR-37': 'difference', 'BR-38': 'controlled', 'BR-39': 'price',
  'BR-41': 'visit', 'BR-42': 'vitals', 'BR-44': 'allergy', 'BR-45': 'addendum', 'BR-51': 'external', 'BR-52': 'tacc', 'BR-66': 'reading',
  'addendum-decided': 'addendumDecided', 'addendum-fixed': 'addendumFixed', 'arrival-actor': 'arrivalActor', 'arrival-ended': 'arrivalEnded', 'entry-actor': 'entryActor', 'one-setting': 'oneSetting', 'saving-amount': 'savingAmount', 'BR-12': 'savingKept', 'BR-16': 'savingReversal', 'saving-sign': 'savingSign', 'saving-method': 'savingMethod', 'saving-member': 'savingMember', 'saving-left': 'savingLeft', 'saving-short': 'savingShort', 'saving-pokok': 'savingPokok', 'cash-amount': 'cashAmount', 'cash-difference': 'cashDifference', 'cash-reason': 'cashReason', 'cash-member': 'cashMember', 'cash-reversal': 'cashReversal', 'cash-count-reason': 'cashCountReason', 'cash-pieces': 'cashPieces', 'report-month': 'reportMonth', 'shu-share': 'shuShare', 'merge-two': 'mergeTwo', 'merge-missing': 'mergeMissing', 'merge-chain': 'mergeChain', 'merge-fixed': 'mergeFixed', 'merge-undone': 'mergeUndone', 'reading-moment': 'readingMoment', 'report-sum': 'reportSum', 'report-figures': 'reportFigures', 'remark-due': 'remarkDue', 'remark-month': 'remarkMonth', 'remark-new': 'remarkNew', 'remark-fixed': 'remarkFixed', 'remark-step': 'remarkStep', 'remark-step-day': 'remarkStepDay', 'remark-answered': 'remarkAnswered', 'remark-unanswered': 'remarkUnanswered', 'remark-closed': 'remarkClosed',
  'calendar-twice': 'calendarTwice', 'complaint-fixed': 'complaintFixed', 'complaint-day': 'complaintDay', 'complaint-class': 'complaintClass', 'complaint-reply': 'complaintReply', 'complaint-satisfaction': 'complaintSatisfaction',
  'BR-62': 'activityOverlap', 'BR-64': 'findingEvidence', 'hours-order': 'hoursOrder', 'hours-pustu': 'hoursPustu', 'hours-time': 'hoursTime', 'hours-twice': 'hoursTwice', 'service-day-duty': 'serviceDayDuty', 'service-day-note': 'serviceDayNote', 'service-day-reason': 'serviceDayReason', 'service-day-time': 'serviceDayTime', 'activity-day': 'activityDay', 'activity-seen': 'activitySeen', 'activity-time': 'activityTime', 'service-day-fixed': 'serviceDayFixed', 'service-day-shut': 'serviceDayShut', 'service-day-close': 'serviceDayClose',
  'activity-fixed': 'activityFixed', 'activity-cancelled': 'activityCancelled', 'coaching-cancelled': 'coachingCancelled', 'coaching-item': 'coachingItem', 'finding-closer': 'findingCloser',
  'finding-closed': 'findingClosed', 'finding-day': 'findingDay', 'finding-due': 'findingDue', 'finding-evidence': 'findingEmpty', 'finding-fixed': 'findingFixed', 'finding-move': 'findingMove', 'finding-nakes': 'findingNakes', 'finding-photo': 'findingPhoto',
  'coaching-checklist': 'coachingChecklist', 'coaching-critical': 'coachingCritical', 'coaching-day': 'coachingDay', 'coaching-fixed': 'coachingFixed', 'coaching-move': 'coachingMove', 'coaching-unanswered': 'coachingUnanswered',
  'arrival-over': 'arrivalOver', 'arrival-patient': 'arrivalPatient', 'arrival-priority': 'arrivalPriority',
  'class-gate': 'classGate', 'licence-gate': 'licence', 'jkn-number': 'jkn', 'kfa-level': 'kfa', 'signer': 'signer', 'count-signer': 'signer', 'letter-signer': 'signer', 'other-place': 'otherPlace', 'draft-has-one-author': 'author',
  'count-drug': 'countDrug', 'count-lines': 'countLines', 'count-posted': 'countPosted', 'count-reason': 'countReason',
  'delivery-actor': 'deliveryActor', 'delivery-cancelled': 'deliveryCancelled', 'delivery-confirmed': 'deliveryConfirmed', 'delivery-fixed': 'deliveryFixed', 'delivery-from': 'deliveryFrom',
  'delivery-lines': 'deliveryLines', 'delivery-new': 'deliveryNew', 'delivery-note': 'deliveryNote', 'delivery-sender': 'deliveryFrom', 'shipment-to': 'shipmentTo',
  'document-line': 'documentLine', 'movement-reversal': 'movementReversal', 'movement-sign': 'movementSign', 'same-batch-twice': 'sameBatch', 'hold-release': 'hold', 'handover-reversal': 'handoverReversal', 'tempo-member': 'tempoMember', 'tempo-amount': 'tempoAmount',
  'follow-up-ended': 'followUpEnded', 'letter-diagnosis': 'letterDiagnosis', 'letter-fixed': 'letterFixed', 'letter-from': 'letterVisit', 'letter-reply': 'letterReply', 'letter-visit': 'letterVisit',
  'lplpo-answer-by': 'signer', 'lplpo-answered': 'lplpoSent', 'lplpo-frozen': 'lplpoSent', 'lplpo-later-sent': 'lplpoSent', 'order-fixed': 'orderFixed',
  'void-needs-a-reason': 'voidReason', 'still-refused': 'refused', 'ledger': 'app', 'newer-schema': 'app', 'no-operation': 'app', 'no-upcaster': 'app', 'reserved-id': 'app', 'stream': 'app', 'unknown-kind': 'app', 'void-sets-nothing': 'app',
}
/** One clause for a family of rules, where a finer one would help nobody. */
const FAMILIES: readonly (readonly [prefix: string, word: Word])[] = [
  ['count-', 'countFixed'], ['follow-up-', 'followUp'], ['gate-', 'gate'], ['handover-', 'handover'], ['letter-', 'letter'], ['limit-', 'limit'], ['lplpo-', 'lplpo'], ['order-', 'order'],
  ['proposal-', 'proposal'], ['receipt-', 'receipt'], ['resolve-', 'resolve'], ['sign-off-', 'signOff'], ['write-off-', 'writeOff'],
]

/** What a broken rule means, as a clause; null where nobody has put it into words yet. */
export function ruleClause({ rule, field }: Pick<RuleBreak, 'rule' | 'field'>): string | null {
  if (rule === 'BR-41' && field === 'signature.sip') return t('sip')
  const word = RULES[rule] ?? FAMILIES.find(([prefix]) => rule.startsWith(prefix))?.[1]
  return word ? t(word) : null
}
