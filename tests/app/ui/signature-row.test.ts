import { mount } from '@vue/test-utils'
import { expect, test } from 'vitest'
import SignatureRow from '#app/ui/SignatureRow.vue'

const LINE = '…'.repeat(13)
const read = (props: InstanceType<typeof SignatureRow>['$props'], slot?: string): string[] =>
  mount(SignatureRow, { props, slots: slot === undefined ? {} : { default: slot } }).findAll('p').map(one => one.text())

test('each signs below his place and title; who is not known has a line to write on', () => {
  expect(read({ signs: [{ place: 'Mengetahui,', title: 'Kepala Puskesmas', name: 'dr. Uji', detail: 'NIP 1' }, { place: 'Kiara, 17 Desember 2025', title: 'Petugas', name: '' }] }))
    .toEqual(['Mengetahui,', 'Kepala Puskesmas', '(dr. Uji)', 'NIP 1', 'Kiara, 17 Desember 2025', 'Petugas', `(${LINE})`])
  expect(read({ look: 'underlined', signs: [{ title: 'Saksi' }] })).toEqual(['Saksi', '…'.repeat(10)])
  expect(read({ look: 'ruled', signs: [{ title: 'Penghitung', name: 'Bidan' }, { title: 'Kepala' }] })).toEqual(['Penghitung', 'Bidan', 'Kepala', ''])
})

test('a box for a thumb says what it is for', () => {
  expect(mount(SignatureRow, { props: { signs: [{ title: 'Anggota', name: 'Siti', thumb: 'Cap jempol' }, { title: 'Petugas' }] } }).findAll('span').map(one => one.text())).toEqual(['Cap jempol'])
})

test('signatures never stand alone on a page, with or without words above them', () => {
  const row = (slot: boolean): string => mount(SignatureRow, { props: { signs: [{ title: 'Petugas' }] }, slots: slot ? { default: '<p>Demikian surat ini dibuat.</p>' } : {} }).classes().join(' ')
  expect(row(true)).toBe('keep-together [break-before:avoid]')
  expect(row(false)).toBe('keep-together [break-before:avoid]')
})
