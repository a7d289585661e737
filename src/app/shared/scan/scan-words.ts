import { defineWords } from '../../locales/catalogue.ts'

export const scanWords = defineWords(
  { scanCard: 'Pindai kartu', scanCardText: 'Arahkan kamera ke kode pada kartu anggota.' },
  { scanCard: 'Scan card', scanCardText: 'Point the camera at the code on the member card.' },
)
