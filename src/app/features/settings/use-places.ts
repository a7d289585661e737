import type { Role } from '#domain/core/roles.ts'
import { useApp } from '../../context.ts'
import type { StoredRecord } from '../../db/record-store.ts'
import { useLive } from '../../shared/use-live.ts'

export type Facility = StoredRecord<'facility'>

/** The kind of place a role stands at. */
export const PLACE_OF_ROLE: Record<Role, Facility['data']['type']> = {
  nakes: 'pustu', apotek: 'pustu', koperasi: 'kmp', bendahara: 'kmp', ketua: 'kmp', lurah: 'kmp', pengawas: 'kmp', kapus: 'puskesmas', dokter: 'puskesmas', dinkes: 'dinkes',
}
const TYPES: readonly Facility['data']['type'][] = ['puskesmas', 'pustu', 'kmp', 'dinkes']

/** The facilities this tablet knows: puskesmas, pustu, then cooperatives, each by name. */
export function usePlaces() {
  const { store } = useApp()
  return useLive(async () => {
    const all = (await store.scan('facility')).filter(place => place.state === 'live')
    return all.sort((a, b) => TYPES.indexOf(a.data.type) - TYPES.indexOf(b.data.type) || a.data.name.localeCompare(b.data.name, 'id'))
  }, [{ kind: 'facility' }])
}
