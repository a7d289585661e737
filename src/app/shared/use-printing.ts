import { nextTick, onBeforeUnmount, onMounted, ref, type Ref } from 'vue'

/**
 * A large paper is drawn when it is wanted, not with every page: hundreds of rows cost a slow tablet seconds. It stays until
 * the print has ended.
 */
export function usePrinting(): { readonly drawn: Ref<boolean>; print(): Promise<void> } {
  const drawn = ref(false)
  const done = (): void => { drawn.value = false }
  onMounted(() => window.addEventListener('afterprint', done))
  onBeforeUnmount(() => window.removeEventListener('afterprint', done))
  return {
    drawn,
    async print() {
      drawn.value = true
      await nextTick()
      window.print()
    },
  }
}
