import { defineWords } from '#app/locales/catalogue.ts'

/** The day of service on Beranda, and its words wherever a day is told about. */
export const dutyWords = defineWords(
  {
    title: 'Pustu hari ini', yesterday: 'Pustu sejak {day}', hours: 'Jam pelayanan {hours}', noHours: 'Hari ini tidak ada jam pelayanan', loading: 'Memuat…', all: 'Hari pelayanan',
    readFailed: 'Hari pelayanan tidak terbaca', readFailedText: 'Data tetap aman di tablet. Tutup lalu buka lagi halaman ini; bila tetap gagal, kunci tablet lalu masuk kembali.',
    open: 'Buka pelayanan', close: 'Tutup pelayanan', shut: 'Hari ini tutup', reopen: 'Buka lagi', people: 'Ubah petugas',
    st_waiting: 'Belum dibuka', st_open: 'Buka sejak {from}', st_closed: 'Buka {from}–{to}', st_unclosed: 'Buka {from}, belum ditutup', st_shut: 'Tutup', st_off: 'Tidak ada jam pelayanan', st_ahead: 'Belum tiba', st_unkept: 'Tidak dicatat',
    late: 'terlambat {span}', early: 'tutup {span} lebih awal', minutes: '{n} menit', hoursOnly: '{h} jam', hoursMinutes: '{h} jam {n} menit', onDuty: 'Bertugas: {names}', shutBecause: 'Tutup: {reason}',
    openTitle: 'Buka pelayanan pukul {time}?', whoOnDuty: 'Siapa yang bertugas?', errDuty: 'Pilih paling sedikit satu petugas.', lateReason: 'Mengapa terlambat {span}?', errLate: 'Tulis alasan terlambat.', openSaid: 'Pelayanan dibuka.',
    closeTitle: 'Tutup pelayanan pukul {time}?', earlyReason: 'Mengapa {span} lebih awal?', errEarly: 'Tulis alasan tutup lebih awal.', note: 'Catatan', noteHint: 'Boleh dikosongkan', closeSaid: 'Pelayanan ditutup.',
    reopenSaid: 'Pelayanan dibuka lagi.', peopleTitle: 'Petugas yang bertugas', peopleSaid: 'Petugas yang bertugas tersimpan.', save: 'Simpan',
    shutTitle: 'Hari ini tutup', shutTitleOf: 'Catat tutup, {day}', shutText: 'Tercatat dengan nama Anda dan terlihat oleh kepala puskesmas.', shutReason: 'Alasan', choose: 'Pilih', errShut: 'Pilih alasannya.', errNote: 'Tulis keterangannya.', shutSave: 'Catat tutup', shutSaid: 'Hari tutup tercatat.',
    'r_petugas-sakit': 'Petugas sakit', 'r_petugas-cuti': 'Petugas cuti', 'r_rapat-puskesmas': 'Rapat di puskesmas', r_pelatihan: 'Pelatihan', 'r_kegiatan-luar': 'Kegiatan luar gedung', r_bencana: 'Bencana', 'r_listrik-air': 'Listrik atau air mati', r_lainnya: 'Lainnya',
    p_medis: 'dokter', p_keperawatan: 'perawat', p_kebidanan: 'bidan', p_kefarmasian: 'farmasi', p_lainnya: 'lainnya',
    notSaved: 'Belum tersimpan', errOpened: 'Hari ini sudah dibuka, mungkin dari tablet lain. Tidak perlu dibuka lagi.', errClosed: 'Pelayanan sudah ditutup.', errNotOpen: 'Pelayanan belum dibuka.', errPlace: 'Akun ini tidak bertugas di pustu ini.',
  },
  {
    title: 'The pustu today', yesterday: 'The pustu since {day}', hours: 'Hours of service {hours}', noHours: 'No hours of service today', loading: 'Loading…', all: 'Days of service',
    readFailed: 'The day of service cannot be read', readFailedText: 'The data are safe on the tablet. Close and reopen this page; if it still fails, lock the tablet and sign in again.',
    open: 'Open service', close: 'Close service', shut: 'Shut today', reopen: 'Open again', people: 'Change who is on duty',
    st_waiting: 'Not open yet', st_open: 'Open since {from}', st_closed: 'Open {from}–{to}', st_unclosed: 'Open {from}, never closed', st_shut: 'Shut', st_off: 'No hours of service', st_ahead: 'Not yet', st_unkept: 'Not recorded',
    late: '{span} late', early: 'closed {span} early', minutes: '{n} minutes', hoursOnly: '{h} hours', hoursMinutes: '{h} hours {n} minutes', onDuty: 'On duty: {names}', shutBecause: 'Shut: {reason}',
    openTitle: 'Open service at {time}?', whoOnDuty: 'Who is on duty?', errDuty: 'Choose at least one person.', lateReason: 'Why {span} late?', errLate: 'Write why it is late.', openSaid: 'Service is open.',
    closeTitle: 'Close service at {time}?', earlyReason: 'Why {span} early?', errEarly: 'Write why it closes early.', note: 'Note', noteHint: 'May be left empty', closeSaid: 'Service is closed.',
    reopenSaid: 'Service is open again.', peopleTitle: 'Who is on duty', peopleSaid: 'Saved who is on duty.', save: 'Save',
    shutTitle: 'Shut today', shutTitleOf: 'Record as shut, {day}', shutText: 'Recorded under your name and seen by the head of the puskesmas.', shutReason: 'Reason', choose: 'Choose', errShut: 'Choose the reason.', errNote: 'Write what it was.', shutSave: 'Record as shut', shutSaid: 'Recorded as shut.',
    'r_petugas-sakit': 'Staff ill', 'r_petugas-cuti': 'Staff on leave', 'r_rapat-puskesmas': 'Meeting at the puskesmas', r_pelatihan: 'Training', 'r_kegiatan-luar': 'Outreach', r_bencana: 'Disaster', 'r_listrik-air': 'No power or water', r_lainnya: 'Other',
    p_medis: 'doctor', p_keperawatan: 'nurse', p_kebidanan: 'midwife', p_kefarmasian: 'pharmacy', p_lainnya: 'other',
    notSaved: 'Not saved yet', errOpened: 'The day is open already, perhaps from another tablet. It need not be opened again.', errClosed: 'Service is closed already.', errNotOpen: 'Service is not open.', errPlace: 'This account does not work at this pustu.',
  },
)
