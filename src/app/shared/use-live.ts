import { onScopeDispose, ref, shallowRef, watchEffect, type Ref, type ShallowRef } from 'vue'
import { useApp } from '../context.ts'
import type { Interest } from '../db/record-store.ts'

/**
 * A question to the tablet's store whose answer stays right: asked at once, and again when a change touches one of the
 * interests, or when a ref changes that `query` reads before its first await or that `interests` reads.
 * `data` is undefined until the first answer; `failed` says that the last question could not be answered, and the
 * answer before it stays. Changes during a question are answered by one more question, so a burst of sync costs two.
 * `restMs`: so long an answer stands before changes ask again, at once where it has stood longer: for figures that need not
 * follow every page of a long sync.
 */
export function useLive<T>(query: () => Promise<T>, interests: readonly Interest[] | (() => readonly Interest[]), restMs = 0): { data: ShallowRef<T | undefined>; failed: Ref<boolean> } {
  const { store } = useApp()
  const data = shallowRef<T>()
  const failed = ref(false)
  let round = 0

  watchEffect(onCleanup => {
    const mine = ++round
    let running = false
    let again = false
    let answeredAt = -Infinity
    let timer: ReturnType<typeof setTimeout> | undefined

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
        answeredAt = performance.now()
        if (again && mine === round) {
          again = false
          askSoon()
        }
      })
    }
    // A query that throws before its first await is a failed query too.
    const ask = async (): Promise<T> => query()
    const askSoon = (): void => {
      const wait = answeredAt + restMs - performance.now()
      if (wait <= 0) settle(ask())
      else timer ??= setTimeout(() => {
        timer = undefined
        settle(ask())
      }, wait)
    }

    const unwatch = store.watch(typeof interests === 'function' ? interests() : interests, () => {
      if (running) again = true
      else askSoon()
    })
    onCleanup(() => {
      unwatch()
      clearTimeout(timer)
    })
    settle(ask())
  })
  onScopeDispose(() => { round = -1 })
  return { data, failed }
}
