import { afterEach, describe, expect, it, vi } from 'vitest'
import { day } from '#domain/core/day.ts'
import { routes as own } from '#app/features/catalogue/routes.ts'
import { elsewhere, field, press, settle, show, type, words, type Shown } from '../support/show.ts'
import { TODAY } from '../support/desk.ts'
import { drugRow, head, KIARA, nurse, pricedRow, proposalRow, receivedRow } from './stock-room.ts'

const routes = [...own, ...elsewhere('medicine', 'price')]
let shown: Shown | undefined
afterEach(() => {
  shown?.screen.unmount()
  shown = undefined
  document.body.innerHTML = ''
})
const open = async (...args: Parameters<typeof show>): Promise<Shown> => (shown = await show(...args))
const button = (label: string): boolean => [...document.querySelectorAll('a, button')].some(element => element.textContent?.trim() === label)

const shelf = [
  drugRow('parasetamol', { kfaProduct: '93006334', unchecked: ['class', 'kfaProduct'] }), drugRow('amoksisilin', { name: 'Amoksisilin', class: 'keras', antibiotic: true, doubtful: true }),
  drugRow('diazepam', { name: 'Diazepam', strength: '2 mg', class: 'psikotropika', active: false }),
]

describe('the catalogue', () => {
  it('opens on what is in use; a search finds what is not', async () => {
    const { screen } = await open(await nurse(shelf), routes, '/obat/katalog')
    await settle(() => words().includes('Parasetamol 500 mg tablet'))
    expect(words()).not.toContain('Diazepam')
    await type(screen, 'Cari obat', 'diaz')
    expect(words()).toContain('Diazepam 2 mg tablet')
    expect(words()).not.toContain('Amoksisilin')
  })

  it('a nurse proposes, the head edits and imports', async () => {
    await open(await nurse(shelf), routes, '/obat/katalog')
    await settle(() => words().includes('Parasetamol'))
    expect([button('Usulkan obat'), button('Obat baru'), button('Impor')]).toEqual([true, false, false])
    shown?.screen.unmount()
    await open(await head([...shelf, proposalRow('usul-1')]), routes, '/obat/katalog')
    await settle(() => words().includes('Parasetamol') && button('Usulan (1)'))
    expect([button('Usulkan obat'), button('Obat baru'), button('Impor'), button('Farmasi')]).toEqual([false, true, true, true])
  })

  it('says at each fact that no pharmacist has checked it, and that a 93 code is a maker’s', async () => {
    const { screen } = await open(await nurse(shelf), routes, '/obat/katalog/parasetamol')
    await settle(() => words().includes('KFA 93'))
    const row = (label: string): string => screen.findAll('dl > div').find(found => found.get('dt').text() === label)?.text() ?? ''
    expect(row('Golongan')).toContain('belum diperiksa apoteker')
    expect(row('Nama generik')).not.toContain('belum diperiksa')
    expect(row('KFA 93 (produk pabrik)')).toContain('Bukan kode obat generiknya')
    expect(row('KFA 92 (generik)')).toContain('tidak diketahui')
  })

  it('the head cannot change the unit of a drug with movements, and reads why', async () => {
    const { screen } = await open(await head([...shelf, receivedRow('m-1', 'parasetamol', 1200)]), routes, '/obat/katalog/parasetamol/ubah')
    await settle(() => words().includes('Satuan tidak dapat diganti karena stok sudah dihitung dalam tablet di Pustu Kiara (1.200 tablet)'))
    expect(field(screen, 'Satuan terkecil').readOnly).toBe(true)
  })

  it('the head is asked before a drug with movements gets another name, and warned of a twin', async () => {
    const at = await head([...shelf, receivedRow('m-1', 'parasetamol', 1200)])
    const { screen, router } = await open(at, routes, '/obat/katalog/parasetamol/ubah')
    await settle(() => words().includes('1.200 tablet'))
    await type(screen, 'Nama generik', 'Amoksisilin')
    expect(words()).toContain('Obat ini sudah ada')
    await type(screen, 'Nama generik', 'Asetaminofen')
    expect(words()).not.toContain('Obat ini sudah ada')
    await press('Simpan')
    await settle(() => words().includes('Simpan perubahan ini?'))
    expect((await at.app.store.get('drug', 'parasetamol'))?.data.name).toBe('Parasetamol')
    await press('Ya, simpan')
    await settle(() => router.currentRoute.value.name === 'catalogue-drug')
    expect((await at.app.store.get('drug', 'parasetamol'))?.data.name).toBe('Asetaminofen')
  })

  it('BR-38: the head reads beside the class why it may not be active', async () => {
    const { screen } = await open(await head(shelf), routes, '/obat/katalog/diazepam/ubah')
    await settle(() => words().includes('Identitas'))
    field(screen, 'Aktif').click()
    await settle()
    await press('Simpan')
    await settle(() => words().includes('Golongan ini tidak boleh aktif'))
    expect(button('Buka Farmasi')).toBe(true)
  })

  it('a nurse sends a proposal with its reason and sees it wait; the head approves it', async () => {
    const at = await nurse(shelf)
    const { screen, router } = await open(at, routes, '/obat/katalog/parasetamol/ubah')
    await settle(() => words().includes('Identitas'))
    expect(words()).not.toContain('Meragukan menurut sumbernya')
    await type(screen, 'Stok minimum', '500')
    await press('Kirim usulan')
    expect(words()).toContain('Tulis alasannya.')
    await type(screen, 'Alasan usulan', 'sering habis')
    await press('Kirim usulan')
    await settle(() => router.currentRoute.value.name === 'catalogue-drug')
    await router.push('/obat/usulan')
    await settle(() => words().includes('sering habis'))
    expect(words()).toContain('500 tablet')
    expect([button('Tarik usulan'), button('Setujui')]).toEqual([true, false])
  })

  it('the head approves a selling price: it holds from today on where its day is past, and the proposal names it', async () => {
    const now = { kind: 'price' as const, id: 'harga-lama', stream: KIARA, data: { ...pricedRow('x').data.price, drugId: 'parasetamol', by: 'staf-bidan', from: day('2025-11-01'), general: 180, member: 170 } }
    const at = await head([...shelf, pricedRow('usul-h'), now])
    const { screen } = await open(at, routes, '/obat/usulan')
    await settle(() => words().includes('Harga jual koperasi'))
    expect(words()).toMatch(/Harga umum ?Rp 180 ?Rp 200 \(naik Rp 20\)/)
    expect(words()).toContain('Tanggal yang diminta sudah lewat')
    expect(screen.findAll('a').find(one => one.text() === 'Buka harga')?.attributes('href')).toContain('pustu=pustu-kiara')
    await press('Setujui')
    await settle(() => words().includes('Sudah dijawab (1)'))
    const made = (await at.app.store.scan('price')).find(price => price.id !== 'harga-lama')
    expect(made?.data).toMatchObject({ drugId: 'parasetamol', from: TODAY, general: 200, member: 190, by: 'staf-kapus' })
    expect(made?.stream).toBe(KIARA)
    expect((await at.app.store.get('price-proposal', 'usul-h'))?.data.decision).toEqual({ choice: 'disetujui', by: 'staf-kapus', on: TODAY, reason: '', priceId: made?.id })
  })

  it('BR-39: a HET that fell since keeps it from being approved, and says what to do; it is refused with a reason', async () => {
    const at = await head([drugRow('parasetamol', { het: 199 }), pricedRow('usul-h')])
    const { screen } = await open(at, routes, '/obat/usulan')
    await settle(() => words().includes('Harga jual koperasi'))
    await press('Setujui')
    await settle(() => words().includes('Harga umum di atas HET katalog sekarang, Rp 199.'))
    expect(await at.app.store.scan('price')).toEqual([])
    await press('Tolak')
    await settle(() => words().includes('Tolak usulan ini?'))
    await type(screen, 'Alasan penolakan', 'di atas HET')
    ;[...document.querySelectorAll<HTMLElement>('[role=dialog] button')].find(element => element.textContent?.trim() === 'Tolak')?.click()
    await settle(() => words().includes('Sudah dijawab (1)'))
    expect((await at.app.store.get('price-proposal', 'usul-h'))?.data.decision).toMatchObject({ choice: 'ditolak', reason: 'di atas HET', priceId: null })
  })

  it('who asked for a price takes it back while nobody has answered', async () => {
    const at = await nurse([...shelf, pricedRow('usul-h')])
    await open(at, routes, '/obat/usulan')
    await settle(() => words().includes('Harga jual koperasi'))
    await press('Tarik usulan')
    await settle(() => words().includes('Tarik usulan ini?'))
    ;[...document.querySelectorAll<HTMLElement>('[role=dialog] button')].find(element => element.textContent?.trim() === 'Tarik usulan')?.click()
    await settle(() => words().includes('Tidak ada usulan yang menunggu'))
    expect((await at.app.store.get('price-proposal', 'usul-h'))?.state).toBe('void')
  })

  it('while the catalogue cannot be read, Simpan says why nothing was saved', async () => {
    const at = await head(shelf)
    const broken = vi.spyOn(at.app.store, 'scan').mockRejectedValue(new Error('disk'))
    const { screen } = await open(at, routes, '/obat/katalog/baru')
    await settle(() => words().includes('Nama generik'))
    await type(screen, 'Nama generik', 'Cetirizin')
    await type(screen, 'Satuan terkecil', 'tablet')
    await press('Simpan')
    await settle(() => words().includes('Katalog tidak dapat dibaca, jadi obat ini BELUM tersimpan.'))
    broken.mockRestore()
    expect(field(screen, 'Nama generik').value).toBe('Cetirizin')
  })

  it('the head refuses with a reason', async () => {
    const at = await head([...shelf, proposalRow('usul-1')])
    await open(at, routes, '/obat/usulan')
    await settle(() => words().includes('sering habis'))
    await press('Tolak')
    await settle(() => words().includes('Tolak usulan ini?'))
    await type((shown as Shown).screen, 'Alasan penolakan', 'stok cukup')
    const send = [...document.querySelectorAll<HTMLElement>('[role=dialog] button')].find(element => element.textContent?.trim() === 'Tolak')
    send?.click()
    await settle(() => words().includes('Sudah dijawab (1)'))
    expect((await at.app.store.get('drug-proposal', 'usul-1'))?.data.decision).toMatchObject({ choice: 'ditolak', reason: 'stok cukup' })
  })
})

