import { sameJson, type JsonObject } from '#domain/core/json.ts'
import type { AddendumData } from '#domain/records/addendum.ts'
import type { ArrivalData } from '#domain/records/arrival.ts'
import type { VisitData } from '#domain/records/visit.ts'
import { isLate } from '#domain/rules/clinic/addendum-rules.ts'
import type { Row } from '#sync/messages.ts'
import type { OfficeView } from './evidence.ts'
import type { World } from './world.ts'

const dataOf = <D>(row: Row): D => row.data as unknown as D

/** What must be true of consultations, whoever worked offline beside whom. */
export function checkClinic(world: World, office: OfficeView): void {
  const rows = office.rows.filter(row => row.state !== 'moved')
  checkSigned(world, office)
  checkQueue(world, rows)
  checkAddenda(world, office, rows)
  for (const row of rows.filter(found => found.kind === 'reading')) {
    if (row.rev !== 1 || row.state !== 'live') world.fail('5', `reading ${row.id} was changed or taken back`)
  }
}

/** BR-45: what was signed stands word for word in every later revision; only a conflict that was open before may still be settled. */
function checkSigned(world: World, office: OfficeView): void {
  const conflicted = new Set(office.rows.filter(row => row.kind === 'conflict').map(row => (row.data as JsonObject | null)?.['recordId']))
  for (const [id, found] of office.revisions) {
    if (conflicted.has(id)) continue
    const revisions = found.filter(one => one.kind === 'visit' && one.data !== null).sort((a, b) => a.rev - b.rev)
    const first = revisions.find(one => (one.data as JsonObject)['signature'])
    for (const later of revisions.filter(one => first && one.rev > first.rev)) {
      if (!sameJson(later.data, first?.data ?? null)) world.fail('5', `visit ${id} changed after it was signed`)
    }
  }
}

/** Whoever was served has a visit that is there, of that patient, and that names his place in the queue. */
function checkQueue(world: World, rows: readonly Row[]): void {
  const visits = new Map(rows.filter(row => row.kind === 'visit').map(row => [row.id, row]))
  const clashed = new Set(rows.filter(row => row.kind === 'conflict').map(row => (row.data as JsonObject | null)?.['recordId']))
  for (const row of rows.filter(found => found.kind === 'arrival' && found.state === 'live' && !clashed.has(found.id))) {
    const { ended, patientId, reason } = dataOf<ArrivalData>(row)
    if (reason !== 'simulasi' || ended?.how !== 'selesai') continue
    const visit = visits.get(ended.visitId ?? '')
    if (!visit) world.fail('3', `arrival ${row.id} ended with a visit that is nowhere`)
    else if (dataOf<VisitData>(visit).arrivalId !== row.id || dataOf<VisitData>(visit).patientId !== patientId) world.fail('3', `arrival ${row.id} ended with somebody else's visit`)
  }
}

/** BR-45: late is what came late, and only a head decided. */
function checkAddenda(world: World, office: OfficeView, rows: readonly Row[]): void {
  const visits = new Map(rows.filter(row => row.kind === 'visit').map(row => [row.id, row]))
  for (const row of rows.filter(found => found.kind === 'addendum')) {
    const data = dataOf<AddendumData>(row)
    const visit = visits.get(data.visitId)
    const signature = visit && dataOf<VisitData>(visit).signature
    if (signature && data.late !== isLate(signature, data.at)) world.fail('5', `addendum ${row.id} says wrongly whether it is late`)
    const decided = (office.revisions.get(row.id) ?? []).filter(one => one.data !== null).sort((a, b) => a.rev - b.rev).find(one => (one.data as JsonObject)['decision'])
    if (decided && !['kapus', 'server'].includes(decided.actor)) world.fail('4', `addendum ${row.id} was decided by ${decided.actor}`)
  }
}
