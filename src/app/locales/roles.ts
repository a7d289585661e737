import { defineWords } from './catalogue.ts'

/** What people call the roles. */
export const roleWords = defineWords(
  {
    nakes: 'Tenaga kesehatan', apotek: 'Petugas obat', koperasi: 'Petugas koperasi',
    kapus: 'Kepala puskesmas', dokter: 'Dokter', lurah: 'Lurah',
  },
  {
    nakes: 'Nurse or midwife', apotek: 'Pharmacy clerk', koperasi: 'Cooperative clerk',
    kapus: 'Head of the puskesmas', dokter: 'Doctor', lurah: 'Village head',
  },
)
