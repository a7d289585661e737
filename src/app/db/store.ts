import type { Json } from '#domain/core/json.ts'
import { fromUtf8, utf8 } from '../vault/bytes.ts'
import { createReader } from './reader.ts'
import type { RecordStore } from './record-store.ts'
import type { StoreCore } from './store-core.ts'
import { writeGroup } from './write-group.ts'

/** The features' door to an open store. */
export function createRecordStore(core: StoreCore): RecordStore {
  const reader = createReader(core)
  const { sealing } = core.deps
  const placeOf = (user: string, name: string): string => `draft|${user}|${name}`
  return {
    ...reader,
    writeGroup: decide => writeGroup(core, reader, decide),
    watch: (interests, onChange) => core.bus.watch(interests, onChange),
    async saveFormDraft(name: string, value: Json) {
      if (!core.user || core.closed) return
      const { id, draftKey } = core.user
      const box = await sealing.seal(draftKey, utf8(JSON.stringify(value)), placeOf(id, name))
      await core.db.strict.drafts.put({ user: id, name, box })
    },
    async loadFormDraft(name: string) {
      if (!core.user || core.closed) return undefined
      const { id, draftKey } = core.user
      const draft = await core.db.strict.drafts.get([id, name])
      if (!draft) return undefined
      try {
        return JSON.parse(fromUtf8(await sealing.open(draftKey, draft.box, placeOf(id, name)))) as Json
      } catch {
        // Sealed before a forgotten password was replaced: its key is gone, and nobody can read it any more.
        return undefined
      }
    },
    async clearFormDraft(name: string) {
      if (core.user) await core.db.strict.drafts.delete([core.user.id, name])
    },
  }
}
