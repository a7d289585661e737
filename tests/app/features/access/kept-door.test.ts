import { flushPromises } from '@vue/test-utils'
import { createPinia, setActivePinia } from 'pinia'
import { createApp, nextTick, type App as VueApp } from 'vue'
import { createMemoryHistory, type Router } from 'vue-router'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { err, ok } from '#domain/core/result.ts'
import { createEnrolCode } from '#server/admin/codes.ts'
import { revokeDevice } from '#server/auth/devices.ts'
import App from '#app/App.vue'
import { factsOf } from '#app/kept-door/record.ts'
import { showKeptDoor, type ShownDoor } from '#app/kept-door/show.ts'
import { typedEarly } from '#app/kept-door/typed-early.ts'
import { language } from '#app/locales/use-words.ts'
import { createAppRouter } from '#app/router.ts'
import { keepLanguage } from '#app/shared/kept-language.ts'
import { useSession } from '#app/stores/session.ts'
import { createTabletSession } from '#app/vault/tablet-session.ts'
import { openServer, PASSWORD, TENANT, testPlatform, type Server } from '#tests/app/sync/world.ts'

type Parts = ReturnType<typeof testPlatform>
type Session = ReturnType<typeof useSession>
interface Kept { build: string; language: string; facts: string; title: string; markup: string }

const KEY = 'kkd-door'
const kept = (): Kept | null => JSON.parse(window.localStorage.getItem(KEY) ?? 'null') as Kept | null
const place = (): HTMLElement => document.getElementById('app') as HTMLElement
const doorOf = (root: Element): string => root.querySelector('.min-h-dvh')?.outerHTML ?? ''
const username = (): HTMLInputElement => document.querySelector('#field-username') as HTMLInputElement
const password = (): HTMLInputElement => document.querySelector('#field-password') as HTMLInputElement
const button = (name: string): HTMLButtonElement => [...document.querySelectorAll('button')].find(one => one.textContent?.includes(name) || one.getAttribute('aria-label') === name) as HTMLButtonElement
const aFrame = (): Promise<void> => new Promise(resolve => { requestAnimationFrame(() => resolve()) })

function type(box: HTMLInputElement, text: string): void {
  box.value = text
  box.dispatchEvent(new Event('input', { bubbles: true }))
}
/** Enter: the browser sends the form, unless somebody prevents it. */
function pressEnter(): Event {
  const event = new Event('submit', { bubbles: true, cancelable: true })
  document.querySelector('form')?.dispatchEvent(event)
  return event
}

let server: Server
let parts: Parts
let running: VueApp | null = null
let router: Router

/** The app as a page begins it; the kept door gives way to the app once the session is known. */
async function open(door: ShownDoor | null = null, before: () => void = () => {}): Promise<Session> {
  running?.unmount()
  const pinia = createPinia()
  setActivePinia(pinia)
  const session = useSession()
  router = createAppRouter(createMemoryHistory())
  running = createApp(App).use(pinia)
  const started = session.start(hooks => createTabletSession(parts.platform, hooks))
  await started
  running.use(router)
  await router.push('/')
  const draw = (): unknown => running?.mount(place())
  before()
  if (door) door.giveWay(place(), factsOf(session), draw)
  else draw()
  await flushPromises()
  return session
}

async function enrol(session: Session): Promise<void> {
  const { code } = await createEnrolCode(server.clinic.deps, TENANT, { place: 'pustu-kiara' })
  expect(await session.enrol(code, 'Tablet uji')).toEqual(ok(null))
  await flushPromises()
}

/** Somebody comes in, and the page in front of the lock goes; then he leaves, and it is drawn anew. */
async function comesAndGoes(session: Session, person: string): Promise<void> {
  expect(await session.signIn(person, PASSWORD)).toEqual(ok(null))
  await expect.poll(() => router.currentRoute.value.meta.outside, { timeout: 15_000 }).toBeUndefined()
  await session.switchUser()
  await expect.poll(() => router.currentRoute.value.name).toBe('sign-in')
  await flushPromises()
}

