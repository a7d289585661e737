import { mount } from '@vue/test-utils'
import { describe, expect, test } from 'vitest'
import { defineComponent, h, ref, type Component } from 'vue'
import ChoiceField from '#app/ui/ChoiceField.vue'
import CheckField from '#app/ui/CheckField.vue'
import ComboField from '#app/ui/ComboField.vue'
import DayField from '#app/ui/DayField.vue'
import NumberField from '#app/ui/NumberField.vue'
import SelectField from '#app/ui/SelectField.vue'
import TextField from '#app/ui/TextField.vue'

/** A form that holds the field's value, as a page does. */
function inForm(field: Component, props: Record<string, unknown>, start: unknown = '') {
  const model = ref(start)
  const wrapper = mount(defineComponent({ render: () => h(field, { ...props, modelValue: model.value, 'onUpdate:modelValue': (value: unknown) => { model.value = value } }) }), { attachTo: document.body })
  return { wrapper, model }
}
const options = [{ value: 'L', label: 'Laki-laki' }, { value: 'P', label: 'Perempuan' }]

describe('every field', () => {
  const fields: [string, Component, Record<string, unknown>, unknown, string][] = [
    ['TextField', TextField, {}, '', 'input'], ['TextField of several lines', TextField, { multiline: true }, '', 'textarea'], ['NumberField', NumberField, {}, '', 'input'],
    ['SelectField', SelectField, { options }, '', 'select'], ['ComboField', ComboField, { options }, '', 'input'], ['CheckField', CheckField, {}, false, 'input'],
    ['DayField', DayField, {}, '', 'input'],
  ]
  test.each(fields)('%s ties its error and hint to the input', (_name, field, props, start, selector) => {
    const { wrapper } = inForm(field, { label: 'Nama lengkap', hint: 'Seperti di KTP', error: 'Isi nama.', ...props }, start)
    const input = wrapper.get(selector)
    const described = (input.attributes('aria-describedby') ?? '').split(' ').map(id => document.getElementById(id)?.textContent)
    expect(described.join(' ')).toContain('Isi nama.')
    expect(described.join(' ')).toContain('Seperti di KTP')
    expect(input.attributes('aria-invalid')).toBe('true')
    wrapper.unmount()
  })
  test.each(fields)('%s without an error is not invalid', (_name, field, props, start, selector) => {
    const { wrapper } = inForm(field, { label: 'Nama lengkap', ...props }, start)
    expect(wrapper.get(selector).attributes('aria-invalid')).toBeUndefined()
    expect(wrapper.text()).toContain('Nama lengkap')
    wrapper.unmount()
  })
  test('ChoiceField ties its error to the group and names each choice', async () => {
    const { wrapper, model } = inForm(ChoiceField, { label: 'Jenis kelamin', options, error: 'Pilih salah satu.' })
    const group = wrapper.get('[role="radiogroup"]')
    expect(document.getElementById(group.attributes('aria-describedby') ?? '')?.textContent).toContain('Pilih salah satu.')
    await wrapper.get('input[value="P"]').setValue(true)
    expect(model.value).toBe('P')
    wrapper.unmount()
  })
})

