import { defineWords } from '../../locales/catalogue.ts'

/** What every kept form says of itself. */
export const formWords = defineWords(
  {
    draftTitle: 'Isian yang belum disimpan dipulihkan', draftText: 'Halaman ini sempat tertutup. Lanjutkan mengisi, atau mulai dari kosong.', draftDiscard: 'Mulai dari kosong', draftKeep: 'Lanjutkan mengisi',
    notSaved: 'Belum tersimpan', draftFailedTitle: 'Isian baru ada di layar saja', draftFailedText: 'Tablet tidak dapat menyimpan isian sementara. Simpan sebelum menutup halaman ini.', save: 'Simpan', cancel: 'Batal',
  },
  {
    draftTitle: 'Unsaved entries were restored', draftText: 'This page was closed. Go on, or start from empty.', draftDiscard: 'Start from empty', draftKeep: 'Go on',
    notSaved: 'Not saved yet', draftFailedTitle: 'What you typed is on the screen only', draftFailedText: 'The tablet cannot keep unsaved entries. Save before you close this page.', save: 'Save', cancel: 'Cancel',
  },
)