/** A tablet on which these people have signed in, closed at its door. */
async function usedBy(...people: string[]): Promise<void> {
  const session = await open()
  await enrol(session)
  for (const person of people) await comesAndGoes(session, person)
  expect(kept()?.facts).toBe(factsOf(session))
  close()
}

/** The page is shut: nothing stays but what is kept. */
function close(): void {
  running?.unmount()
  running = null
  document.body.innerHTML = '<div id="app"></div>'
}

const shown = (): ShownDoor => {
  const door = showKeptDoor(place())
  if (!door) throw new Error('no door is kept')
  return door
}

beforeEach(async () => {
  window.localStorage.clear()
  language.value = 'id'
  server = await openServer()
  parts = testPlatform(server)
  document.body.innerHTML = '<div id="app"></div>'
})
afterEach(() => {
  close()
  setActivePinia(createPinia())
})

describe('the door that is kept', () => {
  test('is the one that the app draws next, in all its words', async () => {
    await usedBy('bidan', 'perawat')
    document.title = ''
    const door = shown()
    const before = doorOf(document.body)
    expect(before).toContain('Nama perawat')
    expect(document.title).toMatch(/^Masuk/)
    await open(door)
    expect(doorOf(place())).toBe(before)
    expect(document.querySelectorAll('form')).toHaveLength(1)
  })

  test('waits for the password where one person works, and for the name where nobody has signed in yet', async () => {
    await usedBy()
    const door = shown()
    await aFrame()
    expect(document.activeElement?.id).toBe('field-username')
    const session = await open(door)
    expect(document.activeElement?.id).toBe('field-username')
    await comesAndGoes(session, 'bidan')
    expect(kept()?.facts).toBe(factsOf(session))
    close()
    const next = shown()
    await aFrame()
    expect([username().value, document.activeElement?.id]).toEqual(['bidan', 'field-password'])
    await open(next)
    expect([username().value, document.activeElement?.id]).toEqual(['bidan', 'field-password'])
  })

  test('holds nothing that was typed, chosen, or told after a failure', async () => {
    await usedBy('bidan', 'perawat')
    const before = window.localStorage.getItem(KEY)
    const session = await open()
    type(username(), 'Ketikan-Satu')
    type(password(), 'Ketikan-Dua')
    await flushPromises()
    pressEnter()
    await flushPromises()
    await session.signIn('bidan', 'Ketikan-Tiga')
    button('Lihat yang diketik').click()
    button('Nama bidan').click()
    await flushPromises()
    // Drawn anew in another language, with all that in it.
    button('English').click()
    await flushPromises()
    expect(window.localStorage.getItem(KEY)).toBe(before)
    expect(JSON.stringify({ ...window.localStorage })).not.toContain('Ketikan')
  })

  test('is not kept with a password box that shows what is typed', async () => {
    await usedBy('bidan', 'perawat')
    await open()
    button('Lihat yang diketik').click()
    await nextTick()
    window.localStorage.removeItem(KEY)
    button('English').click()
    await flushPromises()
    expect(kept()).toBeNull()
  })

  test('follows the language', async () => {
    await usedBy('bidan')
    await open()
    button('English').click()
    await flushPromises()
    expect(kept()).toMatchObject({ language: 'en', title: expect.stringMatching(/^Sign in/) as unknown })
    expect(kept()?.markup).toContain('Forgot password')
    close()
    keepLanguage('en')
    document.documentElement.lang = 'id'
    shown()
    expect(document.documentElement.lang).toBe('en')
    expect(button('Forgot password')).toBeDefined()
  })
})

