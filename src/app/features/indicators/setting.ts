import type { DataOf } from '#domain/records/index.ts'
import { parseStream, type StreamName } from '#domain/core/streams.ts'
import type { AppContext } from '#app/context.ts'

export type SupervisionSetting = DataOf<'supervision-setting'>
export type OutsideCount = NonNullable<SupervisionSetting['participants']>

/** What holds while the head has saved nothing: no count, nobody in the team. */
export const EMPTY_SETTING: SupervisionSetting = { participants: null, hypertension: null, diabetes: null, team: [] }
export const settingId = (puskesmas: string): string => `binaan-${puskesmas}`

/** The puskesmas of this user and the stream in which its settings stand; null where he has none. */
export function homeOf(app: Pick<AppContext, 'streams'>): { readonly stream: StreamName; readonly puskesmas: string } | null {
  const stream = app.streams('catalogue')[0]
  const puskesmas = stream === undefined ? undefined : parseStream(stream)?.place
  return stream === undefined || puskesmas === undefined ? null : { stream, puskesmas }
}

export async function readSetting(app: Pick<AppContext, 'streams' | 'store'>): Promise<SupervisionSetting> {
  const home = homeOf(app)
  const record = home ? await app.store.get('supervision-setting', settingId(home.puskesmas)) : undefined
  return record?.state === 'live' ? record.data : EMPTY_SETTING
}
