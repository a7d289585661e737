import { afterEach, describe, expect, it } from 'vitest'
import { routes as own } from '#app/features/counting/routes.ts'
import { approveCount } from '#app/features/counting/repository.ts'
import { keepAllForms } from '#app/shared/form-keeper.ts'
import type { Desk } from '../support/desk.ts'
import { elsewhere, field, press, settle, show, type, words, type Shown } from '../support/show.ts'
import { AMLO, CATALOGUE, countDesk, entry, KAPUS, left, moveRow, ORALIT, rowsOf, SHELF, submitted } from './count-desk.ts'

const routes = [...own, ...elsewhere('medicine')]
let shown: Shown | undefined
afterEach(() => {
  shown?.screen.unmount()
  shown = undefined
  document.body.innerHTML = ''
})
const open = async (desk: Desk, path: string): Promise<Shown> => (shown = await show(desk, routes, path))
const enter = async (label: string, text: string): Promise<void> => {
  const { screen } = shown as Shown
  field(screen, label).dispatchEvent(new FocusEvent('focusin', { bubbles: true }))
  await type(screen, label, text)
  field(screen, label).dispatchEvent(new FocusEvent('focusout', { bubbles: true }))
  await settle()
}
const A1 = 'Batch A1, ED 12/2026'
const head = async (from: Desk): Promise<Desk> => countDesk(await rowsOf(from), 'kapus', KAPUS)