describe('a door that may not be right is not shown', () => {
  const spoilt: [string, (door: Kept) => unknown][] = [
    ['of another version', door => ({ ...door, build: door.build.replace('record', 'other') })],
    ['in another language', door => ({ ...door, language: 'en' })],
    ['without a form', door => ({ ...door, markup: '<div></div>' })],
    ['with a part missing', ({ title: _, ...door }) => door],
    ['of another shape', door => [door]],
    ['that is null', () => null],
  ]
  test.each(spoilt)('%s', async (_what, spoil) => {
    await usedBy('bidan')
    window.localStorage.setItem(KEY, JSON.stringify(spoil(kept() as Kept)))
    expect(showKeptDoor(place())).toBeNull()
    expect(document.querySelector('form')).toBeNull()
  })
  test('damaged, gone, or not to be read', async () => {
    await usedBy('bidan')
    window.localStorage.setItem(KEY, window.localStorage.getItem(KEY)?.slice(0, -5) ?? '')
    expect(showKeptDoor(place())).toBeNull()
    window.localStorage.removeItem(KEY)
    expect(showKeptDoor(place())).toBeNull()
    const own = Object.getOwnPropertyDescriptor(window, 'localStorage')
    Object.defineProperty(window, 'localStorage', { configurable: true, get() { throw new DOMException('denied', 'SecurityError') } })
    try {
      expect(showKeptDoor(place())).toBeNull()
      await open()
      expect(username()).not.toBeNull()
    } finally {
      if (own) Object.defineProperty(window, 'localStorage', own)
    }
  })
  test('in the language the tablet was left in', async () => {
    await usedBy('bidan')
    keepLanguage('en')
    expect(showKeptDoor(place())).toBeNull()
  })
})

describe('a kept door is forgotten', () => {
  test('when somebody new signs in, and when the tablet is another one', async () => {
    await usedBy('bidan')
    const session = await open()
    expect(await session.signIn('perawat', PASSWORD)).toEqual(ok(null))
    expect(kept()).toBeNull()
    await comesAndGoes(session, 'perawat')
    expect(kept()?.facts).toBe(factsOf(session))
    const before = kept()?.facts
    await enrol(session)
    expect(factsOf(session)).not.toBe(before)
    expect(kept()?.facts).not.toBe(before)
  })
  test('when the server does not know the tablet any more', async () => {
    await usedBy('bidan')
    const session = await open()
    await revokeDevice(server.clinic.deps, TENANT, session.tablet?.dev ?? '')
    expect(await session.signIn('perawat', PASSWORD)).toEqual(err({ kind: 'device-revoked' }))
    await flushPromises()
    expect(kept()).toBeNull()
  })
  test('when the tablet has lost its memory, and when the memory cannot be opened', async () => {
    await usedBy('bidan')
    const door = window.localStorage.getItem(KEY) ?? ''
    parts = testPlatform(server)
    await open()
    expect(kept()).toBeNull()
    window.localStorage.setItem(KEY, door)
    const session = useSession()
    const broken = { ...parts.platform, databaseName: 'broken', idb: { ...parts.platform.idb, indexedDB: { open() { throw new DOMException('no', 'UnknownError') } } as unknown as IDBFactory } }
    expect(await session.start(hooks => createTabletSession(broken, hooks))).toMatchObject({ ok: false })
    expect(kept()).toBeNull()
  })
})

