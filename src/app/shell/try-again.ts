const PATIENCE_MS = 10_000

/**
 * Loads the app anew if it can be had: a page loaded without a network would be the browser's own, with no way back.
 * @returns false where the server does not answer.
 */
export async function tryAgain(): Promise<boolean> {
  if (!navigator.serviceWorker?.controller && !(await serverAnswers())) return false
  window.location.reload()
  return true
}

/** Asked past every cache: the service worker answers no HEAD. */
async function serverAnswers(): Promise<boolean> {
  try {
    const answer = await fetch('/', { method: 'HEAD', cache: 'no-store', signal: AbortSignal.timeout(PATIENCE_MS) })
    return answer.ok
  } catch {
    return false
  }
}
