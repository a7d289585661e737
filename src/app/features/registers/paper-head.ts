import type { AppContext } from '#app/context.ts'
import type { StoredRecord } from '#app/db/record-store.ts'

/** What stands at the head of a register and who signs for the house; '' where the puskesmas has not said. */
export interface PaperHead { readonly agency: string; readonly puskesmas: string; readonly address: string; readonly town: string; readonly head: string; readonly nip: string }
export const HEAD_INTERESTS = [{ kind: 'facility' }, { kind: 'clinic-setting' }] as const

/** Of the puskesmas that these places belong to. */
export async function readPaperHead({ store }: Pick<AppContext, 'store'>, pustu: readonly StoredRecord<'facility'>[]): Promise<PaperHead> {
  const id = pustu[0]?.data.parentId ?? ''
  const [facility, setting] = await Promise.all([store.get('facility', id), store.get('clinic-setting', `klinik-${id}`)])
  const { letterhead, head } = setting?.data ?? {}
  return {
    agency: letterhead?.agency ?? '', puskesmas: facility?.data.name ?? '', address: [letterhead?.address, letterhead?.contact].filter(Boolean).join(' · '), town: letterhead?.town ?? '',
    head: head?.name ?? '', nip: head?.nip ?? '',
  }
}
