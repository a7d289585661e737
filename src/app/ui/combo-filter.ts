export interface ComboOption { readonly value: string; readonly label: string; readonly detail?: string | undefined }

const fold = (text: string): string => text.toLocaleLowerCase('id').normalize('NFD').replace(/\p{M}/gu, '')

/** Options that hold every word typed, in label or detail; those whose label begins with the text come first. At most `limit`. */
export function filterOptions(options: readonly ComboOption[], typed: string, limit = 50): readonly ComboOption[] {
  const wanted = fold(typed).trim()
  if (wanted === '') return options.slice(0, limit)
  const words = wanted.split(/\s+/)
  const hits = options.filter(option => {
    const text = fold(`${option.label} ${option.detail ?? ''}`)
    return words.every(word => text.includes(word))
  })
  const starts = (option: ComboOption): number => (fold(option.label).startsWith(wanted) ? 0 : 1)
  return hits.sort((a, b) => starts(a) - starts(b)).slice(0, limit)
}
