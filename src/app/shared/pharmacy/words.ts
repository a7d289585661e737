import { defineWords } from '../../locales/catalogue.ts'

/** Words that every part of the medicine room shares. `fund` is who paid for programme stock; its source is programme or cooperative. */
export const pharmacyWords = defineWords(
  {
    place: 'Pustu', amount: '{n} {unit}', program: 'Program', koperasi: 'Koperasi',
    fund: 'Rincian dana', fundProgram: 'Program', fundPkd: 'PKD', fundApbd1: 'APBD I', fundApbd2: 'APBD II', fundDak: 'DAK', fundJkn: 'JKN', fundLain: 'Lain-lain',
    classBebas: 'Bebas', classBebasTerbatas: 'Bebas terbatas', classKeras: 'Keras', classOot: 'Obat-obat tertentu', classPsikotropika: 'Psikotropika', classNarkotika: 'Narkotika',
  },
  {
    place: 'Pustu', amount: '{n} {unit}', program: 'Programme', koperasi: 'Cooperative',
    fund: 'Fund in detail', fundProgram: 'Programme', fundPkd: 'PKD', fundApbd1: 'APBD I', fundApbd2: 'APBD II', fundDak: 'DAK', fundJkn: 'JKN', fundLain: 'Other',
    classBebas: 'Over the counter', classBebasTerbatas: 'Limited over the counter', classKeras: 'Prescription only', classOot: 'Watched (OOT)', classPsikotropika: 'Psychotropic', classNarkotika: 'Narcotic',
  },
)
