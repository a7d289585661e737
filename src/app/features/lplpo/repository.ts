import { addMonths, daysOfMonth, monthOf, type Day, type Month } from '#domain/core/day.ts'
import { sameJson } from '#domain/core/json.ts'
import { err, ok, type Result } from '#domain/core/result.ts'
import { streamOf } from '#domain/core/streams.ts'
import type { Fund } from '#domain/records/stock-movement.ts'
import type { Balance } from '#domain/rules/pharmacy/balance.ts'
import { drugFacts, type DrugFacts, type PharmacySetting } from '#domain/rules/pharmacy/drug-facts.ts'
import { buildLplpo, columnsOf, type LplpoData, type LplpoLine, type LplpoParams } from '#domain/rules/pharmacy/lplpo.ts'
import { chains, isStanding, lplpoStanding } from '#domain/rules/pharmacy/lplpo-rules.ts'
import type { AppContext } from '#app/context.ts'
import { createDraft, patchDraft, type Interest, type RecordReader, type SaveFailure, type StoredRecord } from '#app/db/record-store.ts'
import { monthFold } from '#app/shared/pharmacy/stock-folds.ts'
import { drugName, readBatches, readPharmacySetting } from '#app/shared/pharmacy/stock.ts'

export type Report = StoredRecord<'lplpo'>
export type FundChoice = LplpoData['fund']
export interface PustuPlace { readonly stream: string; readonly id: string; readonly name: string }

/** What a drug is called and counted in, for the columns that a report does not freeze. */
export interface DrugLabel { readonly name: string; readonly unit: string }
export type DrugLabels = ReadonlyMap<string, DrugLabel>

export const DRAFT_INTERESTS: readonly Interest[] = [{ kind: 'stock-movement' }, { kind: 'drug' }, { kind: 'lplpo' }, { kind: 'pharmacy-setting' }]

export async function readDrugs(view: RecordReader): Promise<{ id: string; data: DrugFacts }[]> {
  return (await view.scan('drug')).filter(drug => drug.state === 'live').map(({ id, data }) => ({ id, data: drugFacts(data) }))
}
export const labelsOf = (drugs: readonly { readonly id: string; readonly data: DrugFacts }[]): DrugLabels =>
  new Map(drugs.map(({ id, data }) => [id, { name: drugName(data), unit: data.unit }]))

/** By the name of the drug, as the form wants it ("menurut abjad"). */
export function byDrugName<L extends { readonly drugId: string }>(lines: readonly L[], labels: DrugLabels): L[] {
  const nameOf = (line: L): string => labels.get(line.drugId)?.name ?? line.drugId
  return [...lines].sort((a, b) => nameOf(a).localeCompare(nameOf(b), 'id', { numeric: true }) || (a.drugId < b.drugId ? -1 : 1))
}

/** The reports of a month at one pustu, the newest first (ids are made in time order). */
export async function reportsOf(view: RecordReader, stream: string, month: string): Promise<Report[]> {
  return (await view.byKey('lplpo', 'month', month)).filter(report => report.stream === stream && report.state === 'live').sort((a, b) => (a.id < b.id ? 1 : -1))
}

/** Why a month cannot be sent now. */
export type Blocker =
  | { readonly kind: 'negative'; readonly drugIds: readonly string[] }
  | { readonly kind: 'previous-returned' | 'next-differs' | 'too-many' | 'future' }
  | { readonly kind: 'standing'; readonly report: Report }

/** A month as the ledger gives it now. */
export interface Draft {
  readonly month: string
  readonly fund: FundChoice
  readonly lines: readonly LplpoLine[]
  readonly labels: DrugLabels
  readonly params: LplpoParams
  readonly setting: PharmacySetting
  /** The report this month opens with (BR-29). */
  readonly previous: Report | null
  /** The returned report that this one would answer. */
  readonly replaces: Report | null
  readonly blockers: readonly Blocker[]
  /** Batches below zero, also where the drug as a whole is not (BR-30). */
  readonly negative: readonly Balance[]
  /** Funds of programme stock that the ledger knows. */
  readonly funds: readonly Fund[]
  readonly isRunning: boolean
}

const MOST_LINES = 300

