import { nextTick, onBeforeUnmount, onMounted, readonly, ref, type Ref } from 'vue'

/**
 * Thousands of rows are drawn for the printer only. `printing` is true while somebody prints; a press on the page's own button
 * draws first and prints then, since nothing is drawn any more once a script has asked to print.
 */
export function usePrinting(): { readonly printing: Readonly<Ref<boolean>>; print(): Promise<void> } {
  const printing = ref(false)
  const begin = (): void => { printing.value = true }
  const end = (): void => { printing.value = false }
  onMounted(() => { window.addEventListener('beforeprint', begin); window.addEventListener('afterprint', end) })
  onBeforeUnmount(() => { window.removeEventListener('beforeprint', begin); window.removeEventListener('afterprint', end) })
  return {
    printing: readonly(printing),
    async print() {
      begin()
      await nextTick()
      window.print()
    },
  }
}
