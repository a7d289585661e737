import { defineWords } from '../../locales/catalogue.ts'

/** What the matching of a file's columns says. */
export const columnWords = defineWords(
  {
    step: '2. Cocokkan kolom', text: 'Sudah ditebak dari judulnya. Perbaiki bila keliru.', headRow: 'Baris judul kolom', headRowHint: 'Baris di berkas yang berisi nama kolom.',
    columnFor: 'Kolom untuk {name}', notInFile: '(tidak ada di berkas)', columnLetter: '{letter}: {name}', missing: 'Kolom yang wajib belum dipilih: {names}.', or: ' atau ',
  },
  {
    step: '2. Match the columns', text: 'Guessed from the headers. Correct what is wrong.', headRow: 'Row of the column headers', headRowHint: 'The row of the file that holds the names of the columns.',
    columnFor: 'Column for {name}', notInFile: '(not in the file)', columnLetter: '{letter}: {name}', missing: 'Needed columns are not chosen: {names}.', or: ' or ',
  },
)
