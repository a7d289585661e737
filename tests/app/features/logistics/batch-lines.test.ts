import { mount, type VueWrapper } from '@vue/test-utils'
import { afterEach, describe, expect, it } from 'vitest'
import { defineComponent, h, reactive, type Component } from 'vue'
import { day } from '#domain/core/day.ts'
import { heldKeys } from '#domain/rules/pharmacy/holds.ts'
import { foldBalances } from '#domain/rules/pharmacy/balance.ts'
import { batchChoices, batchLineProblems, emptyBatchLine, readBatchShelf, restoreBatchLines, takeBatches, type BatchLine, type BatchShelf } from '#app/shared/pharmacy/batch-lines.ts'
import BatchLines from '#app/shared/pharmacy/BatchLines.vue'
import { batchProblemText } from '#app/shared/pharmacy/batch-words.ts'
import { drugRow, movementRow, STOCK } from '../medicine/shelf.ts'
import { openDesk, TODAY } from '../support/desk.ts'
import { field, press, settle, words } from '../support/show.ts'

const ORALIT = 'oralit-serbuk'
const ref = (number: string, expiresOn: string, quantity: number, source: 'program' | 'koperasi' = 'program') =>
  movementRow(`m-${number}`, { drugId: ORALIT, source, batch: { number, expiresOn: day(expiresOn) }, quantity, on: day('2025-10-01') })
const ROWS = [ref('LAMA', '2025-11-30', 7), ref('A', '2026-03-31', 40), ref('B', '2027-03-31', 10), ref('K', '2027-01-31', 5, 'koperasi'), ref('HABIS', '2027-01-31', 1), movementRow('keluar', { drugId: ORALIT, batch: { number: 'HABIS', expiresOn: day('2027-01-31') }, quantity: -1, on: TODAY, reason: 'diserahkan' })]
const keyOf = (number: string): string => [...foldBalances(ROWS.map(row => row.data)).values()].find(balance => balance.number === number)?.key ?? ''
const HOLD = { kind: 'batch-hold' as const, id: 'tahan-1', stream: STOCK, data: { drugId: ORALIT, source: 'program' as const, batch: { number: 'B', expiresOn: day('2027-03-31') }, action: 'tahan' as const, releases: null, reason: 'kemasan basah', on: TODAY, by: 'staf-bidan' } }
const balances = [...foldBalances(ROWS.map(row => row.data)).values()]
const ALL = { sources: ['program', 'koperasi'], expired: true, held: true } as const
const SENT = { sources: ['program'], expired: false, held: false } as const
const line = (number: string, quantity: string): BatchLine => ({ drugId: ORALIT, key: keyOf(number), quantity })

let screen: VueWrapper | undefined
afterEach(() => {
  screen?.unmount()
  screen = undefined
  document.body.innerHTML = ''
})

