import { sameJson } from '#domain/core/json.ts'
import { parseStream, streamOf } from '#domain/core/streams.ts'
import type { DataOf } from '#domain/records/index.ts'
import { FUNDS, type MovementData } from '#domain/records/stock-movement.ts'
import { foldBalances } from '#domain/rules/pharmacy/balance.ts'
import { foldMonths, netOf } from '#domain/rules/pharmacy/ledger.ts'
import { buildLplpo, closingOf, columnsOf, type LplpoData, type LplpoLine } from '#domain/rules/pharmacy/lplpo.ts'
import { balanceFold, monthFold } from '#app/shared/pharmacy/stock-folds.ts'
import type { RecordReader } from '#app/db/record-store.ts'
import type { StoreCore } from '#app/db/store-core.ts'
import type { Row } from '#sync/messages.ts'
import type { OfficeView } from './evidence.ts'
import { PLACES } from './people.ts'
import { isOfPharmacy } from './pharmacy-work.ts'
import type { World } from './world.ts'

/** Conservation in the medicine room: nothing comes from nowhere, nothing is counted twice, and what was sent arrives or is missed. */
export function checkPharmacy(world: World, office: OfficeView): void {
  const live = office.rows.filter(row => row.state === 'live')
  const movements = live.filter(row => row.kind === 'stock-movement')
  checkFlows(world, movements)
  checkReversals(world, movements)
  checkTransfers(world, live)
  checkDeliveries(world, live, movements)
  checkLplpo(world, movements)
}

const dataOf = <D>(row: Row): D => row.data as unknown as D

/** received + moved in − used − moved out − returned − lost ± differences = on hand, per shelf. */
function checkFlows(world: World, movements: readonly Row[]): void {
  for (const stream of new Set(movements.map(row => row.stream))) {
    const own = movements.filter(row => row.stream === stream).map(row => dataOf<MovementData>(row))
    const sums = new Map<string, number>()
    const add = (key: string, quantity: number): void => void sums.set(key, (sums.get(key) ?? 0) + quantity)
    for (const balance of foldBalances(own).values()) add(`${balance.drugId}|${balance.source}|${balance.fund}`, balance.quantity)
    for (const month of foldMonths(own).values()) add(`${month.drugId}|${month.source}|${month.fund}`, -netOf(month.flows))
    for (const [key, rest] of sums) if (rest !== 0) world.fail('3', `${stream} ${key}: flows and balance differ by ${rest}`)
  }
}

/** A movement is taken back once, whatever two offline tablets did. */
function checkReversals(world: World, movements: readonly Row[]): void {
  const seen = new Set<string>()
  for (const row of movements) {
    const data = dataOf<MovementData>(row)
    if (data.reason !== 'dibalik' || data.reverses === null || !isOfPharmacy(data)) continue
    if (seen.has(data.reverses)) world.fail('3', `movement ${data.reverses} is taken back twice`)
    seen.add(data.reverses)
  }
}

/** What a pustu sent to another stands there to be confirmed, and the answer comes back. */
function checkTransfers(world: World, live: readonly Row[]): void {
  const at = new Map(live.map(row => [`${row.stream} ${row.id}`, row]))
  const pustus = new Set(PLACES.filter(place => place.type === 'pustu').map(place => place.id))
  for (const row of live.filter(found => found.kind === 'shipment')) {
    const { to } = dataOf<DataOf<'shipment'>>(row)
    if (to.kind !== 'pustu' || to.id === null || !pustus.has(to.id) || row.stream === streamOf('stock', to.id)) continue
    const sent = at.get(`${streamOf('stock', to.id)} kirim-${row.id}`)
    if (!sent) { world.fail('1', `shipment ${row.id} never stood at ${to.id}`); continue }
    const { confirmation } = dataOf<DataOf<'delivery'>>(sent)
    const answer = at.get(`${row.stream} tiba-${row.id}`)
    if (confirmation && !answer) world.fail('1', `the answer to shipment ${row.id} never came back to ${parseStream(row.stream)?.place ?? row.stream}`)
    if (confirmation && answer && !sameJson(dataOf<DataOf<'shipment-receipt'>>(answer).received as number[], confirmation.received)) world.fail('2', `the answer to shipment ${row.id} is not what was confirmed`)
  }
}

