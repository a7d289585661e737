import { onScopeDispose } from 'vue'

/** A pause in typing after which a form is kept, and how long unbroken typing may stay on the screen only. */
const PAUSE_MS = 300
const AT_MOST_MS = 1_000

const keepers = new Set<() => Promise<void>>()

/**
 * Keeps what is half typed in every open form, now. The session waits for it before it lets go of the keys; the browser's
 * own signs that a page may end (hidden, left) bring it about as well.
 */
export async function keepAllForms(): Promise<void> {
  await Promise.all([...keepers].map(keep => keep()))
}

let listening = false
function listen(): void {
  if (listening) return
  listening = true
  document.addEventListener('visibilitychange', () => { if (document.visibilityState === 'hidden') void keepAllForms() })
  window.addEventListener('pagehide', () => void keepAllForms())
}

export interface FormKeeper {
  /** Something was typed: it is kept after a pause, and at the latest a second after it began. */
  changed(): void
  /** Keeps what has changed, without waiting. */
  keepNow(): Promise<void>
  /** Runs `last` after every earlier write, and nothing after it: the form was saved or thrown away. */
  finish(last: () => Promise<void>): Promise<void>
}

/**
 * When a form is kept. `write` keeps what is on the screen at that moment; writes follow one another, so that an older
 * state never overtakes a newer one. One that fails is tried again with the next change.
 */
export function useFormKeeper(write: () => Promise<void>): FormKeeper {
  let timer: ReturnType<typeof setTimeout> | undefined
  let dirtySince: number | null = null
  let finished = false
  let chain: Promise<void> = Promise.resolve()

  const stop = (): void => { clearTimeout(timer); timer = undefined }
  function keepNow(): Promise<void> {
    stop()
    if (dirtySince === null || finished) return chain
    dirtySince = null
    chain = chain.then(write).catch(() => { dirtySince ??= Date.now() })
    return chain
  }

  listen()
  keepers.add(keepNow)
  onScopeDispose(() => {
    // Its last write goes on; the session may still wait for it.
    const last = keepNow()
    void last.finally(() => keepers.delete(keepNow))
  })
  return {
    changed() {
      if (finished) return
      dirtySince ??= Date.now()
      stop()
      timer = setTimeout(() => void keepNow(), Math.max(0, Math.min(PAUSE_MS, dirtySince + AT_MOST_MS - Date.now())))
    },
    keepNow,
    finish(last) {
      finished = true
      stop()
      chain = chain.then(last)
      return chain
    },
  }
}