describe('the pages of a stocktake', () => {
  it('BR-37: counted blind: the figure of the system is nowhere on the page before counting is over', async () => {
    const desk = await countDesk()
    await open(desk, '/obat/opname')
    await settle(() => words().includes('Belum ada stok opname'))
    await press('Mulai opname')
    await settle(() => words().includes('Jenis opname'))
    await press('Mulai menghitung')
    await settle(() => words().includes('Dihitung 0 dari 2 batch'))
    expect(document.documentElement.outerHTML).not.toContain('118')
    await enter(A1, '115')
    await settle(() => words().includes('115 tablet · 12.00 · Bidan Uji'))
    expect(words()).toContain('Dihitung 1 dari 2 batch')
    expect(document.documentElement.outerHTML).not.toContain('118')
    await press('Selesai menghitung')
    await press('Ajukan untuk disetujui')
    expect(words()).toContain('Masih ada batch yang belum dihitung')
    expect(document.documentElement.outerHTML).not.toContain('118')
    field((shown as Shown).screen, 'Semua tidak ikut dihitung').click()
    await settle()
    await press('Ajukan untuk disetujui')
    await settle(() => words().includes('1 selisih belum beralasan'))
    expect(words()).toContain('118 tablet')
    expect(words()).toContain('−3')
    expect(words()).toContain('1 batch tidak ikut dihitung')
    await press('Isi alasan: Amlodipin tablet, batch A1')
    await type((shown as Shown).screen, 'Alasan selisih', 'tiga pecah')
    await press('Simpan')
    await settle(() => words().includes('tiga pecah') && words().includes('Menunggu persetujuan'))
    expect(words()).toContain('Anda ikut menghitung')
    expect(document.querySelectorAll('button').length).toBeGreaterThan(0)
    expect([...document.querySelectorAll('button')].map(button => button.textContent?.trim())).not.toContain('Setujui')
  })

  it('BR-30: a drug that was asked for is ticked under its source, and survives a look at the other', async () => {
    const desk = await countDesk([...CATALOGUE, moveRow(AMLO, 'A1', 120, '2025-10-01'), moveRow(ORALIT, 'K1', 20, '2025-10-01', { source: 'koperasi' })])
    await open(desk, `/obat/opname?drug=${ORALIT}&source=koperasi`)
    await settle(() => words().includes('1 obat dipilih'))
    const look = async (at: string): Promise<void> => { document.querySelector<HTMLInputElement>(`input[value=${at}]`)?.click(); await settle() }
    await look('program')
    await settle(() => words().includes('0 obat dipilih'))
    await look('koperasi')
    await settle(() => words().includes('1 obat dipilih'))
    await press('Mulai menghitung')
    await settle(() => words().includes('Dihitung 0 dari 1 batch'))
    const [count] = await desk.app.store.scan('stock-count')
    expect(count?.data).toMatchObject({ source: 'koperasi', drugIds: [ORALIT] })
  })

  it('what is typed is a whole number, 0 included, and what could not be recorded stays in the field', async () => {
    const desk = await countDesk()
    await open(desk, '/obat/opname/baru')
    await settle(() => words().includes('Jenis opname'))
    await press('Mulai menghitung')
    await settle(() => words().includes('Dihitung 0 dari 2 batch'))
    await enter(A1, '11,5')
    expect(words()).toContain('Isi angka bulat, 0 bila tidak ada.')
    expect(field((shown as Shown).screen, A1).value).toBe('11,5')
    await enter(A1, '0')
    await settle(() => words().includes('0 tablet · 12.00'))
  })

  it('a drug in the address is chosen; a batch found on the shelf joins the sheet', async () => {
    const desk = await countDesk()
    await open(desk, `/obat/opname?drug=${AMLO}`)
    await settle(() => words().includes('1 obat dipilih'))
    await press('Mulai menghitung')
    await settle(() => words().includes('Dihitung 0 dari 1 batch'))
    await press('Tambah batch lain')
    await type((shown as Shown).screen, 'Obat', 'amlodipin tablet')
    field((shown as Shown).screen, 'Obat').dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true }))
    await type((shown as Shown).screen, 'Nomor batch', 'xy 9')
    await type((shown as Shown).screen, 'Kedaluwarsa', '03/2027')
    await type((shown as Shown).screen, 'Jumlah fisik', '12')
    await press('Catat batch')
    await settle(() => words().includes('Dihitung 1 dari 2 batch') && words().includes('Batch XY 9, ED 03/2027'))
  })

  it('the head approves, prints the minutes, and posts the correction of what came late', async () => {
    const desk = await countDesk()
    const id = await submitted(desk, [entry(AMLO, 'A1', 115, { reason: 'tiga pecah' })])
    const office = await head(desk)
    await open(office, `/obat/opname/${id}?pustu=pustu-kiara`)
    await settle(() => words().includes('tiga pecah'))
    await press('Setujui')
    const buttons = [...document.querySelectorAll<HTMLElement>('[role=dialog] button')]
    buttons.find(button => button.textContent?.trim() === 'Setujui')?.click()
    await settle(() => words().includes('Cetak berita acara'))
    expect(await left(office)).toMatchObject({ A1: 115 })
    const paper = document.querySelector('.print-sheet')?.textContent?.replace(/\s+/g, ' ') ?? ''
    for (const text of ['Berita acara stok opname', 'KIARA-02-0001', '118', '115', '−3', '−Rp 300', 'tiga pecah', 'Tidak ikut dihitung (1 batch): Oralit sachet R1.', 'Bidan Uji', 'Kepala puskesmas']) expect(paper).toContain(text)
    await office.arrive([moveRow(AMLO, 'A1', -2, '2025-12-16')])
    await settle(() => words().includes('dibukukan −3, kini −1'))
    await press('Bukukan koreksi')
    await type((shown as Shown).screen, 'Alasan', 'resep 16 Desember terlambat dicatat')
    const confirm = [...document.querySelectorAll<HTMLElement>('[role=dialog] button')].find(button => button.textContent?.trim() === 'Bukukan koreksi')
    confirm?.click()
    await settle(() => !words().includes('kini −1'))
    expect(await left(office)).toMatchObject({ A1: 115 })
  })

  it('sent back with a note, the counter sees it on the sheet', async () => {
    const desk = await countDesk()
    const id = await submitted(desk, [entry(AMLO, 'A1', 100)])
    const office = await head(desk)
    await open(office, `/obat/opname/${id}`)
    await settle(() => words().includes('Alasan belum diisi'))
    await press('Kembalikan')
    await type((shown as Shown).screen, 'Yang perlu diperiksa', 'rak atas')
    const confirm = [...document.querySelectorAll<HTMLElement>('[role=dialog] button')].find(button => button.textContent?.trim() === 'Kembalikan')
    confirm?.click()
    await settle(() => words().includes('Dikembalikan untuk dihitung ulang'))
    expect(words()).toContain('Bidan Uji, 17 Des 2025: rak atas')
  })

  it('the list marks a count whose posted differences no longer hold', async () => {
    const desk = await countDesk()
    const id = await submitted(desk, [entry(AMLO, 'A1', 118)])
    const office = await head(desk)
    await approveCount(office.app, id, new Map([[`${AMLO}|program|A1|2026-12-31`, 0]]), '')
    await open(office, '/obat/opname?pustu=pustu-kiara')
    await settle(() => words().includes('Selesai (1)'))
    await office.arrive([moveRow(AMLO, 'A1', -2, '2025-12-16')])
    await settle(() => words().includes('Perlu koreksi'))
  })
})

