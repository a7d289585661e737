import type { Grant } from '#domain/core/roles.ts'
import { grantedStreams, type Place } from '#domain/rules/access/grants.ts'

/** The small world of every run: one puskesmas, two pustu, two KMP, and the people who work there. */
export const TENANT = 'pkm-kalodran'
export const PLACES: readonly (Place & { readonly name: string; readonly code: string; readonly kelurahan: string })[] = [
  { id: TENANT, type: 'puskesmas', parentId: null, kelurahanCode: '3673031001', name: 'Puskesmas Kalodran', code: 'KALODRAN', kelurahan: 'Kalodran' },
  { id: 'pustu-kiara', type: 'pustu', parentId: TENANT, kelurahanCode: '3673031002', name: 'Pustu Kiara', code: 'KIARA', kelurahan: 'Kiara' },
  { id: 'pustu-teritih', type: 'pustu', parentId: TENANT, kelurahanCode: '3673031003', name: 'Pustu Teritih', code: 'TERITIH', kelurahan: 'Teritih' },
  { id: 'kmp-kiara', type: 'kmp', parentId: TENANT, kelurahanCode: '3673031002', name: 'KMP Kiara', code: 'KMPKIARA', kelurahan: 'Kiara' },
  { id: 'kmp-teritih', type: 'kmp', parentId: TENANT, kelurahanCode: '3673031003', name: 'KMP Teritih', code: 'KMPTERITIH', kelurahan: 'Teritih' },
]

export interface Person { readonly id: string; readonly name: string; readonly grants: readonly Grant[] }
export const PEOPLE: readonly Person[] = [
  { id: 'bidan-kiara', name: 'Bidan Kiara', grants: [{ role: 'nakes', place: 'pustu-kiara' }, { role: 'koperasi', place: 'kmp-kiara' }] },
  { id: 'perawat-kiara', name: 'Perawat Kiara', grants: [{ role: 'nakes', place: 'pustu-kiara' }] },
  { id: 'bidan-teritih', name: 'Bidan Teritih', grants: [{ role: 'nakes', place: 'pustu-teritih' }, { role: 'koperasi', place: 'kmp-teritih' }] },
  { id: 'kapus', name: 'Kepala Puskesmas', grants: [{ role: 'kapus', place: TENANT }] },
  { id: 'lurah-kiara', name: 'Lurah Kiara', grants: [{ role: 'lurah', place: 'kmp-kiara' }] },
]

/** The tablets in order; a run uses the first three to six. Who works on each, the first of them from the start. */
export const TABLETS: readonly { readonly place: string; readonly users: readonly string[] }[] = [
  { place: 'pustu-kiara', users: ['bidan-kiara', 'perawat-kiara'] },
  { place: 'pustu-kiara', users: ['bidan-kiara'] },
  { place: TENANT, users: ['kapus'] },
  { place: 'pustu-kiara', users: ['perawat-kiara', 'bidan-kiara'] },
  { place: 'pustu-teritih', users: ['bidan-teritih'] },
  { place: 'kmp-kiara', users: ['lurah-kiara'] },
]

/** What a person may see, worked out from the table of grants alone: the yardstick for what the server delivers. */
export const streamsOfPerson = (grants: readonly Grant[]): readonly string[] => grantedStreams(grants, PLACES)
