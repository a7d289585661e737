import { defineWords } from '../../locales/catalogue.ts'

/** What is said of an addendum wherever one is shown or decided. */
export const addendumWords = defineWords(
  {
    addendum: 'Addendum', writtenBy: '{name} · SIP {sip}', reason: 'Alasan', text: 'Isi addendum',
    counts: 'Berlaku', waiting: 'Menunggu persetujuan kepala puskesmas', approved: 'Disetujui', refused: 'Ditolak',
    diagnosisChanged: 'Diagnosis: semula {before}, menjadi {after}', diagnosisProposed: 'Usulan diagnosis: semula {before}, menjadi {after}', diagnosisRefused: 'Diagnosis tetap {before}; usulan {after} ditolak',
    decidedBy: '{choice} oleh {name}, {date}',
    approve: 'Setujui', refuse: 'Tolak', approveText: 'Addendum ini dihitung dalam laporan, dan catatan aslinya tetap tampak.', refuseText: 'Addendum tetap tersimpan dengan tanda ditolak, dan tidak dihitung.',
    refuseReason: 'Alasan penolakan', approveNote: 'Catatan', approveNoteHint: 'Boleh dikosongkan', reasonNeeded: 'Tulis alasannya, agar penulisnya tahu.',
    approvedToast: 'Addendum disetujui dan tersimpan di tablet', refusedToast: 'Addendum ditolak dan tersimpan di tablet', gone: 'Addendum ini sudah diputuskan. Buka lagi halaman ini.', notDecided: 'Keputusan belum tersimpan',
    sectionTitle: 'Addendum yang menunggu persetujuan', sectionText: 'Ditulis lebih dari 48 jam setelah kunjungan ditandatangani. Baru dihitung setelah disetujui.',
    visitOf: '{name}, kunjungan {date}', writtenAt: 'Ditulis {name}, {at}', openVisit: 'Buka kunjungan', unknownPatient: 'Pasien tidak dikenal',
  },
  {
    addendum: 'Addendum', writtenBy: '{name} · SIP {sip}', reason: 'Reason', text: 'Text of the addendum',
    counts: 'Counts', waiting: 'Waiting for the head of the puskesmas', approved: 'Approved', refused: 'Refused',
    diagnosisChanged: 'Diagnosis: was {before}, now {after}', diagnosisProposed: 'Proposed diagnosis: was {before}, to become {after}', diagnosisRefused: 'The diagnosis stays {before}; {after} was refused',
    decidedBy: '{choice} by {name}, {date}',
    approve: 'Approve', refuse: 'Refuse', approveText: 'Reports count this addendum, and the original stays visible.', refuseText: 'The addendum is kept, marked as refused, and not counted.',
    refuseReason: 'Reason for refusing', approveNote: 'Note', approveNoteHint: 'May be left empty', reasonNeeded: 'Say why, so that its author knows.',
    approvedToast: 'Addendum approved and saved on the tablet', refusedToast: 'Addendum refused and saved on the tablet', gone: 'This addendum has been decided already. Open this page again.', notDecided: 'Decision not saved yet',
    sectionTitle: 'Addenda waiting for approval', sectionText: 'Written more than 48 hours after the visit was signed. They count once approved.',
    visitOf: '{name}, visit of {date}', writtenAt: 'Written by {name}, {at}', openVisit: 'Open visit', unknownPatient: 'Unknown patient',
  },
)
