import { tidyNik } from '#domain/rules/members/nik.ts'

/** What was looked for and not found, for the form of a new patient; taken once. Not in the address: the browser writes those down. */
let typed = ''

export function noteTyped(query: string): void {
  typed = query.trim()
}

/** The name or the NIK that was typed in the search before the form was opened. */
export function takeTyped(): { readonly name: string; readonly nik: string; readonly phone: string } {
  const text = typed
  typed = ''
  if (/^\d{16}$/.test(tidyNik(text))) return { name: '', nik: tidyNik(text), phone: '' }
  if (/^(\+?62|0)[\d\s.()-]{7,}$/.test(text)) return { name: '', nik: '', phone: text }
  return { name: /\d/.test(text) ? '' : text, nik: '', phone: '' }
}
