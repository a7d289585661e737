import { defineWords } from '../../locales/catalogue.ts'

export const scanWords = defineWords(
  {
    scan: 'Pindai kode kemasan', scanHint: 'Arahkan pemindai ke kode pada dus, atau ketik angkanya lalu tekan Enter.', scanRead: 'Baca kode', camera: 'Pindai dengan kamera',
    cameraText: 'Arahkan kamera ke kode batang atau kotak pada dus.',
    notCode: 'Ini bukan kode kemasan obat. Ketik nomor batch dan kedaluwarsanya di bawah.', misread: 'Angkanya tidak cocok, mungkin salah baca. Pindai sekali lagi.',
  },
  {
    scan: 'Scan the code of the box', scanHint: 'Point the scanner at the code on the box, or type its digits and press Enter.', scanRead: 'Read the code', camera: 'Scan with the camera',
    cameraText: 'Point the camera at the bar code or the square code on the box.',
    notCode: 'This is no code of a medicine box. Type its batch number and expiry below.', misread: 'The digits do not fit, perhaps misread. Scan it once more.',
  },
)
