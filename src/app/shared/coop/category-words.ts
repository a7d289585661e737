import type { CashCategory, Direction } from '#domain/rules/finance/categories.ts'
import { defineWords } from '../../locales/catalogue.ts'
import { useWords } from '../../locales/use-words.ts'

/** What money came or went for, in the words of the cash book. */
const words = defineWords(
  {
    'pendapatan-jasa': 'Pendapatan jasa', 'pendapatan-lain': 'Pendapatan lain', 'subsidi': 'Subsidi', 'hibah': 'Hibah', 'pelunasan-piutang': 'Pelunasan piutang anggota', 'pinjaman-masuk': 'Pinjaman diterima',
    'modal-penyertaan': 'Modal penyertaan', 'kembali-dari-pemasok': 'Uang kembali dari pemasok', 'bayar-pemasok': 'Bayar pemasok', 'beli-alat': 'Beli alat (dipakai lebih dari setahun)', 'gaji-honor': 'Gaji dan honor',
    'listrik-air': 'Listrik, air, telepon', 'sewa': 'Sewa', 'transport': 'Transport', 'alat-tulis': 'Alat tulis dan cetak', 'pemeliharaan': 'Pemeliharaan', 'penyusutan-alat': 'Penyusutan alat', 'pajak': 'Pajak',
    'beban-rapat': 'Biaya rapat dan RAT', 'beban-lain': 'Biaya lain', 'angsuran-pinjaman': 'Angsuran pinjaman', 'pembagian-shu': 'Pembagian SHU', 'pakai-dana': 'Pemakaian dana (pendidikan, sosial)',
    'setor-ke-bank': 'Setor kas ke bank', 'tarik-dari-bank': 'Tarik bank ke kas',
    'masuk': 'Uang masuk', 'keluar': 'Uang keluar', 'pindah': 'Pindah antara kas dan bank', 'tanpa-kas': 'Tanpa uang',
  },
  {
    'pendapatan-jasa': 'Service income', 'pendapatan-lain': 'Other income', 'subsidi': 'Subsidy', 'hibah': 'Grant', 'pelunasan-piutang': 'Member pays off an account', 'pinjaman-masuk': 'Loan received',
    'modal-penyertaan': 'Capital put in', 'kembali-dari-pemasok': 'Money back from a supplier', 'bayar-pemasok': 'Paid to a supplier', 'beli-alat': 'Equipment bought (used for more than a year)', 'gaji-honor': 'Wages and fees',
    'listrik-air': 'Power, water, telephone', 'sewa': 'Rent', 'transport': 'Transport', 'alat-tulis': 'Stationery and printing', 'pemeliharaan': 'Maintenance', 'penyusutan-alat': 'Depreciation of equipment', 'pajak': 'Tax',
    'beban-rapat': 'Meetings and RAT', 'beban-lain': 'Other costs', 'angsuran-pinjaman': 'Loan repaid', 'pembagian-shu': 'SHU paid out', 'pakai-dana': 'Funds used (education, social)',
    'setor-ke-bank': 'Cash taken to the bank', 'tarik-dari-bank': 'Cash drawn from the bank',
    'masuk': 'Money in', 'keluar': 'Money out', 'pindah': 'Between drawer and bank', 'tanpa-kas': 'Without money',
  },
)
const t = useWords(words)

/** A category of a newer version is shown as it is. */
export const categoryWord = (category: CashCategory): string => t(category)
export const directionWord = (direction: Direction): string => t(direction)