describe('the batches a document may take', () => {
  it('what is sent on is neither expired nor put aside nor the cooperative\'s; what is destroyed may be all of it', () => {
    const held = heldKeys([HOLD])
    expect(batchChoices(balances, held, TODAY, SENT).map(choice => choice.number)).toEqual(['A'])
    expect(batchChoices(balances, held, TODAY, ALL).map(choice => [choice.number, choice.expired, choice.held])).toEqual([
      ['LAMA', true, false], ['A', false, false], ['K', false, false], ['B', false, true],
    ])
  })

  it('BR-30: never more than is there, and two lines of one batch are refused', () => {
    const choices = batchChoices(balances, new Set(), TODAY, ALL)
    const problems = (...lines: BatchLine[]): string[] => batchLineProblems(lines, choices).map(problem => `${problem.field}:${problem.word}`)
    expect(problems(line('A', '40'), line('B', '10'))).toEqual([])
    expect(problems(line('A', '41'))).toEqual(['quantity0:errTooMuch'])
    expect(problems(line('A', '10'), line('A', '5'))).toEqual(['batchKey1:errSameBatch'])
    expect(problems(emptyBatchLine(), line('HABIS', '1'), { ...line('A', '1,5'), key: '' })).toEqual(['drugId0:errDrug', 'quantity0:errQuantity', 'batchKey1:errBatchGone', 'batchKey2:errBatch', 'quantity2:errQuantity'])
    expect(batchProblemText({ field: 'quantity0', word: 'errTooMuch', params: { left: 1200 } })).toBe('Batch ini tinggal 1.200.')
  })

  it('BR-30: under the lock the shelf is asked again: all lines or none', async () => {
    const desk = await openDesk({ grants: [{ role: 'nakes', place: 'pustu-kiara' }], rows: [drugRow(ORALIT, 'Oralit', '', 'sachet'), HOLD, ...ROWS] })
    const take = (...lines: BatchLine[]) => takeBatches(desk.app.store, STOCK, TODAY, ALL, lines)
    expect(await take(line('LAMA', '7'), line('B', '4'))).toEqual({ ok: true, value: [
      { ref: { drugId: ORALIT, source: 'program', batch: { number: 'LAMA', expiresOn: '2025-11-30' } }, quantity: 7 },
      { ref: { drugId: ORALIT, source: 'program', batch: { number: 'B', expiresOn: '2027-03-31' } }, quantity: 4 },
    ] })
    await desk.arrive([movementRow('lain', { drugId: ORALIT, batch: { number: 'A', expiresOn: day('2026-03-31') }, quantity: -35, on: TODAY, reason: 'diserahkan' })])
    expect(await take(line('LAMA', '7'), line('A', '20'))).toEqual({ ok: false, error: { kind: 'batches-changed', line: 1, left: 5 } })
    expect(await takeBatches(desk.app.store, STOCK, TODAY, SENT, [line('B', '4')])).toMatchObject({ ok: false })
    expect((await readBatchShelf(desk.app.store, STOCK, TODAY, SENT)).choices.map(choice => [choice.number, choice.quantity])).toEqual([['A', 5]])
  })

  it('kept lines come back with the fields of their document and nothing else', () => {
    const blank = () => ({ ...emptyBatchLine(), cause: 'rusak' })
    expect(restoreBatchLines([{ drugId: 'x', quantity: '3', asing: 'y', key: 4 }], blank)).toEqual([{ drugId: 'x', key: '', quantity: '3', cause: 'rusak' }])
    expect(restoreBatchLines([], blank)).toBeNull()
    expect(restoreBatchLines('x', blank)).toBeNull()
  })
})

describe('the lines on the screen', () => {
  it('a chosen drug begins with the batch that expires first and that no other line takes', async () => {
    const lines = reactive([emptyBatchLine()])
    const shelf: BatchShelf = { choices: batchChoices(balances, heldKeys([HOLD]), TODAY, ALL), drugs: new Map([[ORALIT, drugRow(ORALIT, 'Oralit', '', 'sachet').data]]) }
    screen = mount(defineComponent({ render: () => h(BatchLines as unknown as Component, { lines, blank: emptyBatchLine, shelf, errorOf: () => undefined }) }), { attachTo: document.body })
    const choose = async (index: number): Promise<void> => {
      const box = document.getElementById(`field-drugId${index}`) as HTMLInputElement
      box.value = 'oralit'
      box.dispatchEvent(new Event('input', { bubbles: true }))
      await settle()
      box.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true }))
      await settle()
    }
    await choose(0)
    expect(lines[0]?.key).toBe(keyOf('LAMA'))
    expect(words()).toContain('LAMA · ED 11/2025 · 7 sachet · Program · kedaluwarsa')
    expect(words()).toContain('B · ED 03/2027 · 10 sachet · Program · ditahan')
    await press('Ambil semua obat ke-1')
    expect(field(screen, 'Jumlah').value).toBe('7')
    await press('Tambah obat')
    await choose(1)
    expect(lines[1]?.key).toBe(keyOf('A'))
    await press('Hapus obat ke-1')
    expect(lines.map(left => left.key)).toEqual([keyOf('A')])
  })
})
