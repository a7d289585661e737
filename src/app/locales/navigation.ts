import { defineWords } from './catalogue.ts'

/** The names of the places on the rail; people are trained on these words. */
export const navigationWords = defineWords(
  {
    home: 'Beranda', members: 'Anggota', service: 'Pelayanan', medicine: 'Obat', cooperative: 'Koperasi',
    programme: 'Program', supervision: 'Pengawasan', reports: 'Laporan', settings: 'Pengaturan',
  },
  {
    home: 'Home', members: 'Members', service: 'Service', medicine: 'Medicine', cooperative: 'Cooperative',
    programme: 'Programme', supervision: 'Supervision', reports: 'Reports', settings: 'Settings',
  },
)
export type NavigationWord = keyof typeof navigationWords.id
