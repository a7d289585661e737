import type { AccessError } from '../vault/access.ts'
import { defineWords } from '../locales/catalogue.ts'
import { useWords } from '../locales/use-words.ts'

const words = defineWords(
  {
    offline: 'Tidak ada jaringan ke server puskesmas. Sambungkan tablet, lalu coba lagi. Isian tidak hilang.',
    timeout: 'Server puskesmas tidak menjawab. Coba lagi sebentar lagi. Isian tidak hilang.',
    wrongCredentials: 'Nama pengguna atau kata sandi tidak cocok. Periksa huruf besar dan kecil.',
    wait: 'Terlalu banyak percobaan. Tunggu {n} detik, lalu coba lagi. Bila lupa, tekan "Lupa kata sandi".',
    wrongCode: 'Kode tidak berlaku: salah ketik, sudah dipakai, atau sudah kedaluwarsa. Minta kode baru kepada kepala puskesmas.',
    notEnrolled: 'Tablet ini belum terdaftar. Daftarkan dahulu dengan kode dari kepala puskesmas.',
    notKnownOffline: 'Anda belum pernah masuk di tablet ini. Untuk pertama kali perlu jaringan; sesudah itu bisa tanpa jaringan.',
    deviceRevoked: 'Server tidak mengenal tablet ini lagi. Catatan yang tersimpan di sini tidak hilang. Daftarkan lagi dengan kode baru dari kepala puskesmas.',
    wrongPin: 'PIN tidak cocok. Sisa percobaan: {n}.',
    pinGone: 'PIN salah terlalu sering. Buka dengan kata sandi; tidak ada catatan yang hilang.',
    weakPin: 'PIN harus 4 sampai 8 angka, bukan angka yang sama atau berurutan seperti 1111 atau 1234.',
    serverError: 'Server puskesmas menolak permintaan ini. Coba lagi; bila tetap begini, hubungi kepala puskesmas. ({message})',
    storageFailed: 'Tablet gagal menulis penyimpanannya. Kosongkan ruang tablet lalu coba lagi. Yang sudah tersimpan tidak hilang.',
    anotherTab: 'Pengguna lain masih terbuka di jendela lain. Kunci atau tutup jendela itu dahulu.',
  },
  {
    offline: 'No network to the server of the puskesmas. Connect the tablet and try again. What you typed is kept.',
    timeout: 'The server does not answer. Try again in a moment. What you typed is kept.',
    wrongCredentials: 'User name or password does not match. Check capital letters.',
    wait: 'Too many attempts. Wait {n} seconds, then try again. If you forgot it, press "Forgot password".',
    wrongCode: 'The code is not valid: mistyped, used, or expired. Ask the head of the puskesmas for a new one.',
    notEnrolled: 'This tablet is not enrolled. Enrol it first with a code from the head of the puskesmas.',
    notKnownOffline: 'You have never signed in on this tablet. The first time needs a network; later it works without.',
    deviceRevoked: 'The server does not know this tablet any more. What is saved here is not lost. Enrol it again with a new code from the head of the puskesmas.',
    wrongPin: 'The PIN does not match. Attempts left: {n}.',
    pinGone: 'Too many wrong PINs. Open with the password; no record is lost.',
    weakPin: 'A PIN has 4 to 8 digits, not all the same and not in a row like 1111 or 1234.',
    serverError: 'The server refused this request. Try again; if it stays, call the head of the puskesmas. ({message})',
    storageFailed: 'The tablet could not write its storage. Make room and try again. What was saved is not lost.',
    anotherTab: 'Another user is still open in another window. Lock or close that window first.',
  },
)
const t = useWords(words)

/** One sentence to stand beside the field: what happened, what is safe, what to do. */
export function accessFailureText(error: AccessError): string {
  switch (error.kind) {
    case 'offline': return t('offline')
    case 'timeout': return t('timeout')
    case 'wrong-credentials': return error.waitSeconds ? t('wait', { n: Math.ceil(error.waitSeconds) }) : t('wrongCredentials')
    case 'wrong-code': return t('wrongCode')
    case 'not-enrolled': return t('notEnrolled')
    case 'not-known-offline': return t('notKnownOffline')
    case 'device-revoked': return t('deviceRevoked')
    case 'wrong-pin': return error.triesLeft > 0 ? t('wrongPin', { n: error.triesLeft }) : t('pinGone')
    case 'weak-pin': return t('weakPin')
    case 'server-error': return t('serverError', { message: error.message })
    case 'storage-failed': return t('storageFailed')
    case 'another-tab': return t('anotherTab')
  }
}
