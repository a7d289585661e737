import { afterEach, describe, expect, it } from 'vitest'
import { loadOperations, type LoadChange, type LoadGroup } from '#server/admin/load.ts'
import { openSqlite } from '#server/store/sqlite.ts'
import type { Store } from '#server/store/store.ts'
import { streamOf } from '#domain/core/streams.ts'
import { movementData, openClinic, STOCK, TENANT } from './kit.ts'

/** Made-up work, loaded through the judge in large transactions. */
const TERITIH = streamOf('stock', 'pustu-teritih')
const BATCH = { number: 'A', expiresOn: '2027-03-31' }
let opened: Store[] = []
function memory(): Store {
  const store = openSqlite({ memory: true })
  opened.push(store)
  return store
}
afterEach(async () => {
  await Promise.all(opened.map(store => store.close()))
  opened = []
})
let groups = 0
const group = (actor: string, ...changes: LoadChange[]): LoadGroup => ({ tx: `g-${groups += 1}`, actor, at: '2025-12-17T08:00:00+07:00', changes })

describe('made-up work of several pustu', () => {
  it('keeps the order of time where one sends to another, whoever of them comes first otherwise', async () => {
    const { deps } = await openClinic(memory())
    const lines = [{ drugId: 'oralit', batch: BATCH, quantity: 5 }]
    const loaded = await loadOperations(deps, TENANT, [
      group('teritih', { act: 'create', kind: 'stock-movement', id: 'm1', stream: TERITIH, data: movementData(10) }),
      group('bidan',
        { act: 'create', kind: 'shipment', id: 's', stream: STOCK, data: { number: 'K-1', to: { kind: 'pustu', id: 'pustu-teritih', name: 'Teritih' }, on: '2025-12-17', lines: lines.map(line => ({ ...line, source: 'program' })), reason: 'kosong', by: 'bidan' } },
        { act: 'create', kind: 'stock-movement', id: 's-m0', stream: STOCK, data: movementData(-5, { ...lines[0], quantity: -5, reason: 'dikirim', documentId: 's' }) }),
      group('teritih',
        { act: 'patch', kind: 'delivery', id: 'kirim-s', stream: TERITIH, set: { confirmation: { from: null, to: { by: 'teritih', on: '2025-12-18', received: [5], note: '' } } } },
        { act: 'create', kind: 'stock-movement', id: 'kirim-s-m0', stream: TERITIH, data: movementData(5, { ...lines[0], reason: 'pindahan', documentId: 'kirim-s' }) }),
    ])
    expect(loaded).toEqual({ operations: 5, quarantined: [] })
  })

  it('a write that is tried again counts every revision once', async () => {
    const store = memory()
    const { deps } = await openClinic(store)
    let tries = 0
    const clashing: Store = {
      ...store,
      async write(work) {
        tries += 1
        await store.write(async tx => { await work(tx); throw new Error('another writer was first') }).catch((cause: unknown) => {
          if (!(cause instanceof Error) || cause.message !== 'another writer was first') throw cause
        })
        return store.write(work)
      },
    }
    const supplier = { name: 'PBF Uji', licence: '', address: '', phone: '', note: '', active: true }
    const patch = (from: string, to: string): LoadGroup => group('bidan', { act: 'patch', kind: 'supplier', id: 'p', stream: STOCK, set: { note: { from, to } } })
    const loaded = await loadOperations({ ...deps, store: clashing }, TENANT, [group('bidan', { act: 'create', kind: 'supplier', id: 'p', stream: STOCK, data: supplier }), patch('', 'a'), patch('a', 'b')])
    expect([loaded.quarantined, tries]).toEqual([[], 1])
    const bodies = await store.db.selectFrom('op_body').select('body').where('tenant', '=', TENANT).where('body', 'like', '%supplier%').orderBy('seq').execute()
    expect(bodies.map(({ body }) => (JSON.parse(body) as { baseRev: number }).baseRev)).toEqual([0, 1, 2])
  })
})
