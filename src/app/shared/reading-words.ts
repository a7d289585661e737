import type { ReadingData } from '#domain/records/reading.ts'
import { defineWords } from '../locales/catalogue.ts'
import { useWords } from '../locales/use-words.ts'

/** What is said where a medical record is opened, and of who has read it. */
export const readingWords = defineWords(
  {
    askTitle: 'Untuk apa rekam medis ini dibuka?',
    askText: 'Nama Anda, jam, dan tujuannya dicatat. Pasien dan petugas pustu dapat melihat siapa yang membaca.',
    purpose_pelayanan: 'Pelayanan pasien', purpose_pembinaan: 'Pembinaan', purpose_rujukan: 'Rujukan', purpose_pengaduan: 'Pengaduan', purpose_audit: 'Audit mutu',
    'purpose_permintaan-pasien': 'Permintaan pasien', purpose_lainnya: 'Lainnya',
    otherNote: 'Tujuan', otherHint: 'Tulis singkat, misalnya permintaan tertulis dinas kesehatan', otherNeeded: 'Tulis tujuannya.', open: 'Buka rekam medis',
    failedTitle: 'Rekam medis belum dibuka', failedText: 'Pembacaan ini belum dapat dicatat, jadi isinya tidak ditampilkan. Data pasien tetap aman.', noRecord: 'Pasiennya tidak ada di tablet ini. Sinkronkan, lalu buka lagi.', again: 'Coba lagi',
    unloggedTitle: 'Pembacaan ini belum tercatat', unloggedText: 'Tablet tidak dapat menyimpan, biasanya karena ruang simpan penuh. Rekam medis tetap dibuka untuk pelayanan, dan pencatatannya dicoba lagi saat dibuka berikutnya. Hapus foto atau aplikasi lain.',
    show: 'Lihat isi',
    readersTitle: 'Siapa yang membaca', readersCount: '{n} kali dibuka', readersNone: 'Belum pernah dibuka selain oleh penulisnya.', readersMore: 'Tampilkan semua ({n})',
    wholeRecord: 'Seluruh rekam medis', oneVisit: 'Satu kunjungan',
    role_nakes: 'Tenaga kesehatan', role_kapus: 'Kepala puskesmas', role_dokter: 'Dokter',
  },
  {
    askTitle: 'Why is this medical record opened?',
    askText: 'Your name, the time and the purpose are logged. The patient and the staff of the pustu can see who has read it.',
    purpose_pelayanan: 'Care of the patient', purpose_pembinaan: 'Supervision', purpose_rujukan: 'Referral', purpose_pengaduan: 'Complaint', purpose_audit: 'Quality audit',
    'purpose_permintaan-pasien': 'Asked for by the patient', purpose_lainnya: 'Other',
    otherNote: 'Purpose', otherHint: 'In short, for example a written request of the health office', otherNeeded: 'Say what for.', open: 'Open the record',
    failedTitle: 'The record was not opened', failedText: 'This reading could not be logged, so the record is not shown. The patient’s data are safe.', noRecord: 'The patient is not on this tablet. Synchronise, then open it again.', again: 'Try again',
    unloggedTitle: 'This reading is not logged yet', unloggedText: 'The tablet cannot save, usually because it is full. The record is open for care all the same, and logging is tried again when it is next opened. Remove photos or other apps.',
    show: 'Show',
    readersTitle: 'Who has read it', readersCount: 'opened {n} times', readersNone: 'Never opened but by its author.', readersMore: 'Show all ({n})',
    wholeRecord: 'The whole record', oneVisit: 'One visit',
    role_nakes: 'Nurse or midwife', role_kapus: 'Head of the puskesmas', role_dokter: 'Doctor',
  },
)

/** A purpose in a word or two; one that only a newer version knows stands as it is. */
export function purposeText(purpose: ReadingData['purpose'], note = ''): string {
  const t = useWords(readingWords)
  const key = `purpose_${purpose}` as const
  const word = Object.hasOwn(readingWords.id, key) ? t(key) : purpose
  return note.trim() === '' ? word : `${word}: ${note.trim()}`
}

export function readerRole(role: ReadingData['role']): string {
  const t = useWords(readingWords)
  return Object.hasOwn(readingWords.id, `role_${role}`) ? t(`role_${role}`) : role
}
