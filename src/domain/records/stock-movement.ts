import { z } from 'zod'
import { defineRecord } from '../core/record.ts'
import { idField } from '../core/fields.ts'
import { daySchema } from '../core/day.ts'
import { documentLookups } from '../rules/pharmacy/document-lines.ts'
import { checkMovement, leaveLookups } from '../rules/pharmacy/movement-rules.ts'

export const FUND_SOURCES = ['program', 'koperasi'] as const
/** Where programme stock was paid from; cooperative stock has none. Absent means 'program' (all of version 1). */
export const FUNDS = ['program', 'pkd', 'apbd1', 'apbd2', 'dak', 'jkn', 'lain'] as const
export type Fund = (typeof FUNDS)[number]
/**
 * In: diterima (from puskesmas or supplier), pindahan (from another pustu), dikembalikan (a patient brings some back).
 * Out: diserahkan (to a patient or buyer), dikirim (to another pustu), diretur (to puskesmas or supplier), dimusnahkan
 * (expired, damaged, lost). Either: selisih (a stock count differed), dibalik (takes another movement back whole).
 */
export const MOVEMENT_REASONS = ['diterima', 'diserahkan', 'dibalik', 'pindahan', 'dikembalikan', 'dikirim', 'diretur', 'dimusnahkan', 'selisih'] as const
export type MovementReason = (typeof MOVEMENT_REASONS)[number]
/** A moment on the clinic's wall to the second, `YYYY-MM-DDTHH:MM:SS`: compares correctly as text. */
export const momentField = z.string().regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/)
export const batchField = z.object({ number: z.string().trim().min(1).max(40), expiresOn: daySchema })
export const fundField = z.enum(FUNDS)

/** One line of a stock card. A balance is always the sum of movements, per drug, fund and batch. */
export const movementSchema = z.object({
  drugId: idField,
  /** Programme and cooperative stock never mix (BR-35). */
  source: z.enum(FUND_SOURCES),
  batch: batchField,
  fund: fundField.optional(),
  /** Whole smallest units; positive in, negative out. */
  quantity: z.int().refine(quantity => quantity !== 0),
  reason: z.enum(MOVEMENT_REASONS),
  on: daySchema,
  /** SBBK, invoice or other paper. */
  document: z.string().max(80),
  /** Where it came from or went to; never a person. */
  party: z.string().max(120),
  visitId: idField.nullable(),
  /** The movement this one reverses. */
  reverses: idField.nullable(),
  /** Why the batch that expires first was not taken (BR-34). */
  override: z.string().max(200).nullable(),
  /** The delivery, hand-over, shipment, count or write-off that it belongs to. */
  documentId: idField.nullable().optional(),
  /** When it happened at the shelf; a count is reconciled by it. Absent in version 1: the start of its day. */
  at: momentField.optional(),
  /** For 'dibalik': the reason of the movement taken back, so that a line explains itself. Version 1: by its sign. */
  undoes: z.enum(MOVEMENT_REASONS).optional(),
  /** Why a count that is approved already is corrected (BR-37). */
  note: z.string().max(300).optional(),
})
export type MovementData = z.infer<typeof movementSchema>

export const stockMovement = defineRecord({
  kind: 'stock-movement',
  version: 2,
  purpose: 'stock',
  mode: 'ledger',
  schema: movementSchema,
  careful: [],
  keys: data => ({
    drug: [data.drugId], ...(data.visitId ? { visit: [data.visitId] } : {}),
    ...(data.documentId ? { document: [data.documentId] } : {}), ...(data.reverses ? { reverses: [data.reverses] } : {}),
  }),
  day: data => data.on,
  // The head writes differences of a count that he approves.
  writers: { create: ['nakes', 'apotek', 'kapus'] },
  lookups: data => [
    ...(data.reverses ? [{ kind: 'stock-movement', id: data.reverses }, { kind: 'stock-movement', key: 'reverses', value: data.reverses }] : []),
    ...documentLookups(data), ...leaveLookups(data),
    ...(data.documentId && (data.reason === 'selisih' || data.undoes === 'selisih') ? [{ kind: 'stock-count', id: data.documentId }, { kind: 'count-line', key: 'count', value: data.documentId }] : []),
  ],
  check: checkMovement,
  upcasters: { 1: groups => groups },
})
