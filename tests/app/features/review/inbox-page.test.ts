import { afterEach, describe, expect, it } from 'vitest'
import { day } from '#domain/core/day.ts'
import { streamOf } from '#domain/core/streams.ts'
import type { DataOf } from '#domain/records/index.ts'
import { routes } from '#app/features/review/routes.ts'
import { inbox } from '#app/features/review/review-repository.ts'
import { sectionsOf, toDecide } from '#app/features/review/logic/sections.ts'
import { reviewCount } from '#app/shared/review.ts'
import { patientRow, CLINICAL, NURSE, visitData } from '../service/ward.ts'
import { countRow } from '../medicine/shelf.ts'
import { openDesk, staffRow, type PlacedRow } from '../support/desk.ts'
import { elsewhere, field, press, settle, show, type, words, type Shown } from '../support/show.ts'

const HEAD = [{ role: 'kapus', place: 'pkm-uji' }] as const
const serviceOf = (place: string) => streamOf('service', place)
const incident = (id: string, place: string, openedOn: string, change: object = {}): PlacedRow<'incident'> => ({
  kind: 'incident', id, stream: serviceOf(place), data: { type: 'digest-mismatch', openedOn, closed: null, about: { dev: 'tab', stream: 'x' }, ...change } as PlacedRow<'incident'>['data'],
})
const clash = (id: string, group: string, kept: unknown, offered: unknown, record = { id: 'pasien-1', kind: 'patient' }): PlacedRow<'conflict'> => ({
  kind: 'conflict', id, stream: CLINICAL,
  data: {
    recordId: record.id, recordKind: record.kind, group, settled: null,
    kept: { value: kept as never, actor: 'staf-bidan', dev: 'tab-1', at: '2025-12-16T09:00:00+07:00' }, offered: { value: offered as never, actor: 'staf-lain', dev: 'tab-2', at: '2025-12-16T10:00:00+07:00' },
  },
})
let shown: Shown | undefined
afterEach(() => {
  shown?.screen.unmount()
  shown = undefined
  document.body.innerHTML = ''
})
const titles = (): string[] => [...document.querySelectorAll('main li h3, li h3')].map(title => title.textContent?.trim() ?? '')
const pages = [...routes, ...elsewhere('supervision', 'patient', 'visit', 'count', 'lplpo', 'proposals', 'activity', 'delivery')]

describe('Perlu ditinjau with much in it', () => {
  const many = Array.from({ length: 60 }, (_, index) => incident(`i-${String(index).padStart(2, '0')}`, index % 3 === 0 ? 'pustu-teritih' : 'pustu-kiara', `2025-${index < 30 ? '10' : '11'}-${String((index % 30) + 1).padStart(2, '0')}`))
  const rows = [...many, countRow('op-1', true), { ...patientRow('pasien-1'), conflicts: ['c-1'] }, clash('c-1', 'name', 'Siti Contoh', 'Siti Contohwati'), staffRow('staf-lain', 'Perawat Dedi')]

  it('counts the same as the page, for the head and for a nurse', async () => {
    const head = await openDesk({ grants: HEAD, rows, actor: 'staf-kapus' })
    expect([await reviewCount(head.app), toDecide(sectionsOf(await inbox(head.app)))]).toEqual([62, 62])
    const nurse = await openDesk({ grants: NURSE, rows })
    expect([await reviewCount(nurse.app), toDecide(sectionsOf(await inbox(nurse.app)))]).toEqual([41, 41])
  })
  it('shows the oldest few of each part, all by pages where asked, and folds', async () => {
    shown = await show(await openDesk({ grants: HEAD, rows, actor: 'staf-kapus' }), pages, '/perlu-ditinjau')
    await settle(() => words().includes('62 menunggu keputusan'))
    const dates = () => [...document.querySelectorAll('li')].flatMap(item => /Dibuka (\d+ \w+ \d+)/.exec(item.textContent ?? '')?.[1] ?? [])
    expect(dates()).toEqual(['1 Okt 2025', '2 Okt 2025', '3 Okt 2025', '4 Okt 2025', '5 Okt 2025'])
    await press('Tampilkan semua (60)')
    expect(dates()).toHaveLength(20)
    expect(words()).toContain('1–20 dari 60')
    await press('Sembunyikan Isian yang bertentangan')
    expect(document.querySelector('[aria-expanded="false"]')?.getAttribute('aria-label')).toBe('Buka Isian yang bertentangan')
  })
  it('is filtered by part and place, and the choice stands in the address', async () => {
    shown = await show(await openDesk({ grants: HEAD, rows, actor: 'staf-kapus' }), pages, '/perlu-ditinjau?bagian=incidents&tempat=pustu-teritih')
    await settle(() => words().includes('Kejadian (20)'))
    expect(titles()).toHaveLength(20)
    expect(words()).not.toContain('Siti Contohwati')
    expect(document.querySelector<HTMLInputElement>('input[type=radio][value=incidents]')?.checked).toBe(true)
  })
  it('leads to what is decided on other pages, with who, when and where', async () => {
    shown = await show(await openDesk({ grants: HEAD, rows, actor: 'staf-kapus' }), pages, '/perlu-ditinjau')
    await settle(() => words().includes('Stok opname yang menunggu persetujuan'))
    const link = [...document.querySelectorAll('a')].find(one => one.textContent?.includes('Stok opname '))
    expect(link?.getAttribute('href')).toBe('/lain/count/op-1')
    expect(link?.textContent).toContain('Pustu Kiara')
  })
})

