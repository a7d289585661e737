import { defineWords } from '../locales/catalogue.ts'

/** What is said of STR and SIP, wherever a licence is shown. */
export const licenceWords = defineWords(
  {
    sip: 'SIP', str: 'STR',
    expired: '{licence} berakhir {day}', until: '{licence} sampai {day}', forLife: '{licence} seumur hidup', missing: '{licence} belum tercatat', notNeeded: 'Tidak perlu izin', daysLeft: '{n} hari lagi', lastDay: 'hari terakhir',
    ownExpired: '{licence} Anda berakhir {day}', ownSoon: '{licence} Anda berakhir {day}, {n} hari lagi', ownLastDay: '{licence} Anda berakhir hari ini', ownNotice: '{licence} Anda berlaku sampai {day}, {n} hari lagi', ownMissing: '{licence} Anda belum tercatat',
    sipExpiredText: 'Kunjungan tidak dapat ditandatangani; yang sudah diisi tersimpan sebagai draf. Urus perpanjangan ke dinas kesehatan, lalu minta kepala puskesmas mengisi nomor dan masa berlaku yang baru.',
    sipSoonText: 'Urus perpanjangan sekarang: sesudah hari itu kunjungan tidak dapat ditandatangani.',
    sipMissingText: 'Tanpa SIP kunjungan tidak dapat ditandatangani. Berikan nomor dan masa berlakunya kepada kepala puskesmas.',
    strExpiredText: 'Tanda tangan tidak terhalang, tetapi SIP baru hanya terbit dengan STR yang berlaku. Urus perpanjangan ke konsil, lalu laporkan kepada kepala puskesmas.',
    strSoonText: 'Urus perpanjangan sekarang: SIP baru hanya terbit dengan STR yang berlaku.',
    strMissingText: 'Berikan nomor STR kepada kepala puskesmas.',
    noticeText: 'Siapkan berkas perpanjangan.',
  },
  {
    sip: 'SIP', str: 'STR',
    expired: '{licence} expired {day}', until: '{licence} until {day}', forLife: '{licence} for life', missing: '{licence} not recorded', notNeeded: 'No licence needed', daysLeft: '{n} days left', lastDay: 'last day',
    ownExpired: 'Your {licence} expired {day}', ownSoon: 'Your {licence} ends {day}, in {n} days', ownLastDay: 'Your {licence} ends today', ownNotice: 'Your {licence} holds until {day}, {n} days more', ownMissing: 'Your {licence} is not recorded',
    sipExpiredText: 'Visits cannot be signed; what is filled in stays a draft. Renew it with the health office, then ask the head of the puskesmas to enter the new number and validity.',
    sipSoonText: 'Renew it now: after that day visits cannot be signed.',
    sipMissingText: 'Without a SIP visits cannot be signed. Give its number and validity to the head of the puskesmas.',
    strExpiredText: 'Signing goes on, but a new SIP is only issued with a valid STR. Renew it with the council, then tell the head of the puskesmas.',
    strSoonText: 'Renew it now: a new SIP is only issued with a valid STR.',
    strMissingText: 'Give the number of your STR to the head of the puskesmas.',
    noticeText: 'Prepare the papers for its renewal.',
  },
)
