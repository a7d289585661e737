import type { RuleBreak } from '#domain/core/record.ts'
import type { SaveFailure } from '../db/record-store.ts'
import { defineWords } from '../locales/catalogue.ts'
import { useWords } from '../locales/use-words.ts'
import { ruleClause } from './rule-text.ts'

const words = defineWords(
  {
    noGrant: 'Anda tidak berwenang mencatat di tempat ini. Isian masih ada di layar.',
    storageFull: 'Ruang simpan tablet penuh, jadi catatan ini BELUM tersimpan. Isian masih ada di layar. Hapus foto atau aplikasi lain, lalu tekan Simpan lagi.',
    storageFailed: 'Tablet gagal menyimpan, jadi catatan ini BELUM tersimpan. Isian masih ada di layar. Coba Simpan lagi; bila tetap gagal, catat di kertas dan hubungi kepala puskesmas.',
    oldVersion: 'Aplikasi ini sudah diperbarui di jendela lain. Muat ulang halaman lalu simpan lagi.',
    locked: 'Tablet terkunci. Buka kunci, lalu simpan lagi.',
    tooLarge: 'Isian terlalu panjang untuk satu catatan. Ringkas keterangan, lalu simpan lagi.',
    duplicateNik: 'NIK ini sudah terdaftar sebagai anggota aktif nomor {number}.',
    nikWrong: 'NIK harus 16 angka, dengan tanggal lahir yang ada di kalender di dalamnya. Cocokkan dengan KTP atau KK.',
    alarmPlan: 'Ada nilai bahaya atau nilai yang tidak mungkin. Periksa tanda vital dan isi rencananya.',
    overrideMissing: 'Tulis alasan mengapa bukan batch yang paling cepat kedaluwarsa yang diambil.',
    nikMissing: 'Isi NIK 16 angka, atau tulis alasan tidak ada NIK.',
    unsignable: 'Belum dapat ditandatangani: lengkapi keluhan utama, jawaban alergi, diagnosis, dan SIP yang masih berlaku.',
    sipOver: 'Belum dapat ditandatangani: SIP Anda tidak berlaku pada hari itu. Minta kepala puskesmas memperbaruinya di Pengaturan.',
    allergyReason: 'Ada obat yang cocok dengan alergi pasien. Tulis alasannya, atau ganti obatnya.',
    licenceGate: 'Ada obat yang golongannya tidak boleh diresepkan oleh profesi penanda tangan. Keluarkan dari resep, atau minta dokter.',
    movementSign: 'Jumlah tidak sesuai dengan jenis mutasi.',
    controlled: 'Psikotropika dan narkotika tidak boleh aktif: belum ada pustu yang diizinkan di Pengaturan › Farmasi.',
    deliveryConfirmed: 'Kiriman ini sudah dikonfirmasi; jawaban yang tercatat tidak dapat diganti. Pilih jawaban yang tercatat.',
    mixedFunds: 'Stok program dan stok koperasi tidak boleh bercampur.',
    otherRule: 'Belum dapat disimpan: {rule}. Periksa isian.',
  },
  {
    noGrant: 'You may not record at this place. What you typed is still on the screen.',
    storageFull: 'The tablet is full, so this record is NOT saved. What you typed is still on the screen. Remove photos or other apps, then save again.',
    storageFailed: 'The tablet could not save, so this record is NOT saved. What you typed is still on the screen. Save again; if it keeps failing, write it on paper and call the head of the puskesmas.',
    oldVersion: 'The app was updated in another window. Reload this page, then save again.',
    locked: 'The tablet is locked. Unlock it, then save again.',
    tooLarge: 'Too much text for one record. Shorten the notes, then save again.',
    duplicateNik: 'This NIK is already registered as active member number {number}.',
    nikWrong: 'A NIK has 16 digits, with a date of birth of the calendar in it. Compare with the KTP or KK.',
    alarmPlan: 'There is a danger value or an impossible one. Check the vital signs and enter the plan.',
    overrideMissing: 'Say why not the batch that expires first was taken.',
    nikMissing: 'Enter a NIK of 16 digits, or say why there is none.',
    unsignable: 'Cannot be signed yet: complete complaint, allergy answer, diagnosis, and a valid SIP.',
    sipOver: 'Cannot be signed yet: your SIP does not hold on that day. Ask the head of the puskesmas to renew it in Settings.',
    allergyReason: 'A medicine matches an allergy of the patient. Say why, or choose another.',
    licenceGate: 'A medicine is of a class that the signer’s profession may not prescribe. Take it out, or ask a doctor.',
    movementSign: 'The quantity does not fit the kind of movement.',
    controlled: 'Psychotropics and narcotics may not be active: no pustu is enabled under Settings › Pharmacy.',
    deliveryConfirmed: 'This delivery is already confirmed; the recorded answer cannot be replaced. Choose the recorded one.',
    mixedFunds: 'Programme and cooperative stock must not mix.',
    otherRule: 'Cannot be saved yet: {rule}. Check the fields.',
  },
)
const t = useWords(words)

/** One sentence for a broken rule, to stand beside its field. */
export function ruleBreakText(broken: RuleBreak): string {
  switch (broken.rule) {
    case 'BR-01': case 'BR-04': return t('nikWrong')
    case 'BR-34': return t('overrideMissing')
    case 'BR-38': return t('controlled')
    case 'BR-42': return t('alarmPlan')
    case 'BR-06': return t('duplicateNik', { number: String(broken.detail?.['number'] ?? '–') })
    case 'BR-07': return t('nikMissing')
    case 'BR-41': return broken.field === 'signature.sip' ? t('sipOver') : t('unsignable')
    case 'BR-44': return t('allergyReason')
    case 'licence-gate': return t('licenceGate')
    case 'movement-sign': return t('movementSign')
    case 'delivery-confirmed': return t('deliveryConfirmed')
    case 'BR-35': return t('mixedFunds')
    default: return t('otherRule', { rule: ruleClause(broken) ?? (broken.field ? `${broken.rule}, ${broken.field}` : broken.rule) })
  }
}

/** What happened, what is safe, and what to do next, for a save that did not happen. */
export function saveFailureText(failure: SaveFailure): string {
  switch (failure.kind) {
    case 'rules-broken': return [...new Set(failure.breaks.map(ruleBreakText))].join(' ')
    case 'no-grant': return t('noGrant')
    case 'storage-full': return t('storageFull')
    case 'storage-failed': return t('storageFailed')
    case 'old-version': return t('oldVersion')
    case 'locked': return t('locked')
    case 'too-large': return t('tooLarge')
  }
}
