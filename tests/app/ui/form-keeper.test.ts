import { mount } from '@vue/test-utils'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { defineComponent, h, reactive } from 'vue'
import type { AppContext } from '#app/context.ts'
import { appContextKey } from '#app/context.ts'
import { keepAllForms } from '#app/shared/form-keeper.ts'
import { useFormDraft } from '#app/shared/use-form-draft.ts'
import { useKeptVisit } from '#app/features/service/logic/use-kept-visit.ts'
import { openContext } from '#tests/support/app-context.ts'

let app: AppContext
beforeEach(async () => { app = await openContext([{ role: 'nakes', place: 'pustu-kiara' }]) })
afterEach(() => vi.useRealTimers())

/** A page with one open form, in both ways that forms are kept. */
function openForm(how: 'draft' | 'visit') {
  const form = reactive({ text: '' })
  const page = mount(defineComponent({
    setup() {
      if (how === 'draft') useFormDraft('form', () => form, () => form.text !== '')
      else useKeptVisit(() => 'form', form, () => form.text !== '', () => true)
      return () => h('div')
    },
  }), { global: { provide: { [appContextKey as symbol]: app } } })
  return { form, page }
}
const kept = (): Promise<unknown> => app.store.loadFormDraft('form')

describe.each(['draft', 'visit'] as const)('the last words of a form (%s)', how => {
  test('are kept by a lock in the same moment they are typed', async () => {
    const { form, page } = openForm(how)
    form.text = 'Batuk tiga hari'
    await keepAllForms()
    expect(await kept()).toEqual({ text: 'Batuk tiga hari' })
    form.text = 'Batuk tiga hari, demam'
    await keepAllForms()
    expect(await kept()).toEqual({ text: 'Batuk tiga hari, demam' })
    page.unmount()
  })
  test('are waited for although the page has gone already', async () => {
    const { form, page } = openForm(how)
    form.text = 'Batuk'
    page.unmount()
    await keepAllForms()
    expect(await kept()).toEqual({ text: 'Batuk' })
  })
  test.each([['pagehide', () => window.dispatchEvent(new Event('pagehide'))], ['visibilitychange', () => {
    Object.defineProperty(document, 'visibilityState', { value: 'hidden', configurable: true })
    document.dispatchEvent(new Event('visibilitychange'))
    Reflect.deleteProperty(document, 'visibilityState')
  }]])('are kept at %s', async (_sign, tell) => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    const { form, page } = openForm(how)
    form.text = 'Batuk'
    tell()
    await vi.waitFor(async () => expect(await kept()).toEqual({ text: 'Batuk' }))
    page.unmount()
  })
  test('are kept within a second of typing without a pause', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] })
    const { form, page } = openForm(how)
    for (let key = 0; key < 12; key += 1) {
      form.text += 'a'
      vi.advanceTimersByTime(100)
    }
    vi.useRealTimers()
    await expect.poll(kept).toMatchObject({ text: expect.stringMatching(/^a{10,}$/) })
    page.unmount()
  })
  test('of a form back at its start are forgotten', async () => {
    const { form, page } = openForm(how)
    form.text = 'Batuk'
    await keepAllForms()
    form.text = ''
    await keepAllForms()
    expect(await kept()).toBeUndefined()
    page.unmount()
  })
})
