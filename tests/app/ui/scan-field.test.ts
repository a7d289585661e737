import { mount } from '@vue/test-utils'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { nextTick } from 'vue'
import { filmCodes, hasDetector } from '#app/shared/scan/detector.ts'
import ScanField from '#app/shared/pharmacy/ScanField.vue'

const GTIN = '08991234567891'
afterEach(() => vi.unstubAllGlobals())

/** A scanner types like a keyboard: signs into the box, a control sign where an element ends, Enter at the end. */
async function scan(typed: readonly string[], separator: KeyboardEventInit): Promise<unknown> {
  const field = mount(ScanField, { attachTo: document.body })
  const input = field.get('input')
  for (const [index, part] of typed.entries()) {
    if (index > 0) await input.trigger('keydown', separator)
    await input.setValue(input.element.value + part)
  }
  await input.trigger('keydown', { key: 'Enter' })
  const emitted = field.emitted('scan')?.[0]?.[0]
  const said = field.text()
  field.unmount()
  return emitted ?? said
}

describe('the field for the code of a box', () => {
  it('keeps the separator that a text box would drop, as the control sign or as the keys for it', async () => {
    for (const separator of [{ key: '\u001d' }, { key: ']', ctrlKey: true }]) {
      expect(await scan([`01${GTIN}10AB12`, '17270300'], separator)).toEqual({ gtin: GTIN, batch: 'AB12', expiresOn: '2027-03-31', serial: null })
    }
  })

  it('says what is no code and what was misread, and leaves it in the box to be looked at', async () => {
    expect(await scan(['parasetamol'], {})).toContain('Ini bukan kode kemasan obat')
    expect(await scan(['8991234567896'], {})).toContain('mungkin salah baca')
  })

  it('offers the camera only where the tablet can read codes with it', async () => {
    expect(hasDetector()).toBe(false)
    const without = mount(ScanField)
    expect(without.text()).not.toContain('Pindai dengan kamera')
    vi.stubGlobal('BarcodeDetector', class {})
    vi.stubGlobal('navigator', { mediaDevices: {} })
    const withCamera = mount(ScanField)
    expect(withCamera.text()).toContain('Pindai dengan kamera')
    without.unmount()
    withCamera.unmount()
  })
})

describe('the camera', () => {
  /** A camera that shows nothing twice and then a code, as the browser offers it. */
  function camera(): { stopped: () => boolean; video: HTMLVideoElement } {
    let isStopped = false
    let looks = 0
    vi.stubGlobal('BarcodeDetector', class {
      static getSupportedFormats = async () => ['ean_13', 'code_39']
      constructor(readonly options: { formats: string[] }) {}
      async detect() { return (looks += 1) < 3 ? [] : [{ rawValue: this.options.formats.join() }] }
    })
    vi.stubGlobal('navigator', { mediaDevices: { getUserMedia: async () => Object.assign(new MediaStream(), { getTracks: () => [{ stop: () => { isStopped = true } }] }) } })
    const video = document.createElement('video')
    video.play = async () => {}
    return { stopped: () => isStopped, video }
  }

  it('reads until there is a code, of the kinds that stand on boxes, and stops with its signal', async () => {
    const { stopped, video } = camera()
    const ending = new AbortController()
    const code = await new Promise<string>(resolve => void filmCodes(video, ending.signal, resolve))
    expect(code).toBe('ean_13')
    expect(stopped()).toBe(false)
    ending.abort()
    await nextTick()
    expect(stopped()).toBe(true)
  })

  it('lets the camera go at once when it was closed before it began', async () => {
    const { stopped, video } = camera()
    const ending = new AbortController()
    ending.abort()
    await filmCodes(video, ending.signal, () => { throw new Error('nothing may be read') })
    expect(stopped()).toBe(true)
  })
})
