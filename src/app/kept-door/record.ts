import type { Language } from '../locales/use-words.ts'
import { keptLanguage } from '../shared/kept-language.ts'
import type { SessionView } from '../vault/session-view.ts'

const KEY = 'kkd-door'
/** The address of the file that this stands in: its name changes with everything the app's first file leads to. */
const BUILD = import.meta.url

/**
 * The sign-in page as this tablet drew it last, with nothing typed: at the next opening it is shown before the app is there
 * (docs/adr/0018). It holds what the page shows: the tablet's name, and names that lie in the clear beside it in IndexedDB.
 */
export interface KeptDoor {
  readonly language: string
  /** What it was drawn from; see `factsOf`. */
  readonly facts: string
  readonly title: string
  readonly markup: string
}

interface Stored extends KeptDoor { readonly build: string }

/** Everything of a tablet that its door shows. Two doors of the same facts look alike. */
export function factsOf({ tablet, knownUsers }: Pick<SessionView, 'tablet' | 'knownUsers'>): string {
  return JSON.stringify([tablet && [tablet.dev, tablet.name, tablet.tenant.id, tablet.tenant.name, tablet.tenant.demo], knownUsers.map(({ username, name }) => [username, name])])
}

/** The door that was kept, if this build drew it in the tablet's present language. */
export function keptDoor(): KeptDoor | null {
  const door = stored()
  return door && door.build === BUILD && door.language === keptLanguage() ? door : null
}

/** Keeps the door as it is drawn now, which has to be with nothing typed, for the next opening. */
export function keepDoor(language: Language, facts: string, drawn: HTMLElement): void {
  // Whoever looks at a password while he types leaves its box as one of plain text: no door to begin with.
  if (!drawn.querySelector('input[type="password"]')) return
  const door = JSON.stringify({ build: BUILD, language, facts, title: document.title, markup: drawn.outerHTML } satisfies Stored)
  try {
    if (window.localStorage.getItem(KEY) !== door) window.localStorage.setItem(KEY, door)
  } catch {
    // Without room for it the next opening waits for the app.
    forgetDoor()
  }
}

export function forgetDoor(): void {
  try {
    window.localStorage.removeItem(KEY)
  } catch {
    // Where nothing can be kept, there is nothing to forget.
  }
}

/** Forgets a door that would show another tablet than this one, other people, or a tablet that the server does not know any more. */
export function forgetOtherDoor(view: Pick<SessionView, 'tablet' | 'knownUsers' | 'revoked'>): void {
  if (view.revoked || stored()?.facts !== factsOf(view)) forgetDoor()
}

function stored(): Stored | null {
  try {
    const door = JSON.parse(window.localStorage.getItem(KEY) ?? 'null') as Partial<Record<keyof Stored, unknown>> | null
    const parts = [door?.build, door?.language, door?.facts, door?.title, door?.markup]
    return parts.every(part => typeof part === 'string') ? door as Stored : null
  } catch {
    return null
  }
}
