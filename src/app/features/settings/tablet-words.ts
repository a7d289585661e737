import { defineWords } from '../../locales/catalogue.ts'

/** How each tablet stands, by the server's last answer and by what the tablet said of itself. */
export const tabletWords = defineWords(
  {
    subtitle: 'Keadaan tiap tablet menurut server, dan menurut tablet itu sendiri saat terakhir menyinkronkan.', asked: 'Menurut server, {ago}.', askAgain: 'Muat ulang',
    c_stale: 'Lama tidak sinkron', c_unsent: 'Kiriman tertahan', c_skew: 'Jam tidak tepat', c_room: 'Ruang hampir habis', c_old: 'Versi lama', c_quarantined: 'Ada yang ditahan', fine: 'Baik',
    lastComplete: 'Sinkron lengkap terakhir', lastSync: 'Sinkron terakhir', outcomes: 'Hasil 30 hari', applied: '{n} diterima', conflict: '{n} bentrok', quarantined: '{n} ditahan', noOutcomes: 'Server belum menghitungnya',
    version: 'Versi aplikasi', versionServer: 'server: {version}', room: 'Penyimpanan', roomText: 'terpakai {used}, sisa {free}', unsent: 'Belum terkirim', unsentNone: 'Tidak ada', unsentText: '{n} catatan', unsentSince: 'tertua {ago}',
    clock: 'Jam tablet', clockExact: 'Tepat', clockAhead: '{n} lebih cepat', clockBehind: '{n} lebih lambat', minutes: '{n} menit', hours: '{n} jam', days: '{n} hari', notSaid: 'Belum dilaporkan', enrolled: 'Terdaftar {at}', reportedAt: 'Laporan tablet {ago}',
    revoked: 'Tablet yang dicabut', revokedAt: 'Dicabut {at}', toReview: 'Buka Perlu ditinjau', helpStale: 'Minta petugasnya menekan Sinkronkan saat ada jaringan.', helpOld: 'Minta petugasnya memasang versi baru di Pengaturan.', helpSkew: 'Minta petugasnya menyetel jam tablet otomatis.', helpRoom: 'Hapus foto dan aplikasi lain dari tablet.', helpUnsent: 'Catatan itu baru ada di tablet ini: jangan hapus aplikasinya.', helpQuarantined: 'Putuskan di Perlu ditinjau.',
    newCode: 'Buat kode', newCodeTitle: 'Kode untuk tablet baru', newCodeText: 'Pilih tempat tablet akan dipakai. Kode berlaku satu kali dan sebentar saja.', codeFor: 'Kode pendaftaran untuk {place}',
    codeUntil: 'Berlaku sampai {at}', codeHow: 'Buka aplikasi di tablet baru, lalu ketik kode ini di halaman Daftarkan tablet.', revoke: 'Cabut tablet', revokeShort: 'Cabut',
    revokeText: 'Tablet "{name}" tidak dapat lagi menyinkronkan. Yang belum terkirim darinya akan ditahan untuk ditinjau, bukan dibuang.', revokedDone: 'Tablet dicabut.', thisOne: 'tablet ini', noTablets: 'Belum ada tablet',
    noTabletsText: 'Tekan "Buat kode", lalu daftarkan tablet pertama.',
  },
  {
    subtitle: 'How each tablet stands by the server, and by its own word at its last sync.', asked: 'By the server, {ago}.', askAgain: 'Reload',
    c_stale: 'No sync for long', c_unsent: 'Work not sent', c_skew: 'Clock is off', c_room: 'Little room left', c_old: 'Old version', c_quarantined: 'Some is held', fine: 'Fine',
    lastComplete: 'Last complete sync', lastSync: 'Last sync', outcomes: 'Outcome of 30 days', applied: '{n} applied', conflict: '{n} in conflict', quarantined: '{n} held', noOutcomes: 'Not counted by the server yet',
    version: 'App version', versionServer: 'server: {version}', room: 'Storage', roomText: 'used {used}, free {free}', unsent: 'Not sent', unsentNone: 'Nothing', unsentText: '{n} records', unsentSince: 'oldest {ago}',
    clock: 'Clock of the tablet', clockExact: 'Exact', clockAhead: '{n} fast', clockBehind: '{n} slow', minutes: '{n} minutes', hours: '{n} hours', days: '{n} days', notSaid: 'Not reported yet', enrolled: 'Enrolled {at}', reportedAt: 'Report of the tablet {ago}',
    revoked: 'Revoked tablets', revokedAt: 'Revoked {at}', toReview: 'Open Needs review', helpStale: 'Ask who works there to press Sync while there is a network.', helpOld: 'Ask who works there to install the new version in Settings.', helpSkew: 'Ask who works there to let the tablet set its clock by itself.', helpRoom: 'Remove photos and other apps from the tablet.', helpUnsent: 'Those records are on this tablet alone: do not remove the app.', helpQuarantined: 'Decide in Needs review.',
    newCode: 'Make a code', newCodeTitle: 'Code for a new tablet', newCodeText: 'Choose where the tablet will be used. A code works once and for a short time.', codeFor: 'Enrolment code for {place}', codeUntil: 'Valid until {at}',
    codeHow: 'Open the app on the new tablet and type this code on the page Enrol tablet.', revoke: 'Revoke tablet', revokeShort: 'Revoke',
    revokeText: 'Tablet "{name}" can no longer sync. What it has not sent will be held for review, not thrown away.', revokedDone: 'Tablet revoked.', thisOne: 'this tablet', noTablets: 'No tablets yet',
    noTabletsText: 'Press "Make a code", then enrol the first tablet.',
  },
)
