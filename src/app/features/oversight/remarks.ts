import { addDays, type Day, type Month } from '#domain/core/day.ts'
import { COOP_EXAMINERS, COOP_STAFF, type Role } from '#domain/core/roles.ts'
import { err, ok, type Result } from '#domain/core/result.ts'
import { REMARK_TOPICS, type RemarkData } from '#domain/records/remark.ts'
import type { AppContext } from '#app/context.ts'
import { createDraft, patchDraft, voidDraft, type RecordReader, type SaveFailure } from '#app/db/record-store.ts'
import type { Kmp } from '#app/shared/coop/kmp.ts'
import type { Remark } from '#app/shared/coop/remarks.ts'

/** All remarks of a KMP, open ones first by due day, then the closed ones, the latest first. */
export async function readRemarks(reader: RecordReader, kmp: Kmp): Promise<Remark[]> {
  const all = (await reader.scan('remark')).filter(remark => remark.stream === kmp.streams.finance && remark.state === 'live')
  return all.sort((a, b) => rank(a) - rank(b) || (rank(a) === 0 ? a.data.dueOn.localeCompare(b.data.dueOn) : b.data.on.localeCompare(a.data.on)) || a.id.localeCompare(b.id))
}
const rank = (remark: Remark): number => (remark.data.closed === null ? 0 : 1)

/** In which of these roles the user stands at that cooperative. */
export const standsAs = (app: Pick<AppContext, 'user'>, kmp: Pick<Kmp, 'id'>, roles: readonly Role[]): boolean => app.user.grants.some(grant => grant.place === kmp.id && roles.includes(grant.role))
export const mayAnswer = (app: Pick<AppContext, 'user'>, kmp: Pick<Kmp, 'id'>, { data }: Remark): boolean => data.closed === null && standsAs(app, kmp, COOP_STAFF)
export const mayClose = (app: Pick<AppContext, 'user'>, kmp: Pick<Kmp, 'id'>, { data }: Remark): boolean => data.closed === null && data.answer !== null && standsAs(app, kmp, COOP_EXAMINERS)
/** Only its author takes it back, and only while nobody has answered. */
export const mayWithdraw = (app: Pick<AppContext, 'user'>, kmp: Pick<Kmp, 'id'>, { data }: Remark): boolean => data.by === app.user.id && data.answer === null && standsAs(app, kmp, COOP_EXAMINERS)

export interface RemarkForm { month: string; topic: string; text: string; dueOn: string }
export const remarkForm = (month: Month, today: Day): RemarkForm => ({ month, topic: '', text: '', dueOn: addDays(today, 14) })
export type RemarkProblem = { readonly field: keyof RemarkForm; readonly word: 'errTopic' | 'errText' | 'errDue' | 'errDuePast' }

export function remarkProblems(form: RemarkForm, today: Day): RemarkProblem[] {
  const problems: RemarkProblem[] = []
  if (!REMARK_TOPICS.some(topic => topic === form.topic)) problems.push({ field: 'topic', word: 'errTopic' })
  if (form.text.trim() === '') problems.push({ field: 'text', word: 'errText' })
  if (form.dueOn === '') problems.push({ field: 'dueOn', word: 'errDue' })
  else if (form.dueOn < today) problems.push({ field: 'dueOn', word: 'errDuePast' })
  return problems
}

/** Writes a form without problems as a remark of this user; answers with its id. */
export async function saveRemark(app: AppContext, kmp: Kmp, form: RemarkForm): Promise<Result<string, SaveFailure>> {
  const id = app.newId()
  const data: RemarkData = {
    month: form.month, topic: form.topic as RemarkData['topic'], text: form.text.trim(), on: app.today(), dueOn: form.dueOn as Day, by: app.user.id, name: app.user.name, answer: null, closed: null,
  }
  const saved = await app.store.writeGroup<never>(async () => ok([createDraft('remark', id, kmp.streams.finance, data)]))
  return saved.ok ? ok(id) : saved
}

/** `over`: somebody closed or withdrew it in the meantime. */
export type StepFailure = SaveFailure | { readonly kind: 'over' }
async function step(app: AppContext, id: string, change: (data: RemarkData) => Partial<RemarkData>): Promise<Result<unknown, StepFailure>> {
  return app.store.writeGroup<StepFailure>(async view => {
    const now = await view.get('remark', id)
    return now?.state === 'live' && now.data.closed === null ? ok([patchDraft(now, change(now.data))]) : err({ kind: 'over' })
  })
}

export const answerRemark = (app: AppContext, id: string, text: string): Promise<Result<unknown, StepFailure>> =>
  step(app, id, () => ({ answer: { text: text.trim(), on: app.today(), by: app.user.id, name: app.user.name } }))

export const closeRemark = (app: AppContext, id: string): Promise<Result<unknown, StepFailure>> => step(app, id, () => ({ closed: { on: app.today(), by: app.user.id, name: app.user.name } }))

export async function withdrawRemark(app: AppContext, id: string, reason: string): Promise<Result<unknown, StepFailure>> {
  return app.store.writeGroup<StepFailure>(async view => {
    const now = await view.get('remark', id)
    return now?.state === 'live' && now.data.answer === null ? ok([voidDraft(now, reason)]) : err({ kind: 'over' })
  })
}
