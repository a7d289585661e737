import { defineWords } from '../../locales/catalogue.ts'
import { useWords } from '../../locales/use-words.ts'
import { formatBytes } from '../format-bytes.ts'
import { formatNumber } from '../format.ts'
import type { SheetError } from './read-sheet.ts'

const words = defineWords(
  {
    tooBig: 'Berkas lebih dari {n}. Bagi menjadi beberapa berkas, lalu pilih satu per satu.',
    tooManyRows: 'Berkas berisi lebih dari {n} baris. Bagi menjadi beberapa berkas, lalu pilih satu per satu.',
    tooManyColumns: 'Berkas berisi lebih dari {n} kolom. Hapus kolom yang tidak perlu, lalu pilih lagi.',
    notASheet: 'Berkas ini bukan Excel (.xlsx) atau CSV, atau rusak. Buka di Excel, simpan sebagai “Excel Workbook (.xlsx)”, lalu pilih lagi.',
    oldExcel: 'Berkas ini memakai format Excel lama (.xls) atau dilindungi kata sandi. Buka di Excel, simpan tanpa kata sandi sebagai “Excel Workbook (.xlsx)”, lalu pilih lagi.',
    guarded: 'Berkas ini dilindungi kata sandi. Simpan tanpa kata sandi, lalu pilih lagi.',
    openQuote: 'Tanda kutip (") yang dibuka di sekitar baris {n} tidak pernah ditutup, sehingga batas kolom tidak dapat dikenali. Perbaiki di berkasnya, lalu pilih lagi.',
    empty: 'Berkas ini kosong. Pastikan datanya ada di lembar (sheet) pertama.',
    unreadable: 'Berkas tidak dapat dibaca. Bila berkasnya ada di kartu memori atau awan, salin dulu ke tablet, lalu pilih lagi.',
  },
  {
    tooBig: 'The file is larger than {n}. Split it and choose the parts one by one.',
    tooManyRows: 'The file has more than {n} rows. Split it and choose the parts one by one.',
    tooManyColumns: 'The file has more than {n} columns. Remove the columns that are not needed and choose it again.',
    notASheet: 'This file is neither Excel (.xlsx) nor CSV, or it is damaged. Open it in Excel, save it as “Excel Workbook (.xlsx)” and choose it again.',
    oldExcel: 'This file is in the old Excel format (.xls) or has a password. Open it in Excel, save it without a password as “Excel Workbook (.xlsx)” and choose it again.',
    guarded: 'This file has a password. Save it without one and choose it again.',
    openQuote: 'A quote (") that opens near row {n} is never closed, so that the columns cannot be told apart. Correct the file and choose it again.',
    empty: 'This file is empty. Make sure that the data are on the first sheet.',
    unreadable: 'The file could not be read. If it is on a memory card or in a cloud, copy it to the tablet first and choose it again.',
  },
)
const t = useWords(words)

/** What is wrong with a file, and what to do about it. */
export function sheetErrorText(error: SheetError): string {
  switch (error.kind) {
    case 'file-too-big': return t('tooBig', { n: formatBytes(error.limit) })
    case 'too-many-rows': return t('tooManyRows', { n: formatNumber(error.limit) })
    case 'too-many-columns': return t('tooManyColumns', { n: formatNumber(error.limit) })
    case 'not-a-sheet': return t('notASheet')
    case 'old-excel': return t('oldExcel')
    case 'protected': return t('guarded')
    case 'open-quote': return t('openQuote', { n: formatNumber(error.row) })
    case 'empty': return t('empty')
    case 'unreadable': return t('unreadable')
  }
}