describe('what is done at a kept door goes on at the true one', () => {
  test('typed names and passwords, the place in them, and nothing of it stays in memory', async () => {
    await usedBy('bidan', 'perawat')
    const door = shown()
    type(username(), 'perawat')
    type(password(), 'Kalimat-Panjang')
    password().focus()
    password().setSelectionRange(3, 7)
    const before = password()
    let during: unknown = null
    const session = await open(door, () => { during = typedEarly() })
    expect(during).toBeNull()
    expect(password()).not.toBe(before)
    expect([username().value, password().value]).toEqual(['perawat', 'Kalimat-Panjang'])
    expect(document.activeElement).toBe(password())
    expect([password().selectionStart, password().selectionEnd]).toEqual([3, 7])
    expect(button('Nama perawat').getAttribute('aria-pressed')).toBe('true')
    expect(typedEarly()).toBeNull()
    expect(session.phase).toBe('signed-out')
    // The next door of this page begins empty.
    await comesAndGoes(session, 'perawat')
    expect([username().value, password().value]).toEqual(['', ''])
  })

  test('a person chosen by his button', async () => {
    await usedBy('bidan', 'perawat')
    const door = shown()
    button('Nama perawat').click()
    expect([username().value, document.activeElement?.id, button('Nama perawat').getAttribute('aria-pressed')]).toEqual(['perawat', 'field-password', 'true'])
    await open(door)
    expect([username().value, document.activeElement?.id, button('Nama perawat').getAttribute('aria-pressed')]).toEqual(['perawat', 'field-password', 'true'])
    expect(button('Nama bidan').getAttribute('aria-pressed')).toBe('false')
  })

  test('Enter signs in as soon as that is possible, and looks so until then; the browser sends nothing', async () => {
    await usedBy('bidan')
    const door = shown()
    type(password(), PASSWORD)
    expect(pressEnter().defaultPrevented).toBe(true)
    expect(document.querySelector('form')?.getAttribute('method')).toBe('dialog')
    expect(button('Masuk').getAttribute('aria-busy')).toBe('true')
    const session = await open(door)
    await expect.poll(() => session.phase).toBe('unlocked')
  })

  test('typing on after Enter takes it back: half a password is sent nowhere', async () => {
    await usedBy('bidan')
    const door = shown()
    type(password(), PASSWORD.slice(0, -2))
    pressEnter()
    type(password(), PASSWORD)
    expect(button('Masuk').hasAttribute('aria-busy')).toBe(false)
    const session = await open(door)
    expect([session.phase, password().value]).toEqual(['signed-out', PASSWORD])
    expect(document.body.textContent).not.toContain('tidak cocok')
  })

  test('Enter without a password leads to it, and is told beside it', async () => {
    await usedBy('bidan', 'perawat')
    const door = shown()
    pressEnter()
    expect(document.activeElement?.id).toBe('field-username')
    type(username(), 'bidan')
    pressEnter()
    expect(document.activeElement?.id).toBe('field-password')
    expect(button('Masuk').hasAttribute('aria-busy')).toBe(false)
    await open(door)
    expect(document.getElementById('field-password-error')?.textContent).toContain('Isi kata sandi')
    expect(document.getElementById('field-username-error')).toBeNull()
    expect(document.activeElement).toBe(password())
  })

  test('what only the app can do is done by it', async () => {
    await usedBy('bidan', 'perawat')
    const door = shown()
    button('Lihat yang diketik').click()
    button('English').click()
    button('Lupa kata sandi').click()
    await open(door)
    expect(document.querySelector('h1')?.textContent).toBe('Sign in')
    expect(password().type).toBe('text')
    await expect.poll(() => document.querySelector('[role="dialog"]')?.textContent, { timeout: 10_000 }).toContain('No record is lost')
  })

  test('nothing, where the true door is another one', async () => {
    await usedBy('bidan')
    const door = shown()
    type(password(), PASSWORD)
    pressEnter()
    // The tablet knows one person more than when its door was kept.
    const elsewhere = createTabletSession(parts.platform, { changed: () => {}, sync: () => {}, storage: () => {} })
    await elsewhere.start()
    await elsewhere.signIn('perawat', PASSWORD)
    await elsewhere.close()
    const session = await open(door)
    expect([session.phase, username().value, password().value]).toEqual(['signed-out', '', ''])
    expect(button('Nama perawat')).toBeDefined()
    expect(document.querySelectorAll('form')).toHaveLength(1)
  })

  test('it does not give way under a finger', async () => {
    await usedBy('bidan')
    const door = shown()
    let gone = false
    button('Masuk').dispatchEvent(new Event('pointerdown', { bubbles: true }))
    const released = door.released().then(() => { gone = true })
    await flushPromises()
    expect(gone).toBe(false)
    window.dispatchEvent(new Event('pointerup'))
    await released
    expect(gone).toBe(true)
  })
})
