import { defineWords } from '../../locales/catalogue.ts'

/** One's own password, and what a password must be. */
export const passwordWords = defineWords(
  {
    oldPassword: 'Kata sandi lama', newPassword: 'Kata sandi baru', newPasswordHint: 'Paling sedikit 10 huruf atau angka. Kalimat pendek mudah diingat.', passwordAgain: 'Ulangi kata sandi baru',
    passwordChanged: 'Kata sandi diganti.', passwordOnline: 'Mengganti kata sandi perlu jaringan.', fillOldPassword: 'Isi kata sandi lama.', wrongOldPassword: 'Kata sandi lama tidak cocok.',
    shortPassword: 'Kata sandi paling sedikit 10 huruf atau angka.', samePassword: 'Kata sandi baru sama dengan yang lama.', passwordsDiffer: 'Kedua kata sandi tidak sama.',
  },
  {
    oldPassword: 'Old password', newPassword: 'New password', newPasswordHint: 'At least 10 letters or digits. A short sentence is easy to keep.', passwordAgain: 'New password again', passwordChanged: 'Password changed.',
    passwordOnline: 'Changing the password needs a network.', fillOldPassword: 'Enter the old password.', wrongOldPassword: 'The old password does not match.', shortPassword: 'A password has at least 10 letters or digits.',
    samePassword: 'The new password equals the old one.', passwordsDiffer: 'The two passwords differ.',
  },
)
