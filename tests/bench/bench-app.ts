import { watch } from 'vue'
import { addDays } from '#domain/core/day.ts'
import { createDraft, type StoredRecord } from '#app/db/record-store.ts'
import { findPeople, peopleOf } from '#app/features/service/logic/find-people.ts'
import { DEFAULT_PHARMACY_SETTING, drugFacts } from '#domain/rules/pharmacy/drug-facts.ts'
import { buildLplpo } from '#domain/rules/pharmacy/lplpo.ts'
import { memberListing } from '#app/shared/coop/member-listing.ts'
import { balanceFold, monthFold } from '#app/shared/pharmacy/stock-folds.ts'
import { useSession } from '#app/stores/session.ts'
import { slowHashInWorker } from '#app/vault/argon2.ts'
import { useSyncState } from '#app/stores/sync-state.ts'
import { ok } from '#domain/core/result.ts'
import type { DataOf } from '#domain/records/index.ts'

/** Milliseconds. */
export interface Sums { readonly balances: number; readonly months: number; readonly report: number }

/** What the benchmark may ask of the app from outside. This entry exists in the build of the benchmark only. */
export interface Bench {
  isUnlocked(): boolean
  isComplete(): boolean
  unsent(): number
  sync(): void
  /**
   * When (of the page's clock) so many members could be read, to be searched, and the stock of so many batches be asked. To be called
   * before anybody signs in; it reads only what a change has woken, and members no more once they were all there.
   */
  searchableAt(expected: { readonly members: number; readonly batches: number }): Promise<number>
  /** What the hash of a password takes alone, in ms. */
  slowHash(): Promise<number>
  /** Receives `count` lines of stock, in groups of 200 as they are pushed. Returns ms. */
  receive(count: number): Promise<number>
  /** Signs a visit with one medicine handed out, and returns ms until it is durable. */
  saveVisit(): Promise<number>
  /**
   * What the two sums of the stock took, asked for one after the other. Under a name of its own nothing is in memory yet: never
   * asked for, they are made from the movements at rest; asked for before this page was opened, they lie on the disk.
   */
  askSums(name?: string): Promise<Sums>
  /** The same, asked for in the very moment of unlocking, before any page did; `askAtUnlock` says that the next one shall. */
  askAtUnlock(): void
  sumsAtUnlock(): Sums | null
  /** Milliseconds of each key while words are typed into the search of the desk over so many people; nothing is drawn. */
  searchPeople(count: number): readonly number[]
  /** Registers somebody with so many signed visits, one a week, the oldest written first, into a house of the demo. Returns the name. */
  patientWith(visits: number): Promise<string>
  /** Counts what this tablet holds. */
  counts(): Promise<Record<string, number>>
}

const context = () => {
  const found = useSession().context
  if (!found) throw new Error('locked')
  return found
}

function movement(drugId: string, index: number, visitId: string | null): DataOf<'stock-movement'> {
  const out = visitId !== null
  return {
    drugId, source: 'program', batch: { number: `BENCH-${index}`, expiresOn: context().today().replace(/^\d{4}/, year => String(Number(year) + 2)) as DataOf<'stock-movement'>['batch']['expiresOn'] },
    quantity: out ? -10 : 100, reason: out ? 'diserahkan' : 'diterima', on: context().today(), document: 'BENCH', party: 'Gudang farmasi',
    visitId, reverses: null, override: null,
  } as DataOf<'stock-movement'>
}

function searchableAt({ members, batches }: Parameters<Bench['searchableAt']>[0]): Promise<number> {
  return new Promise((resolve, reject) => {
    watch(() => useSession().context, app => {
      if (!app) return
      const stock = app.streams('stock')[0] ?? ''
      const book = app.homeStream('members') ?? ''
      let searchable = false
      let looking = Promise.resolve()
      const look = async (): Promise<void> => {
        searchable ||= (await app.store.list(memberListing, book)).length >= members
        if (!searchable || (await app.store.fold(balanceFold, stock)).size < batches) return
        stop()
        resolve(performance.now())
      }
      const stop = app.store.watch([{ kind: 'member' }, { kind: balanceFold.kind }], () => { looking = looking.then(look).catch(reject) })
    }, { flush: 'sync' })
  })
}

