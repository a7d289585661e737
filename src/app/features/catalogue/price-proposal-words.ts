import { defineWords } from '#app/locales/catalogue.ts'

/** A proposed selling price, beside the one that holds. */
export const priceProposalWords = defineWords(
  {
    kind: 'Harga jual koperasi', noPrice: 'belum ada', general: 'Harga umum', member: 'Harga anggota', from: 'Berlaku mulai', hna: 'Harga beli (HNA)', index: 'Indeks', het: 'HET', document: 'Dasar harga',
    perUnits: '{amount} / {n} {unit}', none: 'tidak ada', belowNow: 'turun {n}', aboveNow: 'naik {n}', openPrice: 'Buka harga',
    approvedToast: 'Harga disetujui dan berlaku sesuai tanggalnya.', failGone: 'Obat ini sudah tidak ada di katalog. Tolak usulannya.', failHet: 'Harga umum di atas HET katalog sekarang, {het}. Tolak usulan ini dan minta harga baru.',
    fromPast: 'Tanggal yang diminta sudah lewat: bila disetujui, harga berlaku mulai hari ini.',
  },
  {
    kind: 'Selling price of the cooperative', noPrice: 'none yet', general: 'General price', member: 'Member price', from: 'Valid from', hna: 'Purchase price (HNA)', index: 'Index', het: 'HET', document: 'Basis of the price',
    perUnits: '{amount} / {n} {unit}', none: 'none', belowNow: 'down {n}', aboveNow: 'up {n}', openPrice: 'Open price',
    approvedToast: 'Price approved; it holds from its day on.', failGone: 'This drug is no longer in the catalogue. Refuse the proposal.', failHet: 'The general price is above the HET of the catalogue now, {het}. Refuse this proposal and ask for another price.',
    fromPast: 'The day that was asked for is past: once approved, the price holds from today.',
  },
)
