import { defineWords } from '../../locales/catalogue.ts'

/** The facilities of a puskesmas, and the form of one. */
export const facilityWords = defineWords(
  {
    newFacility: 'Fasilitas baru', editFacility: 'Ubah fasilitas', facilityType: 'Jenis', pustu: 'Pustu', kmp: 'Koperasi (KMP)', puskesmas: 'Puskesmas', dinkes: 'Dinas kesehatan', facilityName: 'Nama fasilitas',
    kelurahan: 'Kelurahan atau desa', kelurahanCode: 'Kode wilayah kelurahan', kelurahanCodeHint: '10 angka menurut Kemendagri. Pustu dan koperasi dengan kode yang sama memakai satu meja.', code: 'Kode singkat',
    codeHint: 'Dipakai dalam nomor anggota dan nomor RM, misalnya KIARA.', zone: 'Waktu setempat', closed: 'Ditutup', isActive: 'Masih dipakai', badKelurahanCode: 'Harus 10 angka.', badCode: 'Hanya huruf dan angka, 2 sampai 12.',
    codeTaken: 'Kode ini sudah dipakai {name}.', noFacilities: 'Belum ada pustu atau koperasi', noFacilitiesText: 'Tekan "Fasilitas baru" untuk menambah pustu pertama. Dapat dikerjakan tanpa jaringan.',
  },
  {
    newFacility: 'New facility', editFacility: 'Edit facility', facilityType: 'Kind', pustu: 'Pustu', kmp: 'Cooperative (KMP)', puskesmas: 'Puskesmas', dinkes: 'Health office', facilityName: 'Name of the facility',
    kelurahan: 'Kelurahan or village', kelurahanCode: 'Area code of the kelurahan', kelurahanCodeHint: '10 digits, by the Ministry of Home Affairs. A pustu and a cooperative with the same code share a desk.', code: 'Short code',
    codeHint: 'Used in member and RM numbers, for example KIARA.', zone: 'Local time', closed: 'Closed', isActive: 'In use', badKelurahanCode: 'Must be 10 digits.', badCode: 'Letters and digits only, 2 to 12.',
    codeTaken: 'This code is used by {name}.', noFacilities: 'No pustu or cooperative yet', noFacilitiesText: 'Press "New facility" to add the first pustu. It works without a network.',
  },
)
