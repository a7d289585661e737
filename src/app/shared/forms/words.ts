import { defineWords } from '../../locales/catalogue.ts'

/** What every kept form says of itself. */
export const formWords = defineWords(
  {
    draftTitle: 'Isian yang belum disimpan dipulihkan', draftText: 'Halaman ini sempat tertutup. Lanjutkan mengisi, atau mulai dari kosong.', draftDiscard: 'Mulai dari kosong', draftKeep: 'Lanjutkan mengisi',
    notSaved: 'Belum tersimpan', draftFailedTitle: 'Isian baru ada di layar saja', draftFailedText: 'Tablet tidak dapat menyimpan isian sementara. Simpan sebelum menutup halaman ini.', save: 'Simpan', cancel: 'Batal',
    reason: 'Alasan', errReason: 'Tulis alasannya.', brokeOff: 'Tablet gagal menyimpan, jadi ini BELUM tercatat. Yang Anda tulis masih ada di layar. Coba lagi; bila tetap gagal, kunci tablet lalu masuk kembali.',
  },
  {
    draftTitle: 'Unsaved entries were restored', draftText: 'This page was closed. Go on, or start from empty.', draftDiscard: 'Start from empty', draftKeep: 'Go on',
    notSaved: 'Not saved yet', draftFailedTitle: 'What you typed is on the screen only', draftFailedText: 'The tablet cannot keep unsaved entries. Save before you close this page.', save: 'Save', cancel: 'Cancel',
    reason: 'Reason', errReason: 'Write the reason.', brokeOff: 'The tablet could not save, so this is NOT recorded. What you wrote is still on the screen. Try again; if it keeps failing, lock the tablet and sign in again.',
  },
)
