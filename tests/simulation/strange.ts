import { registry } from '#domain/records/index.ts'
import { fresh, PATIENT } from '#tests/sync/small-world.ts'
import type { Op } from '#sync/messages.ts'
import type { Chance } from './random.ts'
import type { Tablet } from './tablet.ts'

/**
 * From here on `patient` is in its second version, and tablets that were not updated for months still write the first,
 * in which the phone was called `telp`.
 */
Object.assign(registry, {
  patient: { ...registry.patient, version: 2, upcasters: { 1: ({ telp, ...rest }: Record<string, unknown>) => (telp === undefined ? rest : { ...rest, phone: telp }) } },
})

export interface StrangeGroup { readonly stream: string; readonly tx: string; readonly bodies: readonly string[] }

/** What a tablet should never send, or sends because it is older or newer than the server. */
export async function strangeBodies(chance: Chance, tablet: Tablet, streams: readonly string[]): Promise<StrangeGroup | null> {
  const stream = streams.find(name => name.endsWith('/clinical')) ?? streams[0]
  if (!stream || !tablet.reader) return null
  const tx = tablet.world.newId()
  const op = (part: Partial<Op>, txn = 1): Op => ({
    salt: tablet.salt(), tx, txn, kind: 'patient', id: tablet.world.newId(), act: 'create', stream, baseRev: 0, actor: tablet.person.id,
    at: { wall: '2031-02-03T04:05', tz: 'Asia/Jakarta', skewMs: null }, schema: 2, app: 'other', ...part,
  })
  const patients = (await tablet.reader.scan('patient')).sort((a, b) => (a.id < b.id ? -1 : 1)).slice(0, 8)
  const known = patients.length > 0 ? chance.pick(patients) : null
  const voided = patients.find(patient => patient.state === 'void')
  const target = known ? { id: known.id, stream: known.stream, act: 'patch' as const, baseRev: known.rev } : {}
  const one = (part: Partial<Op>): StrangeGroup => ({ stream, tx, bodies: [JSON.stringify(op(part))] })
  if (voided && chance.is(0.5)) return one({ id: voided.id, stream: voided.stream, act: 'patch', baseRev: voided.rev, set: { name: { from: voided.data.name, to: `Nama ${tablet.salt().slice(0, 6)}` } } })
  switch (chance.below(13)) {
    case 0: return { stream, tx, bodies: [`tidak dapat dibaca ${tablet.salt()}`] }
    case 1: return one({ kind: 'of-next-year', set: fresh({ name: 'baru' }) })
    case 2: return one({ set: fresh({ ...PATIENT, sex: 'tidak ada' }) })
    case 3: return one({ stream: 'pustu:pustu-teritih/clinical', set: fresh(PATIENT) })
    case 4: return one({ act: 'patch', baseRev: 3, set: { name: { from: 'tidak', to: 'dikenal' } } })
    case 5: return one({ actor: 'orang-asing', set: fresh(PATIENT) })
    case 6: return known ? one({ ...target, schema: 1, set: { telp: { from: known.data.phone, to: `+62811${chance.below(9)}000000` } } }) : one({ schema: 9, set: fresh(PATIENT) })
    case 7: return known ? one({ ...target, set: { bloodGroup: { from: null, to: chance.pick(['A', 'B', 'O']) } } }) : one({ set: fresh({ ...PATIENT, bloodGroup: 'AB' }) })
    // Written on a tablet that was offline for long: what it saw no longer stands.
    case 8: case 9: return known ? one({ ...target, set: { name: { from: 'nama yang sudah lama', to: `Nama ${tablet.salt().slice(0, 6)}` } } }) : one({ set: fresh(PATIENT) })
    // An edit behind a void of the same hand: nothing of the two may vanish.
    case 10: case 11: return known ? { stream, tx, bodies: [
      JSON.stringify(op({ ...target, act: 'void', reason: 'ganda' }, 2)),
      JSON.stringify(op({ ...target, set: { name: { from: known.data.name, to: `Nama ${tablet.salt().slice(0, 6)}` } } }, 2)),
    ] } : one({ set: fresh(PATIENT) })
    default: return { stream, tx, bodies: [JSON.stringify(op({ set: fresh(PATIENT) }, 2)), JSON.stringify(op({ set: fresh({ ...PATIENT, sex: '?' }) }, 2))] }
  }
}
