import { describe, expect, test } from 'vitest'
import { fresh, opOf, SmallWorld } from './small-world.ts'

const SERVICE = 'pustu:p1/service'
const BY = { actor: 'kapus', dev: 'dev-9', at: '2025-12-01T07:00' }
const HOURS = { pustu: 'p1', sessions: [{ weekday: 3, from: '07:00', to: '14:00' }], since: '2025-12-15', earlier: [{ since: '2025-01-01', sessions: [{ weekday: 3, from: '07:30', to: '14:00' }] }] }
const EXERCISE = {
  pustu: 'p1', type: 'senam-prolanis', title: 'Senam Prolanis', where: '', on: '2025-12-17', planned: { from: '06:30', to: '07:30' }, overlapReason: '', by: 'bidan', actual: null, seen: null, cancelled: null,
}
function world(): SmallWorld {
  const made = new SmallWorld().grant('bidan', SERVICE, 'nakes')
  const put = (id: string, kind: string, stream: string, data: unknown): void => void made.rows.set(id, { stream, id, kind, rev: 1, state: 'live', data: data as never, conflicts: [], by: BY })
  put('jam-p1', 'service-hours', 'puskesmas:pkm/catalogue', HOURS)
  put('lama', 'activity', SERVICE, EXERCISE)
  return made
}
const planned = (changes: object = {}) => opOf({ kind: 'activity', id: 'baru', act: 'create', stream: SERVICE, set: fresh({ ...EXERCISE, ...changes } as never) })
const told = (actual: object) => opOf({ kind: 'activity', id: 'lama', act: 'patch', stream: SERVICE, set: { actual: { from: null, to: { on: '2025-12-17', from: '06:30', to: '06:55', people: 20, waiting: 0, reason: '', note: '', by: 'bidan', name: 'Bidan', ...actual } as never } } })

describe('BR-62 at the server: hours that the head moved from 07.30 to 07.00 while a tablet was away', () => {
  test('a plan by the old hours waits for the head, who may vouch for it', () => {
    expect(world().take(planned())).toMatchObject({ outcome: 'quarantined', code: 'ROLE', breaks: [{ rule: 'BR-62', field: 'overlapReason', detail: { minutes: 30 } }] })
    expect(world().take(planned(), new Set(['ROLE'] as const))).toMatchObject({ outcome: 'applied' })
  })
  test('a day on which the old hours held is judged by them', () => {
    expect(world().take(planned({ on: '2025-12-10' }))).toMatchObject({ outcome: 'applied' })
  })
  test('what came of a plan that stands is judged by itself', () => {
    expect(world().take(told({}))).toMatchObject({ outcome: 'applied' })
    expect(world().take(told({ from: '07:10', to: '08:10' }))).toMatchObject({ outcome: 'quarantined', code: 'ROLE', breaks: [{ rule: 'BR-62', field: 'actual.reason', detail: { minutes: 60 } }] })
    expect(world().take(told({ from: '07:10', to: '08:10', reason: 'Instruktur terlambat' }))).toMatchObject({ outcome: 'applied' })
  })
  test('times that cannot be stay refused', () => {
    expect(world().take(planned({ planned: { from: '07:30', to: '06:30' } }), new Set(['ROLE'] as const))).toMatchObject({ outcome: 'quarantined', code: 'INVALID' })
  })
})
