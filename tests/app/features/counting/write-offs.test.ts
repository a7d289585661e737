import { describe, expect, it } from 'vitest'
import { day } from '#domain/core/day.ts'
import { emptyWriteOff, proposedLines, restoreWriteOff, DESTROYABLE, writeOffProblems, type WriteOffForm } from '#app/features/counting/write-off-form.ts'
import { cancelWriteOff, readWriteOffs, saveWriteOff, writeOffFile } from '#app/features/counting/write-offs.ts'
import { approveCount } from '#app/features/counting/repository.ts'
import { readBatchShelf } from '#app/shared/pharmacy/batch-lines.ts'
import { readValues } from '#app/features/counting/values.ts'
import { createDraft } from '#app/db/record-store.ts'
import { TODAY, type Desk } from '../support/desk.ts'
import { AMLO, CATALOGUE, countDesk, entry, KAPUS, left, moveRow, NOON, ORALIT, rowsOf, STOCK, submitted } from './count-desk.ts'

const EXPIRED = day('2025-11-30')
/** An expired batch, one put aside, and a good one. */
const SHELF = [
  moveRow(AMLO, 'LAMA', 30, '2025-01-01', { batch: { number: 'LAMA', expiresOn: EXPIRED } }), moveRow(ORALIT, 'TAHAN', 8, '2025-10-01'), moveRow(ORALIT, 'BAIK', 50, '2025-10-01'),
]
const hold = { kind: 'batch-hold' as const, id: 'h1', stream: STOCK, data: { drugId: ORALIT, source: 'program' as const, batch: { number: 'TAHAN', expiresOn: day('2026-12-31') }, action: 'tahan' as const, releases: null, reason: 'basah', on: TODAY, by: 'staf-bidan' } }
const desk = (): Promise<Desk> => countDesk([...CATALOGUE, ...SHELF, hold])
const two = [{ name: 'Bidan Uji', role: 'Bidan' }, { name: 'Kepala Uji', role: 'Kepala puskesmas' }, { name: '', role: '' }]
const formOf = async (at: Desk, changes: Partial<WriteOffForm> = {}): Promise<WriteOffForm> => {
  const shelf = await readBatchShelf(at.app.store, STOCK, TODAY, DESTROYABLE)
  const form = emptyWriteOff(TODAY, 'Pustu Kiara', { name: 'Bidan Uji', role: '' }, proposedLines(shelf.choices, 60))
  return { ...form, lines: form.lines.map(line => ({ ...line, cause: line.cause || 'rusak' })), method: 'Dilarutkan dan ditimbun', signers: two, ...changes }
}
const save = async (at: Desk, changes: Partial<WriteOffForm> = {}): Promise<string> => {
  const saved = await saveWriteOff(at.app, STOCK, await formOf(at, changes))
  return saved.ok ? saved.value : JSON.stringify(saved.error)
}

