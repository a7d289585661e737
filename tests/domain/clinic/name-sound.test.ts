import { describe, expect, test } from 'vitest'
import { soundAlike, soundsOf } from '#domain/rules/clinic/name-sound.ts'

const alike = (a: string, b: string): boolean => soundAlike(soundsOf(a), soundsOf(b))

describe('names that sound alike', () => {
  test.each([
    ['Muhammad Zaenal', 'Mochamad Jainal'], ['Moh. Zainal', 'Muhammad Zaenal'], ['Siti Aisyah', 'Siti Aisah'], ['Soekarni Dewi', 'Sukarni Dewi'], ['Djuminah', 'Jumina'],
    ['Fitriyani', 'Pitriani'], ['Novi Yanti', 'Nopi Ianti'], ['Nur Aini', 'Noer Aini'], ['Hj. Maryam', 'Mariyam'], ['Rizky Abdullah', 'Rizki Abdulah'], ['Tjahjo Utomo', 'Cahjo Utomo'],
    ['Suwarni Uji', 'Suarni Uji'], ['Khadijah', 'Hadijah'], ['Wahyu Maulana', 'Wahyu Molana Putra'],
  ])('%s and %s', (a, b) => expect(alike(a, b)).toBe(true))
  test.each([
    ['Siti Aminah', 'Siti Rohmah'], ['Siti', 'Siti Aminah'], ['Budi Santoso', 'Budi Hartono'], ['Dewi', 'Devi Sari'], ['Ani', 'Ina'], ['Rina Wati', 'Rini Wati'], ['', 'Siti'],
  ])('%s and %s do not', (a, b) => expect(alike(a, b)).toBe(false))
  test('a baby is called by its mother’s name alone, and a name of titles only is still a name', () => {
    expect(soundsOf('By. Ny. Siti')).toEqual(['siti'])
    expect(soundsOf('Haji')).toEqual(['haji'])
    expect(soundsOf(' 12 ')).toEqual([])
  })
})