describe('the import page', () => {
  const choose = async ({ screen }: Shown, text: string): Promise<void> => {
    const input = screen.get<HTMLInputElement>('input[type=file]').element
    Object.defineProperty(input, 'files', { configurable: true, value: [new File([text], 'daftar.csv')] })
    input.dispatchEvent(new Event('change'))
    await settle(() => words().includes('baris terbaca') || words().includes('tidak dapat dibaca'))
  }

  it('goes from a file over its columns and a report to the saving', async () => {
    const at = await head(shelf)
    const page = await open(at, routes, '/obat/katalog/impor')
    await choose(page, 'Dinas Kesehatan\nNama obat;Kekuatan;Bentuk;Satuan terkecil;Golongan;Stok minimum\nZink;20 mg;tablet;tablet;bebas;50\nParasetamol;500 mg;tablet;tablet;bebas;1.250\n')
    expect(words()).toContain('Kolom untuk Nama obat')
    await press('Periksa berkas')
    await settle(() => words().includes('Baru (1)'))
    expect(words()).toContain('Ditolak (1)')
    expect((await at.app.store.scan('drug')).length).toBe(3)
    await press('Simpan 1 baris')
    await settle(() => words().includes('Impor selesai'))
    expect((await at.app.store.get('drug', 'zink-20-mg-tablet'))?.data.minimum).toBe(50)
  })

  it('says what is wrong with a file', async () => {
    const page = await open(await head(shelf), routes, '/obat/katalog/impor')
    await choose(page, 'a;"b')
    expect(words()).toContain('tidak pernah ditutup')
  })
})

describe('the settings page', () => {
  it('warns when a pustu is enabled for controlled drugs, shows the formula at work, and saves', async () => {
    const at = await head(shelf)
    const { screen, router } = await open(at, routes, '/pengaturan/farmasi')
    await settle(() => words().includes('Belum pernah disimpan'))
    expect(words()).toContain('stok optimum 2.352, permintaan 1.100')
    await type(screen, 'Waktu tunggu', '10')
    expect(words()).toContain('stok optimum 2.702')
    field(screen, 'Boleh menyimpan di Pustu Kiara').click()
    await settle(() => words().includes('Anda mengizinkan obat yang diawasi ketat'))
    await press('Simpan')
    await settle(() => router.currentRoute.value.name === 'catalogue')
    expect((await at.app.store.get('pharmacy-setting', 'apotek-pkm-uji'))?.data).toMatchObject({ leadDays: 10, controlledAt: ['pustu-kiara'] })
  })
})
