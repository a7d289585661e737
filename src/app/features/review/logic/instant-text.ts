import { useApp } from '#app/context.ts'
import { formatInstant } from '#app/shared/format.ts'

/** The wall time a tablet wrote down. A full instant is shown on the clinic's wall, any other text as it stands. */
export function useInstantText(): (text: string) => string {
  const app = useApp()
  return text => (/Z$|[+-]\d\d:?\d\d$/.test(text) ? formatInstant(text, app.zone) : text.replace('T', ' ').slice(0, 16).replace(/(\d\d):(\d\d)$/, '$1.$2'))
}
