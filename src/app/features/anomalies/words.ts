import { defineWords } from '#app/locales/catalogue.ts'

export const anomalyWords = defineWords(
  {
    title: 'Kejanggalan', subtitle: '{n} kunjungan bertanda tangan diperiksa', loading: 'Memeriksa…',
    failed: 'Kunjungan tidak dapat diperiksa', failedText: 'Data tetap aman di tablet. Tutup dan buka lagi halaman ini; bila masih gagal, kunci tablet lalu masuk kembali.',
    notice: 'Bukan tuduhan', noticeText: 'Yang tampil di sini perlu dilihat, bukan bukti kesalahan: tensimeter jarum dibaca per sepuluh, listrik padam membuat pencatatan tertunda. Tanyakan dulu kepada petugasnya. Ambangnya menunggu pengesahan pembina.',
    emptyTitle: 'Tidak ada kejanggalan', emptyText: 'Tidak ada yang perlu dilihat pada bulan ini. Pilih bulan atau pustu lain bila perlu.', noneOfKind: 'Tidak ada.',
    'vitals-repeated': 'Tanda vital yang sama berulang', 'vitals-repeatedText': 'Empat nilai atau lebih persis sama pada beberapa pasien oleh petugas yang sama: 3 orang atau lebih sehari, atau 6 orang sebulan.', 'vitals-repeatedLine': '{count} pasien dengan nilai yang sama',
    'pressure-zeros': 'Tekanan darah berakhiran 0', 'pressure-zerosText': 'Lebih dari 60% angka sistole dan diastole seorang petugas berakhiran 0, dari 20 angka atau lebih.', 'pressure-zerosLine': '{count} dari {of} angka berakhiran 0',
    'month-end-burst': 'Pencatatan menumpuk di akhir bulan', 'month-end-burstText': '8 kunjungan atau lebih dicatat dalam satu jam, tiga hari terakhir bulan itu sampai tanggal 3 bulan berikutnya.', 'month-end-burstLine': '{count} kunjungan dicatat dalam satu jam',
    'entry-far': 'Dicatat jauh dari kejadian', 'entry-farText': 'Dicatat lebih dari 72 jam sesudah kunjungan, atau lebih dari satu jam sebelumnya.', 'entry-farLine': '{count} dari {of} kunjungan',
    'two-pustu': 'Satu petugas di dua pustu', 'two-pustuText': 'Menandatangani kunjungan di dua pustu atau lebih pada hari yang sama.', 'two-pustuLine': '{of} kunjungan di {count} pustu',
    clocks: 'Jam tablet salah', clocksText: 'Jam tablet berbeda lebih dari 5 menit dari server saat sesuatu dicatat (BR-69). Catatannya tersimpan; waktunya perlu diperiksa.', clockLine: '{name}: selisih {minutes} menit, {count} catatan', toReview: 'Buka di Perlu ditinjau', clockClosed: 'Sudah ditutup', clockOpen: 'Belum ditutup',
    count: '{n} temuan', inMonth: 'Sepanjang bulan', open: 'Lihat {n} kunjungan', close: 'Sembunyikan kunjungan', what: '{what}: {author}, {place}',
    date: 'Waktu kunjungan', patient: 'Pasien', entered: 'Dicatat', vitals: 'Tekanan, nadi, napas', unknownPatient: 'Pasien belum terunduh', none: '–',
  },
  {
    title: 'Anomalies', subtitle: '{n} signed visits looked through', loading: 'Looking through…',
    failed: 'The visits could not be looked through', failedText: 'The data are safe on the tablet. Close and open this page; if it still fails, lock the tablet and sign in again.',
    notice: 'No accusation', noticeText: 'What stands here asks to be looked at and proves nothing: a dial is read in tens, a power cut delays writing. Ask the person first. The limits await a supervisor’s sign-off.',
    emptyTitle: 'No anomalies', emptyText: 'Nothing asks to be looked at in this month. Choose another month or pustu if you wish.', noneOfKind: 'None.',
    'vitals-repeated': 'The same vital signs again and again', 'vitals-repeatedText': 'Four values or more exactly alike in several patients by one person: 3 people or more on a day, or 6 in the month.', 'vitals-repeatedLine': '{count} patients with the same values',
    'pressure-zeros': 'Blood pressures ending in 0', 'pressure-zerosText': 'More than 60% of a person’s systolic and diastolic values end in 0, of 20 values or more.', 'pressure-zerosLine': '{count} of {of} values end in 0',
    'month-end-burst': 'Entries heaped at the end of the month', 'month-end-burstText': '8 visits or more entered within an hour, from the last three days of the month to the 3rd of the next.', 'month-end-burstLine': '{count} visits entered within an hour',
    'entry-far': 'Entered far from the event', 'entry-farText': 'Entered more than 72 hours after the visit, or more than an hour before it.', 'entry-farLine': '{count} of {of} visits',
    'two-pustu': 'One person at two pustu', 'two-pustuText': 'Signed visits at two pustu or more on the same day.', 'two-pustuLine': '{of} visits at {count} pustu',
    clocks: 'A tablet’s clock was wrong', clocksText: 'The tablet’s clock differed from the server’s by more than 5 minutes when something was entered (BR-69). The entries are kept; their times want a look.', clockLine: '{name}: {minutes} minutes off, {count} entries', toReview: 'Open in For review', clockClosed: 'Closed', clockOpen: 'Not closed',
    count: '{n} found', inMonth: 'Over the month', open: 'Show {n} visits', close: 'Hide the visits', what: '{what}: {author}, {place}',
    date: 'Time of the visit', patient: 'Patient', entered: 'Entered', vitals: 'Pressure, pulse, breathing', unknownPatient: 'Patient not downloaded yet', none: '–',
  },
)
