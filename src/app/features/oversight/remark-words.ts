import { defineWords } from '#app/locales/catalogue.ts'

/** Remarks of the examiners to the pengurus, and the log of uncovered numbers. */
export const remarkWords = defineWords(
  {
    title: 'Catatan', subtitle: 'Pertanyaan lurah dan pengawas kepada pengurus koperasi', write: 'Tulis catatan', back: 'Laporan koperasi', loading: 'Memuat…',
    failed: 'Catatan tidak dapat dibaca', failedText: 'Data tetap aman di tablet. Tutup dan buka lagi halaman ini; bila masih gagal, kunci tablet lalu masuk kembali.',
    emptyTitle: 'Belum ada catatan', emptyExaminer: 'Tekan "Tulis catatan" bila ada angka yang perlu dijelaskan pengurus.', emptyStaff: 'Lurah atau pengawas belum menulis catatan. Yang baru muncul di sini dan di Beranda.',
    text: 'Catatan', month: 'Bulan laporan', topic: 'Tentang', due: 'Tenggat', from: 'Dari', state: 'Keadaan', textHint: 'Sebutkan angka atau tanggalnya. Jangan menulis nama pasien, obat, atau penyakit.',
    p_anggota: 'Anggota', p_simpanan: 'Simpanan', p_kas: 'Kas dan bank', p_penjualan: 'Penjualan', p_stok: 'Stok', p_rat: 'RAT', p_pengaduan: 'Pengaduan', p_kemandirian: 'Kemandirian', p_lainnya: 'Lainnya',
    st_terbuka: 'Menunggu jawaban', st_terlambat: 'Lewat tenggat', st_dijawab: 'Dijawab', st_selesai: 'Selesai',
    errTopic: 'Pilih tentang apa catatan ini.', errText: 'Tulis catatannya.', errDue: 'Isi tenggat jawabannya.', errDuePast: 'Tenggat tidak boleh sebelum hari ini.', errAnswer: 'Tulis jawabannya.', choose: 'Pilih',
    newTitle: 'Tulis catatan', newText: 'Setelah disimpan isinya tidak dapat diubah; yang keliru dapat ditarik selama belum dijawab.', save: 'Kirim catatan', saved: 'Catatan tersimpan dan terkirim ke pengurus saat sinkron.',
    one: 'Catatan tentang {topic}', asked: '{name}, {date}', answer: 'Jawaban', answerBy: '{name}, {date}', noAnswer: 'Belum dijawab.', answerSave: 'Kirim jawaban', answered: 'Jawaban tersimpan.', reanswer: 'Ganti jawaban',
    close: 'Tutup catatan', closeText: 'Jawaban sudah cukup. Setelah ditutup, catatan dan jawabannya tidak dapat diubah.', closed: 'Ditutup {name}, {date}.', closedSaid: 'Catatan ditutup.',
    withdraw: 'Tarik catatan', withdrawText: 'Catatan ini tidak lagi ditampilkan kepada pengurus. Alasan dan nama Anda tetap tercatat.', withdrawn: 'Catatan ditarik.', over: 'Catatan ini sudah dijawab, ditutup, atau ditarik. Buka lagi halaman ini.',
    gone: 'Catatan tidak ada', goneText: 'Catatan ini mungkin sudah ditarik. Buka daftar catatan.', toList: 'Ke daftar catatan', conflict: 'Ada dua jawaban berbeda', conflictText: 'Dua orang menulis bersamaan. Pilih salah satu di Perlu ditinjau.', toReview: 'Perlu ditinjau', report: 'Buka laporan bulan itu',
    readTitle: 'Pembacaan nomor', readSubtitle: 'Siapa melihat NIK atau nomor KK utuh, kapan, dan mengapa', readEmpty: 'Belum ada yang membaca', readEmptyText: 'Setiap kali lurah atau pengawas melihat NIK atau nomor KK utuh, satu baris tercatat di sini.', readOwn: 'Yang tampak hanya pembacaan Anda sendiri.',
    when: 'Waktu', who: 'Siapa', member: 'Anggota', what: 'Nomor', why: 'Alasan', nik: 'NIK', kk: 'Nomor KK', unknownMember: 'Anggota belum terunduh', noPlace: 'Belum ada data koperasi', noPlaceText: 'Sinkronkan tablet ini agar buku koperasi terunduh.',
  },
  {
    title: 'Remarks', subtitle: 'Questions of lurah and pengawas to the board of the cooperative', write: 'Write a remark', back: 'Cooperative report', loading: 'Loading…',
    failed: 'The remarks could not be read', failedText: 'The data are safe on the tablet. Close and open this page; if it still fails, lock the tablet and sign in again.',
    emptyTitle: 'No remarks yet', emptyExaminer: 'Press "Write a remark" where a figure needs to be explained by the board.', emptyStaff: 'Lurah and pengawas have written no remark. New ones appear here and on Home.',
    text: 'Remark', month: 'Month of the report', topic: 'About', due: 'Due', from: 'From', state: 'State', textHint: 'Name the figure or the date. Write no patient’s name, medicine or illness.',
    p_anggota: 'Members', p_simpanan: 'Savings', p_kas: 'Drawer and bank', p_penjualan: 'Sales', p_stok: 'Stock', p_rat: 'RAT', p_pengaduan: 'Complaints', p_kemandirian: 'Self-reliance', p_lainnya: 'Other',
    st_terbuka: 'Waits for an answer', st_terlambat: 'Overdue', st_dijawab: 'Answered', st_selesai: 'Closed',
    errTopic: 'Choose what it is about.', errText: 'Write the remark.', errDue: 'Enter when the answer is due.', errDuePast: 'It cannot be due before today.', errAnswer: 'Write the answer.', choose: 'Choose',
    newTitle: 'Write a remark', newText: 'Once saved it cannot be changed; a wrong one can be withdrawn while nobody has answered.', save: 'Send the remark', saved: 'The remark is saved and goes to the board with the next sync.',
    one: 'Remark about {topic}', asked: '{name}, {date}', answer: 'Answer', answerBy: '{name}, {date}', noAnswer: 'Not answered yet.', answerSave: 'Send the answer', answered: 'The answer is saved.', reanswer: 'Replace the answer',
    close: 'Close the remark', closeText: 'The answer is enough. Once closed, remark and answer cannot be changed.', closed: 'Closed by {name}, {date}.', closedSaid: 'The remark is closed.',
    withdraw: 'Withdraw the remark', withdrawText: 'The board no longer sees it. Reason and your name stay on record.', withdrawn: 'The remark is withdrawn.', over: 'This remark was answered, closed or withdrawn. Open this page again.',
    gone: 'No such remark', goneText: 'It may have been withdrawn. Open the list of remarks.', toList: 'To the list', conflict: 'There are two different answers', conflictText: 'Two people wrote at once. Choose one under To review.', toReview: 'To review', report: 'Open the report of that month',
    readTitle: 'Numbers read', readSubtitle: 'Who looked at a whole NIK or family card, when and why', readEmpty: 'Nobody has read any yet', readEmptyText: 'Each time lurah or pengawas look at a whole NIK or family card, a line is written here.', readOwn: 'Only what you read yourself is shown.',
    when: 'When', who: 'Who', member: 'Member', what: 'Number', why: 'Reason', nik: 'NIK', kk: 'Family card', unknownMember: 'Member not downloaded yet', noPlace: 'No cooperative data yet', noPlaceText: 'Sync this tablet to download the cooperative’s books.',
  },
)
