import { defineWords } from '../locales/catalogue.ts'

/** Words for a network that went before the app was whole on this tablet. They stand apart, because the first file says them too. */
export const notFetchedWords = defineWords(
  {
    title: 'Aplikasi belum terunduh lengkap',
    text: 'Jaringan terputus sebelum aplikasi lengkap di tablet ini. Tidak ada catatan yang hilang. Sambungkan jaringan, lalu tekan Coba lagi.',
    again: 'Coba lagi',
    still: 'Server masih belum terjangkau. Periksa jaringan, lalu tekan Coba lagi.',
  },
  {
    title: 'The app is not all here yet',
    text: 'The network went before the app was whole on this tablet. No record is lost. Connect the network, then press Try again.',
    again: 'Try again',
    still: 'The server still cannot be reached. Check the network, then press Try again.',
  },
)
