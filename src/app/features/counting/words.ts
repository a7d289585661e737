import { defineWords } from '#app/locales/catalogue.ts'
import { pharmacyWords } from '#app/shared/pharmacy/words.ts'

/** What the pages of a stocktake say. */
export const countWords = defineWords(
  {
    title: 'Stok opname', subtitle: 'Penghitungan fisik di {place}', start: 'Mulai opname', listCaption: 'Daftar stok opname',
    colNumber: 'Nomor', colOpened: 'Dibuka', colSource: 'Sumber dana', colScope: 'Yang dihitung', colState: 'Keadaan',
    scopeAll: 'Semua obat', scopeSome: '{n} obat', stateOpen: 'Terbuka', stateWaiting: 'Menunggu persetujuan', stateDone: 'Selesai', stateCancelled: 'Dibatalkan', stateCorrect: 'Perlu koreksi',
    show: 'Tampilkan', showOpen: 'Berjalan', showDone: 'Selesai', emptyTitle: 'Belum ada stok opname', emptyText: 'Hitung obat di rak lalu cocokkan dengan catatan. Pelayanan tetap berjalan selama penghitungan.',
    emptyOpenTitle: 'Tidak ada opname yang berjalan', emptyOpenText: 'Mulai opname baru, atau lihat yang sudah selesai.', emptyDoneTitle: 'Belum ada opname yang selesai', emptyDoneText: 'Opname yang disetujui atau dibatalkan muncul di sini.',
    readFailed: 'Data tidak dapat dibaca', readFailedText: 'Data tetap aman di tablet. Tutup dan buka lagi halaman ini; bila masih gagal, kunci tablet lalu masuk kembali.',
    noPlaceTitle: 'Tidak ada pustu', noPlaceText: 'Akun ini tidak memegang stok pustu mana pun.', missingTitle: 'Opname tidak ditemukan', missingText: 'Opname ini tidak tersimpan di tablet ini.', toCounts: 'Ke daftar opname',

    newTitle: 'Mulai opname', newSubtitle: 'Penghitungan fisik di {place}', source: 'Sumber dana', kindTitle: 'Jenis opname', kind: 'Yang dihitung', kindAll: 'Semua obat', kindSome: 'Sebagian obat',
    kindText: 'Opname penuh menghitung semua batch; opname bergilir menghitung beberapa obat saja, sedikit demi sedikit sepanjang bulan.',
    propose: 'Usulan', proposeOldest: '10 paling lama tidak dihitung', proposeNegative: 'Pernah bersaldo minus ({n})', proposeWatched: 'Antibiotik dan indikator ({n})', clear: 'Kosongkan pilihan',
    search: 'Cari obat', chosen: '{n} obat dipilih', drugsCaption: 'Obat yang dapat dihitung', never: 'belum pernah dihitung', countedOn: 'terakhir dihitung {on}', flagNegative: 'saldo minus',
    noStock: 'Belum ada stok dari sumber dana ini di pustu ini.', errChoose: 'Pilih paling sedikit satu obat.', errMost: 'Paling banyak 250 obat untuk opname bergilir. Pakai “Semua obat”.',
    overlapTitle: 'Obat ini sedang dihitung', overlapText: 'Opname {number} belum selesai dan menghitung obat yang sama. Selesaikan atau batalkan dulu.', overlapOpen: 'Buka opname {number}',
    tooMany: '{n} batch terlalu banyak untuk satu opname (paling banyak 1.000). Hitung sebagian obat dulu.', notFound: 'Tidak ada obat yang cocok.',
    begin: 'Mulai menghitung', cancel: 'Batal', notSaved: 'Belum tersimpan', aboutTitle: 'Selama opname berjalan', aboutText: 'Penyerahan dan penerimaan tetap jalan. Setiap hitungan membawa jamnya sendiri: yang keluar atau masuk sesudahnya diperhitungkan otomatis.',

    countTitle: 'Opname {number}', countSubtitle: '{source} · {scope} · dibuka {at} oleh {name}', progress: 'Dihitung {n} dari {all} batch', blind: 'Hitung apa yang ada di rak, lalu isi di sini segera setelah menghitung. Angka catatan baru tampil setelah penghitungan selesai. Siapa pun yang mengisi hitungan tidak dapat menyetujuinya.',
    view: 'Tampilkan', viewAll: 'Semua', viewTodo: 'Belum dihitung', field: 'Batch {batch}, ED {expires}', fieldFund: 'Batch {batch}, ED {expires}, {fund}', recorded: '{n} · {at} · {name}', todo: 'Belum dihitung',
    unsavedEntry: 'Belum tercatat. Tekan Enter untuk mencatat.', errCounted: 'Isi angka bulat, 0 bila tidak ada.', errBig: 'Angka ini terlalu besar. Periksa lagi.', allCounted: 'Semua batch sudah dihitung.', nothingInScope: 'Tidak ada batch yang tercatat untuk opname ini. Catat yang ada di rak lewat “Batch lain”.',
    found: 'Batch lain', foundText: 'Untuk batch di rak yang tidak ada di daftar.', foundAdd: 'Tambah batch lain', foundSave: 'Catat batch', drug: 'Obat', drugPlaceholder: 'Ketik nama obat', batchNumber: 'Nomor batch', expires: 'Kedaluwarsa', expiresHint: 'Seperti di kemasan, mis. 03/2026', fund: pharmacyWords.id.fund, counted: 'Jumlah fisik',
    errDrug: 'Pilih obatnya.', errBatch: 'Isi nomor batch di kemasan.', errBatchLong: 'Nomor batch paling panjang 40 huruf.', errExpires: 'Isi kedaluwarsa, mis. 03/2026 atau 31/03/2026.', foundListed: 'Batch ini ada di daftar; hitungannya dicatat di sana.', foundOther: 'Batch {batch} tercatat dengan ED {expires}. Bila itu salah catat, isi 0 pada batch tersebut.',
    foundSaved: 'Batch {batch} tercatat.', saveFailed: 'Hitungan belum tercatat',
    finish: 'Selesai menghitung', finishTitle: 'Selesai menghitung', finishText: '{n} batch belum dihitung. Hitung dulu, atau nyatakan tidak ikut dihitung. Yang tidak ikut dihitung tetap seperti catatan, tidak dianggap nol.', finishNone: 'Semua batch sudah dihitung.',
    leave: 'Tidak ikut dihitung', leaveOne: 'Tidak ikut dihitung: {name}, batch {batch}', leaveAll: 'Semua tidak ikut dihitung', uncountedCaption: 'Batch yang belum dihitung', noteLabel: 'Catatan', noteHint: 'Boleh kosong', submit: 'Ajukan untuk disetujui', backToCount: 'Kembali menghitung',
    errLeave: 'Masih ada batch yang belum dihitung dan belum dinyatakan tidak ikut.', submitted: 'Penghitungan selesai dan menunggu persetujuan.',
    returnedTitle: 'Dikembalikan untuk dihitung ulang', returnedText: '{name}, {on}: {note}',
  },
  {
    title: 'Stocktake', subtitle: 'Physical count at {place}', start: 'Start a stocktake', listCaption: 'Stocktakes',
    colNumber: 'Number', colOpened: 'Opened', colSource: 'Source of funds', colScope: 'What is counted', colState: 'State',
    scopeAll: 'All medicines', scopeSome: '{n} medicines', stateOpen: 'Open', stateWaiting: 'Waiting for approval', stateDone: 'Done', stateCancelled: 'Cancelled', stateCorrect: 'Needs correction',
    show: 'Show', showOpen: 'Under way', showDone: 'Done', emptyTitle: 'No stocktake yet', emptyText: 'Count what is on the shelf and compare it with the records. Work goes on meanwhile.',
    emptyOpenTitle: 'No stocktake under way', emptyOpenText: 'Start a new one, or look at those that are done.', emptyDoneTitle: 'No stocktake is done yet', emptyDoneText: 'Those approved or cancelled appear here.',
    readFailed: 'The data cannot be read', readFailedText: 'They are safe on the tablet. Close and open this page; if it still fails, lock the tablet and come back.',
    noPlaceTitle: 'No pustu', noPlaceText: 'This account holds the stock of no pustu.', missingTitle: 'Stocktake not found', missingText: 'This stocktake is not on this tablet.', toCounts: 'To the stocktakes',

    newTitle: 'Start a stocktake', newSubtitle: 'Physical count at {place}', source: 'Source of funds', kindTitle: 'Kind of stocktake', kind: 'What is counted', kindAll: 'All medicines', kindSome: 'Some medicines',
    kindText: 'A full stocktake counts every batch; a cyclic one a few medicines at a time, throughout the month.',
    propose: 'Proposals', proposeOldest: '10 not counted for longest', proposeNegative: 'With a balance below zero ({n})', proposeWatched: 'Antibiotics and indicators ({n})', clear: 'Clear the choice',
    search: 'Find a medicine', chosen: '{n} medicines chosen', drugsCaption: 'Medicines that can be counted', never: 'never counted', countedOn: 'last counted {on}', flagNegative: 'below zero',
    noStock: 'This pustu has no stock of this source yet.', errChoose: 'Choose at least one medicine.', errMost: 'At most 250 medicines in a cyclic stocktake. Use “All medicines”.',
    overlapTitle: 'These medicines are being counted', overlapText: 'Stocktake {number} is not done and counts the same medicines. Finish or cancel it first.', overlapOpen: 'Open stocktake {number}',
    tooMany: '{n} batches are too many for one stocktake (1,000 at most). Count some of the medicines first.', notFound: 'No medicine matches.',
    begin: 'Start counting', cancel: 'Cancel', notSaved: 'Not saved', aboutTitle: 'While the stocktake is open', aboutText: 'Dispensing and receiving go on. Each count carries its own time: what leaves or arrives afterwards is allowed for by itself.',

    countTitle: 'Stocktake {number}', countSubtitle: '{source} · {scope} · opened {at} by {name}', progress: '{n} of {all} batches counted', blind: 'Count what is on the shelf and enter it here right after counting. The recorded figures appear only when counting is over. Whoever enters a count cannot approve it.',
    view: 'Show', viewAll: 'All', viewTodo: 'Not counted', field: 'Batch {batch}, expires {expires}', fieldFund: 'Batch {batch}, expires {expires}, {fund}', recorded: '{n} · {at} · {name}', todo: 'Not counted',
    unsavedEntry: 'Not recorded. Press Enter to record it.', errCounted: 'Enter a whole number, 0 if there is none.', errBig: 'This number is too large. Check it.', allCounted: 'All batches are counted.', nothingInScope: 'No batch is recorded for this stocktake. Enter what is on the shelf as “Another batch”.',
    found: 'Another batch', foundText: 'For a batch on the shelf that is not in the list.', foundAdd: 'Add another batch', foundSave: 'Record batch', drug: 'Medicine', drugPlaceholder: 'Type the name of the medicine', batchNumber: 'Batch number', expires: 'Expiry', expiresHint: 'As on the pack, e.g. 03/2026', fund: pharmacyWords.en.fund, counted: 'Physical count',
    errDrug: 'Choose the medicine.', errBatch: 'Enter the batch number on the pack.', errBatchLong: 'A batch number has at most 40 characters.', errExpires: 'Enter the expiry, e.g. 03/2026 or 31/03/2026.', foundListed: 'This batch is in the list; its count is recorded there.', foundOther: 'Batch {batch} is recorded with expiry {expires}. If that is a mistake, enter 0 for it.',
    foundSaved: 'Batch {batch} recorded.', saveFailed: 'The count is not recorded',
    finish: 'Finish counting', finishTitle: 'Finish counting', finishText: '{n} batches are not counted. Count them, or say that they are not part of it. What is not part of it stays as recorded; it is not taken as zero.', finishNone: 'All batches are counted.',
    leave: 'Not part of it', leaveOne: 'Not part of it: {name}, batch {batch}', leaveAll: 'None of them is part of it', uncountedCaption: 'Batches not counted', noteLabel: 'Note', noteHint: 'May be empty', submit: 'Submit for approval', backToCount: 'Back to counting',
    errLeave: 'Some batches are neither counted nor said to be no part of it.', submitted: 'Counting is over and waits for approval.',
    returnedTitle: 'Sent back to be counted again', returnedText: '{name}, {on}: {note}',
  },
)
