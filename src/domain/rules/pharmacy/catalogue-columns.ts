import type { DrugField } from './proposal-rules.ts'

/** What a file may bring: whole drugs, codes of the national product list (KFA), or a price list. */
export const IMPORT_KINDS = ['drugs', 'kfa', 'prices'] as const
export type ImportKind = (typeof IMPORT_KINDS)[number]

/** A column of such a file. `per` is the number of smallest units that the HNA pays for; `code` and `maker` stand in lists of KFA. */
export type ColumnKey = Exclude<DrugField, 'hna'> | 'id' | 'hna' | 'per' | 'code' | 'maker'

/** `header` is what our own export writes; files of others are known by `also` (compared without capitals, spaces and signs). */
export interface CatalogueColumn { readonly key: ColumnKey; readonly header: string; readonly also: readonly string[]; readonly width: number; readonly number?: true }

const COLUMNS: readonly CatalogueColumn[] = [
  { key: 'id', header: 'ID', also: ['id obat', 'kode obat', 'kode'], width: 34 },
  { key: 'name', header: 'Nama obat', also: ['nama', 'nama generik', 'nama obat generik', 'obat', 'nama produk', 'nama barang', 'generic name', 'name', 'uraian'], width: 28 },
  { key: 'strength', header: 'Kekuatan', also: ['kekuatan sediaan', 'dosis sediaan', 'kadar', 'strength'], width: 14 },
  { key: 'form', header: 'Bentuk', also: ['bentuk sediaan', 'sediaan', 'dosage form', 'form'], width: 18 },
  { key: 'unit', header: 'Satuan terkecil', also: ['satuan', 'unit', 'satuan obat'], width: 12 },
  { key: 'packs', header: 'Kemasan', also: ['isi kemasan', 'packing'], width: 28 },
  { key: 'route', header: 'Rute', also: ['rute pemberian', 'cara pakai', 'route'], width: 12 },
  { key: 'class', header: 'Golongan', also: ['golongan obat', 'kelas', 'class'], width: 16 },
  { key: 'antibiotic', header: 'Antibiotik', also: ['ab', 'antibiotic'], width: 10 },
  { key: 'indicator', header: 'Indikator', also: ['obat indikator', 'indikator 40', 'indicator'], width: 10 },
  { key: 'coldChain', header: 'Rantai dingin', also: ['simpan dingin', 'cold chain'], width: 10 },
  { key: 'programme', header: 'Program', also: ['program obat', 'programme'], width: 12 },
  { key: 'kfa', header: 'KFA 92', also: ['kfa', 'kode kfa generik', 'kfa pov'], width: 11 },
  { key: 'kfaProduct', header: 'KFA 93', also: ['kfa produk', 'kode kfa produk', 'kfa poa'], width: 11 },
  { key: 'atc', header: 'ATC', also: ['kode atc'], width: 10 },
  { key: 'fornas', header: 'Fornas', also: ['nomor fornas', 'ref fornas'], width: 10 },
  { key: 'maxPrescription', header: 'Maksimum Fornas', also: ['peresepan maksimal', 'maksimum peresepan', 'fornas maksimum'], width: 24 },
  { key: 'usualDose', header: 'Dosis lazim', also: ['dosis', 'dosis dewasa', 'usual dose'], width: 30 },
  { key: 'minimum', header: 'Stok minimum', also: ['minimum', 'stok min', 'buffer'], width: 12, number: true },
  { key: 'hna', header: 'HNA', also: ['harga', 'harga netto apotek', 'harga satuan', 'harga beli', 'price'], width: 12, number: true },
  { key: 'per', header: 'HNA untuk', also: ['per', 'isi', 'untuk', 'isi per harga', 'jumlah per harga'], width: 10, number: true },
  { key: 'het', header: 'HET', also: ['harga eceran tertinggi'], width: 12, number: true },
  { key: 'note', header: 'Catatan', also: ['keterangan', 'note'], width: 30 },
  { key: 'unchecked', header: 'Belum diperiksa', also: ['belum diperiksa apoteker'], width: 24 },
  { key: 'doubtful', header: 'Meragukan', also: ['ragu'], width: 10 },
  { key: 'active', header: 'Aktif', also: ['dipakai', 'status aktif', 'active'], width: 8 },
  { key: 'code', header: 'Kode KFA', also: ['kode', 'kfa code', 'kfa', 'kode bza pov poa', 'code'], width: 11 },
  { key: 'maker', header: 'Produsen', also: ['pabrik', 'industri', 'manufacturer', 'maker', 'pemegang izin edar', 'nama industri'], width: 24 },
]
const columnOf = new Map(COLUMNS.map(column => [column.key, column]))