/** What was confirmed is what was received, once; where two confirmations met, a person still has to choose. */
function checkDeliveries(world: World, live: readonly Row[], movements: readonly Row[]): void {
  const clashed = new Set(live.filter(row => row.kind === 'conflict').map(row => dataOf<DataOf<'conflict'>>(row).recordId))
  for (const row of live.filter(found => found.kind === 'delivery' && !clashed.has(found.id))) {
    const { confirmation, lines } = dataOf<DataOf<'delivery'>>(row)
    if (!lines.every(line => isOfPharmacy(line))) continue
    const received = movements.filter(found => found.stream === row.stream && dataOf<MovementData>(found).documentId === row.id && dataOf<MovementData>(found).reason !== 'dibalik')
    if (!confirmation) {
      if (received.length > 0) world.fail('3', `delivery ${row.id} was received without being confirmed`)
      continue
    }
    for (const [index] of lines.entries()) {
      const quantity = received.filter(found => found.id === `${row.id}-m${index}`).reduce((sum, found) => sum + dataOf<MovementData>(found).quantity, 0)
      if (quantity !== confirmation.received[index]) world.fail('3', `delivery ${row.id} line ${index}: confirmed ${confirmation.received[index] ?? 0}, received ${quantity}`)
    }
  }
}

const MONTHS = ['2026-08', '2026-09', '2026-10', '2026-11', '2026-12']

/** BR-24 to BR-29 for every month and fund: each opens with what the one before closed with, and the last closes with the shelf. */
function checkLplpo(world: World, movements: readonly Row[]): void {
  const params = { rule: 'stok-optimum', workingDays: 26, leadDays: 5, bufferPercent: 10, roundToPack: true } as const
  for (const stream of new Set(movements.map(row => row.stream))) {
    const own = movements.filter(row => row.stream === stream).map(row => dataOf<MovementData>(row)).filter(isOfPharmacy)
    const months = foldMonths(own)
    const closings = (['semua', ...FUNDS] as const).map(fund => {
      let previous: LplpoData['lines'] | null = null
      let last: LplpoLine[] = []
      for (const month of MONTHS) {
        last = buildLplpo({ months, month, fund, params, previous, drugs: [] })
        for (const line of last) {
          if (closingOf(line) !== line.closing) world.fail('3', `${stream} ${month} ${fund} ${line.drugId}: the columns do not give the closing stock`)
          if (line.adjustment !== 0) world.fail('3', `${stream} ${month} ${fund} ${line.drugId}: opens with other than the month before closed with`)
        }
        previous = columnsOf(last)
      }
      return last.reduce((sum, line) => sum + line.closing, 0)
    })
    const shelf = [...foldBalances(own).values()].filter(balance => balance.source === 'program').reduce((sum, balance) => sum + balance.quantity, 0)
    const [all, ...funds] = closings
    if (all !== shelf || funds.reduce((sum, closing) => sum + closing, 0) !== shelf) world.fail('3', `${stream}: the shelf holds ${shelf}, the reports end with ${closings.join(', ')}`)
  }
}

/** 3 on the tablets: what is kept to answer quickly is what the ledger gives when it is read anew. */
export async function checkFolds(world: World): Promise<void> {
  for (const tablet of world.tablets) {
    const { reader, core } = tablet
    if (!reader || !core || core.closed) continue
    // The faults are over; a power cut that was planned and never came would come while this looks.
    tablet.life.fuse = Number.POSITIVE_INFINITY
    const wrong = await checkFoldsOf(core, reader).catch((error: unknown) => `its ledgers cannot be read: ${String(error)}`)
    if (wrong) world.fail('3', `${tablet.name}: ${wrong}`)
  }
}

/** The same of one tablet, at any moment; null where all is right. */
export async function checkFoldsOf(core: StoreCore, reader: RecordReader): Promise<string | null> {
  for (const stream of [...core.keys.keys()].filter(name => parseStream(name)?.purpose === 'stock')) {
    const kept = [await reader.fold(balanceFold, stream), await reader.fold(monthFold, stream)] as const
    const own = (await reader.scan('stock-movement')).filter(found => found.stream === stream && found.state === 'live').map(found => found.data)
    if (!sameShelf(kept[0], foldBalances(own))) return `the kept balances of ${stream} are not those of its ledger`
    if (!sameShelf(kept[1], foldMonths(own))) return `the kept months of ${stream} are not those of its ledger`
  }
  return null
}

function sameShelf(kept: ReadonlyMap<string, unknown>, made: ReadonlyMap<string, unknown>): boolean {
  return kept.size === made.size && [...made].every(([key, value]) => sameJson((kept.get(key) ?? null) as never, value as never))
}
