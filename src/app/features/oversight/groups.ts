import type { FigureKey } from '#domain/rules/finance/coop-figures.ts'

/** `selisih`: what drawer and bank hold beyond the savings; worked out from three figures, so it is not sent by itself. */
export type ShownFigure = FigureKey | 'selisih'
export type GroupKey = 'anggota' | 'kewajiban' | 'simpanan' | 'penjualan' | 'pengurus' | 'kemandirian'

/** The order in which an examiner reads a month. */
export const GROUPS: readonly { readonly key: GroupKey; readonly figures: readonly ShownFigure[] }[] = [
  { key: 'anggota', figures: ['anggota-awal', 'anggota-masuk', 'anggota-keluar', 'anggota-akhir', 'calon', 'nik-ganda', 'nik-salah'] },
  { key: 'kewajiban', figures: ['pokok-belum', 'tunggakan-1-3', 'tunggakan-4-6', 'tunggakan-lebih-6', 'tunggakan-jumlah'] },
  { key: 'simpanan', figures: ['simpanan-pokok', 'simpanan-wajib', 'simpanan-sukarela', 'simpanan', 'kas', 'bank', 'selisih'] },
  { key: 'penjualan', figures: ['jual-anggota', 'jual-bukan-anggota', 'laba-kotor', 'nilai-stok', 'susut-stok', 'piutang'] },
  { key: 'pengurus', figures: ['pengurus'] },
  { key: 'kemandirian', figures: ['pendapatan-sendiri', 'bantuan', 'biaya'] },
]

/** The figures that ask somebody to do something as soon as they are not 0. */
export const WATCHED: readonly ShownFigure[] = ['nik-ganda', 'nik-salah', 'pokok-belum', 'tunggakan-lebih-6', 'susut-stok']

/** What stands behind the figures; several figures may open the same. */
export const DETAILS = [
  'awal', 'masuk', 'keluar', 'akhir', 'calon', 'ganda', 'salah', 'pokok', '1-3', '4-6', 'lebih-6', 'tunggakan',
  'simpanan', 'simpanan-pokok', 'simpanan-wajib', 'simpanan-sukarela', 'uang', 'penjualan', 'stok', 'piutang', 'pengurus', 'kemandirian',
] as const
export type DetailKey = (typeof DETAILS)[number]
export const isDetail = (word: unknown): word is DetailKey => DETAILS.some(key => key === word)

export const DETAIL_OF: Readonly<Record<ShownFigure, DetailKey>> = {
  'anggota-awal': 'awal', 'anggota-masuk': 'masuk', 'anggota-keluar': 'keluar', 'anggota-akhir': 'akhir', 'calon': 'calon', 'nik-ganda': 'ganda', 'nik-salah': 'salah',
  'pokok-belum': 'pokok', 'tunggakan-1-3': '1-3', 'tunggakan-4-6': '4-6', 'tunggakan-lebih-6': 'lebih-6', 'tunggakan-jumlah': 'tunggakan',
  'simpanan-pokok': 'simpanan-pokok', 'simpanan-wajib': 'simpanan-wajib', 'simpanan-sukarela': 'simpanan-sukarela', 'simpanan': 'simpanan', 'kas': 'uang', 'bank': 'uang', 'selisih': 'uang',
  'jual-anggota': 'penjualan', 'jual-bukan-anggota': 'penjualan', 'laba-kotor': 'penjualan', 'nilai-stok': 'stok', 'susut-stok': 'stok', 'piutang': 'piutang',
  'pengurus': 'pengurus', 'pendapatan-sendiri': 'kemandirian', 'bantuan': 'kemandirian', 'biaya': 'kemandirian',
}
/** The figure by whose name a detail is called. */
export const figureOf = (detail: DetailKey): ShownFigure => (Object.keys(DETAIL_OF) as ShownFigure[]).find(figure => DETAIL_OF[figure] === detail) ?? 'anggota-akhir'
