import { isDay, type Day } from '#domain/core/day.ts'
import type { Json } from '#domain/core/json.ts'
import { formatDecimal, parseDecimal } from '#domain/core/number.ts'
import { LETTER_TYPES, type LetterContent, type LetterType } from '#domain/records/letter.ts'
import { TACC } from '#domain/records/visit.ts'
import { measuredBreaks, needsTacc } from '#domain/rules/clinic/letter-rules.ts'
import { findingsText, therapyText, type LetterStart } from './prefill.ts'

/** A letter as typed: the fields of every kind of paper, of which one kind's are shown. */
export interface LetterForm {
  to: string; unit: string; urgency: string; reason: string; findings: string; therapy: string; codes: string[]; specialistic: string; tacc: string[]; payer: string; jknNumber: string
  from: string; days: string; occupation: string; recipient: string; agreed: boolean; diagnosis: string
  purpose: string; systolic: string; diastolic: string; weight: string; height: string; colourBlind: string; result: string; note: string
  act: string; explained: string; risks: string; alternatives: string; speakerName: string; relation: string; speakerAddress: string; witness: string; how: string; refusal: string
}

export const isLetterType = (word: unknown): word is LetterType => LETTER_TYPES.some(type => type === word)

/** What the visit and the patient already say. */
export function startForm(type: LetterType, start: LetterStart, today: Day): LetterForm {
  const visit = start.visit?.data
  const patient = start.patient.data
  const outcome = visit?.outcome
  const vitals = start.measured?.vitals ?? {}
  const shown = (value: number | undefined): string => (value === undefined ? '' : formatDecimal(value))
  const area = patient.address
  return {
    to: outcome?.to ?? '', unit: '', urgency: outcome?.how === 'rujuk-darurat' ? 'darurat' : 'biasa', reason: outcome?.note ?? '', findings: visit ? findingsText(visit) : '', therapy: visit ? therapyText(visit) : '',
    codes: start.diagnoses.slice(0, 6).map(one => one.code), specialistic: outcome ? (outcome.specialistic ? 'ya' : 'tidak') : '', tacc: [...(outcome?.tacc ?? [])],
    payer: visit?.payer ?? (patient.jkn?.state === 'aktif' ? 'jkn' : 'umum'), jknNumber: patient.jkn?.number ?? '',
    from: type === 'sakit' ? today : '', days: '', occupation: '', recipient: '', agreed: false, diagnosis: '',
    purpose: '', systolic: shown(vitals.sistolik), diastolic: shown(vitals.diastolik), weight: shown(vitals.berat), height: shown(vitals.tinggi), colourBlind: '', result: '', note: '',
    act: '', explained: '', risks: '', alternatives: '', speakerName: patient.name, relation: 'pasien', witness: '', how: 'tanda-tangan', refusal: '',
    speakerAddress: [area.street, area.rt && `RT ${area.rt}`, area.rw && `RW ${area.rw}`, area.kelurahan].filter(part => part).join(', '),
  }
}

/** A kept form of this version's shape, or null. */
export function restoreLetter(kept: Json | undefined, start: LetterForm): LetterForm | null {
  if (kept === null || typeof kept !== 'object' || Array.isArray(kept)) return null
  const found = kept as Record<string, Json | undefined>
  const fits = Object.entries(start).every(([key, value]) => typeof found[key] === typeof value && Array.isArray(found[key]) === Array.isArray(value))
  return fits ? (Object.fromEntries(Object.keys(start).map(key => [key, found[key]])) as unknown as LetterForm) : null
}

export type LetterWord = 'errNeeded' | 'errCodes' | 'errTacc' | 'errJkn' | 'errFrom' | 'errDays' | 'errDiagnosis' | 'errNumber' | 'errPressure'
export interface LetterProblem { readonly field: keyof LetterForm; readonly word: LetterWord; readonly example?: string }

const digits = (text: string): string => text.replace(/\D/g, '')
export function restDays(text: string): number | null {
  const days = /^\d{1,2}$/.test(text.trim()) ? Number(text) : 0
  return days >= 1 && days <= 30 ? days : null
}
const MEASURED = { systolic: [0, '120'], diastolic: [0, '80'], weight: [2, '60,5'], height: [1, '165'] } as const
type Measured = keyof typeof MEASURED
/** Null where nothing is typed, undefined where it is no number. */
function measuredOf(form: LetterForm, field: Measured): number | null | undefined {
  if (form[field].trim() === '') return null
  const parsed = parseDecimal(form[field], MEASURED[field][0])
  return parsed.ok ? parsed.value : undefined
}

