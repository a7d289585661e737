import { defineWords } from '../../locales/catalogue.ts'

/** Words that every part of the medicine room shares. */
export const pharmacyWords = defineWords(
  {
    place: 'Pustu', amount: '{n} {unit}', program: 'Program', koperasi: 'Koperasi',
    fundProgram: 'Program', fundPkd: 'PKD', fundApbd1: 'APBD I', fundApbd2: 'APBD II', fundDak: 'DAK', fundJkn: 'JKN', fundLain: 'Lain-lain',
    classBebas: 'Bebas', classBebasTerbatas: 'Bebas terbatas', classKeras: 'Keras', classOot: 'Obat-obat tertentu', classPsikotropika: 'Psikotropika', classNarkotika: 'Narkotika',
  },
  {
    place: 'Pustu', amount: '{n} {unit}', program: 'Programme', koperasi: 'Cooperative',
    fundProgram: 'Programme', fundPkd: 'PKD', fundApbd1: 'APBD I', fundApbd2: 'APBD II', fundDak: 'DAK', fundJkn: 'JKN', fundLain: 'Other',
    classBebas: 'Over the counter', classBebasTerbatas: 'Limited over the counter', classKeras: 'Prescription only', classOot: 'Watched (OOT)', classPsikotropika: 'Psychotropic', classNarkotika: 'Narcotic',
  },
)
