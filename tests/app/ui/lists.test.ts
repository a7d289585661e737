import { flushPromises, mount } from '@vue/test-utils'
import { describe, expect, test, vi } from 'vitest'
import { createMemoryHistory, createRouter } from 'vue-router'
import AppButton from '#app/ui/AppButton.vue'
import DataList from '#app/ui/DataList.vue'
import DocumentNumber from '#app/ui/DocumentNumber.vue'
import ErrorSummary from '#app/ui/ErrorSummary.vue'

const router = createRouter({ history: createMemoryHistory(), routes: [{ path: '/:any(.*)*', component: { render: () => null } }] })
interface Line { readonly id: string; readonly name: string }
const lines = (count: number, from = 1): Line[] => Array.from({ length: count }, (_, index) => ({ id: String(index + from), name: `Baris ${index + from}` }))
const mountList = (rows: readonly Line[]) => mount(DataList, {
  props: { rows, columns: [{ key: 'name', label: 'Nama', primary: true }], rowKey: (row: unknown) => (row as Line).id, to: (row: unknown) => `/baris/${(row as Line).id}`, caption: 'Daftar' },
  global: { plugins: [router] },
})

test('the number of a document stays on one line; a long one of another office may break', () => {
  const classes = (number: string): string[] => mount(DocumentNumber, { props: { number } }).classes()
  expect(classes('KIARA-00-1077')).toEqual(['whitespace-nowrap'])
  expect(classes('440/1234/SBBK/PKM-KALODRAN/XII/2025')).toEqual(['wrap-anywhere'])
})

describe('DataList', () => {
  test('shows fifty at a time and says which', async () => {
    const wrapper = mountList(lines(120))
    await vi.waitFor(() => expect(wrapper.findAll('a')).toHaveLength(50))
    expect(wrapper.text()).toContain('1–50 dari 120')
    const next = wrapper.findAll('button').find(button => button.text() === 'Berikutnya')
    await next?.trigger('click')
    await next?.trigger('click')
    expect(wrapper.text()).toContain('101–120 dari 120')
    await vi.waitFor(() => expect(wrapper.findAll('a').map(link => link.text())).toEqual(lines(20, 101).map(line => line.name)))
  })
  test('draws a screenful of another answer at once and the rest in the frames after', async () => {
    const wrapper = mountList(lines(50))
    expect(wrapper.findAll('a')).toHaveLength(14)
    await vi.waitFor(() => expect(wrapper.findAll('a')).toHaveLength(50))
    await wrapper.setProps({ rows: lines(50, 900) })
    expect(wrapper.findAll('a')).toHaveLength(14)
    await vi.waitFor(() => expect(wrapper.findAll('a').at(-1)?.text()).toBe('Baris 949'))
  })
  test('draws an answer whole that keeps most of its rows', async () => {
    const wrapper = mountList(lines(50))
    await vi.waitFor(() => expect(wrapper.findAll('a')).toHaveLength(50))
    await wrapper.setProps({ rows: lines(49, 0) })
    expect(wrapper.findAll('a')).toHaveLength(49)
  })
  test('starts at the top of another answer', async () => {
    const wrapper = mountList(lines(120))
    await wrapper.findAll('button').find(button => button.text() === 'Berikutnya')?.trigger('click')
    await wrapper.setProps({ rows: lines(80, 500) })
    expect(wrapper.findAll('a')[0]?.text()).toBe('Baris 500')
  })
  test('stays on its page when a row changes in place', async () => {
    const wrapper = mountList(lines(120))
    await wrapper.findAll('button').find(button => button.text() === 'Berikutnya')?.trigger('click')
    await wrapper.setProps({ rows: lines(120).map(line => (line.id === '70' ? { ...line, name: 'Diubah' } : line)) })
    expect(wrapper.text()).toContain('51–100 dari 120')
    await vi.waitFor(() => expect(wrapper.text()).toContain('Diubah'))
  })
})

describe('AppButton', () => {
  test('ignores presses while busy, and keeps its place', async () => {
    const pressed: string[] = []
    const wrapper = mount(AppButton, { props: { busy: true, onClick: () => pressed.push('click') }, slots: { default: 'Simpan' }, global: { plugins: [router] } })
    await wrapper.trigger('click')
    expect(pressed).toEqual([])
    expect(wrapper.attributes('aria-busy')).toBe('true')
    expect(wrapper.attributes('disabled')).toBeUndefined()
    await wrapper.setProps({ busy: false })
    await wrapper.trigger('click')
    expect(pressed).toEqual(['click'])
  })
  test('is a link where it leads somewhere', () => {
    const wrapper = mount(AppButton, { props: { to: '/anggota' }, slots: { default: 'Anggota' }, global: { plugins: [router] } })
    expect(wrapper.element.tagName).toBe('A')
    expect(wrapper.attributes('href')).toBe('/anggota')
  })
})

test('ErrorSummary takes the focus when it appears and leads to the field', async () => {
  const input = document.createElement('input')
  input.id = 'field-nik'
  document.body.append(input)
  const wrapper = mount(ErrorSummary, { props: { items: [] }, attachTo: document.body })
  await wrapper.setProps({ items: [{ field: 'nik', text: 'NIK harus 16 angka.' }] })
  await flushPromises()
  expect(document.activeElement).toBe(wrapper.get('[role="alert"]').element)
  await wrapper.get('a').trigger('click')
  expect(document.activeElement).toBe(input)
  wrapper.unmount()
  input.remove()
})
