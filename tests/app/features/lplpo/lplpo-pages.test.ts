import { afterEach, describe, expect, it } from 'vitest'
import { enableAutoUnmount } from '@vue/test-utils'
import { day } from '#domain/core/day.ts'
import type { MovementData } from '#domain/records/stock-movement.ts'
import { keepAllForms } from '#app/shared/form-keeper.ts'
import { routes as own } from '#app/features/lplpo/routes.ts'
import { readDraft, sendReport } from '#app/features/lplpo/repository.ts'
import { drugRow, movementRow, STOCK } from '../medicine/shelf.ts'
import { openDesk, type Desk, type PlacedRow } from '../support/desk.ts'
import { elsewhere, field, press, settle, show, type, words } from '../support/show.ts'

enableAutoUnmount(afterEach)
const routes = [...own, ...elsewhere('medicine', 'delivery-new'), { path: '/obat/:drugId', name: 'medicine-drug', component: { render: () => null } }]
const PARACETAMOL = 'parasetamol-500-mg-tablet'
const move = (id: string, on: string, quantity: number, reason: MovementData['reason'] = 'diterima'): PlacedRow<'stock-movement'> =>
  movementRow(id, { drugId: PARACETAMOL, batch: { number: 'A', expiresOn: day('2027-03-31') }, quantity, on: day(on), reason })
const ROWS = [drugRow(PARACETAMOL, 'Parasetamol', '500 mg', 'tablet'), move('m1', '2025-10-01', 1200), move('m2', '2025-11-03', 2000), move('m3', '2025-11-10', -1820, 'diserahkan'), move('m4', '2025-11-11', -30, 'dimusnahkan')]
const nurse = (rows: readonly PlacedRow[] = ROWS): Promise<Desk> => openDesk({ grants: [{ role: 'nakes', place: 'pustu-kiara' }], rows })
/** The report of November as the pustu sent it, on the tablet of the head. */
async function head(): Promise<{ desk: Desk; id: string }> {
  const from = await nurse()
  const sent = await sendReport(from.app, { stream: STOCK, id: 'pustu-kiara', name: 'Pustu Kiara' }, await readDraft(from.app, from.app.store, STOCK, '2025-11', 'semua'), {})
  const id = sent.ok ? sent.value : ''
  const report = await from.app.store.get('lplpo', id)
  if (!report) throw new Error('not sent')
  const row: PlacedRow<'lplpo'> = { kind: 'lplpo', id, stream: STOCK, data: report.data }
  return { id, desk: await openDesk({ grants: [{ role: 'kapus', place: 'pkm-uji' }], actor: 'staf-kapus', rows: [...ROWS, row] }) }
}
const figure = (label: string, n: string): string => `${label} Parasetamol 500 mg tablet: ${n}`

describe('the draft of a month', () => {
  it('BR-24: shows the form, its formula with its numbers, and the movements behind a figure', async () => {
    const { screen } = await show(await nurse(), routes, '/obat/lplpo/2025-11')
    await settle(() => words().includes('Permintaan'))
    for (const [label, n] of [['Stok awal', '1.200'], ['Penerimaan', '2.000'], ['Persediaan', '3.200'], ['Pemakaian', '1.820'], ['Sisa stok', '1.350'], ['Stok optimum', '2.352']] as const) {
      expect(screen.find(`[aria-label="${figure(label, n)}"]`).exists(), label).toBe(true)
    }
    expect(words()).toContain('rusak/ED 30')
    await settle(() => words().includes('Petugas Pustu Kiara'))
    await press(figure('Permintaan', '1.002'))
    expect(words()).toContain('SWT, waktu tunggu = 1.820 ÷ 26 × 5 hari350')
    expect(words()).toContain('2.352 − 1.350 = 1.002')
    await press('Tutup')
    await press(figure('Pemakaian', '1.820'))
    await settle(() => words().includes('Jumlah 1.820 tablet'))
    expect(words()).toContain('10 Nov 2025 · A')
  })

  it('names both rules and marks the one that is used', async () => {
    await show(await nurse(), routes, '/obat/lplpo/2025-11')
    await settle(() => words().includes('Rumus permintaan'))
    expect(words()).toContain('Stok optimum − sisa stokdipakai puskesmas ini')
    expect(words()).toContain('3 × pemakaian − sisa stoktidak dipakai')
  })

  it('keeps a remark through a closed page, and sends it with the report', async () => {
    const desk = await nurse()
    const { screen } = await show(desk, routes, '/obat/lplpo/2025-11')
    await settle(() => words().includes('Parasetamol'))
    await press('Tulis keterangan: Parasetamol 500 mg tablet')
    await type(screen, 'Keterangan', 'untuk posyandu')
    await press('Pakai keterangan')
    await settle(() => words().includes('rusak/ED 30; untuk posyandu'))
    await keepAllForms()
    screen.unmount()
    const again = await show(desk, routes, '/obat/lplpo/2025-11')
    await settle(() => words().includes('untuk posyandu'))
    await press('Kirim ke puskesmas')
    const dialog = document.querySelector('[role="dialog"]')
    ;[...(dialog?.querySelectorAll('button') ?? [])].find(button => button.textContent?.trim() === 'Kirim ke puskesmas')?.click()
    await settle(() => again.router.currentRoute.value.name === 'lplpo')
    await settle(() => words().includes('Tersimpan di tablet'))
    const [report] = await desk.app.store.scan('lplpo')
    expect(report?.data.notes).toEqual({ [PARACETAMOL]: 'untuk posyandu' })
    expect(await desk.app.store.loadFormDraft(`lplpo:${STOCK}:2025-11:semua`)).toBeUndefined()
  })

  it('BR-24: below zero it says what to do and cannot be sent', async () => {
    const { screen } = await show(await nurse([...ROWS, move('m5', '2025-11-20', -1400, 'diserahkan')]), routes, '/obat/lplpo/2025-11')
    await settle(() => words().includes('Belum dapat dikirim'))
    expect(words()).toContain('Sisa stok di bawah nol: Parasetamol 500 mg tablet')
    expect(screen.findAll('button').find(button => button.text() === 'Kirim ke puskesmas')?.attributes('disabled')).toBeDefined()
  })

  it('an address that names no month leads back to the list', async () => {
    await show(await nurse(), routes, '/obat/lplpo/2025-13')
    expect(words()).toContain('Bulan tidak dikenal')
  })
})