const DRUG_COLUMNS = COLUMNS.filter(column => column.key !== 'code' && column.key !== 'maker')
const pick = (...keys: ColumnKey[]): CatalogueColumn[] => keys.map(key => columnOf.get(key) as CatalogueColumn)

/** The columns of each kind of file, those of drugs in the order of the export. */
export const IMPORT_COLUMNS: Readonly<Record<ImportKind, readonly CatalogueColumn[]>> = {
  drugs: DRUG_COLUMNS,
  kfa: pick('code', 'name', 'maker', 'id'),
  prices: pick('id', 'name', 'strength', 'form', 'hna', 'per', 'het'),
}

/** What a file must have to be read at all; of each inner list one is enough. */
export const REQUIRED_COLUMNS: Readonly<Record<ImportKind, readonly (readonly ColumnKey[])[]>> = {
  drugs: [['id', 'name']], kfa: [['code'], ['name', 'id']], prices: [['id', 'name'], ['hna', 'het']],
}

/** Where in the file each column stands, from 0. */
export type ColumnPlaces = Partial<Record<ColumnKey, number>>

const word = (text: string): string => text.toLowerCase().normalize('NFKD').replace(/[^a-z0-9]/g, '')
/** Title lines above a head: a letterhead, the name of the list, the month. */
const MOST_LINES_ABOVE = 20

/** The row that looks most like a head among the first ones, and where each column stands in it. No head found: row 0 and nothing placed. */
export function guessColumns(kind: ImportKind, rows: readonly (readonly string[])[]): { readonly headRow: number; readonly places: ColumnPlaces } {
  let best: { headRow: number; places: ColumnPlaces } = { headRow: 0, places: {} }
  for (const [headRow, row] of rows.slice(0, MOST_LINES_ABOVE).entries()) {
    const places = placesIn(kind, row)
    if (Object.keys(places).length > Object.keys(best.places).length) best = { headRow, places }
  }
  return best
}

/** Exact headers first, so that "KFA 92" is never taken for somebody's "KFA"; each place once. */
function placesIn(kind: ImportKind, row: readonly string[]): ColumnPlaces {
  const heads = row.map(word)
  const taken = new Set<number>()
  const places: ColumnPlaces = {}
  const place = (key: ColumnKey, names: readonly string[]): void => {
    if (places[key] !== undefined) return
    const at = heads.findIndex((head, index) => head !== '' && !taken.has(index) && names.includes(head))
    if (at < 0) return
    places[key] = at
    taken.add(at)
  }
  for (const column of IMPORT_COLUMNS[kind]) place(column.key, [word(column.header)])
  for (const column of IMPORT_COLUMNS[kind]) place(column.key, column.also.map(word))
  return places
}

/** Which of the needed columns are missing; each entry lists those of which one would do. */
export const missingColumns = (kind: ImportKind, places: ColumnPlaces): (readonly ColumnKey[])[] =>
  REQUIRED_COLUMNS[kind].filter(anyOf => anyOf.every(key => places[key] === undefined))

export const headerOf = (key: ColumnKey): string => columnOf.get(key)?.header ?? key
