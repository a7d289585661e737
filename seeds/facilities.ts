import file from './facilities.json'

/** A puskesmas or pustu of Kota Serang as published; `status` says which facts wait to be verified. */
export interface FacilitySeed {
  readonly id: string
  readonly name: string
  readonly type: 'puskesmas' | 'pustu'
  readonly parent: string | null
  readonly kecamatan: string
  readonly kelurahanCode: string | null
  readonly status: 'sourced' | 'verify' | 'parent-inferred' | 'parent-unknown' | 'closed'
}

export const FACILITY_SEEDS = file.rows as readonly FacilitySeed[]
