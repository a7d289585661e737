import { reactive, readonly } from 'vue'
import type { Tone } from './tone.ts'

export interface Toast { readonly id: number; readonly tone: Tone; readonly text: string }

const toasts = reactive<Toast[]>([])
let nextId = 1
const STAYS_MS = 6_000

function dismiss(id: number): void {
  const index = toasts.findIndex(toast => toast.id === id)
  if (index >= 0) toasts.splice(index, 1)
}

/** Short news at the edge of the screen. What went wrong stays until it is closed, all else goes after six seconds. */
export function useToast() {
  return {
    toasts: readonly(toasts),
    dismiss,
    show(toast: { readonly tone: Tone; readonly text: string }): void {
      const id = nextId++
      toasts.push({ id, ...toast })
      if (toasts.length > 3) toasts.shift()
      if (toast.tone !== 'bad') setTimeout(() => dismiss(id), STAYS_MS)
    },
    /** At lock and switch of user: news of one user is not for the next. */
    clear(): void { toasts.splice(0) },
  }
}
