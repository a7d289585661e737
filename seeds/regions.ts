import file from './regions.json'

/** A place of Kota Serang by its ministry code. The data file stands apart because it is ODbL, which asks for attribution. */
export interface Region {
  readonly code: string
  readonly level: 'provinsi' | 'kota' | 'kecamatan' | 'kelurahan'
  readonly parent: string | null
  readonly name: string
  /** Other spellings in use, parted by ";". */
  readonly alias: string
}

export const REGIONS = file.rows as readonly Region[]
export const REGIONS_ATTRIBUTION = file.attribution
/** Names repeat (Sukawana stands in two kecamatan), so places are found by code alone. */
export const regionByCode: ReadonlyMap<string, Region> = new Map(REGIONS.map(region => [region.code, region]))
