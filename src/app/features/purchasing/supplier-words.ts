import { defineWords } from '#app/locales/catalogue.ts'

export const supplierWords = defineWords(
  {
    title: 'Pemasok', subtitle: 'Dari siapa koperasi di {place} membeli obat', newSupplier: 'Pemasok baru', editSupplier: 'Ubah pemasok',
    name: 'Nama pemasok', nameHint: 'Seperti pada faktur, misalnya PT Sumber Sehat', licence: 'Nomor izin PBF', licenceHint: 'Izin pedagang besar farmasi; lihat kop faktur',
    address: 'Alamat', phone: 'Nomor telepon', note: 'Catatan', active: 'Masih dipakai', activeHint: 'Pemasok yang tidak dipakai tidak lagi ditawarkan; faktur lamanya tetap ada.',
    listCaption: 'Daftar pemasok', colState: 'Keadaan', inUse: 'Dipakai', inactive: 'Tidak dipakai', showInactive: 'Tampilkan yang tidak dipakai',
    emptyTitle: 'Belum ada pemasok', emptyText: 'Catat pemasok sebelum memesan atau mencatat pembelian.', emptyReadText: 'Pustu ini belum mencatat pemasok.',
    missingTitle: 'Pemasok tidak ditemukan', missingText: 'Pemasok ini tidak ada di tablet.',
    saved: 'Pemasok tersimpan di tablet.', errName: 'Isi nama pemasok.', warnTwin: 'Sudah ada pemasok dengan nama ini.', warnLicence: 'Tanpa nomor izin, keabsahan pemasok tidak dapat diperiksa.',
  },
  {
    title: 'Suppliers', subtitle: 'Whom the cooperative at {place} buys from', newSupplier: 'New supplier', editSupplier: 'Change supplier',
    name: 'Name of the supplier', nameHint: 'As on the invoice, such as PT Sumber Sehat', licence: 'Wholesale licence (PBF)', licenceHint: 'See the head of the invoice',
    address: 'Address', phone: 'Phone number', note: 'Note', active: 'Still in use', activeHint: 'A supplier not in use is no longer offered; old invoices stay.',
    listCaption: 'List of suppliers', colState: 'State', inUse: 'In use', inactive: 'Not in use', showInactive: 'Show those not in use',
    emptyTitle: 'No suppliers yet', emptyText: 'Record a supplier before you order or record a purchase.', emptyReadText: 'This pustu has not recorded a supplier yet.',
    missingTitle: 'Supplier not found', missingText: 'This supplier is not on the tablet.',
    saved: 'Supplier saved on this tablet.', errName: 'Enter the name of the supplier.', warnTwin: 'There is a supplier of this name already.', warnLicence: 'Without a licence number nobody can check the supplier.',
  },
)