const ASK_AT_UNLOCK = 'bench-ask-at-unlock'
let sums: Sums | null = null
watch(() => useSession().context, async app => {
  if (!app || sessionStorage.getItem(ASK_AT_UNLOCK) === null) return
  sessionStorage.removeItem(ASK_AT_UNLOCK)
  sums = await askSums()
}, { flush: 'sync' })

async function askSums(name = ''): Promise<Sums> {
  const { store, streams } = context()
  const stream = streams('stock')[0] ?? ''
  const startedAt = performance.now()
  const balances = await store.fold({ ...balanceFold, name: `${balanceFold.name}${name}` }, stream)
  const middle = performance.now()
  const months = await store.fold({ ...monthFold, name: `${monthFold.name}${name}` }, stream)
  if (balances.size === 0 || months.size === 0) throw new Error('no stock')
  const folded = performance.now()
  const drugs = (await store.scan('drug')).map(({ id, data }) => ({ id, data: drugFacts(data) }))
  const lines = buildLplpo({ months, month: context().today().slice(0, 7), fund: 'semua', params: DEFAULT_PHARMACY_SETTING, previous: null, drugs })
  if (lines.length === 0) throw new Error('no lines')
  return { balances: middle - startedAt, months: folded - middle, report: performance.now() - middle }
}
const NAMES = ['Siti', 'Budi', 'Neneng', 'Ahmad', 'Rahmawati', 'Kurniawan', 'Wulandari', 'Hidayat', 'Suryani', 'Mulyati', 'Dedi', 'Lilis']
function manyPatients(count: number): StoredRecord<'patient'>[] {
  return Array.from({ length: count }, (_, index) => ({
    id: `p${index}`, kind: 'patient', stream: 'pustu:bench/clinical', rev: 1, state: 'live', conflicts: [], pending: null, by: null,
    data: {
      rm: `KIARA-00-${String(index).padStart(5, '0')}`, name: `${NAMES[index % 12] ?? ''} ${NAMES[(index * 7 + Math.floor(index / 12)) % 12] ?? ''} ${index % 97}`, sex: index % 2 === 0 ? 'P' : 'L', memberId: null,
      identity: { nik: `367399${String(index).padStart(10, '1')}`, noNikReason: '', parentNik: null }, birth: { on: '1990-01-01', estimated: false }, phone: `+62812${String(index).padStart(8, '3')}`,
      address: { street: '', rt: '001', rw: '002', kelurahan: 'Kiara' },
    },
  }) as unknown as StoredRecord<'patient'>)
}

const BENCH_NAME = 'Bench Duaratus'