describe('BR-36: destruction', () => {
  it('proposes what is expired or put aside, whole; the cause of what is put aside is for a person to say', async () => {
    const shelf = await readBatchShelf((await desk()).app.store, STOCK, TODAY, DESTROYABLE)
    expect(proposedLines(shelf.choices, 60).map(({ key, quantity, cause }) => [key, quantity, cause])).toEqual([[`${AMLO}|program|LAMA|2025-11-30`, '30', 'kedaluwarsa'], [`${ORALIT}|program|TAHAN|2026-12-31`, '8', '']])
  })

  it('minutes and movements are one group, and the stock is off the shelf', async () => {
    const at = await desk()
    const id = await save(at)
    expect(await left(at)).toEqual({ LAMA: 0, TAHAN: 0, BAIK: 50 })
    const ops = (await at.core.loadPending()).map(item => item.op)
    expect([ops.map(op => op.kind), new Set(ops.map(op => op.tx)).size]).toEqual([['write-off', 'stock-movement', 'stock-movement'], 1])
    const file = await writeOffFile(at.app.store, id)
    expect(file?.record.data).toMatchObject({ number: 'KIARA-02-0001', on: TODAY, by: 'staf-bidan', signatories: two.slice(0, 2), lines: [{ cause: 'kedaluwarsa', quantity: 30 }, { cause: 'rusak', quantity: 8 }] })
    expect(file?.movements.map(({ data }) => [data.reason, data.quantity, data.documentId, data.document, data.at]).sort()).toEqual([['dimusnahkan', -30, id, 'KIARA-02-0001', NOON], ['dimusnahkan', -8, id, 'KIARA-02-0001', NOON]])
    expect(file?.state).toBe('valid')
  })

  it('is refused with one signatory, on the form and by the rule that the server asks', async () => {
    const at = await desk()
    const same = [{ name: 'Bidan Uji', role: 'Bidan' }, { name: 'bidan  uji', role: 'Saksi' }, { name: '', role: '' }]
    expect(await save(at, { signers: same })).toBe('{"kind":"two-signatories"}')
    const form = await formOf(at, { signers: same })
    const { choices } = await readBatchShelf(at.app.store, STOCK, TODAY, DESTROYABLE)
    expect(writeOffProblems(form, choices, TODAY)).toEqual([{ field: 'signerName1', word: 'errTwoSigners' }])
    const past = await at.app.store.writeGroup(async () => ({ ok: true as const, value: [createDraft('write-off', 'w', STOCK, {
      number: '1', on: TODAY, lines: [{ drugId: AMLO, source: 'program', batch: { number: 'LAMA', expiresOn: EXPIRED }, quantity: 1, cause: 'kedaluwarsa' }], method: 'x', place: '', signatories: same.slice(0, 2), note: '', by: 'staf-bidan',
    })] }))
    expect(past).toMatchObject({ ok: false, error: { kind: 'rules-broken', breaks: [{ rule: 'BR-36' }] } })
    expect(await left(at)).toMatchObject({ LAMA: 30 })
  })

  it('never takes more than is on the shelf', async () => {
    const at = await desk()
    const form = await formOf(at)
    await at.arrive([moveRow(AMLO, 'LAMA', -10, '2025-12-17', { batch: { number: 'LAMA', expiresOn: EXPIRED }, reason: 'diretur' })])
    expect(await saveWriteOff(at.app, STOCK, form)).toEqual({ ok: false, error: { kind: 'batches-changed', line: 0, left: 20 } })
    expect(await left(at)).toMatchObject({ LAMA: 20, TAHAN: 8 })
  })

  it('taken back as a whole by reversing entries, once', async () => {
    const at = await desk()
    const id = await save(at)
    expect(await cancelWriteOff(at.app, id, 'salah batch')).toEqual({ ok: true, value: null })
    expect(await left(at)).toEqual({ LAMA: 30, TAHAN: 8, BAIK: 50 })
    expect(await writeOffFile(at.app.store, id)).toMatchObject({ state: 'cancelled', cancelReason: 'salah batch' })
    expect(await cancelWriteOff(at.app, id, 'lagi')).toEqual({ ok: false, error: { kind: 'twice' } })
    expect((await at.core.loadPending()).filter(item => item.op.id.endsWith('-balik')).map(item => item.op.set?.['undoes']?.to)).toEqual(['dimusnahkan', 'dimusnahkan'])
  })

  it('not once an approved count has looked at the shelf since', async () => {
    const at = await desk()
    const id = await save(at)
    const count = await submitted(at, [entry(ORALIT, 'TAHAN', 0)])
    expect(await cancelWriteOff(at.app, 'tidak-ada', 'x')).toEqual({ ok: false, error: { kind: 'gone' } })
    const office = await countDesk(await rowsOf(at), 'kapus', KAPUS)
    expect(await approveCount(office.app, count, new Map([[`${ORALIT}|program|TAHAN|2026-12-31`, 0]]), '')).toEqual({ ok: true, value: null })
    await at.arrive((await rowsOf(office)).filter(row => row.id === count))
    expect(await cancelWriteOff(at.app, id, 'salah')).toEqual({ ok: false, error: { kind: 'counted-since', number: 'KIARA-02-0002' } })
    expect(await readWriteOffs(at.app.store, STOCK)).toMatchObject([{ state: 'valid' }])
  })

  it('the form says what is missing, and a kept draft comes back', async () => {
    const at = await desk()
    const { choices } = await readBatchShelf(at.app.store, STOCK, TODAY, DESTROYABLE)
    const bare = await formOf(at, { method: ' ', on: '2025-12-18', signers: [{ name: 'A', role: '' }, { name: '', role: 'b' }, { name: '', role: 'c' }] })
    bare.lines[1] = { drugId: ORALIT, key: `${ORALIT}|program|TAHAN|2026-12-31`, quantity: '8', cause: 'kedaluwarsa' }
    expect(writeOffProblems(bare, choices, TODAY).map(problem => `${problem.field} ${problem.word}`)).toEqual([
      'destroyedOn errDayFuture', 'cause1 errNotExpired', 'method errMethod', 'signerName1 errSigner', 'signerRole0 errSignerRole', 'signerName2 errSignerName',
    ])
    expect(restoreWriteOff(JSON.parse(JSON.stringify(bare)), await formOf(at))).toEqual(bare)
    expect(restoreWriteOff('rusak', bare)).toBeNull()
  })

  it('its value is by the net price, half up, unknown where there is no price', async () => {
    const valueOf = await readValues((await desk()).app.store, STOCK, TODAY)
    expect([valueOf(AMLO, 'program', 3), valueOf(AMLO, 'program', -3), valueOf(ORALIT, 'program', 3), valueOf(AMLO, 'koperasi', 3)]).toEqual([300, -300, null, null])
  })
})