describe('Perlu ditinjau: a conflict', () => {
  const visit = (examination: string): PlacedRow<'visit'> => ({ kind: 'visit', id: 'v-1', stream: CLINICAL, conflicts: ['c-9'], data: { ...visitData(), examination, author: 'staf-bidan' } })
  it('keeps both notes where the nurse says so', async () => {
    const desk = await openDesk({ grants: NURSE, rows: [patientRow('pasien-1'), visit('faring merah'), clash('c-9', 'examination', 'faring merah', 'tonsil T1', { id: 'v-1', kind: 'visit' })] })
    shown = await show(desk, pages, '/perlu-ditinjau')
    await settle(() => words().includes('faring merah; tonsil T1'))
    await press('Pakai keduanya')
    await settle(() => words().includes('Tidak ada yang perlu ditinjau'))
    expect((await desk.app.store.get('visit', 'v-1'))?.data.examination).toBe('faring merah; tonsil T1')
  })
  it('takes a third value; what is wrong stands beside its box, and nothing typed is lost', async () => {
    const rows = [{ ...patientRow('pasien-1'), conflicts: ['c-1'] }, clash('c-1', 'identity', { nik: '3673995708900002', noNikReason: '', parentNik: null }, { nik: '3673995708900003', noNikReason: '', parentNik: null })]
    const desk = await openDesk({ grants: NURSE, rows })
    shown = await show(desk, pages, '/perlu-ditinjau')
    expect(words()).not.toContain('Pakai keduanya')
    await press('Tulis yang lain')
    await type(shown.screen, 'NIK', '123')
    await press('Simpan isian baru')
    expect(words()).toContain('Bentuk isian ini belum benar.')
    expect(field(shown.screen, 'NIK').getAttribute('aria-invalid')).toBe('true')
    // The page is closed and opened again: the box holds what was typed.
    await settle()
    shown.screen.unmount()
    shown = await show(desk, pages, '/perlu-ditinjau')
    await press('Tulis yang lain')
    await settle(() => words().includes('dipulihkan'))
    expect(field(shown.screen, 'NIK').value).toBe('123')
    await type(shown.screen, 'NIK', '3673995708900004')
    await press('Simpan isian baru')
    await settle(() => words().includes('Tidak ada yang perlu ditinjau'))
    expect(await desk.app.store.get('patient', 'pasien-1')).toMatchObject({ conflicts: [], data: { identity: { nik: '3673995708900004' } } })
  })
})

describe('BR-69: the card of a wrong clock', () => {
  const about = (count: number, skewMs: number) => ({
    dev: 'tab-1', name: 'Tablet Kiara 1', skewMs, count, firstAt: '2025-12-16T08:00:00+07:00', lastAt: '2025-12-16T11:00:00+07:00',
    records: [{ kind: 'patient', id: 'pasien-1', at: '2025-12-16T08:00:00+07:00' }, { kind: 'patient', id: 'pasien-tak-ada', at: '2025-12-16T11:00:00+07:00' }],
  })
  it('says how far it was off and lists the entries, with a link to those that this tablet holds', async () => {
    const desk = await openDesk({ grants: HEAD, rows: [patientRow('pasien-1'), incident('jam-1', 'pustu-kiara', '2025-12-16', { type: 'clock-skew', about: about(60, -420_000) })], actor: 'staf-kapus' })
    shown = await show(desk, pages, '/perlu-ditinjau')
    await settle(() => words().includes('Jam tablet tertinggal 7 menit'))
    expect(words()).toContain('60 catatan, dari 16 Des 2025 08.00 WIB sampai 16 Des 2025 11.00 WIB')
    expect(words()).toContain('Selain itu ada 58 catatan lagi.')
    await settle(() => words().includes('Buka catatan'))
    expect([...document.querySelectorAll('a')].filter(link => link.textContent?.trim() === 'Buka catatan').map(link => link.getAttribute('href'))).toEqual(['/lain/patient/pasien-1'])
  })
  it('is closed with a note, which is needed', async () => {
    const desk = await openDesk({ grants: HEAD, rows: [incident('jam-1', 'pustu-kiara', '2025-12-16', { type: 'clock-skew', about: about(2, 86_400_000 * 3) })], actor: 'staf-kapus' })
    shown = await show(desk, pages, '/perlu-ditinjau')
    await settle(() => words().includes('Jam tablet maju 3 hari'))
    await press('Tutup kejadian')
    const confirm = [...document.querySelectorAll<HTMLElement>('[role=dialog] button, dialog button')].filter(button => button.textContent?.trim() === 'Tutup kejadian').at(-1)
    confirm?.click()
    await settle(() => words().includes('Tulis alasannya.'))
    await type(shown.screen, 'Catatan penyelesaian', 'jam dibetulkan')
    confirm?.click()
    await settle(() => words().includes('Tidak ada yang perlu ditinjau'))
    expect((await desk.app.store.get('incident', 'jam-1'))?.data.closed).toEqual({ by: 'staf-kapus', note: 'jam dibetulkan' })
  })
})

