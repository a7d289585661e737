import { addDays, daysBetween, lastDayOfMonth, parts, type Day } from '#domain/core/day.ts'
import { foldBalances, type Balance } from '#domain/rules/pharmacy/balance.ts'
import { decideDispense, type DispenseRequest } from '#domain/rules/pharmacy/dispense.ts'
import type { MovementData } from '#domain/records/stock-movement.ts'
import { DRUG_SEEDS } from '#seeds/drugs.ts'
import { CASE_DRUGS } from './cases.ts'
import { pad } from './people.ts'
import type { DemoSite } from './places.ts'
import type { Random } from './random.ts'

/** The cupboard of a pustu: hands out by FEFO, never below zero, and knows what to order. */
export interface DemoStock {
  take(request: DispenseRequest): MovementData[]
  put(movement: MovementData): void
  /** One receipt of any of the demo's drugs; `index` chooses which. */
  extra(index: number, on: Day): MovementData
  /** Deliveries of a day: programme stock from the puskesmas, or what the cooperative bought. */
  delivery(source: MovementData['source'], on: Day): MovementData[]
}

/** What the cooperative buys besides the programme's stock. */
const COOPERATIVE = new Set([
  'parasetamol-500-mg-tablet', 'klorfeniramin-maleat-4-mg-tablet', 'asam-askorbat-50-mg-tablet', 'vitamin-b-kompleks-kombinasi-tablet',
  'gliseril-guaiakolat-100-mg-tablet', 'antasida-doen-200-200-mg-tablet-kunyah', 'ibuprofen-400-mg-tablet', 'hidrokortison-2-5-krim', 'amlodipin-5-mg-tablet',
])
/** Rarely asked for, so their first batch grows old; days to expiry counted from the demo's today. */
const SLOW: readonly (readonly [string, number])[] = [['loratadin-10-mg-tablet', -20], ['bisakodil-5-mg-tablet-salut-enterik', 22], ['dimenhidrinat-50-mg-tablet', 70], ['betametason-0-1-krim', 400]]
/** Came once and never again: it runs out. */
const SCARCE = 'permetrin-5-krim'

const seedOf = new Map(DRUG_SEEDS.map(seed => [seed.id, seed]))
const isLoose = (drugId: string): boolean => ['tablet', 'kapsul', 'sachet'].includes(seedOf.get(drugId)?.unit ?? '')

export function createStock(random: Random, site: DemoSite, today: Day, scale: number): DemoStock {
  const balances = new Map<string, Map<string, Balance>>()
  const used = new Map<string, number>()
  let lastDelivery: Partial<Record<MovementData['source'], Day>> = {}
  const shelf = (drugId: string, source: string): Map<string, Balance> => {
    const name = `${drugId}|${source}`
    const found = balances.get(name) ?? new Map<string, Balance>()
    balances.set(name, found)
    return found
  }
  const put = (movement: MovementData): void => {
    const batches = shelf(movement.drugId, movement.source)
    const [fresh] = foldBalances([movement]).values()
    if (!fresh) return
    const before = batches.get(fresh.key)
    batches.set(fresh.key, before ? { ...before, quantity: before.quantity + fresh.quantity } : fresh)
  }
  const onHand = (drugId: string, source: string): number => [...shelf(drugId, source).values()].reduce((sum, balance) => sum + Math.max(0, balance.quantity), 0)

  const take = (request: DispenseRequest): MovementData[] => {
    const decided = decideDispense(shelf(request.drugId, request.source).values(), request)
    const name = `${request.drugId}|${request.source}`
    used.set(name, (used.get(name) ?? 0) + request.quantity)
    if (!decided.ok) return []
    decided.value.forEach(put)
    return decided.value
  }

  const delivery = (source: MovementData['source'], on: Day): MovementData[] => {
    const since = lastDelivery[source]
    const first = since === undefined
    const drugs = CASE_DRUGS.filter(drugId => source === 'program' || COOPERATIVE.has(drugId)).filter(drugId => first || site.slug !== 'teritih' || drugId !== SCARCE)
    const movements = drugs.flatMap(drugId => {
      const monthly = first ? usualStart(drugId, scale) : (used.get(`${drugId}|${source}`) ?? 0) * (30 / Math.max(1, daysBetween(since, on)))
      const wanted = Math.max(usualStart(drugId, scale) / 3, monthly * 1.7) - onHand(drugId, source)
      const pack = isLoose(drugId) ? 100 : 5
      const quantity = site.slug === 'teritih' && drugId === SCARCE ? 6 : Math.ceil(wanted / pack) * pack
      return quantity > 0 ? [received(random, site, drugId, source, quantity, on, expiryFrom(on, random.int(12, 30)))] : []
    })
    if (first && source === 'program') {
      for (const [drugId, days] of SLOW) movements.push(received(random, site, drugId, source, 30, on, addDays(today, days)))
    }
    for (const name of used.keys()) if (name.endsWith(source)) used.delete(name)
    lastDelivery = { ...lastDelivery, [source]: on }
    movements.forEach(put)
    return movements
  }
  const extra = (index: number, on: Day): MovementData => {
    const drugId = CASE_DRUGS[index % CASE_DRUGS.length] as string
    const movement = received(random, site, drugId, 'program', isLoose(drugId) ? 100 : 5, on, expiryFrom(on, random.int(12, 30)))
    put(movement)
    return movement
  }
  return { take, put, extra, delivery }
}

const usualStart = (drugId: string, scale: number): number => (isLoose(drugId) ? 900 : 25) * scale

function expiryFrom(on: Day, months: number): Day {
  const [year, month] = parts(on)
  const index = year * 12 + month - 1 + months
  return lastDayOfMonth(Math.floor(index / 12), (index % 12) + 1)
}

function received(random: Random, site: DemoSite, drugId: string, source: MovementData['source'], quantity: number, on: Day, expiresOn: Day): MovementData {
  const month = `${on.slice(2, 4)}${on.slice(5, 7)}`
  return {
    drugId, source, quantity, on, batch: { number: `${drugId.slice(0, 3).toUpperCase()}${month}${pad(random.int(1, 99), 2)}`, expiresOn }, reason: 'diterima',
    document: source === 'program' ? `SBBK/${on.slice(0, 4)}/${on.slice(5, 7)}/${site.code}` : `FK-${month}-${pad(random.int(1, 400), 3)}`,
    party: source === 'program' ? 'Puskesmas Kalodran' : 'PBF Banten Sehat (DEMO)', visitId: null, reverses: null, override: null,
  }
}
