import { keptDoor } from './record.ts'
import { handOn } from './typed-early.ts'

/** A kept door on the screen, before the app is there. */
export interface ShownDoor {
  /** When no finger and no mouse button is down on it: a press that began on it would end on another page. */
  released(): Promise<void>
  /**
   * Lets the app draw into its place, within one task, so that nobody sees a gap and the keyboard of the screen stays. If the app's door
   * is drawn from the same facts, all that was done here goes on there; otherwise nothing of it does: it was typed at another door.
   */
  giveWay(app: HTMLElement, facts: string, draw: () => unknown): void
}

const SPINNER = 'size-5 shrink-0 animate-spin rounded-full border-2 border-current border-r-transparent'

/** What can be focused or pressed, in the order in which it stands; the kept door and the true one have the same. */
const partsOf = (door: Element): HTMLElement[] => [...door.querySelectorAll<HTMLElement>('input, button')]

/** Shows the kept door beside the app's own place; null where there is none that is right. */
export function showKeptDoor(app: HTMLElement): ShownDoor | null {
  const kept = keptDoor()
  if (!kept) return null
  const door = document.createElement('div')
  // Our own markup, as Vue made it from texts that it escapes; only scripts of this origin can have put it there, and those could do anything.
  door.innerHTML = kept.markup
  const form = door.querySelector('form')
  const username = form?.querySelector<HTMLInputElement>('#field-username')
  const password = form?.querySelector<HTMLInputElement>('#field-password')
  const submit = form?.querySelector<HTMLButtonElement>('button[type="submit"]')
  if (!form || !username || !password || !submit) return null
  const people = [...door.querySelectorAll<HTMLButtonElement>('button[value]')]
  const spinner = document.createElement('span')
  spinner.className = SPINNER
  spinner.setAttribute('aria-hidden', 'true')
  let pressed = false
  /** Buttons that only the app can answer, as often as they were pressed. */
  const later: number[] = []
  let released = Promise.resolve()

  function press(down: boolean): void {
    pressed = down
    const busy = down && username?.value.trim() !== '' && password?.value !== ''
    if (busy) {
      submit?.setAttribute('aria-busy', 'true')
      submit?.setAttribute('aria-disabled', 'true')
      submit?.prepend(spinner)
    } else {
      submit?.removeAttribute('aria-busy')
      submit?.removeAttribute('aria-disabled')
      spinner.remove()
    }
  }
  function showChosen(): void {
    for (const person of people) person.setAttribute('aria-pressed', String(person.value === username?.value.trim()))
  }
  function choose(person: HTMLButtonElement): void {
    if (!username) return
    username.value = person.value
    press(false)
    showChosen()
    password?.focus()
  }

  door.addEventListener('submit', event => {
    // The password must not go into an address.
    event.preventDefault()
    if (username.value.trim() === '') username.focus()
    else if (password.value === '') password.focus()
    press(true)
  })
  door.addEventListener('input', () => {
    press(false)
    showChosen()
  })
  door.addEventListener('click', event => {
    const button = event.target instanceof Element ? event.target.closest('button') : null
    if (!button || button === submit) return
    if (people.includes(button)) choose(button)
    else later.push(partsOf(door).indexOf(button))
  })
  door.addEventListener('pointerdown', () => {
    released = new Promise(resolve => {
      const listening = new AbortController()
      const end = (): void => {
        listening.abort()
        // The press itself comes right after its end.
        setTimeout(resolve)
      }
      for (const ending of ['pointerup', 'pointercancel', 'contextmenu', 'blur']) window.addEventListener(ending, end, { signal: listening.signal })
    })
  })

  document.title = kept.title
  document.documentElement.lang = kept.language
  app.before(door)
  const only = people.find(person => person.getAttribute('aria-pressed') === 'true')
  if (only) username.value = only.value
  let first = only ? password : people.length === 0 ? username : null
  // To focus is to lay out the page: it waits for the frame that does so anyway.
  requestAnimationFrame(() => {
    if (door.isConnected && !door.contains(document.activeElement)) first?.focus()
    first = null
  })

  return {
    released: () => released,
    giveWay(app, facts, draw) {
      const same = facts === kept.facts
      const { scrollX, scrollY } = window
      handOn(same ? { username: username.value, password: password.value, pressed } : null, draw)
      const [before, after] = [partsOf(door), partsOf(app)]
      const alike = same && before.length === after.length
      if (alike) moveFocus(before, after, first ?? document.activeElement)
      door.remove()
      window.scrollTo(scrollX, scrollY)
      if (alike) for (const place of later) after[place]?.click()
    },
  }
}

function moveFocus(before: readonly HTMLElement[], after: readonly HTMLElement[], focused: Element | null): void {
  const place = before.findIndex(part => part === focused)
  const [from, to] = [before[place], after[place]]
  to?.focus({ preventScroll: true })
  if (from instanceof HTMLInputElement && to instanceof HTMLInputElement) to.setSelectionRange(from.selectionStart, from.selectionEnd)
}
