import { afterEach, describe, expect, it, vi } from 'vitest'
import { addDays } from '#domain/core/day.ts'
import type { DataOf } from '#domain/records/index.ts'
import { handOut, takeBack, takingsOf, handoversOfDay } from '#app/features/dispensing/repository.ts'
import { routes as own } from '#app/features/dispensing/routes.ts'
import { decideHandover, type AskedHandover } from '#app/shared/pharmacy/handovers.ts'
import { readTempo } from '#app/shared/pharmacy/tempo.ts'
import { STOCK } from '../medicine/shelf.ts'
import { TODAY, type Desk, type PlacedRow } from '../support/desk.ts'
import { elsewhere, field, press, settle, show, type, words, type Shown } from '../support/show.ts'
import { asked, memberRow, openCounter, PARACETAMOL, priceRow, PUBLIC } from './counter.ts'

const owing = (id: string, name: string, more: Partial<DataOf<'desk-member'>>): PlacedRow<'desk-member'> => {
  const row = memberRow(id, name)
  return { ...row, data: { ...row.data, ...more } }
}
const SITI = owing('0007', 'Siti Contoh', { credit: 5000, creditDays: 30 })
const taker = { kind: 'anggota' as const, id: '0007', name: 'Siti Contoh', member: { id: '0007', number: 'KIARA-01-0007' } }
const onAccount = (quantity: number, change: Partial<AskedHandover> = {}): AskedHandover => asked({
  source: 'koperasi', taker, lines: [{ drugId: PARACETAMOL, quantity, directions: null, signa: '' }], payment: { method: 'tempo', paid: null, reference: '' }, ...change,
})
async function sell(desk: Desk, what: AskedHandover) {
  const shown = await decideHandover(desk.app, desk.app.store, STOCK, what)
  return shown.ok ? handOut(desk.app, STOCK, what, { movements: shown.value.movements, total: shown.value.data.total }) : shown
}
const leftOf = async (desk: Desk): Promise<number | null> => (await readTempo(desk.app.store, '0007')).left

describe('selling on account', () => {
  it('takes no money, says until when, and lessens what the member may still buy on this tablet', async () => {
    const desk = await openCounter([priceRow(PARACETAMOL, 400, 350), SITI])
    const sold = await sell(desk, onAccount(10))
    if (!sold.ok) throw new Error(sold.error.kind)
    expect((await desk.app.store.get('handover', sold.value))?.data).toMatchObject({ total: 3500, payment: { method: 'tempo', paid: 0, change: 0, dueOn: addDays(TODAY, 30) } })
    expect(await leftOf(desk)).toBe(1500)
    expect(await sell(desk, onAccount(5))).toEqual({ ok: false, error: { kind: 'tempo', total: 1750, left: 1500 } })
    expect((await sell(desk, onAccount(4))).ok).toBe(true)
    expect(takingsOf(await handoversOfDay(desk.app.store, STOCK, TODAY))).toEqual({ cash: 0, transfer: 0, tempo: 4900 })
  })
  it('a sale that has come back from the server is counted in the desk line, and not twice', async () => {
    const desk = await openCounter([priceRow(PARACETAMOL, 400, 350), SITI])
    const sold = await sell(desk, onAccount(10))
    if (!sold.ok) throw new Error(sold.error.kind)
    const stored = await desk.app.store.get('handover', sold.value)
    await desk.arrive([{ kind: 'handover', id: sold.value, stream: STOCK, data: stored?.data } as never, owing('0007', 'Siti Contoh', { credit: 1500, creditDays: 30 })])
    expect((await desk.app.store.get('handover', sold.value))?.pending).toBe('none')
    expect(await leftOf(desk)).toBe(1500)
  })
  it('what comes back goes off the account, with no money given', async () => {
    const desk = await openCounter([priceRow(PARACETAMOL, 400, 350), SITI])
    const sold = await sell(desk, onAccount(10))
    const handover = sold.ok ? await desk.app.store.get('handover', sold.value) : undefined
    expect(handover && (await takeBack(desk.app, handover, 'all', 'tidak jadi')).ok).toBe(true)
    const [back] = (await desk.app.store.scan('handover')).filter(one => one.data.reverses !== null)
    expect(back?.data).toMatchObject({ total: -3500, payment: { method: 'tempo', paid: 0, change: 0 } })
    expect(await leftOf(desk)).toBe(5000)
  })
  it('is refused to the public, without a limit that is known here, and at a limit of nothing', async () => {
    const desk = await openCounter([priceRow(PARACETAMOL, 400, 350), memberRow('0007', 'Siti Contoh')])
    expect(await sell(desk, onAccount(1))).toMatchObject({ error: { kind: 'tempo', left: null } })
    expect(await sell(desk, onAccount(1, { taker: PUBLIC }))).toMatchObject({ error: { kind: 'tempo', left: null } })
    await desk.arrive([owing('0007', 'Siti Contoh', { credit: 0, creditDays: 30 })])
    expect(await sell(desk, onAccount(1))).toMatchObject({ error: { kind: 'tempo', left: 0 } })
  })
})

