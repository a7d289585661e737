import { defineWords } from './catalogue.ts'

/** What people call the roles. */
export const roleWords = defineWords(
  {
    nakes: 'Tenaga kesehatan', apotek: 'Petugas obat', koperasi: 'Petugas koperasi',
    kapus: 'Kepala puskesmas', dokter: 'Dokter', lurah: 'Lurah', ketua: 'Ketua koperasi', bendahara: 'Bendahara koperasi', pengawas: 'Pengawas koperasi',
    dinkes: 'Dinas kesehatan',
  },
  {
    nakes: 'Nurse or midwife', apotek: 'Pharmacy clerk', koperasi: 'Cooperative clerk',
    kapus: 'Head of the puskesmas', dokter: 'Doctor', lurah: 'Village head', ketua: 'Chair of the cooperative', bendahara: 'Treasurer of the cooperative', pengawas: 'Supervisor of the cooperative',
    dinkes: 'Health office',
  },
)