const proposed = (id: string, decision: DataOf<'price-proposal'>['decision']): PlacedRow<'price-proposal'> => ({
  kind: 'price-proposal', id, stream: streamOf('stock', 'pustu-kiara'), ...(decision ? { actor: 'staf-kapus' } : {}),
  data: {
    drugId: 'parasetamol', name: 'Parasetamol 500 mg tablet', note: 'HNA naik', by: 'staf-bidan', on: day('2025-12-16'), decision,
    price: { from: day('2025-12-20'), hna: { amount: 160, per: 1 }, ppnPercent: 11, indexHundredths: 125, embalase: 0, tuslah: 0, het: null, general: 200, member: 190, document: 'Daftar' },
  },
})

describe('a proposed selling price', () => {
  it('waits in the head\'s inbox, is counted, and leads to where it is answered', async () => {
    const desk = await openDesk({ grants: HEAD, rows: [proposed('harga-1', null), staffRow('staf-bidan', 'Bidan Uji')], actor: 'staf-kapus' })
    expect(await reviewCount(desk.app)).toBe(1)
    shown = await show(desk, pages, '/perlu-ditinjau')
    await settle(() => words().includes('Harga jual: Parasetamol 500 mg tablet'))
    expect(words()).toContain('1 menunggu keputusan')
    expect([...document.querySelectorAll('a')].find(one => one.textContent?.includes('Harga jual: '))?.getAttribute('href')).toBe('/lain/proposals')
  })
  it('answered it is history for the head, and its answer reaches who asked, with the reason', async () => {
    const rows = [proposed('harga-1', { choice: 'ditolak', by: 'staf-kapus', on: day('2025-12-16'), reason: 'di atas harga pasar', priceId: null }), staffRow('staf-kapus', 'dr. Kepala')]
    const desk = await openDesk({ grants: NURSE, rows })
    shown = await show(desk, pages, '/perlu-ditinjau')
    await settle(() => words().includes('Keputusan untuk catatan Anda (1)'))
    expect(words()).toMatch(/Usulan harga jual: Parasetamol 500 mg tablet.*Ditolak.*dr\. Kepala.*Alasan: di atas harga pasar/)
    await press('Sudah diputuskan')
    await settle(() => words().includes('Usulan (1)'))
  })
})

describe('Sudah diputuskan', () => {
  const settled = (id: string, at: string): PlacedRow<'conflict'> => {
    const row = clash(id, 'name', 'Siti Contoh', 'Siti Contohwati')
    return { ...row, data: { ...row.data, settled: { actor: 'staf-kapus', dev: 'tab-9', at, value: 'Siti Contohwati' } } }
  }
  const held = (id: string, actor: string): PlacedRow<'quarantine'> => ({
    kind: 'quarantine', id, stream: CLINICAL, actor: 'staf-kapus',
    data: { code: 'ROLE', breaks: [], dev: 'tab-1', seq: 1, actor, tx: id, recordKind: 'visit', recordId: `v-${id}`, body: '{}', decision: { choice: 'dismissed', reason: `tercatat dua kali ${id}`, by: 'staf-kapus' } },
  })
  const rows = [settled('c-1', '2025-12-16T09:00:00+07:00'), settled('c-lama', '2025-09-01T09:00:00+07:00'), held('q-1', 'staf-bidan'), held('q-2', 'staf-lain'), staffRow('staf-kapus', 'dr. Kepala'), patientRow('pasien-1'),
    incident('i-1', 'pustu-kiara', '2025-12-10', { closed: { by: 'staf-kapus', note: 'disalin ulang' } })]

  it('shows the head who decided what, when and why, of the last 90 days', async () => {
    shown = await show(await openDesk({ grants: HEAD, rows, actor: 'staf-kapus' }), pages, '/perlu-ditinjau/diputuskan')
    await settle(() => words().includes('Semua jenis (4)'))
    expect(words()).toContain('Alasan: tercatat dua kali q-1')
    expect(words()).toContain('Alasan: disalin ulang')
    expect(words()).toContain('16 Des 2025 09.00 WIB')
    expect(words()).not.toContain('1 Sep 2025')
  })
  it('shows an author his own in the inbox, with the reason, and what to do', async () => {
    shown = await show(await openDesk({ grants: NURSE, rows }), pages, '/perlu-ditinjau')
    await settle(() => words().includes('Keputusan untuk catatan Anda (2)'))
    expect(words()).toContain('tercatat dua kali q-1')
    expect(words()).not.toContain('tercatat dua kali q-2')
    expect(words()).toContain('Catatan Anda tidak dipakai. Bila masih diperlukan, catat lagi dengan benar.')
    await press('Sudah diputuskan')
    await settle(() => words().includes('Semua jenis (2)'))
    expect(words()).toContain('Yang dipakai')
  })
})
