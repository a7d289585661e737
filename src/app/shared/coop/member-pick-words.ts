import { defineWords } from '../../locales/catalogue.ts'

export const memberPickWords = defineWords(
  { member: 'Anggota', memberHint: 'Nama, NIK, atau nomor anggota' },
  { member: 'Member', memberHint: 'Name, NIK or member number' },
)
