/** BR-15, in this order: opening + in − out = closing. */
export const MEMBER_FIGURES = ['anggota-awal', 'anggota-masuk', 'anggota-keluar', 'anggota-akhir'] as const

/** The figures of a month's report by the names they are kept under when it is sent: counts, and whole rupiah. */
export const FIGURES = [
  ...MEMBER_FIGURES, 'calon', 'nik-ganda', 'nik-salah', 'pokok-belum',
  'tunggakan-1-3', 'tunggakan-4-6', 'tunggakan-lebih-6', 'tunggakan-jumlah',
  'simpanan-pokok', 'simpanan-wajib', 'simpanan-sukarela', 'simpanan', 'kas', 'bank',
  'jual-anggota', 'jual-bukan-anggota', 'laba-kotor', 'nilai-stok', 'susut-stok', 'piutang',
  'pengurus', 'pendapatan-sendiri', 'bantuan', 'biaya',
] as const
export type FigureKey = (typeof FIGURES)[number]
export type Figures = Record<FigureKey, number>

/** Counts of people or entries; all others are rupiah. */
export const COUNT_FIGURES: readonly FigureKey[] = [
  ...MEMBER_FIGURES, 'calon', 'nik-ganda', 'nik-salah', 'pokok-belum', 'tunggakan-1-3', 'tunggakan-4-6', 'tunggakan-lebih-6', 'pengurus',
]

export interface ChangedFigure { readonly key: FigureKey; readonly sent: number | null; readonly now: number }

/** What changed since the report was sent: a figure that an older version did not know yet has no sent value. */
export function changedFigures(sent: Readonly<Record<string, number>>, now: Figures): ChangedFigure[] {
  return FIGURES.filter(key => sent[key] !== now[key]).map(key => ({ key, sent: sent[key] ?? null, now: now[key] }))
}
