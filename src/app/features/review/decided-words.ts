import { defineWords } from '#app/locales/catalogue.ts'

/** What was decided, by whom and why. */
export const decidedWords = defineWords(
  {
    title: 'Sudah diputuskan', subtitle: 'Keputusan 90 hari terakhir', mine: 'Keputusan untuk catatan Anda', mineText: 'Dalam 14 hari terakhir, oleh orang lain.', more: 'Lihat semua keputusan',
    whose: 'Catatan', whose_own: 'Catatan saya', whose_all: 'Semua catatan', type: 'Jenis', type_all: 'Semua jenis', type_conflict: 'Isian bertentangan', type_held: 'Catatan tertahan', type_incident: 'Kejadian', type_addendum: 'Addendum', type_proposal: 'Usulan',
    emptyTitle: 'Belum ada keputusan', emptyText: 'Yang diputuskan di Perlu ditinjau muncul di sini dengan nama, waktu, dan alasannya.', noneTitle: 'Tidak ada untuk pilihan ini', noneText: 'Pilih jenis lain, atau semua catatan.',
    decidedBy: '{name}, {at}', reason: 'Alasan: {reason}', unknown: 'Pengguna tidak dikenal', details: 'Rincian', alsoHeld: 'Bersama itu juga: {what}', addendumTitle: 'Addendum terlambat oleh {name}', priceTitle: 'Usulan harga jual: {name}', catalogueTitle: 'Usulan katalog: {name}',
    o_settled: 'Dipilih', o_corrected: 'Sudah diperbaiki', o_accepted: 'Diterima', o_dismissed: 'Diabaikan', o_closed: 'Ditutup', o_disetujui: 'Disetujui', o_ditolak: 'Ditolak',
    was: 'Tercatat waktu itu', other: 'Isian lain', became: 'Yang dipakai', loading: 'Memuat…',
    stays: 'Catatan Anda tidak dipakai. Bila masih diperlukan, catat lagi dengan benar.',
  },
  {
    title: 'Decided', subtitle: 'Decisions of the last 90 days', mine: 'Decisions about your records', mineText: 'Within the last 14 days, by others.', more: 'See all decisions',
    whose: 'Records', whose_own: 'My records', whose_all: 'All records', type: 'Kind', type_all: 'All kinds', type_conflict: 'Contradictions', type_held: 'Held back', type_incident: 'Incidents', type_addendum: 'Addenda', type_proposal: 'Proposals',
    emptyTitle: 'No decisions yet', emptyText: 'What is decided in Needs review appears here with name, time and reason.', noneTitle: 'Nothing for this choice', noneText: 'Choose another kind, or all records.',
    decidedBy: '{name}, {at}', reason: 'Reason: {reason}', unknown: 'Unknown user', details: 'Details', alsoHeld: 'Together with it: {what}', addendumTitle: 'Late addendum by {name}', priceTitle: 'Proposed selling price: {name}', catalogueTitle: 'Proposal for the catalogue: {name}',
    o_settled: 'Chosen', o_corrected: 'Corrected', o_accepted: 'Accepted', o_dismissed: 'Dismissed', o_closed: 'Closed', o_disetujui: 'Approved', o_ditolak: 'Refused',
    was: 'Recorded then', other: 'The other value', became: 'What is used', loading: 'Loading…',
    stays: 'Your record is not used. If it is still needed, record it again.',
  },
)