export async function readDraft(app: AppContext, view: RecordReader, stream: string, month: string, fund: FundChoice): Promise<Draft> {
  const [months, drugs, setting, now, before, after, balances] = await Promise.all([
    view.fold(monthFold, stream), readDrugs(view), readPharmacySetting(app, view),
    reportsOf(view, stream, month), reportsOf(view, stream, addMonths(month, -1)), reportsOf(view, stream, addMonths(month, 1)), readBatches(view, stream),
  ])
  const { standing, returned, previous, isFirst, next } = lplpoStanding(fund, { before, now, after })
  const { rule, workingDays, leadDays, bufferPercent, roundToPack } = setting
  const params = { rule, workingDays, leadDays, bufferPercent, roundToPack }
  const isRunning = month === monthOf(app.today())
  const labels = labelsOf(drugs)
  const built = buildLplpo({ months, month, fund, params, previous: previous?.data.lines ?? null, drugs, ...(isRunning ? { through: app.today() } : {}) })
  const lines = byDrugName(built, labels)

  const blockers: Blocker[] = []
  if (standing) blockers.push({ kind: 'standing', report: standing })
  if (month > monthOf(app.today())) blockers.push({ kind: 'future' })
  const below = lines.filter(line => line.closing < 0).map(line => line.drugId)
  if (below.length > 0) blockers.push({ kind: 'negative', drugIds: below })
  if (!previous && !isFirst) blockers.push({ kind: 'previous-returned' })
  if (next && !chains(columnsOf(lines), next.data.lines)) blockers.push({ kind: 'next-differs' })
  if (lines.length > MOST_LINES) blockers.push({ kind: 'too-many' })

  return {
    month, fund, lines, labels, params, setting, previous, isRunning, blockers,
    replaces: returned[0] ?? null,
    negative: balances.filter(balance => balance.source === 'program' && balance.quantity < 0 && (fund === 'semua' || balance.fund === fund)),
    funds: [...new Set([...months.values()].filter(one => one.source === 'program').map(one => one.fund))],
  }
}

export interface VisitCount { readonly all: number; readonly withPrescription: number }

/** Signed visits of the month at a pustu; null for who may not read visits: nothing is made up for him. */
export async function countVisits(app: AppContext, view: RecordReader, pustu: string, month: string): Promise<VisitCount | null> {
  const stream = streamOf('clinical', pustu)
  if (!app.streams('clinical').includes(stream)) return null
  const days = await Promise.all(daysOfMonth(month as Month).map(day => view.byDay('visit', day)))
  const visits = days.flat().filter(visit => visit.stream === stream && visit.state === 'live' && visit.data.signature !== null)
  return { all: visits.length, withPrescription: visits.filter(visit => visit.data.prescription.length > 0).length }
}

export type SendFailure = SaveFailure | { readonly kind: 'changed' } | { readonly kind: 'blocked'; readonly blocker: Blocker }

/**
 * Freezes what the page showed. The month is made again under the lock: if the ledger has changed meanwhile, nothing is sent
 * and the person looks again.
 */
export async function sendReport(app: AppContext, place: PustuPlace, draft: Draft, notes: Readonly<Record<string, string>>): Promise<Result<string, SendFailure>> {
  const code = (await app.store.get('facility', place.id))?.data.code ?? place.id
  const number = `LPLPO/${await app.nextLabel('dokumen', code)}`
  const id = app.newId()
  const saved = await app.store.writeGroup<SendFailure>(async view => {
    const fresh = await readDraft(app, view, place.stream, draft.month, draft.fund)
    const [blocker] = fresh.blockers
    if (blocker) return err({ kind: 'blocked', blocker })
    if (!sameJson(fresh.lines, draft.lines) || !sameJson(fresh.params, draft.params)) return err({ kind: 'changed' })
    const named = new Set(fresh.lines.map(line => line.drugId))
    return ok([createDraft('lplpo', id, place.stream, {
      month: fresh.month, fund: fresh.fund, number, sentBy: app.user.id, sentOn: app.today(), replaces: fresh.replaces?.id ?? null, params: fresh.params,
      visits: await countVisits(app, view, place.id, fresh.month), lines: columnsOf(fresh.lines),
      notes: Object.fromEntries(Object.entries(notes).map(([drugId, note]) => [drugId, note.trim()] as const).filter(([drugId, note]) => note !== '' && named.has(drugId))),
      decision: null, given: null,
    })])
  })
  return saved.ok ? ok(id) : saved
}

export type AnswerFailure = SaveFailure | { readonly kind: 'answered' | 'gone' | 'later-sent' }

/** The answer of the puskesmas: `given` a figure a line approves, `null` returns it for the reason given. */
export async function answerReport(app: AppContext, id: string, given: readonly number[] | null, reason: string): Promise<Result<null, AnswerFailure>> {
  const saved = await app.store.writeGroup<AnswerFailure>(async view => {
    const report = await view.get('lplpo', id)
    if (!report) return err({ kind: 'gone' })
    if (report.data.decision !== null) return err({ kind: 'answered' })
    const later = given === null && (await reportsOf(view, report.stream, addMonths(report.data.month, 1))).some(next => next.data.fund === report.data.fund && isStanding(next))
    if (later) return err({ kind: 'later-sent' })
    const decision = { choice: given === null ? 'dikembalikan' as const : 'disetujui' as const, by: app.user.id, on: app.today() as Day, reason: reason.trim() }
    return ok([patchDraft(report, { decision, given: given === null ? null : [...given] })])
  })
  return saved.ok ? ok(null) : saved
}

/** Whether this user makes the reports of a pustu: who only reads its stock does not. */
export const mayReport = (app: AppContext, pustu: string): boolean => app.user.grants.some(grant => grant.place === pustu && (grant.role === 'nakes' || grant.role === 'apotek'))

/** The name of the puskesmas a pustu belongs to, or of the place itself where it has none above it. */
export async function puskesmasOf(view: RecordReader, place: string): Promise<string> {
  const own = await view.get('facility', place)
  const parent = own?.data.parentId ? await view.get('facility', own.data.parentId) : undefined
  return parent?.data.name ?? own?.data.name ?? place
}