describe('the pages of destruction', () => {
  it('BR-36: asks for a second signatory beside its field, then writes off and shows the minutes', async () => {
    const desk = await countDesk([...CATALOGUE, ...SHELF, moveRow(AMLO, 'LAMA', 30, '2025-01-01', { batch: { number: 'LAMA', expiresOn: '2025-11-30' as never } })])
    const { screen } = await open(desk, '/obat/pemusnahan')
    await settle(() => words().includes('1 batch menunggu dimusnahkan'))
    await press('Catat pemusnahan')
    await settle(() => words().includes('1 batch kedaluwarsa atau ditahan sudah diisikan'))
    await press('Simpan dan keluarkan dari stok')
    expect(screen.get('[role=alert]').text()).toContain('perlu dua penanda tangan')
    await type(screen, 'Cara', 'Dilarutkan')
    await type(screen, 'Jabatan penanda tangan 1', 'Bidan')
    await type(screen, 'Nama penanda tangan 2', 'Kepala Uji')
    await type(screen, 'Jabatan penanda tangan 2', 'Kepala puskesmas')
    await press('Simpan dan keluarkan dari stok')
    await settle(() => words().includes('Pemusnahan KIARA-02-0001'))
    expect(await left(desk)).toMatchObject({ LAMA: 0 })
    const paper = document.querySelector('.print-sheet')?.textContent?.replace(/\s+/g, ' ') ?? ''
    for (const text of ['Berita acara pemusnahan', 'LAMA', '11/2025', '30 tablet', 'Kedaluwarsa', 'Rp 3.000', 'Dilarutkan', 'Bidan Uji', 'Kepala Uji']) expect(paper).toContain(text)
    await press('Batalkan pemusnahan')
    await type(screen, 'Alasan membatalkan', 'salah catat')
    const confirm = [...document.querySelectorAll<HTMLElement>('[role=dialog] button')].find(button => button.textContent?.trim() === 'Batalkan pemusnahan')
    confirm?.click()
    await settle(() => words().includes('Pemusnahan ini dibatalkan'))
    expect(await left(desk)).toMatchObject({ LAMA: 30 })
  })

  it('what was left half typed is thrown away at the first press, and belongs to its pustu', async () => {
    const desk = await countDesk([...CATALOGUE, ...SHELF, moveRow(AMLO, 'LAMA', 30, '2025-01-01', { batch: { number: 'LAMA', expiresOn: '2025-11-30' as never } })], 'staf-bidan', [{ role: 'nakes', place: 'pustu-kiara' }, { role: 'nakes', place: 'pustu-teritih' }])
    const { screen, router } = await open(desk, '/obat/pemusnahan/baru?pustu=pustu-kiara')
    await settle(() => words().includes('1 batch kedaluwarsa atau ditahan sudah diisikan'))
    await type(screen, 'Cara', 'Dilarutkan')
    await keepAllForms()
    await router.push('/obat/pemusnahan/baru?pustu=pustu-teritih')
    await settle(() => words().includes('Berita acara di Pustu Teritih') && words().includes('Tidak ada batch'))
    expect(field(screen, 'Cara').value).toBe('')
    await router.push('/obat/pemusnahan/baru?pustu=pustu-kiara')
    await settle(() => words().includes('Isian yang belum disimpan dipulihkan'))
    expect(field(screen, 'Cara').value).toBe('Dilarutkan')
    await press('Mulai dari kosong')
    await settle(() => words().includes('1 batch kedaluwarsa atau ditahan sudah diisikan'))
    expect(field(screen, 'Cara').value).toBe('')
    expect(words()).not.toContain('dipulihkan')
  })

  it('the head reads and does not destroy', async () => {
    const office = await head(await countDesk())
    await open(office, '/obat/pemusnahan?pustu=pustu-kiara')
    await settle(() => words().includes('Belum ada pemusnahan'))
    expect(words()).not.toContain('Catat pemusnahan')
  })
})
