import { defineWords } from '#app/locales/catalogue.ts'

/** What the screens of the papers say; the papers themselves have their own words. */
export const paperWords = defineWords(
  {
    cardsTitle: 'Kartu anggota', cardsText: 'Ukuran kartu ATM, dicetak di A4 dengan garis potong.', print: 'Cetak kartu',
    choose: '1. Pilih anggota', search: 'Cari anggota', searchPlaceholder: 'Nama, NIK, atau nomor anggota', rtRw: 'RT/RW', allRtRw: 'Semua RT/RW', noRtRw: 'tanpa RT/RW',
    selectShown: 'Pilih semua yang tampil ({n})', clearChoice: 'Kosongkan pilihan', pick: 'Pilih {name}', chosen: '{n} anggota dipilih.', tooMany: 'Paling banyak {most} kartu sekali cetak; {n} dipilih. Cetak per RT.',
    colPick: 'Pilih', colName: 'Nama', colNumber: 'Nomor anggota', colRtRw: 'RT/RW', colJoined: 'Tanggal masuk', listCaption: 'Anggota aktif untuk dicetak kartunya',
    layout: '2. Atur lembar', perSheet: 'Kartu per lembar', one: 'Satu', ten: 'Sepuluh', shape: 'Bentuk kartu', lying: 'Mendatar', standing: 'Tegak', layoutHint: 'Cetak dengan skala 100% agar ukurannya tepat.',
    preview: '3. Pratinjau', sheetOf: 'Lembar {n} dari {total}', sheets: '{cards} kartu, {sheets} lembar A4.',
    nobodyTitle: 'Belum ada yang dipilih', nobodyText: 'Centang anggota di daftar, atau pilih satu RT lalu tekan “Pilih semua yang tampil”.', emptyTitle: 'Belum ada anggota aktif', emptyText: 'Kartu dicetak untuk anggota aktif. Calon anggota mendapat kartu setelah simpanan pokok lunas dan buku ditandatangani.',
    notFoundTitle: 'Tidak ditemukan', notFoundText: 'Tidak ada anggota aktif yang cocok. Ubah kata pencarian atau pilih RT/RW lain.', toMembers: 'Buka daftar anggota',
    readFailed: 'Data tidak dapat dibaca', readFailedText: 'Tidak ada yang hilang. Kunci tablet lalu masuk kembali, kemudian buka halaman ini lagi.', noKmp: 'Tidak ada koperasi', noKmpText: 'Akun ini tidak bekerja di satu koperasi. Minta kepala puskesmas memeriksa perannya.',
    dataTitle: 'Data diri anggota', dataText: 'Semua yang disimpan koperasi tentang dirinya, untuk diserahkan kepadanya (UU PDP).', printPaper: 'Cetak', which: 'Kertas', paperData: 'Data diri', paperConsent: 'Formulir persetujuan',
    missingTitle: 'Anggota tidak ditemukan', missingText: 'Anggota ini tidak ada di tablet, atau belum terkirim ke sini. Sinkronkan, lalu coba lagi.',
  },
  {
    cardsTitle: 'Member cards', cardsText: 'Of credit-card size, printed on A4 with lines to cut along.', print: 'Print cards',
    choose: '1. Choose members', search: 'Find member', searchPlaceholder: 'Name, NIK or member number', rtRw: 'RT/RW', allRtRw: 'All RT/RW', noRtRw: 'no RT/RW',
    selectShown: 'Choose all that are shown ({n})', clearChoice: 'Choose none', pick: 'Choose {name}', chosen: '{n} members chosen.', tooMany: 'At most {most} cards at a time; {n} are chosen. Print by RT.',
    colPick: 'Choose', colName: 'Name', colNumber: 'Member number', colRtRw: 'RT/RW', colJoined: 'Joined on', listCaption: 'Active members to print cards of',
    layout: '2. Lay out', perSheet: 'Cards a sheet', one: 'One', ten: 'Ten', shape: 'Shape of the card', lying: 'Landscape', standing: 'Portrait', layoutHint: 'Print at 100% so that the size is right.',
    preview: '3. Preview', sheetOf: 'Sheet {n} of {total}', sheets: '{cards} cards, {sheets} sheets of A4.',
    nobodyTitle: 'Nobody is chosen yet', nobodyText: 'Tick members in the list, or choose an RT and press “Choose all that are shown”.', emptyTitle: 'There are no active members yet', emptyText: 'Cards are for active members. Applicants get one once simpanan pokok is paid and the book signed.',
    notFoundTitle: 'Not found', notFoundText: 'No active member fits. Change the words or choose another RT/RW.', toMembers: 'Open the list of members',
    readFailed: 'The data cannot be read', readFailedText: 'Nothing is lost. Lock the tablet, sign in again and open this page again.', noKmp: 'No cooperative', noKmpText: 'This account does not work at one cooperative. Ask the head of the puskesmas to check its roles.',
    dataTitle: 'A member’s own data', dataText: 'All that the cooperative keeps about him, to be handed to him (UU PDP).', printPaper: 'Print', which: 'Paper', paperData: 'Own data', paperConsent: 'Consent form',
    missingTitle: 'Member not found', missingText: 'This member is not on the tablet, or has not come here yet. Synchronise and try again.',
  },
)

/** What stands on a card. */
export const cardWords = defineWords(
  { cardTitle: 'KARTU ANGGOTA', since: 'Anggota sejak {month}', number: 'Nomor anggota', code: 'Kode QR berisi nomor anggota {number}', photoOf: 'Foto {name}', demo: 'DEMO – data contoh' },
  { cardTitle: 'MEMBER CARD', since: 'Member since {month}', number: 'Member number', code: 'QR code of the member number {number}', photoOf: 'Photo of {name}', demo: 'DEMO – sample data' },
)
