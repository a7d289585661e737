import { shallowRef } from 'vue'
import type { Zone } from '#domain/core/day.ts'

/** What stands on the header and on paper. Set by the shell while the tablet is unlocked, null otherwise. */
export interface Place { readonly name: string; readonly parent: string; readonly demo: boolean; readonly zone: Zone }
export const place = shallowRef<Place | null>(null)
