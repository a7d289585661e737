/** What somebody did in front of a kept door before the app was there. */
export interface TypedEarly {
  readonly username: string
  readonly password: string
  /** "Masuk" or Enter was pressed, and nothing typed after it. */
  readonly pressed: boolean
}

let typed: TypedEarly | null = null

/** For the page that takes a kept door's place; null for every other, and ever after. A password stays nowhere. */
export const typedEarly = (): TypedEarly | null => typed

/** Draws the page with what was typed. */
export function handOn(early: TypedEarly | null, draw: () => unknown): void {
  typed = early
  try {
    draw()
  } finally {
    typed = null
  }
}
