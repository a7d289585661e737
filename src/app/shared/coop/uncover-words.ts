import { defineWords } from '../../locales/catalogue.ts'

/** What is said where a member's number is covered. */
export const uncoverWords = defineWords(
  {
    masked: '{what}, empat angka akhir {last}', nik: 'NIK', kk: 'Nomor KK', show: 'Lihat {what} utuh', none: 'Belum ada',
    title: 'Lihat {what} utuh', text: 'Nama Anda, jam, dan alasannya dicatat. Pengurus koperasi dapat membaca catatan itu.', confirm: 'Catat dan lihat',
    reason: 'Alasan', hint: 'Misalnya: mencocokkan NIK ganda dengan KTP', missing: 'Tulis alasan melihat nomor ini.', shown: 'Nomor ditampilkan dan tercatat.', failed: 'Belum tercatat, jadi nomor belum ditampilkan',
  },
  {
    masked: '{what}, last four digits {last}', nik: 'NIK', kk: 'Family card', show: 'Show the whole {what}', none: 'None yet',
    title: 'Show the whole {what}', text: 'Your name, the time and the reason are logged. The board of the cooperative can read that log.', confirm: 'Log and show',
    reason: 'Reason', hint: 'For example: comparing a duplicate NIK with the KTP', missing: 'Say why you look at this number.', shown: 'The number is shown and logged.', failed: 'Not logged, so the number is not shown',
  },
)
