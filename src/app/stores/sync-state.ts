import { computed, shallowRef } from 'vue'
import { defineStore } from 'pinia'
import { QUIET, type SyncStatus } from '../sync/progress.ts'

/** How much of the browser's room is used; `persisted` false: the browser may evict what was not sent yet. */
export interface StorageState { readonly persisted: boolean; readonly usage: number; readonly quota: number }

/** How sync stands, for the line that is always on the screen. It holds numbers, never rows. */
export const useSyncState = defineStore('sync-state', () => {
  const status = shallowRef<SyncStatus>(QUIET)
  const storage = shallowRef<StorageState | null>(null)
  const trigger = shallowRef<() => void>(() => {})

  return {
    phase: computed(() => status.value.phase),
    unsent: computed(() => status.value.unsent),
    sent: computed(() => status.value.sent),
    review: computed(() => status.value.review),
    oldestUnsentAt: computed(() => status.value.oldestUnsentAt),
    lastCompleteAt: computed(() => status.value.lastCompleteAt),
    progress: computed(() => status.value.progress),
    problem: computed(() => status.value.problem),
    storage: computed(() => storage.value),
    /** Asks for a sync now; during a run it makes the run start once more. Returns at once. */
    syncNow(): void { trigger.value() },
    /** For the session only: what the engine reports. */
    report(next: SyncStatus): void { status.value = next },
    reportStorage(next: StorageState | null): void { storage.value = next },
    /** For the session only: what `syncNow` does; `null` while nothing can sync. */
    connect(run: (() => void) | null): void { trigger.value = run ?? (() => {}) },
  }
})
