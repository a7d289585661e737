import { flushPromises } from '@vue/test-utils'
import { describe, expect, test } from 'vitest'
import { addDays, day } from '#domain/core/day.ts'
import { ok } from '#domain/core/result.ts'
import { checkAccount, toAccountForm, typedAccount, type TypedAccount } from '#app/features/settings/account-form.ts'
import { accountLines, filterAccounts } from '#app/features/settings/account-lines.ts'
import type { Account } from '#app/features/settings/admin.ts'
import AccountPage from '#app/features/settings/pages/AccountPage.vue'
import AccountsPage from '#app/features/settings/pages/AccountsPage.vue'
import { staffSheet } from '#app/features/settings/staff-sheet.ts'
import { csvText } from '#app/shared/spreadsheet/download-sheet.ts'
import { keepAllForms } from '#app/shared/form-keeper.ts'
import type { ServerApi } from '#app/sync/api.ts'
import { mountPage, openContext } from '#tests/support/app-context.ts'

const KAPUS = [{ role: 'kapus', place: 'pkm-kalodran' }] as const
/** 29 Oct 2025, as openContext has it. */
const TODAY = day('2025-10-29')
const account = (id: string, name: string, more: Partial<Account> = {}): Account => ({
  id, username: id, name, profession: 'kebidanan', sip: { number: `SIP/${id}`, expiresOn: addDays(TODAY, 400) }, grants: [{ role: 'nakes', place: 'pustu-kiara' }], active: true, lastSignInAt: null, ...more,
})
const ACCOUNTS = [
  account('s-valid', 'Bidan Aman', { employment: 'pns', nip: '198203152009022001', str: { number: 'STR/1', expiresOn: null }, posts: [{ place: 'pustu-teritih', from: day('2020-01-01'), to: addDays(TODAY, -1) }, { place: 'pustu-kiara', from: TODAY, to: null }] }),
  account('s-soon', 'Bidan Segera', { sip: { number: 'SIP/soon', expiresOn: addDays(TODAY, 30) } }),
  account('s-over', 'Bidan Lewat', { sip: { number: 'SIP/over', expiresOn: addDays(TODAY, -1) } }),
  account('s-clerk', 'Petugas Loket', { profession: 'lainnya', sip: null }),
  account('s-left', 'Sudah Keluar', { active: false, sip: null }),
]
const api: ServerApi = { post: async (path, _body, answer) => ok(answer.parse(path.endsWith('/list') ? { accounts: ACCOUNTS } : {}) as never) }
type Wrapper = Awaited<ReturnType<typeof mountPage>>['wrapper']

describe('what is typed of somebody’s papers', () => {
  const typed: TypedAccount = { ...typedAccount(null), name: 'Bidan Kiara', username: 'bidan.kiara', password: 'kalimat yang panjang', profession: 'kebidanan', grants: [{ role: 'nakes', place: 'pustu-kiara' }] }
  test('nothing of it is asked for', () => {
    expect(checkAccount(typed, true)).toEqual({})
    expect(toAccountForm(typed)).toMatchObject({ employment: null, nip: null, posts: [], str: null, sip: null })
  })
  test('a NIP has 18 digits, however they are parted', () => {
    expect(checkAccount({ ...typed, nip: '1982 0315' }, true)).toEqual({ nip: 'bad-nip' })
    expect(toAccountForm({ ...typed, nip: '19820315 200902 2 001' }).nip).toBe('198203152009022001')
  })
  test('a STR is its number and its end, or for life, or none', () => {
    expect(checkAccount({ ...typed, strNumber: 'STR/1' }, true)).toEqual({ strExpiresOn: 'str-incomplete' })
    expect(checkAccount({ ...typed, strForLife: true }, true)).toEqual({ strNumber: 'str-incomplete' })
    expect(toAccountForm({ ...typed, strNumber: 'STR/1', strForLife: true }).str).toEqual({ number: 'STR/1', expiresOn: null })
    expect(toAccountForm({ ...typed, strNumber: 'STR/1', strExpiresOn: '2027-01-01' }).str).toEqual({ number: 'STR/1', expiresOn: '2027-01-01' })
  })
  test('a post has a place and a first day, and does not end before it begins', () => {
    expect(checkAccount({ ...typed, posts: [{ place: '', from: '', to: '' }, { place: 'pustu-kiara', from: '2025-02-01', to: '2025-01-31' }, { place: 'pustu-kiara', from: '2025-02-01', to: '2025-02-01' }] }, true))
      .toEqual({ 'postPlace-0': 'missing', 'postFrom-0': 'missing', 'postTo-1': 'post-order' })
    expect(toAccountForm({ ...typed, posts: [{ place: 'pustu-kiara', from: '2025-02-01', to: '' }] }).posts).toEqual([{ place: 'pustu-kiara', from: '2025-02-01', to: null }])
  })
  test('an account laid into the form and taken out again is the same', () => {
    const one = ACCOUNTS[0] as Account
    const { name, profession, sip, grants, employment, nip, posts, str } = one
    expect(toAccountForm(typedAccount(one))).toEqual({ name, profession, sip, grants, employment, nip, posts, str })
  })
})

