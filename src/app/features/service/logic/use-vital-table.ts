import { computed, type ComputedRef } from 'vue'
import { parseStream } from '#domain/core/streams.ts'
import { limitsWith, type VitalTable } from '#domain/rules/clinic/vital-limits.ts'
import { useApp } from '#app/context.ts'
import type { StoredRecord } from '#app/db/record-store.ts'
import { useLive } from '#app/shared/use-live.ts'

/** The limits that hold at this desk: the house's, with what its puskesmas set in their place; and the setting itself. */
export function useVitalTable(): { readonly table: ComputedRef<VitalTable>; readonly setting: ComputedRef<StoredRecord<'clinic-setting'> | undefined> } {
  const app = useApp()
  const { data } = useLive(async () => {
    const stream = app.homeStream('clinical')
    const pustu = await app.store.get('facility', (stream ? parseStream(stream)?.place : undefined) ?? '')
    return app.store.get('clinic-setting', `klinik-${pustu?.data.parentId ?? ''}`)
  }, [{ kind: 'clinic-setting' }, { kind: 'facility' }])
  return { table: computed(() => limitsWith(data.value?.data)), setting: computed(() => data.value) }
}
