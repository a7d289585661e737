import { flushPromises } from '@vue/test-utils'
import { describe, expect, test } from 'vitest'
import { err, ok } from '#domain/core/result.ts'
import { checkAccount, toAccountForm, typedAccount } from '#app/features/settings/account-form.ts'
import { checkFacility, facilityId, toFacility, typedFacility } from '#app/features/settings/facility-form.ts'
import AccountPage from '#app/features/settings/pages/AccountPage.vue'
import AccountsPage from '#app/features/settings/pages/AccountsPage.vue'
import FacilityPage from '#app/features/settings/pages/FacilityPage.vue'
import { keepAllForms } from '#app/shared/form-keeper.ts'
import type { ServerApi } from '#app/sync/api.ts'
import { mountPage, openContext } from '#tests/support/app-context.ts'

const KAPUS = [{ role: 'kapus', place: 'pkm-kalodran' }] as const
const ACCOUNTS = { accounts: [{ id: 's-1', username: 'bidan.kiara', name: 'Bidan Kiara', profession: 'kebidanan', sip: { number: 'SIP/1', expiresOn: '2025-09-01' }, grants: [{ role: 'nakes', place: 'pustu-kiara' }], active: true, lastSignInAt: null }] }

describe('account form', () => {
  const typed = { ...typedAccount(null), name: 'Bidan Kiara', username: 'bidan.kiara', password: 'kalimat yang panjang', profession: 'kebidanan', grants: [{ role: 'nakes' as const, place: 'pustu-kiara' }] }

  test('a new account needs name, profession, user name, password and a role', () => {
    expect(checkAccount(typedAccount(null), true)).toEqual({ name: 'missing', profession: 'missing', username: 'bad-username', password: 'short-password', grants: 'no-grants' })
    expect(checkAccount(typed, true)).toEqual({})
  })
  test('no password is asked of an account that exists', () => expect(checkAccount({ ...typed, password: '', username: '' }, false)).toEqual({}))
  test('BR-41: a SIP is its number and its expiry, or none', () => {
    expect(checkAccount({ ...typed, sipNumber: 'SIP/1' }, true)).toEqual({ sipExpiresOn: 'sip-incomplete' })
    expect(checkAccount({ ...typed, sipExpiresOn: '2027-01-01' }, true)).toEqual({ sipNumber: 'sip-incomplete' })
    expect(toAccountForm(typed).sip).toBeNull()
    expect(toAccountForm({ ...typed, sipNumber: ' SIP/1 ', sipExpiresOn: '2027-01-01' }).sip).toEqual({ number: 'SIP/1', expiresOn: '2027-01-01' })
  })
})

describe('accounts', () => {
  test('without a network the last known list is shown with its age', async () => {
    let online = true
    // The network's edge: the server's answer of the protocol, or none.
    const api: ServerApi = { post: async (_path, _body, answer) => (online ? ok(answer.parse(ACCOUNTS) as never) : err({ kind: 'offline' })) }
    const context = await openContext(KAPUS, { api })
    const first = await mountPage(AccountsPage, context)
    await expect.poll(() => first.wrapper.text()).toContain('Bidan Kiara')
    expect(first.wrapper.text()).toContain('SIP berakhir 1 Sep 2025')
    expect(first.wrapper.text()).not.toContain('Tanpa jaringan')
    await expect.poll(() => context.store.loadFormDraft('settings-accounts')).toBeDefined()
    first.wrapper.unmount()
    online = false
    const second = await mountPage(AccountsPage, context)
    await expect.poll(() => second.wrapper.text()).toContain('Bidan Kiara')
    expect(second.wrapper.text()).toContain('Tanpa jaringan: daftar terakhir yang diketahui')
    second.wrapper.unmount()
  })
  test('without a network and without a known list the page says what to do', async () => {
    const { wrapper } = await mountPage(AccountsPage, await openContext(KAPUS))
    await expect.poll(() => wrapper.text()).toContain('Daftar ini perlu jaringan')
    wrapper.unmount()
  })
})

