import { z } from 'zod'

const setupAnswer = z.object({ needed: z.boolean() })

/** Whether the server waits for its first-run set-up; null when it did not answer. Asked before there is any session. */
export async function isSetUpNeeded(): Promise<boolean | null> {
  try {
    const response = await fetch('/api/setup', { headers: { accept: 'application/json' }, signal: AbortSignal.timeout(10_000) })
    if (!response.ok) return null
    return setupAnswer.parse(await response.json()).needed
  } catch {
    return null
  }
}
