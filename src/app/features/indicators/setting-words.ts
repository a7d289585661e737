import { defineWords } from '#app/locales/catalogue.ts'

export const settingWords = defineWords(
  {
    title: 'Penyebut dan tim mutu', loading: 'Membaca…', failed: 'Pengaturan tidak dapat dibaca', failedText: 'Data tetap aman di tablet. Tutup dan buka lagi halaman ini; bila masih gagal, kunci tablet lalu masuk kembali.',
    noPlace: 'Tablet ini tidak terhubung dengan puskesmas mana pun. Keluar lalu masuk dengan akun kepala puskesmas.', changed: 'Terakhir diubah {on} oleh {name}.', never: 'Belum pernah diisi.',
    intro: 'Angka dari luar yang tidak ada catatannya di sini, selalu dengan tanggal dan sumbernya. Hasil indikator tidak dapat diketik.',
    participants: 'Peserta JKN terdaftar', participantsText: 'Penyebut angka kontak, dari daftar BPJS Kesehatan.', hypertension: 'Penyandang hipertensi terdaftar', hypertensionText: 'Penyebut RPPT hipertensi.', diabetes: 'Penyandang diabetes terdaftar', diabetesText: 'Penyebut RPPT diabetes.',
    count: 'Jumlah orang', on: 'Per tanggal', source: 'Sumber', sourceHint: 'Misalnya: daftar peserta P-Care', enteredBy: 'Sekarang: {count} per {on}, {source}; dicatat {name}.', clearHint: 'Kosongkan ketiganya bila angkanya belum ada.',
    team: 'Tim mutu', teamText: 'Yang menjawab soal mutu dan pengaduan di puskesmas.', noTeam: 'Belum ada anggota tim. Tambahkan penanggung jawabnya.', name: 'Nama', task: 'Tugas', taskHint: 'Misalnya: penanggung jawab mutu', add: 'Tambah anggota', remove: 'Keluarkan anggota {n}', member: 'Anggota {n}',
    errCount: 'Tulis jumlah orang, angka bulat mulai dari 1.', errOn: 'Isi tanggal angka itu.', errFuture: 'Tanggalnya belum tiba.', errSource: 'Tulis dari mana angkanya.', errName: 'Tulis nama anggota tim.', saved: 'Penyebut dan tim mutu tersimpan di tablet',
    fieldOf: '{field}: {text}',
  },
  {
    title: 'Denominators and quality team', loading: 'Reading…', failed: 'The settings could not be read', failedText: 'The data are safe on the tablet. Close and open this page; if it still fails, lock the tablet and sign in again.',
    noPlace: 'This tablet belongs to no puskesmas. Sign out and sign in as the head of the puskesmas.', changed: 'Last changed {on} by {name}.', never: 'Never filled in.',
    intro: 'Counts from outside that no record here holds, always with their day and source. Results of indicators cannot be typed.',
    participants: 'Registered JKN participants', participantsText: 'Denominator of the contact rate, from the insurer’s list.', hypertension: 'Registered people with hypertension', hypertensionText: 'Denominator of RPPT hypertension.', diabetes: 'Registered people with diabetes', diabetesText: 'Denominator of RPPT diabetes.',
    count: 'Number of people', on: 'As of', source: 'Source', sourceHint: 'For example: P-Care list of participants', enteredBy: 'Now: {count} as of {on}, {source}; entered by {name}.', clearHint: 'Leave all three empty while there is no count.',
    team: 'Quality team', teamText: 'Who answers for quality and complaints at the puskesmas.', noTeam: 'Nobody in the team yet. Add who is responsible.', name: 'Name', task: 'Task', taskHint: 'For example: responsible for quality', add: 'Add a member', remove: 'Remove member {n}', member: 'Member {n}',
    errCount: 'Write the number of people, a whole number from 1.', errOn: 'Enter the day of the count.', errFuture: 'That day has not come yet.', errSource: 'Write where the count comes from.', errName: 'Write the name of the member.', saved: 'Denominators and quality team saved on the tablet',
    fieldOf: '{field}: {text}',
  },
)
