import { defineWords } from '../../locales/catalogue.ts'

/** What handing out says, over the counter and with a visit alike. */
export const handoverWords = defineWords(
  {
    refusedNoPrice: '{drug} belum punya harga jual. Atur dulu di Obat › Harga.',
    refusedPrescription: '{drug} ({class}) hanya diserahkan dengan resep. Isi resep luar, atau serahkan lewat kunjungan.',
    refusedControlled: '{drug} ({class}) belum diizinkan untuk pustu ini. Kepala puskesmas yang mengizinkannya.',
    refusedBatches: '{drug} akan diambil dari lebih dari 10 batch. Kurangi jumlahnya, lalu serahkan sisanya terpisah.',
    refusedPaid: 'Uang yang diterima, {paid}, kurang dari jumlah yang harus dibayar, {total}.',
    fornasOver: 'Melebihi batas resep Fornas: {max}. Pastikan memang perlu.',
    doubtful: 'Golongan obat ini belum dipastikan apoteker.',
    directionsRead: 'Pada etiket: {text}',
    directionsUnread: 'Tidak terbaca sebagai aturan etiket; akan ditanyakan saat etiket dicetak.',
    payment: 'Pembayaran', method: 'Cara bayar', cash: 'Tunai', transfer: 'Transfer', free: 'Gratis',
    paid: 'Uang diterima', paidHint: 'Kosongkan bila uangnya pas', change: 'Uang kembali', total: 'Jumlah bayar', reference: 'Nomor referensi', referenceHint: 'Boleh dikosongkan',
    errPaid: 'Isi uang yang diterima dalam rupiah bulat, paling sedikit {total}.',
    priceLine: '{n} × {price} = {amount}', memberPrice: 'Harga anggota', generalPrice: 'Harga umum', noPrice: 'Belum ada harga jual', setPrice: 'Atur harga',
  },
  {
    refusedNoPrice: '{drug} has no selling price yet. Set it first under Medicine › Prices.',
    refusedPrescription: '{drug} ({class}) leaves against a prescription only. Enter the outside prescription, or hand out through a visit.',
    refusedControlled: '{drug} ({class}) is not allowed for this pustu. The head of the puskesmas allows it.',
    refusedBatches: '{drug} would be taken from more than 10 batches. Lower the quantity and hand out the rest apart.',
    refusedPaid: 'The money received, {paid}, is less than the amount due, {total}.',
    fornasOver: 'Above the Fornas prescription limit: {max}. Make sure it is needed.',
    doubtful: 'The class of this drug has not been confirmed by a pharmacist.',
    directionsRead: 'On the label: {text}',
    directionsUnread: 'Cannot be read as directions; will be asked for when the label is printed.',
    payment: 'Payment', method: 'Method', cash: 'Cash', transfer: 'Transfer', free: 'Free of charge',
    paid: 'Money received', paidHint: 'Leave empty when it is exact', change: 'Change', total: 'Amount due', reference: 'Reference number', referenceHint: 'May stay empty',
    errPaid: 'Enter the money received in whole rupiah, at least {total}.',
    priceLine: '{n} × {price} = {amount}', memberPrice: 'Member price', generalPrice: 'General price', noPrice: 'No selling price yet', setPrice: 'Set the price',
  },
)
