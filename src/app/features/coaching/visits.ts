import type { Day } from '#domain/core/day.ts'
import { err, ok, type Result } from '#domain/core/result.ts'
import { streamOf } from '#domain/core/streams.ts'
import type { CoachingVisit } from '#domain/records/coaching-visit.ts'
import { checklistName, type Checklist } from '#domain/rules/supervision/checklist.ts'
import type { AppContext } from '#app/context.ts'
import { createDraft, patchDraft, voidDraft, type Interest, type SaveFailure } from '#app/db/record-store.ts'
import { LETTERHEAD_INTERESTS, readLetterhead, type Letterhead } from '#app/shared/letterhead.ts'
import { SUPERVISION_CHECKLIST } from '#seeds/checklists/checklists.ts'
import { byUrgency, lineOf, placeNames, placeOf, readPhotos, staffOf, type FindingLine, type Person, type Photo } from './findings.ts'
import type { Visit } from './plans.ts'

/** The checklist of a visit; null of an edition that this version does not hold. */
export const checklistOf = (name: string): Checklist | null => (name === checklistName(SUPERVISION_CHECKLIST) ? SUPERVISION_CHECKLIST : null)

export interface VisitFile {
  readonly visit: Visit
  readonly placeId: string
  readonly place: string
  readonly checklist: Checklist | null
  readonly head: Letterhead
  /** Found on this visit. */
  readonly found: readonly FindingLine[]
  /** Still open at this pustu from before it: the first thing a visit looks at. */
  readonly earlier: readonly FindingLine[]
  readonly photos: readonly Photo[]
  readonly staff: readonly Person[]
  readonly author: string
  /** The signed visit before this one. */
  readonly last: Day | null
}
export const visitInterests = (id: string): Interest[] => [{ kind: 'coaching-visit' }, { kind: 'finding' }, { kind: 'staff' }, { kind: 'evidence-photo', key: { name: 'of', value: id } }, ...LETTERHEAD_INTERESTS]

export async function readVisit(app: Pick<AppContext, 'store' | 'today' | 'user'>, id: string): Promise<VisitFile | null> {
  const visit = await app.store.get('coaching-visit', id)
  if (!visit) return null
  const placeId = placeOf(visit)
  const [names, head, found, open, photos, staff, author, all] = await Promise.all([
    placeNames(app.store, [placeId]), readLetterhead(app.store, visit.stream), app.store.byKey('finding', 'visit', id), app.store.byKey('finding', 'open', 'ya'),
    readPhotos(app.store, id), staffOf(app.store, placeId), app.store.get('staff', visit.data.author), app.store.scan('coaching-visit'),
  ])
  const line = (finding: typeof found[number]): FindingLine => lineOf(finding, names, app.today())
  const before = all.filter(one => one.stream === visit.stream && one.id !== id && one.state === 'live' && one.data.signature && one.data.on <= visit.data.on).map(one => one.data.on).sort()
  return {
    visit, placeId, place: names.get(placeId) ?? placeId, checklist: checklistOf(visit.data.checklist), head, photos, staff, last: before.at(-1) ?? null,
    author: author?.data.name ?? (visit.data.author === app.user.id ? app.user.name : visit.data.author),
    found: found.filter(one => one.state === 'live').map(line).sort((a, b) => a.finding.data.due.localeCompare(b.finding.data.due) || a.finding.id.localeCompare(b.finding.id)),
    earlier: open.filter(one => one.state === 'live' && placeOf(one) === placeId && one.data.visitId !== id).map(line).sort(byUrgency),
  }
}

export type VisitFailure = SaveFailure | { readonly kind: 'gone' | 'signed' }
type Content = Pick<CoachingVisit, 'team' | 'met' | 'answers' | 'conclusion'>

/** Opens a draft at a pustu, now; from a plan, which then points to it. `copied` is what an earlier, voided one held. Answers its id. */
export async function startVisit(app: AppContext, at: { readonly pustu: string; readonly planId: string | null; readonly copied?: Content }): Promise<Result<string, VisitFailure>> {
  const id = app.newId()
  const blank: Content = { team: [app.user.name], met: [], answers: [], conclusion: '' }
  const data: CoachingVisit = { ...blank, ...at.copied, pustu: at.pustu, on: app.today(), time: app.wallTime(), author: app.user.id, planId: at.planId, checklist: checklistName(SUPERVISION_CHECKLIST), signature: null }
  const saved = await app.store.writeGroup<VisitFailure>(async view => {
    const plan = at.planId === null ? undefined : await view.get('coaching-plan', at.planId)
    if (at.planId !== null && (plan?.state !== 'live' || plan.data.cancelled || plan.data.visitId !== null)) return err({ kind: 'gone' })
    return ok([createDraft('coaching-visit', id, streamOf('service', at.pustu), data), ...(plan ? [patchDraft(plan, { visitId: id })] : [])])
  })
  return saved.ok ? ok(id) : saved
}

async function change(app: AppContext, id: string, changes: Partial<CoachingVisit>): Promise<Result<null, VisitFailure>> {
  const saved = await app.store.writeGroup<VisitFailure>(async view => {
    const now = await view.get('coaching-visit', id)
    if (now?.state !== 'live') return err({ kind: 'gone' })
    return now.data.signature ? err({ kind: 'signed' }) : ok([patchDraft(now, changes)])
  })
  return saved.ok ? ok(null) : saved
}
/** Keeps a draft in the journal, so that it is sent; called as one section is left for another, not with every answer. */
export const saveContent = (app: AppContext, id: string, content: Content): Promise<Result<null, VisitFailure>> => change(app, id, content)

export async function signVisit(app: AppContext, id: string, content: Content): Promise<Result<null, VisitFailure>> {
  const sip = (await app.store.get('staff', app.user.id))?.data.sip?.number ?? ''
  return change(app, id, { ...content, signature: { by: app.user.id, name: app.user.name, sip, on: app.today(), time: app.wallTime() } })
}

/** Takes a visit out of every count; it stays and shows why. Its plan is open again. What was found stays: it is followed up for itself. */
export async function voidVisit(app: AppContext, id: string, reason: string): Promise<Result<null, VisitFailure>> {
  const saved = await app.store.writeGroup<VisitFailure>(async view => {
    const now = await view.get('coaching-visit', id)
    if (now?.state !== 'live') return err({ kind: 'gone' })
    const plan = now.data.planId === null ? undefined : await view.get('coaching-plan', now.data.planId)
    return ok([voidDraft(now, reason), ...(plan?.state === 'live' && plan.data.visitId === id ? [patchDraft(plan, { visitId: null })] : [])])
  })
  return saved.ok ? ok(null) : saved
}

export async function addPhoto(app: AppContext, visit: Visit, item: string | null, image: string, caption: string): Promise<Result<null, SaveFailure>> {
  const saved = await app.store.writeGroup<never>(async () => ok([createDraft('evidence-photo', app.newId(), visit.stream, { of: visit.id, item, image, caption: caption.slice(0, 200), on: app.today(), by: app.user.id })]))
  return saved.ok ? ok(null) : saved
}
/** A picture that should not be there is taken away; one of evidence stays named in its finding. */
export async function removePhoto(app: AppContext, id: string, reason: string): Promise<Result<null, SaveFailure>> {
  const saved = await app.store.writeGroup<never>(async view => {
    const photo = await view.get('evidence-photo', id)
    return ok(photo?.state === 'live' ? [voidDraft(photo, reason)] : [])
  })
  return saved.ok ? ok(null) : saved
}