describe('the head of the puskesmas', () => {
  it('sees what waits and who has not sent, and gives what he decides', async () => {
    const { desk, id } = await head()
    const { screen, router } = await show(desk, routes, '/obat/lplpo')
    await settle(() => words().includes('Menunggu keputusan'))
    expect(words()).toContain('Belum mengirim LPLPO November 2025Pustu Teritih')
    await router.push({ name: 'lplpo', params: { id } })
    await settle(() => words().includes('Angka laporan tidak berubah'))
    await press('Setujui')
    const given = screen.find('[aria-label="Pemberian Parasetamol 500 mg tablet"]').element as HTMLInputElement
    expect(given.value).toBe('1.002')
    given.value = 'banyak'
    given.dispatchEvent(new Event('input', { bubbles: true }))
    await press('Simpan persetujuan')
    expect(words()).toContain('isi pemberian sebagai angka bulat')
    expect((await desk.app.store.get('lplpo', id))?.data.decision).toBeNull()
    given.value = '1.000'
    given.dispatchEvent(new Event('input', { bubbles: true }))
    await press('Simpan persetujuan')
    await settle(() => words().includes('Disetujui Bidan Uji') || words().includes('Buat kiriman'))
    expect((await desk.app.store.get('lplpo', id))?.data).toMatchObject({ given: [1000], decision: { choice: 'disetujui', by: 'staf-kapus' } })
  })

  it('returns a report only with a reason', async () => {
    const { desk, id } = await head()
    const { screen } = await show(desk, routes, `/obat/lplpo/laporan/${id}`)
    await settle(() => words().includes('Angka laporan tidak berubah'))
    await press('Kembalikan')
    const confirm = (): void => [...(document.querySelector('[role="dialog"]')?.querySelectorAll('button') ?? [])].find(button => button.textContent?.trim() === 'Kembalikan')?.click()
    confirm()
    await settle(() => words().includes('Tulis apa yang harus diperbaiki.'))
    await type(screen, 'Alasan', 'SBBK-07 belum dicatat')
    expect(field(screen, 'Alasan').value).toBe('SBBK-07 belum dicatat')
    confirm()
    await settle(() => words().includes('Dikembalikan puskesmas'))
    expect((await desk.app.store.get('lplpo', id))?.data).toMatchObject({ given: null, decision: { choice: 'dikembalikan', reason: 'SBBK-07 belum dicatat' } })
  })

  it('marks what the ledger says differently since the report was sent', async () => {
    const { desk, id } = await head()
    await desk.arrive([move('m9', '2025-11-29', -50, 'diserahkan')])
    await show(desk, routes, `/obat/lplpo/laporan/${id}`)
    await settle(() => words().includes('Buku berubah sejak dikirim'))
    expect(words()).toContain('1.820buku sekarang 1.870')
    expect(words()).toContain('1.350buku sekarang 1.300')
  })

  it('adds up what was sent and names who is missing', async () => {
    const { desk } = await head()
    await show(desk, routes, '/obat/lplpo/rekap?bulan=2025-11')
    await settle(() => words().includes('Belum masuk: Pustu Teritih'))
    expect(words()).toContain('1 dari 2 pustu')
  })
})