describe('DayField', () => {
  const boxes = (wrapper: ReturnType<typeof inForm>['wrapper']) => wrapper.findAll('input')

  test('gives no day until the three boxes make one of the calendar', async () => {
    const { wrapper, model } = inForm(DayField, { label: 'Tanggal lahir' })
    const [date, month, year] = boxes(wrapper)
    await date?.setValue('29')
    await month?.setValue('2')
    await year?.setValue('202')
    expect(model.value).toBe('')
    await year?.setValue('2024')
    expect(model.value).toBe('2024-02-29')
    wrapper.unmount()
  })
  test('keeps what was typed when the calendar has no such day, and says so', async () => {
    const { wrapper, model } = inForm(DayField, { label: 'Tanggal lahir' })
    const [date, month, year] = boxes(wrapper)
    await date?.setValue('31')
    await month?.setValue('02')
    await year?.setValue('1990')
    expect(model.value).toBe('')
    expect(boxes(wrapper).map(box => box.element.value)).toEqual(['31', '02', '1990'])
    expect(wrapper.text()).toContain('tidak ada di kalender')
    wrapper.unmount()
  })
  test('takes back a day that was right before', async () => {
    const { wrapper, model } = inForm(DayField, { label: 'Tanggal lahir' }, '1990-03-12')
    expect(boxes(wrapper).map(box => box.element.value)).toEqual(['12', '3', '1990'])
    await boxes(wrapper)[1]?.setValue('')
    expect(model.value).toBe('')
    expect(boxes(wrapper).map(box => box.element.value)).toEqual(['12', '', '1990'])
    wrapper.unmount()
  })
  test('shows a day that the form fills in, and empties with the form', async () => {
    const { wrapper, model } = inForm(DayField, { label: 'Tanggal lahir' })
    model.value = '2001-12-05'
    await wrapper.vm.$nextTick()
    expect(boxes(wrapper).map(box => box.element.value)).toEqual(['5', '12', '2001'])
    model.value = ''
    await wrapper.vm.$nextTick()
    expect(boxes(wrapper).map(box => box.element.value)).toEqual(['', '', ''])
    wrapper.unmount()
  })
  test('spreads a whole date pasted into the first box', async () => {
    const { wrapper, model } = inForm(DayField, { label: 'Tanggal lahir' })
    await boxes(wrapper)[0]?.setValue('05/12/2001')
    expect(model.value).toBe('2001-12-05')
    wrapper.unmount()
  })
})

describe('NumberField', () => {
  test('keeps the decimal comma as typed', async () => {
    const { wrapper, model } = inForm(NumberField, { label: 'Suhu', decimals: 1 })
    await wrapper.get('input').setValue('36,7')
    expect(model.value).toBe('36,7')
    wrapper.unmount()
  })
  test('shows the dot of an English keypad as the comma it stands for', async () => {
    const { wrapper, model } = inForm(NumberField, { label: 'Suhu', decimals: 1 })
    await wrapper.get('input').setValue('36.7')
    expect(model.value).toBe('36,7')
    expect(wrapper.get('input').element.value).toBe('36,7')
    wrapper.unmount()
  })
  test('leaves dots between thousands alone', async () => {
    const { wrapper, model } = inForm(NumberField, { label: 'Jumlah' })
    await wrapper.get('input').setValue('1.500')
    expect(model.value).toBe('1.500')
    wrapper.unmount()
  })
  test('brings up the pad that fits', () => {
    expect(inForm(NumberField, { label: 'Suhu', decimals: 1 }).wrapper.get('input').attributes('inputmode')).toBe('decimal')
    expect(inForm(NumberField, { label: 'Nadi' }).wrapper.get('input').attributes('inputmode')).toBe('numeric')
  })
})

describe('ComboField', () => {
  const drugs = [{ value: 'amoxicillin-500', label: 'Amoksisilin 500 mg kapsul' }, { value: 'paracetamol-500', label: 'Parasetamol 500 mg tablet', detail: 'sisa 40' }]

  test('narrows while typing and chooses by keyboard', async () => {
    const { wrapper, model } = inForm(ComboField, { label: 'Obat', options: drugs })
    const input = wrapper.get('input')
    await input.setValue('para tablet')
    expect(wrapper.findAll('[role="option"]').map(option => option.text())).toEqual(['Parasetamol 500 mg tabletsisa 40'])
    expect(input.attributes('aria-activedescendant')).toBe(wrapper.get('[role="option"]').attributes('id'))
    await input.trigger('keydown', { key: 'Enter' })
    expect(model.value).toBe('paracetamol-500')
    expect(input.element.value).toBe('Parasetamol 500 mg tablet')
    expect(wrapper.find('[role="listbox"]').exists()).toBe(false)
    wrapper.unmount()
  })
  test('typing on after a choice takes the choice back', async () => {
    const { wrapper, model } = inForm(ComboField, { label: 'Obat', options: drugs }, 'amoxicillin-500')
    expect(wrapper.get('input').element.value).toBe('Amoksisilin 500 mg kapsul')
    await wrapper.get('input').setValue('Amok')
    expect(model.value).toBe('')
    wrapper.unmount()
  })
  test('says that nothing matches', async () => {
    const { wrapper } = inForm(ComboField, { label: 'Obat', options: drugs })
    await wrapper.get('input').setValue('zzz')
    expect(wrapper.get('[role="status"]').text()).toBe('Tidak ada yang cocok')
    wrapper.unmount()
  })
})
