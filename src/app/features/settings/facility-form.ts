import { ZONES, type Zone } from '#domain/core/day.ts'
import type { DataOf } from '#domain/records/index.ts'
import type { Facility } from './use-places.ts'

/** What is typed about a pustu or a cooperative. */
export interface TypedFacility { type: string; name: string; code: string; kelurahan: string; kelurahanCode: string; zone: string; active: boolean }
export type FacilityFieldError = { readonly kind: 'missing' } | { readonly kind: 'bad-code' } | { readonly kind: 'bad-kelurahan-code' } | { readonly kind: 'code-taken'; readonly name: string }
export type FacilityErrors = Partial<Record<keyof TypedFacility, FacilityFieldError>>

export function typedFacility(facility: DataOf<'facility'> | null, zone: Zone): TypedFacility {
  return {
    type: facility?.type ?? 'pustu', name: facility?.name ?? '', code: facility?.code ?? '', kelurahan: facility?.kelurahan ?? '',
    kelurahanCode: facility?.kelurahanCode ?? '', zone: facility?.zone ?? zone, active: facility?.active ?? true,
  }
}

/**
 * A pustu and a KMP of one kelurahan share its short code on purpose; two of the same type would give the same member and
 * RM numbers, so those may not.
 */
export function checkFacility(typed: TypedFacility, others: readonly Facility[]): FacilityErrors {
  const errors: FacilityErrors = {}
  for (const field of ['type', 'name', 'code', 'kelurahan', 'kelurahanCode'] as const) if (typed[field].trim() === '') errors[field] = { kind: 'missing' }
  const code = typed.code.trim().toUpperCase()
  const twin = others.find(other => other.data.type === typed.type && other.data.code === code)
  if (!errors.code && !/^[A-Z0-9]{2,12}$/.test(code)) errors.code = { kind: 'bad-code' }
  else if (!errors.code && twin) errors.code = { kind: 'code-taken', name: twin.data.name }
  if (!errors.kelurahanCode && !/^\d{10}$/.test(digits(typed.kelurahanCode))) errors.kelurahanCode = { kind: 'bad-kelurahan-code' }
  return errors
}

const digits = (text: string): string => text.replace(/[.\s]/g, '')
const isZone = (text: string): text is Zone => Object.hasOwn(ZONES, text)

/** The record, for a form without errors. `parentId` is the puskesmas; the puskesmas itself has none. */
export function toFacility(typed: TypedFacility, parentId: string | null, zone: Zone): DataOf<'facility'> {
  return {
    name: typed.name.trim(), type: typed.type as DataOf<'facility'>['type'], parentId, code: typed.code.trim().toUpperCase(),
    kelurahan: typed.kelurahan.trim(), kelurahanCode: digits(typed.kelurahanCode), zone: isZone(typed.zone) ? typed.zone : zone, active: typed.active,
  }
}

/** A readable id for a new facility, e.g. `pustu-kiara`; with a tail where that one is taken. */
export function facilityId(typed: TypedFacility, taken: readonly string[], newId: () => string): string {
  const id = `${typed.type}-${typed.code.trim().toLowerCase()}`
  return taken.includes(id) ? `${id}-${newId().slice(-6)}` : id
}