const bench: Bench = {
  isUnlocked: () => useSession().phase === 'unlocked',
  isComplete: () => useSyncState().lastCompleteAt !== null,
  unsent: () => useSyncState().unsent,
  sync: () => useSyncState().syncNow(),
  searchableAt,
  async slowHash() {
    const startedAt = performance.now()
    await slowHashInWorker('Bench-2026', crypto.getRandomValues(new Uint8Array(16)))
    return performance.now() - startedAt
  },
  async receive(count) {
    const app = context()
    const stream = app.streams('stock')[0]
    const drug = (await app.store.scan('drug'))[0]
    if (!stream || !drug) throw new Error('no stock to write to')
    const startedAt = performance.now()
    for (let done = 0; done < count; done += 200) {
      const drafts = Array.from({ length: Math.min(200, count - done) }, (_, index) => createDraft('stock-movement', app.newId(), stream, movement(drug.id, done + index, null)))
      const saved = await app.store.writeGroup(async () => ok(drafts))
      if (!saved.ok) throw new Error(JSON.stringify(saved.error))
    }
    return performance.now() - startedAt
  },
  async saveVisit() {
    const app = context()
    const stock = app.streams('stock')[0]
    const clinical = app.streams('clinical')[0]
    const patient = (await app.store.scan('patient'))[0]
    const drug = (await app.store.scan('drug'))[0]
    const me = await app.store.get('staff', app.user.id)
    const last = (await app.store.scan('visit')).find(visit => visit.data.signature !== null)
    if (!stock || !clinical || !patient || !drug || !me?.data.sip || !last) throw new Error('no visit to copy')
    const id = app.newId()
    const visit: DataOf<'visit'> = {
      ...last.data, patientId: patient.id, on: app.today(), time: app.wallTime(), author: app.user.id,
      signature: { by: app.user.id, name: me.data.name, sip: me.data.sip.number, on: app.today() },
    }
    const startedAt = performance.now()
    const saved = await app.store.writeGroup(async () => ok([createDraft('visit', id, clinical, visit), createDraft('stock-movement', app.newId(), stock, movement(drug.id, 0, id))]))
    if (!saved.ok) throw new Error(JSON.stringify(saved.error))
    return performance.now() - startedAt
  },
  searchPeople(count) {
    const everyone = peopleOf(manyPatients(count), [])
    // Beginnings, and fragments from the middle of a name, of a number and of two words.
    const typed = ['siti rah', 'neneng', '08123', '36739', 'kiara-00-19', 'ti ra', 'ahma', '99', 'awat', '-00-1', 'an 9', 'wati neng', '0812 333', '1111', 'zzz']
    return [...typed, ...typed, ...typed].flatMap(words => Array.from(words, (_, index) => {
      const startedAt = performance.now()
      findPeople(everyone, words.slice(0, index + 1), 20)
      return performance.now() - startedAt
    }))
  },
  async patientWith(visits) {
    const app = context()
    const clinical = app.streams('clinical')[0]
    const patients = await app.store.scan('patient')
    const made = patients.filter(one => one.data.name.startsWith(BENCH_NAME)).length
    // Somebody of the age that the copied values are usual at.
    const patient = patients.filter(({ data }) => data.kk && data.birth.on > '1960' && data.birth.on < '1995' && !data.name.startsWith(BENCH_NAME))[made]
    const last = (await app.store.scan('visit')).find(visit => visit.data.signature?.by === app.user.id)
    if (!clinical || !patient || !last) throw new Error('no visit to copy')
    const id = app.newId()
    const name = `${BENCH_NAME} ${id.slice(-4)}`
    const drafts = [
      createDraft('patient', id, clinical, { ...patient.data, name, rm: `BENCH-${id.slice(-6)}`, identity: { nik: null, noNikReason: 'kartu tidak dibawa', parentNik: null }, memberId: null }),
      ...Array.from({ length: visits }, (_, index) => createDraft('visit', app.newId(), clinical, { ...last.data, patientId: id, on: addDays(app.today(), -7 * (visits - index)), author: app.user.id })),
    ]
    for (let from = 0; from < drafts.length; from += 100) {
      const saved = await app.store.writeGroup(async () => ok(drafts.slice(from, from + 100)))
      if (!saved.ok) throw new Error(JSON.stringify(saved.error))
    }
    return name
  },
  askSums,
  askAtUnlock: () => sessionStorage.setItem(ASK_AT_UNLOCK, 'yes'),
  sumsAtUnlock: () => sums,
  async counts() {
    const { store } = context()
    const kinds = ['member', 'patient', 'visit', 'stock-movement', 'drug'] as const
    return Object.fromEntries(await Promise.all(kinds.map(async kind => [kind, (await store.scan(kind)).length])))
  },
}

declare global {
  interface Window { bench: Bench; longestFreeze: number; keyTimes: number[]; opening: { usable: number; whole: number } }
}
window.bench = bench