describe('facilities', () => {
  const typed = { ...typedFacility(null, 'Asia/Jakarta'), name: 'Pustu Kiara', code: 'kiara', kelurahan: 'Kiara', kelurahanCode: '36.73.05.1002' }

  test('codes are made alike, and an id is readable', () => {
    expect(checkFacility(typed, [])).toEqual({})
    expect(toFacility(typed, 'pkm-kalodran', 'Asia/Jakarta')).toMatchObject({ code: 'KIARA', kelurahanCode: '3673051002', parentId: 'pkm-kalodran', active: true })
    expect(facilityId(typed, [], () => 'abc')).toBe('pustu-kiara')
    expect(facilityId(typed, ['pustu-kiara'], () => '0000-123456')).toBe('pustu-kiara-123456')
  })
  test('the head adds a pustu without a network, and a second one of its code is refused', async () => {
    const context = await openContext(KAPUS)
    const fill = async (wrapper: Awaited<ReturnType<typeof mountPage>>['wrapper']): Promise<void> => {
      await expect.poll(() => wrapper.find('#field-name').exists()).toBe(true)
      await wrapper.get('#field-name').setValue('Pustu Kiara')
      await wrapper.get('#field-code').setValue('kiara')
      await wrapper.get('#field-kelurahan').setValue('Kiara')
      await wrapper.get('#field-kelurahanCode').setValue('3673051002')
      await wrapper.get('form').trigger('submit')
      await flushPromises()
    }
    const first = await mountPage(FacilityPage, context)
    await fill(first.wrapper)
    await expect.poll(async () => (await context.store.get('facility', 'pustu-kiara'))?.pending).toBe('unsent')
    first.wrapper.unmount()
    const second = await mountPage(FacilityPage, context)
    await fill(second.wrapper)
    expect(second.wrapper.text()).toContain('Kode ini sudah dipakai Pustu Kiara.')
    expect(await context.store.scan('facility')).toHaveLength(1)
    second.wrapper.unmount()
  })
})

describe('half-typed input of settings', () => {
  test('of an account comes back after a closed page, the password never', async () => {
    const api: ServerApi = { post: async (_path, _body, answer) => ok(answer.parse(ACCOUNTS) as never) }
    const context = await openContext(KAPUS, { api })
    const first = await mountPage(AccountPage, context)
    await first.wrapper.get('#field-name').setValue('Perawat Baru')
    await first.wrapper.get('#field-username').setValue('perawat.baru')
    await first.wrapper.get('#field-password').setValue('kalimat yang panjang')
    await keepAllForms()
    expect(JSON.stringify(await context.store.loadFormDraft('account-form:new'))).not.toContain('kalimat')
    first.wrapper.unmount()
    const second = await mountPage(AccountPage, context)
    await expect.poll(() => (second.wrapper.get('#field-name').element as HTMLInputElement).value).toBe('Perawat Baru')
    expect((second.wrapper.get('#field-password').element as HTMLInputElement).value).toBe('')
    expect(second.wrapper.text()).toContain('Isian yang belum disimpan dikembalikan')
    second.wrapper.unmount()
    const other = await mountPage(AccountPage, context, { id: 's-1' })
    await expect.poll(() => other.wrapper.find('#field-name').exists() && (other.wrapper.get('#field-name').element as HTMLInputElement).value).toBe('Bidan Kiara')
    other.wrapper.unmount()
  })
  test('of a changed account is not overwritten by the list, and is forgotten once saved', async () => {
    const api: ServerApi = { post: async (path, _body, answer) => ok(answer.parse(path.endsWith('/list') ? ACCOUNTS : {}) as never) }
    const context = await openContext(KAPUS, { api })
    const value = (wrapper: Awaited<ReturnType<typeof mountPage>>['wrapper']): string => (wrapper.find('#field-name').exists() ? (wrapper.get('#field-name').element as HTMLInputElement).value : '')
    const first = await mountPage(AccountPage, context, { id: 's-1' })
    await expect.poll(() => value(first.wrapper)).toBe('Bidan Kiara')
    await first.wrapper.get('#field-name').setValue('Bidan Kiara, A.Md.Keb.')
    await keepAllForms()
    first.wrapper.unmount()
    const second = await mountPage(AccountPage, context, { id: 's-1' })
    await expect.poll(() => value(second.wrapper)).toBe('Bidan Kiara, A.Md.Keb.')
    await second.wrapper.get('form').trigger('submit')
    await expect.poll(() => context.store.loadFormDraft('account-form:s-1')).toBeUndefined()
    second.wrapper.unmount()
  })
  test('of a facility comes back after a lock', async () => {
    const context = await openContext(KAPUS)
    const first = await mountPage(FacilityPage, context)
    await expect.poll(() => first.wrapper.find('#field-name').exists()).toBe(true)
    await first.wrapper.get('#field-name').setValue('Pustu Cigoong')
    await keepAllForms()
    first.wrapper.unmount()
    const second = await mountPage(FacilityPage, context)
    await expect.poll(() => second.wrapper.find('#field-name').exists() && (second.wrapper.get('#field-name').element as HTMLInputElement).value).toBe('Pustu Cigoong')
    second.wrapper.unmount()
  })
})
