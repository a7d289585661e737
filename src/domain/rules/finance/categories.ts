/**
 * What money came or went for. A fixed list, since an expense under a misspelt name once made a profit too high (domain §2).
 * Sales, simpanan and the difference of a count are not in it: they are in the cash book by themselves.
 */
export const CASH_CATEGORIES = [
  'pendapatan-jasa', 'pendapatan-lain', 'subsidi', 'hibah', 'pelunasan-piutang', 'pinjaman-masuk', 'modal-penyertaan', 'kembali-dari-pemasok',
  'bayar-pemasok', 'beli-alat', 'gaji-honor', 'listrik-air', 'sewa', 'transport', 'alat-tulis', 'pemeliharaan', 'penyusutan-alat', 'pajak', 'beban-rapat', 'beban-lain',
  'angsuran-pinjaman', 'pembagian-shu', 'pakai-dana', 'setor-ke-bank', 'tarik-dari-bank',
] as const
export type CashCategory = (typeof CASH_CATEGORIES)[number]

/**
 * usaha: the cooperative's own income. bantuan: subsidies and grants, kept apart (self-reliance). beban: a cost of the year.
 * neraca: changes what is owned or owed and is neither income nor cost. pindah: from the drawer to the bank or back.
 */
export type CategoryKind = 'usaha' | 'bantuan' | 'beban' | 'neraca' | 'pindah'
/** tanpa-kas: nothing passes the drawer or the bank, as when an appliance loses its worth year by year. */
export const DIRECTIONS = ['masuk', 'keluar', 'pindah', 'tanpa-kas'] as const
export type Direction = (typeof DIRECTIONS)[number]
export interface CategoryFacts { readonly direction: Direction; readonly kind: CategoryKind }

const facts = (direction: CategoryFacts['direction'], kind: CategoryKind): CategoryFacts => ({ direction, kind })

export const CATEGORY_FACTS: Readonly<Record<CashCategory, CategoryFacts>> = {
  'pendapatan-jasa': facts('masuk', 'usaha'), 'pendapatan-lain': facts('masuk', 'usaha'), 'subsidi': facts('masuk', 'bantuan'), 'hibah': facts('masuk', 'bantuan'),
  'pelunasan-piutang': facts('masuk', 'neraca'), 'pinjaman-masuk': facts('masuk', 'neraca'), 'modal-penyertaan': facts('masuk', 'neraca'), 'kembali-dari-pemasok': facts('masuk', 'neraca'),
  'bayar-pemasok': facts('keluar', 'neraca'), 'beli-alat': facts('keluar', 'neraca'), 'gaji-honor': facts('keluar', 'beban'), 'listrik-air': facts('keluar', 'beban'), 'sewa': facts('keluar', 'beban'),
  'transport': facts('keluar', 'beban'), 'alat-tulis': facts('keluar', 'beban'), 'pemeliharaan': facts('keluar', 'beban'), 'penyusutan-alat': facts('tanpa-kas', 'beban'),
  'pajak': facts('keluar', 'beban'), 'beban-rapat': facts('keluar', 'beban'), 'beban-lain': facts('keluar', 'beban'),
  'angsuran-pinjaman': facts('keluar', 'neraca'), 'pembagian-shu': facts('keluar', 'neraca'), 'pakai-dana': facts('keluar', 'neraca'),
  'setor-ke-bank': facts('pindah', 'pindah'), 'tarik-dari-bank': facts('pindah', 'pindah'),
}

/** A newer version may know a category that this one does not: it is shown as it is and counts nowhere. */
export const factsOf = (category: string): CategoryFacts | undefined => (CATEGORY_FACTS as Readonly<Record<string, CategoryFacts | undefined>>)[category]
