import { onScopeDispose, ref, shallowRef, watchEffect, type Ref, type ShallowRef } from 'vue'
import { useApp } from '../context.ts'
import type { Interest } from '../db/record-store.ts'

/**
 * A question to the tablet's store whose answer stays right: asked at once, and again when a change touches one of the
 * interests, or when a ref changes that `query` reads before its first await or that `interests` reads.
 * `data` is undefined until the first answer; `failed` says that the last question could not be answered, and the
 * answer before it stays. Changes during a question are answered by one more question, so a burst of sync costs two.
 */
export function useLive<T>(query: () => Promise<T>, interests: readonly Interest[] | (() => readonly Interest[])): { data: ShallowRef<T | undefined>; failed: Ref<boolean> } {
  const { store } = useApp()
  const data = shallowRef<T>()
  const failed = ref(false)
  let round = 0

  watchEffect(onCleanup => {
    const mine = ++round
    let running = false
    let again = false

    const settle = (answer: Promise<T>): void => {
      running = true
      answer.then(
        value => {
          if (mine !== round) return
          data.value = value
          failed.value = false
        },
        () => { if (mine === round) failed.value = true },
      ).finally(() => {
        running = false
        if (again && mine === round) {
          again = false
          settle(ask())
        }
      })
    }
    // A query that throws before its first await is a failed query too.
    const ask = async (): Promise<T> => query()

    onCleanup(store.watch(typeof interests === 'function' ? interests() : interests, () => {
      if (running) again = true
      else settle(ask())
    }))
    settle(ask())
  })
  onScopeDispose(() => { round = -1 })
  return { data, failed }
}
