import { defineWords } from '#app/locales/catalogue.ts'

/** What the log of readings says. */
export const readingLogWords = defineWords(
  {
    title: 'Pembacaan rekam medis', subtitle: 'Siapa membuka rekam medis, kapan, dan untuk apa', open: 'Pembacaan', previous: 'Bulan sebelumnya', next: 'Bulan berikutnya', month: 'Bulan', pustu: 'Pustu', allPustu: 'Semua pustu',
    person: 'Pembaca', everybody: 'Semua pembaca', purpose: 'Tujuan', allPurposes: 'Semua tujuan', when: 'Waktu', patient: 'Pasien', about: 'Yang dibuka', record: 'Seluruh rekam medis', visit: 'Satu kunjungan',
    print: 'Cetak', excel: 'Unduh Excel', downloaded: 'Berkas Excel tersimpan di tablet', excelFailed: 'Berkas Excel belum jadi', excelFailedText: 'Catatan pembacaan tetap aman. Coba lagi.',
    count: '{n} pembacaan', emptyTitle: 'Tidak ada pembacaan', emptyText: 'Tidak ada rekam medis yang dibuka untuk pilihan ini.', failed: 'Catatan pembacaan tidak dapat dibaca', failedText: 'Data tetap aman di tablet. Tutup dan buka lagi halaman ini.',
    readingDay: 'Tanggal', time: 'Jam', role: 'Peran', unknownPatient: 'Pasien tidak dikenal', filterLine: '{pustu} · {person} · {purpose}',
  },
  {
    title: 'Readings of medical records', subtitle: 'Who opened a medical record, when, and what for', open: 'Readings', previous: 'Previous month', next: 'Next month', month: 'Month', pustu: 'Pustu', allPustu: 'All pustu',
    person: 'Reader', everybody: 'All readers', purpose: 'Purpose', allPurposes: 'All purposes', when: 'When', patient: 'Patient', about: 'What was opened', record: 'The whole record', visit: 'One visit',
    print: 'Print', excel: 'Download Excel', downloaded: 'The Excel file is saved on the tablet', excelFailed: 'The Excel file was not made', excelFailedText: 'The log is safe. Try again.',
    count: '{n} readings', emptyTitle: 'No readings', emptyText: 'No record was opened for this choice.', failed: 'The log could not be read', failedText: 'The data are safe on the tablet. Close and open this page again.',
    readingDay: 'Date', time: 'Time', role: 'Role', unknownPatient: 'Unknown patient', filterLine: '{pustu} · {person} · {purpose}',
  },
)
