import type { Json } from '#domain/core/json.ts'
import { createReader } from './reader.ts'
import type { RecordStore } from './record-store.ts'
import type { StoreCore } from './store-core.ts'
import { writeGroup } from './write-group.ts'

/** The features' door to an open store. */
export function createRecordStore(core: StoreCore): RecordStore {
  const reader = createReader(core)
  return {
    ...reader,
    writeGroup: decide => writeGroup(core, reader, decide),
    watch: (interests, onChange) => core.bus.watch(interests, onChange),
    saveFormDraft: async (name: string, value: Json) => core.drafts?.save(name, value),
    loadFormDraft: async (name: string) => core.drafts?.load(name),
    clearFormDraft: async (name: string) => core.drafts?.clear(name),
  }
}