/** What keeps a letter from being issued, in the order of the page. */
export function letterProblems(type: LetterType, form: LetterForm, visitOn: Day | null): LetterProblem[] {
  const needed = (...fields: readonly (keyof LetterForm)[]): LetterProblem[] => fields.filter(field => String(form[field]).trim() === '').map(field => ({ field, word: 'errNeeded' }))
  switch (type) {
    case 'rujukan': return [
      ...needed('to', 'reason'), ...(form.codes.length < 1 || form.codes.length > 6 ? [{ field: 'codes', word: 'errCodes' } as const] : []), ...needed('specialistic'),
      ...(form.specialistic === 'tidak' && needsTacc({ specialistic: false, urgency: form.urgency, tacc: form.tacc }) ? [{ field: 'tacc', word: 'errTacc' } as const] : []),
      ...(form.payer === 'jkn' && !/^(\d{13})?$/.test(digits(form.jknNumber)) ? [{ field: 'jknNumber', word: 'errJkn' } as const] : []),
    ]
    case 'sakit': return [
      ...(!isDay(form.from) || (visitOn !== null && form.from < visitOn) ? [{ field: 'from', word: 'errFrom' } as const] : []), ...(restDays(form.days) === null ? [{ field: 'days', word: 'errDays' } as const] : []),
      ...(form.agreed && form.diagnosis.trim() === '' ? [{ field: 'diagnosis', word: 'errDiagnosis' } as const] : []),
    ]
    case 'sehat': return [...needed('purpose'), ...measuredProblems(form), ...needed('result'), ...(form.result !== '' && form.result !== 'sehat' ? needed('note') : [])]
    case 'persetujuan': return needed('act', 'explained', 'speakerName')
    case 'penolakan': return needed('act', 'explained', 'refusal', 'speakerName')
  }
}

function measuredProblems(form: LetterForm): LetterProblem[] {
  const broken = new Set(measuredBreaks({ systolic: measuredOf(form, 'systolic') ?? null, diastolic: measuredOf(form, 'diastolic') ?? null, weight: measuredOf(form, 'weight') ?? null, height: measuredOf(form, 'height') ?? null, colourBlind: '' }).map(one => one.field))
  const [above, below] = [measuredOf(form, 'systolic'), measuredOf(form, 'diastolic')]
  return (Object.keys(MEASURED) as Measured[]).flatMap((field): LetterProblem[] => {
    if (field === 'systolic' && typeof above === 'number' && typeof below === 'number' && above <= below && above >= 40) return [{ field, word: 'errPressure' }]
    return measuredOf(form, field) === undefined || broken.has(`content.measured.${field}`) ? [{ field, word: 'errNumber', example: MEASURED[field][1] }] : []
  })
}

/** What a form without problems says. */
export function contentOf(type: LetterType, form: LetterForm, start: LetterStart): LetterContent {
  const text = (field: keyof LetterForm): string => String(form[field]).trim()
  switch (type) {
    case 'rujukan': return {
      type, to: text('to'), unit: text('unit'), urgency: form.urgency === 'segera' || form.urgency === 'darurat' ? form.urgency : 'biasa', reason: text('reason'), findings: text('findings'), therapy: text('therapy'),
      diagnoses: start.diagnoses.filter(one => form.codes.includes(one.code)), payer: form.payer === 'jkn' ? 'jkn' : 'umum', jknNumber: form.payer === 'jkn' ? digits(form.jknNumber) : '',
      specialistic: form.specialistic === 'ya', tacc: form.specialistic === 'ya' ? [] : TACC.filter(reason => form.tacc.includes(reason)),
    }
    case 'sakit': return { type, from: form.from as Day, days: restDays(form.days) ?? 1, occupation: text('occupation'), recipient: text('recipient'), diagnosis: form.agreed ? text('diagnosis') : '', agreed: form.agreed }
    case 'sehat': return {
      type, purpose: text('purpose'), occupation: text('occupation'), result: form.result === 'sehat' || form.result === 'tidak-sehat' ? form.result : 'sehat-dengan-catatan', note: text('note'),
      measured: {
        systolic: measuredOf(form, 'systolic') ?? null, diastolic: measuredOf(form, 'diastolic') ?? null, weight: measuredOf(form, 'weight') ?? null, height: measuredOf(form, 'height') ?? null,
        colourBlind: form.colourBlind === 'ya' || form.colourBlind === 'tidak' ? form.colourBlind : '',
      },
    }
    case 'persetujuan': case 'penolakan': return {
      type, act: text('act'), explained: text('explained'), risks: text('risks'), alternatives: text('alternatives'), witness: text('witness'), reason: type === 'penolakan' ? text('refusal') : '',
      speaker: { name: text('speakerName'), relation: form.relation as Extract<LetterContent, { type: 'persetujuan' | 'penolakan' }>['speaker']['relation'], address: text('speakerAddress') },
      how: form.how === 'cap-jempol' ? 'cap-jempol' : 'tanda-tangan',
    }
  }
}
