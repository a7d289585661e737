/** Nobody looks at a tab in the background, and the browser draws it no frames. */
const HIDDEN_MS = 100

/** When the frame has been drawn that is being made now. */
export function drawn(): Promise<void> {
  return new Promise(resolve => {
    if (document.hidden) setTimeout(resolve, HIDDEN_MS)
    else requestAnimationFrame(() => setTimeout(resolve))
  })
}
