import { defineWords } from '../locales/catalogue.ts'

/** How far a save of this tablet has come. */
export const pendingWords = defineWords(
  { unsent: 'Tersimpan di tablet', sent: 'Terkirim', review: 'Perlu ditinjau' },
  { unsent: 'Saved on the tablet', sent: 'Sent', review: 'Needs review' },
)
