import { onScopeDispose, watchEffect } from 'vue'
import { parseStream, type Purpose } from '#domain/core/streams.ts'
import type { AppContext } from '../context.ts'
import { place } from '../shared/place.ts'
import { useLive } from '../shared/use-live.ts'

const HOME: readonly Purpose[] = ['clinical', 'stock', 'members', 'report', 'catalogue']

/** The facility whose desk this is, by the roles held: the pustu of a nakes, the KMP of a clerk, else the puskesmas. */
function homePlaceId(app: AppContext): string | null {
  if (app.hasRole('kapus') || app.hasRole('dokter')) return app.user.grants.find(grant => grant.role === 'kapus' || grant.role === 'dokter')?.place ?? null
  for (const purpose of HOME) {
    const stream = app.homeStream(purpose)
    if (stream) return parseStream(stream)?.place ?? null
  }
  return null
}

/** Keeps the place on header and paper right, and takes it away at lock. */
export function useShellPlace(app: AppContext, tenantName: string): void {
  const id = homePlaceId(app)
  const { data } = useLive(async () => (id ? app.store.get('facility', id) : undefined), [{ kind: 'facility' }])
  watchEffect(() => {
    const facility = data.value?.data
    place.value = { name: facility?.name ?? tenantName, parent: facility && facility.name !== tenantName ? tenantName : '', demo: app.demo, zone: app.zone }
  })
  onScopeDispose(() => { place.value = null })
}