describe('the list of staff', () => {
  const lines = accountLines(ACCOUNTS, [], TODAY)
  const ids = (shown: Parameters<typeof filterAccounts>[1]['shown'], more = {}): string[] => filterAccounts(lines, { shown, place: '', search: '', ...more }).map(line => line.account.id)
  test('BR-41: licences that need somebody come with the worst first; who has left is not asked for any', () => {
    expect(ids('izin')).toEqual(['s-over', 's-soon'])
    expect(ids('aktif')).toEqual(['s-valid', 's-over', 's-soon', 's-clerk'])
    expect(ids('nonaktif')).toEqual(['s-left'])
    expect(ids('semua').at(-1)).toBe('s-left')
  })
  test('somebody stands where he is posted today, or where his roles are while no post is recorded', () => {
    expect(lines.slice(0, 2).map(line => line.posts.map(post => [post.place, post.from]))).toEqual([[['pustu-kiara', TODAY]], [['pustu-kiara', null]]])
    expect(ids('semua', { place: 'pustu-teritih' })).toEqual([])
  })
  test('is found by name, user name and NIP', () => {
    expect([ids('semua', { search: 'aman' }), ids('semua', { search: '19820315' }), ids('semua', { search: 's-clerk' })]).toEqual([['s-valid'], ['s-valid'], ['s-clerk']])
  })
  test('as a workbook holds days as days and says how each licence stands', () => {
    const sheet = staffSheet(lines, ['Aktif'], id => id, 'Asia/Jakarta')
    expect(sheet.rows[0]?.slice(0, 12)).toEqual(['Bidan Aman', '198203152009022001', 'Bidan', 'ASN – PNS', 'pustu-kiara, sejak 29 Okt 2025', 'STR/1', 'seumur hidup', 'berlaku', 'SIP/s-valid', null, addDays(TODAY, 400), 'berlaku'])
    expect(csvText(sheet.columns, sheet.rows)).toContain('habis dalam 30 hari')
  })
  test('shows licence, place and employment, narrows to licences that need somebody, and prints A4', async () => {
    const { wrapper } = await mountPage(AccountsPage, await openContext(KAPUS, { api }))
    await expect.poll(() => wrapper.text()).toContain('Bidan Aman')
    for (const text of ['ASN – PNS', 'STR seumur hidup', 'SIP berakhir 28 Okt 2025', 'sejak 29 Okt 2025', 'Izin perlu diurus (2)']) expect(wrapper.text()).toContain(text)
    expect(wrapper.text()).not.toContain('Sudah Keluar')
    window.print = () => {}
    // The letterhead is read beside the list, and the button comes with it.
    const print = () => wrapper.findAll('button').find(button => button.text() === 'Cetak')
    await expect.poll(print).toBeDefined()
    await print()?.trigger('click')
    await expect.poll(() => wrapper.find('.staff-paper').exists()).toBe(true)
    const paper = wrapper.get('.staff-paper')
    expect(paper.text()).toContain('Daftar petugas')
    expect(paper.findAll('tbody tr:not(.foot)')).toHaveLength(4)
    expect(paper.get('tbody tr.foot').text()).toContain('Kepala')
    wrapper.unmount()
  })
})

describe('the page of one account', () => {
  const value = (wrapper: Wrapper, field: string): string => (wrapper.find(`#field-${field}`).exists() ? (wrapper.get(`#field-${field}`).element as HTMLInputElement).value : '')
  test('a mistake stands beside its field and nothing typed is lost; what was typed comes back after a closed page', async () => {
    const sent: unknown[] = []
    const context = await openContext(KAPUS, { api: { post: async (path, body, answer) => { if (path.endsWith('/update')) sent.push(body); return api.post(path, body, answer) } } })
    const first = await mountPage(AccountPage, context, { id: 's-valid' })
    await expect.poll(() => value(first.wrapper, 'nip')).toBe('198203152009022001')
    await first.wrapper.get('#field-nip').setValue('123')
    await first.wrapper.findAll('button').find(button => button.text() === 'Tambah penempatan')?.trigger('click')
    await first.wrapper.get('form').trigger('submit')
    await flushPromises()
    for (const text of ['NIP terdiri dari 18 angka.', 'Isi bertugas di.', 'Isi sejak.']) expect(first.wrapper.text()).toContain(text)
    expect(value(first.wrapper, 'nip')).toBe('123')
    expect(sent).toEqual([])
    await keepAllForms()
    first.wrapper.unmount()
    const second = await mountPage(AccountPage, context, { id: 's-valid' })
    await expect.poll(() => value(second.wrapper, 'nip')).toBe('123')
    await second.wrapper.get('#field-nip').setValue('19900317 202221 2 001')
    await second.wrapper.get('[aria-label="Hapus penempatan 3"]').trigger('click')
    await second.wrapper.get('form').trigger('submit')
    await expect.poll(() => sent).toHaveLength(1)
    expect(sent[0]).toMatchObject({ id: 's-valid', nip: '199003172022212001', employment: 'pns', str: { number: 'STR/1', expiresOn: null }, posts: ACCOUNTS[0]?.posts })
    second.wrapper.unmount()
  })
})
