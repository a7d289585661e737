import { flushPromises } from '@vue/test-utils'
import { describe, expect, test } from 'vitest'
import type { AccessError } from '#app/stores/session.ts'
import { checkSetUp, EMPTY_SET_UP, toSetUpForm, type TypedSetUp } from '#app/features/access/set-up-form.ts'
import EnrolPage from '#app/features/access/pages/EnrolPage.vue'
import SignInPage from '#app/features/access/pages/SignInPage.vue'
import { accessFailureText } from '#app/shared/access-failure.ts'
import { mountPage } from '#tests/support/app-context.ts'

const FILLED: TypedSetUp = {
  code: 'ABCD-EFGH', name: 'Puskesmas Kalodran', shortCode: 'kalodran', kelurahan: 'Kalodran', kelurahanCode: '36.73.05.1001', zone: 'Asia/Jakarta',
  headName: 'dr. Ratna', username: 'kapus', password: 'kalimat yang panjang', again: 'kalimat yang panjang', device: 'Laptop kapus',
}

describe('set-up', () => {
  test('an empty form names every field that is missing', () => {
    expect(Object.keys(checkSetUp(EMPTY_SET_UP)).sort()).toEqual(Object.keys(EMPTY_SET_UP).filter(field => field !== 'zone').sort())
  })
  test('a filled form becomes what the server takes', () => {
    expect(checkSetUp(FILLED)).toEqual({})
    expect(toSetUpForm(FILLED)).toMatchObject({
      puskesmas: { id: 'pkm-kalodran', code: 'KALODRAN', kelurahanCode: '3673051001' }, head: { username: 'kapus', password: 'kalimat yang panjang' }, device: { name: 'Laptop kapus' },
    })
  })
  test.each([
    ['password', { password: 'pendek', again: 'pendek' }, { password: 'short-password' }],
    ['repetition', { again: 'kalimat yang lain' }, { again: 'passwords-differ' }],
    ['user name', { username: 'Kepala Puskesmas' }, { username: 'bad-username' }],
    ['short code', { shortCode: 'K-1' }, { shortCode: 'bad-code' }],
    ['area code', { kelurahanCode: '36730' }, { kelurahanCode: 'bad-kelurahan-code' }],
  ])('a wrong %s is told at its field', (_what, change, errors) => {
    expect(checkSetUp({ ...FILLED, ...change })).toEqual(errors)
  })
})

describe('every reason why a door stays shut has its sentence', () => {
  const errors: AccessError[] = [
    { kind: 'offline' }, { kind: 'timeout' }, { kind: 'wrong-credentials' }, { kind: 'wrong-credentials', waitSeconds: 12.3 }, { kind: 'wrong-code' }, { kind: 'not-enrolled' },
    { kind: 'not-known-offline' }, { kind: 'device-revoked' }, { kind: 'wrong-pin', triesLeft: 2 }, { kind: 'wrong-pin', triesLeft: 0 }, { kind: 'weak-pin' },
    { kind: 'server-error', message: '500' }, { kind: 'storage-failed', message: 'quota' }, { kind: 'another-tab' },
  ]
  test('each another one', () => expect(new Set(errors.map(accessFailureText)).size).toBe(errors.length))
  test('a delay is told in whole seconds', () => expect(accessFailureText({ kind: 'wrong-credentials', waitSeconds: 12.3 })).toContain('13 detik'))
})

describe('pages', () => {
  test('an empty sign-in asks for both fields beside them, and keeps the name that was typed', async () => {
    const { wrapper } = await mountPage(SignInPage, null)
    await wrapper.get('form').trigger('submit')
    expect(wrapper.text()).toContain('Isi nama pengguna.')
    await wrapper.get('#field-username').setValue('bidan.kiara')
    await wrapper.get('form').trigger('submit')
    expect(wrapper.text()).not.toContain('Isi nama pengguna.')
    expect(document.getElementById('field-password-error')?.textContent).toContain('Isi kata sandi.')
    expect((wrapper.get('#field-username').element as HTMLInputElement).value).toBe('bidan.kiara')
    wrapper.unmount()
  })
  test('"Lupa kata sandi" says who resets it and that nothing is lost', async () => {
    const { wrapper } = await mountPage(SignInPage, null)
    await wrapper.findAll('button').find(button => button.text() === 'Lupa kata sandi')?.trigger('click')
    await flushPromises()
    // The dialog is fetched when it is asked for.
    await expect.poll(() => document.querySelector('[role="dialog"]')?.textContent, { timeout: 10_000 }).toContain('Tidak ada catatan yang hilang')
    wrapper.unmount()
  })
  test('enrolment asks for code and name before it calls the server', async () => {
    const { wrapper } = await mountPage(EnrolPage, null)
    await wrapper.get('form').trigger('submit')
    expect(document.getElementById('field-code-error')?.textContent).toContain('Isi kode')
    expect(document.getElementById('field-device-error')?.textContent).toContain('Isi nama tablet')
    wrapper.unmount()
  })
})
