import { defineWords } from '#app/locales/catalogue.ts'

export const priceWords = defineWords(
  {
    title: 'Harga', subtitle: 'Harga jual obat koperasi di {place}', search: 'Cari obat', searchPlaceholder: 'Nama obat', show: 'Tampilkan', showAll: 'Semua', showUnpriced: 'Belum ada harga',
    listCaption: 'Harga obat koperasi', colDrug: 'Obat', colHna: 'HNA', colHet: 'HET', colGeneral: 'Harga umum', colMember: 'Harga anggota', colFrom: 'Berlaku sejak', colMarkup: 'Margin', colUnit: 'Satuan', colDocument: 'Dasar', colBy: 'Petugas',
    perUnits: '{amount} / {per}', percent: '{n} %', unpriced: 'Belum ada harga', comingFrom: 'Mulai {day}: {price}',
    emptyTitle: 'Belum ada harga', emptyText: 'Harga muncul setelah pembelian dicatat. Harga juga dapat diatur per obat dari sini.', allPricedTitle: 'Semua obat sudah punya harga', allPricedText: 'Tidak ada stok koperasi yang belum dapat dijual.',
    addPrice: 'Atur harga obat', addPriceText: 'Pilih obat yang harganya akan diatur.',
    paper: 'Daftar Harga Obat', paperSubtitle: 'Koperasi di {place}, per {day}', paperNote: 'Harga per satuan terkecil dalam rupiah, sudah termasuk PPN. Harga anggota berlaku bagi anggota koperasi.', paperNo: 'No.',
    noCurrent: 'Obat ini belum punya harga, jadi belum dapat dijual.', change: 'Atur harga', history: 'Riwayat harga', historyNone: 'Belum ada harga yang tercatat.', missingTitle: 'Obat tidak ditemukan', missingText: 'Obat ini tidak ada dalam daftar puskesmas yang tersimpan di tablet.',
    hnaAmount: 'Harga beli (HNA)', hnaHint: 'Sebelum PPN dan sebelum diskon, untuk jumlah di sebelahnya', hnaPer: 'Untuk berapa satuan', ppn: 'PPN', index: 'Indeks', indexHint: '1,10 sampai 1,25', from: 'Berlaku mulai', document: 'Dasar harga', documentHint: 'Faktur atau daftar harga',
    general: 'Harga umum', member: 'Harga anggota', calculation: '({hna} + PPN {ppn} %) × {index} = {exact}', calculationExtra: '({hna} + PPN {ppn} %) × {index} + {extra} = {exact}', ruled: 'Paling tinggi {price} per {unit}', cappedBy: 'Dibatasi HET: {price} per {unit} (hitungan {ruled})', noHet: 'HET belum ada di katalog', hetIs: 'HET {price}',
    old: 'Sekarang: umum {general}, anggota {member}, sejak {day}', oldNone: 'Belum ada harga', belowCost: 'Di bawah harga beli dengan PPN.', oldTooHigh: 'Harga sekarang di atas yang dibolehkan.',
    saved: 'Harga tersimpan di tablet.', errPrice: 'Isi harga sebagai rupiah bulat lebih dari nol.', errAbove: 'Harga umum paling tinggi {most}.', errMember: 'Harga anggota tidak boleh di atas harga umum, {most}.',
    errHna: 'Isi harga beli sebagai rupiah bulat lebih dari nol.', errPer: 'Isi jumlah satuan sebagai angka bulat lebih dari nol.', errPpn: 'Isi PPN sebagai angka bulat 0 sampai 30.', errIndex: 'Indeks harus 1,10 sampai 1,25.', errFrom: 'Isi tanggal mulai, hari ini atau sesudahnya.', errDocument: 'Isi dasar harganya, misalnya nomor faktur.', errTooSmall: 'Harga satu satuan tidak sampai satu rupiah.',
  },
  {
    title: 'Prices', subtitle: 'Selling prices of the cooperative at {place}', search: 'Search drugs', searchPlaceholder: 'Name of the drug', show: 'Show', showAll: 'All', showUnpriced: 'Without a price',
    listCaption: 'Prices of cooperative drugs', colDrug: 'Drug', colHna: 'HNA', colHet: 'HET', colGeneral: 'General price', colMember: 'Member price', colFrom: 'Since', colMarkup: 'Margin', colUnit: 'Unit', colDocument: 'Basis', colBy: 'Person',
    perUnits: '{amount} / {per}', percent: '{n} %', unpriced: 'No price yet', comingFrom: 'From {day}: {price}',
    emptyTitle: 'No prices yet', emptyText: 'Prices appear when a purchase is recorded. They can also be set drug by drug from here.', allPricedTitle: 'All drugs have a price', allPricedText: 'There is no cooperative stock that cannot be sold.',
    addPrice: 'Set a price', addPriceText: 'Choose the drug whose price is to be set.',
    paper: 'Price List of Drugs', paperSubtitle: 'Cooperative at {place}, as of {day}', paperNote: 'Prices of one smallest unit in rupiah, PPN included. The member price is for members of the cooperative.', paperNo: 'No.',
    noCurrent: 'This drug has no price yet, so it cannot be sold.', change: 'Set price', history: 'History of prices', historyNone: 'No price on record.', missingTitle: 'Drug not found', missingText: 'This drug is not on the list of the puskesmas stored on this tablet.',
    hnaAmount: 'Purchase price (HNA)', hnaHint: 'Before PPN and before discount, for the quantity beside it', hnaPer: 'For how many units', ppn: 'PPN', index: 'Index', indexHint: '1,10 to 1,25', from: 'Valid from', document: 'Basis of the price', documentHint: 'Invoice or price list',
    general: 'General price', member: 'Member price', calculation: '({hna} + PPN {ppn} %) × {index} = {exact}', calculationExtra: '({hna} + PPN {ppn} %) × {index} + {extra} = {exact}', ruled: 'At most {price} per {unit}', cappedBy: 'Held to the HET: {price} per {unit} (computed {ruled})', noHet: 'No HET in the catalogue', hetIs: 'HET {price}',
    old: 'Now: general {general}, members {member}, since {day}', oldNone: 'No price yet', belowCost: 'Below the purchase price with PPN.', oldTooHigh: 'The present price is above what is allowed.',
    saved: 'Price saved on this tablet.', errPrice: 'Enter the price as whole rupiah above zero.', errAbove: 'The general price is at most {most}.', errMember: 'The member price may not be above the general price, {most}.',
    errHna: 'Enter the purchase price as whole rupiah above zero.', errPer: 'Enter the number of units as a whole number above zero.', errPpn: 'Enter PPN as a whole number from 0 to 30.', errIndex: 'The index must be 1,10 to 1,25.', errFrom: 'Enter the first day, today or later.', errDocument: 'Enter the basis of the price, such as the invoice number.', errTooSmall: 'One unit would cost less than one rupiah.',
  },
)
