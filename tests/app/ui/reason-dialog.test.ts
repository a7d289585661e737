import { mount, type VueWrapper } from '@vue/test-utils'
import { afterEach, describe, expect, it } from 'vitest'
import { nextTick } from 'vue'
import ReasonDialog from '#app/shared/forms/ReasonDialog.vue'
import type { Acted } from '#app/shared/forms/use-act.ts'
import { useToast } from '#app/ui/use-toast.ts'
import { press, settle, words } from '../features/support/show.ts'

let dialog: VueWrapper | undefined
afterEach(() => {
  dialog?.unmount()
  useToast().clear()
  document.body.innerHTML = ''
})
interface Asked { readonly reasons: string[]; answer: (reason: string) => Promise<Acted>; isOpen: boolean }

async function ask(more: Record<string, unknown> = {}): Promise<Asked> {
  const asked: Asked = { reasons: [], answer: async () => ({ said: 'Sudah dibatalkan.' }), isOpen: true }
  dialog = mount(ReasonDialog, {
    attachTo: document.body,
    props: {
      open: true, title: 'Batalkan kiriman 1?', text: 'Catatan tetap tersimpan.', confirm: 'Batalkan kiriman', maxlength: 80,
      act: (reason: string) => { asked.reasons.push(reason); return asked.answer(reason) },
      'onUpdate:open': (open: boolean) => { asked.isOpen = open; void dialog?.setProps({ open }) }, ...more,
    },
  })
  await settle()
  return asked
}
const box = (): HTMLTextAreaElement => {
  const found = document.querySelector('textarea')
  if (!found) throw new Error('the dialog is closed')
  return found
}
async function write(text: string): Promise<void> {
  box().value = text
  box().dispatchEvent(new Event('input', { bubbles: true }))
  await nextTick()
}

describe('a dialog that asks for a reason', () => {
  it('does nothing without one, hands it over without blanks, says what was done and closes', async () => {
    const asked = await ask()
    expect(box().maxLength).toBe(80)
    await write('   ')
    await press('Batalkan kiriman')
    expect(words()).toContain('Tulis alasannya.')
    expect(asked.reasons).toEqual([])
    await write('  salah tujuan ')
    await press('Batalkan kiriman')
    expect(asked.reasons).toEqual(['salah tujuan'])
    expect(asked.isOpen).toBe(false)
    expect(useToast().toasts.map(toast => toast.text)).toEqual(['Sudah dibatalkan.'])
  })

  it('an optional one may stay empty', async () => {
    const asked = await ask({ optional: true, label: 'Catatan' })
    await press('Batalkan kiriman')
    expect(asked.reasons).toEqual([''])
  })

  it('the reason of one act is not offered for the next', async () => {
    const asked = await ask()
    asked.answer = async () => ({ failure: 'Sudah dikonfirmasi.' })
    await write('salah tujuan')
    await press('Batalkan kiriman')
    expect(words()).toContain('Sudah dikonfirmasi.')
    expect(box().value).toBe('salah tujuan')
    await dialog?.setProps({ open: false })
    await dialog?.setProps({ open: true, title: 'Batalkan kiriman 2?' })
    await settle()
    expect(box().value).toBe('')
    expect(words()).toContain('Batalkan kiriman 2?')
    expect(words()).not.toContain('Sudah dikonfirmasi.')
  })

  it('when the act breaks off it says that nothing was recorded, keeps the text, and can be pressed again', async () => {
    const asked = await ask()
    asked.answer = () => Promise.reject(new Error('disk'))
    await write('salah tujuan')
    await press('Batalkan kiriman')
    await settle(() => words().includes('Tablet gagal menyimpan, jadi ini BELUM tercatat.'))
    expect(box().value).toBe('salah tujuan')
    asked.answer = async () => ({ said: 'Sudah dibatalkan.' })
    await press('Batalkan kiriman')
    expect(asked.reasons).toEqual(['salah tujuan', 'salah tujuan'])
    expect(asked.isOpen).toBe(false)
  })

  it('acts once at a time, and says and does what it was opened for though the record behind it turns round', async () => {
    const asked = await ask()
    let finish = (): void => {}
    asked.answer = () => new Promise(resolve => { finish = () => resolve({ said: 'Sudah dibatalkan.' }) })
    await write('salah tujuan')
    await press('Batalkan kiriman')
    await press('Batalkan kiriman')
    expect(asked.reasons).toHaveLength(1)
    await dialog?.setProps({ title: 'Kirim lagi?', confirm: 'Kirim lagi', act: () => Promise.reject(new Error('another act')) })
    expect(words()).toContain('Batalkan kiriman 1?')
    finish()
    await settle(() => !asked.isOpen)
  })
})
