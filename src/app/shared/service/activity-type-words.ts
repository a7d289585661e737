import { defineWords } from '#app/locales/catalogue.ts'
import { useWords } from '#app/locales/use-words.ts'

const activityTypeWords = defineWords(
  {
    'senam-prolanis': 'Senam Prolanis', posyandu: 'Posyandu', posbindu: 'Posbindu', penyuluhan: 'Penyuluhan', 'kunjungan-rumah': 'Kunjungan rumah', pusling: 'Puskesmas keliling', imunisasi: 'Imunisasi', rapat: 'Rapat', lainnya: 'Lainnya',
  },
  {
    'senam-prolanis': 'Prolanis exercise', posyandu: 'Posyandu', posbindu: 'Posbindu', penyuluhan: 'Health education', 'kunjungan-rumah': 'Home visit', pusling: 'Mobile clinic', imunisasi: 'Immunisation', rapat: 'Meeting', lainnya: 'Other',
  },
)
const t = useWords(activityTypeWords)

/** What a kind of activity is called, the same on every page; one of a newer version by its own word. */
export const activityTypeWord = (type: string): string => (Object.hasOwn(activityTypeWords.id, type) ? t(type as keyof typeof activityTypeWords.id) : type)
