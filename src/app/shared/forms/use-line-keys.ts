import { nextTick, ref, type Ref } from 'vue'

/** The lines of a form with a key each that stays with its line, so that taking one out does not mix up what is typed in the others. */
export function useLineKeys<L>(lines: L[]): {
  readonly keys: Ref<number[]>
  /** Puts a line at the end, or at a place, and the cursor into its field. */
  add(line: L, field: string, at?: number): Promise<void>
  remove(index: number): void
  /** Gives keys to lines that came otherwise; `anew` to all of them. */
  follow(anew?: boolean): void
} {
  const keys = ref(lines.map((_, index) => index))
  let next = lines.length
  return {
    keys,
    async add(line, field, at = lines.length) {
      lines.splice(at, 0, line)
      keys.value.splice(at, 0, next++)
      await nextTick()
      document.getElementById(`field-${field}${at}`)?.focus()
    },
    remove(index) {
      lines.splice(index, 1)
      keys.value.splice(index, 1)
    },
    follow(anew = false) {
      if (anew) keys.value = []
      while (keys.value.length < lines.length) keys.value.push(next++)
    },
  }
}
