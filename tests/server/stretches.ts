import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import type { Reply } from '#server/reply.ts'
import type { Store } from '#server/store/store.ts'
import { sha256Hex } from '#sync/chain.ts'
import type { Entry, PushResponse, Stretch } from '#sync/messages.ts'
import { stretchOf } from '#sync/stretch.ts'
import { CLINICAL, fresh, openClinic, patientData, refusal, Tablet, value, type Clinic, type Part } from './kit.ts'

let ids = 0
const newId = (): string => `stretch-${(ids += 1)}`

/** A push without hashes is judged as one with them, the same on every store. */
export function describeStretches(engine: string, open: () => Promise<Store>): void {
  describe(`a push without hashes on ${engine}`, () => {
    let clinic: Clinic
    let tablet: Tablet
    const stores: Store[] = []
    beforeEach(async () => {
      const store = await open()
      stores.push(store)
      clinic = await openClinic(store)
      tablet = await Tablet.enrol(clinic, 'pustu-kiara', 'bidan')
    })
    afterAll(async () => { await Promise.all(stores.map(store => store.close())) })

    const patient = (more = {}): Part => ({ kind: 'patient', id: newId(), act: 'create', stream: CLINICAL, set: fresh(patientData(more)) })
    const send = (stretch: Stretch): Promise<Reply<PushResponse>> => tablet.core.push(tablet.who, { epoch: tablet.epoch, dev: tablet.dev, stretch })
    const short = (entries: readonly Entry[]): Stretch => stretchOf(entries) as Stretch
    const log = () => clinic.deps.store.db.selectFrom('op').innerJoin('op_body', join => join.onRef('op_body.bh', '=', 'op.bh'))
      .select(['op.seq as seq', 'op.prev as prev', 'op.bh as bh', 'op.hash as hash', 'op_body.body as body']).where('op.dev', '=', tablet.dev).orderBy('op.seq').execute()

    it('is told of in the hello', async () => {
      expect(value(await tablet.core.hello(tablet.who, { proto: 1, app: 'a', schema: 1 })).stretches).toBe(true)
    })
    it('is kept line by line as a push with hashes is, text for text', async () => {
      const entries = [...tablet.lines(patient({ name: 'Ma\'mun "Aceng"' })), ...tablet.group(patient(), patient()), ...tablet.lines('no operation', '\'"')]
      const { results, last, chain } = value(await send(short(entries)))
      expect(results.map(({ seq, code, outcome }) => [seq, code ?? outcome])).toEqual([[1, 'applied'], [2, 'applied'], [3, 'applied'], [4, 'INVALID'], [5, 'INVALID']])
      expect([last, chain]).toEqual([5, entries.at(-1)?.hash])
      expect(await log()).toEqual(entries.map(({ seq, prev, bh, hash, body }) => ({ seq, prev, bh, hash, body })))
    })
    it('BR-68: again, and in the other form, it gets the same answer and changes nothing', async () => {
      const entries = [...tablet.lines(patient(), '{}'), ...tablet.group(patient(), patient())]
      const first = value(await send(short(entries)))
      expect(value(await send(short(entries)))).toEqual(first)
      expect(value(await tablet.send(entries))).toEqual(first)
      const whole = tablet.lines(patient(), patient())
      const second = value(await tablet.send(whole))
      expect(value(await send(short(whole)))).toEqual(second)
      // Some of it is known, some is new.
      const more = tablet.lines(patient())
      expect(value(await send(short([...whole, ...more]))).results.slice(0, 2)).toEqual(second.results)
      expect(await log()).toHaveLength(7)
    })
    it('with a changed body, a swapped pair, a dropped line or another proof it is malformed, and nothing of it is kept', async () => {
      const stretch = short(tablet.lines(patient(), patient(), patient()))
      const [one, two, three] = stretch.bodies as [string, string, string]
      for (const spoiled of [
        { bodies: [one, two.replace('Budi', 'Bodi'), three] }, { bodies: [two, one, three] }, { bodies: [one, three] }, { bodies: [one, two] }, { bodies: [one, one, two, three] },
        { hash: sha256Hex('x') }, { prev: sha256Hex('x') }, { seq: 2 },
      ]) expect(refusal(await send({ ...stretch, ...spoiled }))).toBe('400 MALFORMED')
      expect(await log()).toEqual([])
      expect(value(await send(stretch)).last).toBe(3)
    })
    it('a gap, a fork and half a group are refused as they are with hashes', async () => {
      const entries = tablet.lines(patient(), patient(), patient())
      value(await send(short(entries.slice(0, 1))))
      expect(await send(short(entries.slice(2)))).toMatchObject({ ok: false, error: { status: 409, body: { code: 'GAP', last: 1, chain: entries[0]?.hash } } })
      const group = tablet.group(patient(), patient())
      value(await send(short(entries.slice(1))))
      expect(refusal(await send(short(group.slice(0, 1))))).toBe('400 MALFORMED')
      tablet.head = { ...tablet.head, seq: 0, hash: '' }
      expect(await send(short(tablet.lines(patient())))).toMatchObject({ ok: false, error: { status: 409, body: { code: 'FORK', last: 3 } } })
      tablet.head = { ...tablet.head, seq: 3, hash: sha256Hex('another journal') }
      expect(refusal(await send(short(tablet.lines(patient()))))).toBe('409 FORK')
    })
    it('comes from its own tablet only, and not above the limits', async () => {
      const other = await Tablet.enrol(clinic, 'pustu-kiara', 'bidan')
      const stretch = short(tablet.lines(patient()))
      expect(refusal(await tablet.core.push(other.who, { epoch: tablet.epoch, dev: tablet.dev, stretch }))).toBe('403 DEVICE')
      // Worked out for one journal it does not add up in another.
      expect(refusal(await tablet.core.push(other.who, { epoch: tablet.epoch, dev: other.dev, stretch }))).toBe('400 MALFORMED')
      expect(refusal(await send(short(tablet.lines('é'.repeat(17_000)))))).toBe('413 TOO_LARGE')
    })
  })
}
