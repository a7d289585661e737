import { defineWords } from '../../locales/catalogue.ts'

export const exportWords = defineWords(
  {
    export: 'Ekspor', xlsx: 'Excel (.xlsx)', csv: 'CSV (.csv)', done: 'Buku Daftar Anggota diunduh: {n} baris.', failed: 'Ekspor gagal, tidak ada yang terunduh. Coba lagi; bila tetap gagal, kosongkan ruang simpan tablet.',
    busy: 'Menyiapkan berkas…',
  },
  {
    export: 'Export', xlsx: 'Excel (.xlsx)', csv: 'CSV (.csv)', done: 'Book of members downloaded: {n} rows.', failed: 'The export failed and nothing was downloaded. Try again; if it keeps failing, free some space on the tablet.',
    busy: 'Preparing the file…',
  },
)