describe('the page of handing out, on account', () => {
  const routes = [...own, ...elsewhere('medicine', 'medicine-receipt', 'visit', 'prices')]
  let shown: Shown | undefined
  afterEach(() => {
    shown?.screen.unmount()
    shown = undefined
    document.body.innerHTML = ''
  })
  const choose = (name: string, index: number): void => document.querySelector<HTMLInputElement>(`#field-${name}${index === 0 ? '' : `-${index}`}`)?.click()
  async function openFor(rows: readonly PlacedRow[], member: string): Promise<{ at: Desk } & Shown> {
    const at = await openCounter([priceRow(PARACETAMOL, 400, 350), ...rows])
    shown = await show(at, routes, `/obat/penyerahan?obat=${PARACETAMOL}`)
    const { screen } = shown
    await settle(() => words().includes('Obat ke-1'))
    choose('takerKind', 1)
    choose('source', 1)
    await settle(() => words().includes('Cari anggota'))
    await type(screen, 'Cari anggota', member)
    field(screen, 'Cari anggota').dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true }))
    await settle(() => words().includes('harga anggota berlaku'))
    await type(screen, 'Jumlah', '10')
    return { at, ...shown }
  }

  it('shows what is left, refuses more beside the choice, and prints the day it is due', async () => {
    const { screen, router, at } = await openFor([SITI], '0007')
    await settle(() => words().includes('Sisa tempo anggota ini Rp 5.000'))
    choose('method', 2)
    await settle(() => words().includes('Jatuh tempo 16 Jan 2026'))
    await type(screen, 'Jumlah', '20')
    await press('Simpan')
    expect(words()).toContain('Sisa tempo anggota ini Rp 5.000, kurang dari jumlah bayar Rp 7.000. Pilih tunai atau transfer, atau kurangi obatnya.')
    expect(await at.app.store.scan('handover')).toEqual([])
    await type(screen, 'Jumlah', '10')
    await press('Simpan')
    await settle(() => router.currentRoute.value.name === 'handover' && words().includes('KIARA-02-0001'))
    expect(words()).toMatch(/Tempo.*Jatuh tempo.*16 Jan 2026/)
    vi.stubGlobal('print', vi.fn())
    await press('Cetak kuitansi')
    const paper = document.querySelector('.print-roll-roll')?.textContent ?? ''
    expect(paper).toMatch(/NOTA TEMPO.*Rp 3\.500.*Tempo, jatuh tempo 16 Jan 2026.*Tanda tangan anggota/)
    expect(paper).not.toContain('Dibayar')
    vi.unstubAllGlobals()
  })
  it('does not offer it without a limit, and says why', async () => {
    await openFor([memberRow('0007', 'Siti Contoh')], '0007')
    await settle(() => words().includes('Tempo tidak dapat dipilih: batas tempo anggota ini belum diketahui.'))
    expect(document.querySelector('#field-method-2')).toBeNull()
  })
  it('another taker who may not is told so, and nothing that was typed is lost', async () => {
    const { screen } = await openFor([SITI], '0007')
    await settle(() => words().includes('Sisa tempo'))
    choose('method', 2)
    choose('takerKind', 0)
    await settle(() => !words().includes('Sisa tempo'))
    await press('Simpan')
    expect(words()).toContain('Tempo hanya untuk anggota koperasi. Pilih tunai atau transfer.')
    expect((field(screen, 'Jumlah') as HTMLInputElement).value).toBe('10')
  })
})
