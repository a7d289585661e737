import { mount, type VueWrapper } from '@vue/test-utils'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { defineComponent, h, reactive } from 'vue'
import { createMemoryHistory, createRouter, RouterView, type Router } from 'vue-router'
import { appContextKey, type AppContext } from '#app/context.ts'
import { keepAllForms } from '#app/shared/form-keeper.ts'
import { useKeptForm, type KeptForm, type Written } from '#app/shared/forms/use-kept-form.ts'
import { useToast } from '#app/ui/use-toast.ts'
import { openContext } from '#tests/support/app-context.ts'

let app: AppContext
let page: VueWrapper | undefined
beforeEach(async () => { app = await openContext([{ role: 'nakes', place: 'pustu-kiara' }]) })
afterEach(() => {
  page?.unmount()
  useToast().clear()
})

interface Opened { readonly form: { text: string }; readonly frame: KeptForm; readonly router: Router; readonly anew: () => number }

/** A page with one text that must not be empty. */
async function open(kept = ''): Promise<Opened> {
  const form = reactive({ text: kept })
  const holder: { frame?: KeptForm } = {}
  let anew = 0
  const Form = defineComponent({
    setup() {
      holder.frame = useKeptForm({
        name: 'surat', content: () => form, isDirty: () => form.text !== '', restored: kept !== '', startOver: () => { anew += 1 },
        problems: () => (form.text === '' ? [{ field: 'text', text: 'Isi teksnya.' }] : []),
      })
      return () => h('div')
    },
  })
  const router = createRouter({ history: createMemoryHistory(), routes: [{ path: '/', component: Form }, { path: '/daftar', name: 'list', component: { render: () => h('div') } }] })
  await router.push('/')
  page = mount(defineComponent({ render: () => h(RouterView) }), { global: { plugins: [router], provide: { [appContextKey as symbol]: app } } })
  if (!holder.frame) throw new Error('nothing was set up')
  return { form, frame: holder.frame, router, anew: () => anew }
}
const draft = (): Promise<unknown> => app.store.loadFormDraft('surat')
const saved: Written = { said: 'Tersimpan.', to: { name: 'list' } }

describe('a kept form', () => {
  it('is kept while it is typed, and forgotten when it is empty again', async () => {
    const { form } = await open()
    form.text = 'Oralit'
    await keepAllForms()
    expect(await draft()).toEqual({ text: 'Oralit' })
    form.text = ''
    await keepAllForms()
    expect(await draft()).toBeUndefined()
  })

  it('says that it was restored until somebody goes on; starting over forgets it and makes it anew', async () => {
    const { form, frame, anew } = await open('Oralit')
    expect(frame.restored).toBe(true)
    frame.keep()
    expect(frame.restored).toBe(false)
    form.text = 'Oralit 10'
    await keepAllForms()
    await frame.startOver()
    expect(await draft()).toBeUndefined()
    expect(anew()).toBe(1)
  })

  it('shows its problems from the first attempt to save on, and writes nothing with one', async () => {
    const { form, frame } = await open()
    expect(frame.errorOf('text')).toBeUndefined()
    await frame.save(() => Promise.reject(new Error('must not be written')))
    expect(frame.errorOf('text')).toBe('Isi teksnya.')
    expect(frame.failure).toBe('')
    form.text = 'Oralit'
    expect(frame.errorOf('text')).toBeUndefined()
  })

  it('saves once at a time, then says so, leaves, and forgets what was kept', async () => {
    const { form, frame, router } = await open()
    form.text = 'Oralit'
    await keepAllForms()
    let writes = 0
    let finish = (): void => {}
    const write = (): Promise<Written> => { writes += 1; return new Promise(resolve => { finish = () => resolve(saved) }) }
    const both = [frame.save(write), frame.save(write)]
    expect(frame.busy).toBe(true)
    finish()
    await Promise.all(both)
    expect(writes).toBe(1)
    expect(frame.busy).toBe(false)
    expect(router.currentRoute.value.name).toBe('list')
    expect(useToast().toasts.map(toast => toast.text)).toEqual(['Tersimpan.'])
    expect(await draft()).toBeUndefined()
  })

  it('a save that is refused or breaks off keeps the text and its draft, says why, and can be pressed again', async () => {
    const { form, frame, router } = await open()
    form.text = 'Oralit'
    await keepAllForms()
    await frame.save(async () => ({ failure: 'Stok berubah.' }))
    expect([frame.failure, frame.busy, form.text]).toEqual(['Stok berubah.', false, 'Oralit'])
    await frame.save(() => Promise.reject(new Error('disk')))
    expect(frame.failure).toContain('BELUM tercatat')
    expect(frame.busy).toBe(false)
    expect(await draft()).toEqual({ text: 'Oralit' })
    expect(router.currentRoute.value.path).toBe('/')
    await frame.save(async () => saved)
    expect(frame.failure).toBe('')
    expect(router.currentRoute.value.name).toBe('list')
  })

  it('one that asks something first neither fails nor leaves', async () => {
    const { form, frame, router } = await open()
    form.text = 'Oralit'
    await frame.save(async () => null)
    expect([frame.failure, frame.busy]).toEqual(['', false])
    expect(router.currentRoute.value.path).toBe('/')
    await keepAllForms()
    expect(await draft()).toEqual({ text: 'Oralit' })
  })

  it('leaving forgets what was kept', async () => {
    const { form, frame, router } = await open()
    form.text = 'Oralit'
    await keepAllForms()
    await frame.leave({ name: 'list' })
    expect(await draft()).toBeUndefined()
    expect(router.currentRoute.value.name).toBe('list')
  })
})
