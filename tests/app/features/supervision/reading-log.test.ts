import { afterEach, describe, expect, it } from 'vitest'
import { day, type Month } from '#domain/core/day.ts'
import type { ReadingData } from '#domain/records/reading.ts'
import { filterLog, readersOf, readingLog } from '#app/features/supervision/reading-log.ts'
import { routes } from '#app/features/supervision/routes.ts'
import { reviewCount } from '#app/shared/review.ts'
import { HEAD, lateAddendum, openReader, signedOn, signedVisit } from '../service/after-ward.ts'
import { CLINICAL } from '../service/ward.ts'
import type { PlacedRow } from '../support/desk.ts'
import { elsewhere, settle, show, words, type Shown } from '../support/show.ts'

const look = (id: string, change: Partial<ReadingData> = {}, stream: string = CLINICAL): PlacedRow<'reading'> => ({
  kind: 'reading', id, stream,
  data: { patientId: 'pasien-1', visitId: null, on: day('2025-12-10'), at: '2025-12-10T09:00:00', by: 'staf-bidan', name: 'Bidan Uji', role: 'nakes', purpose: 'pelayanan', note: '', ...change },
})
const ROWS = [
  look('r-1'), look('r-2', { by: 'staf-kapus', name: 'Kepala Uji', role: 'kapus', purpose: 'pembinaan', visitId: 'k-1', on: day('2025-12-11'), at: '2025-12-11T10:00:00' }),
  look('r-3', { by: 'staf-kapus', name: 'Kepala Uji', role: 'kapus', purpose: 'lainnya', note: 'Permintaan dinas', on: day('2025-12-31'), at: '2025-12-31T23:59:00', patientId: 'pasien-2' }),
  look('r-4', { on: day('2025-11-30'), at: '2025-11-30T09:00:00' }), look('r-5', {}, 'pustu:pustu-teritih/clinical'),
]
const DECEMBER = '2025-12' as Month
let shown: Shown | null = null
afterEach(() => { shown?.screen.unmount(); shown = null })

describe('BR-66: the log of the head', () => {
  it('holds every reading of the month at all his pustu, the newest first', async () => {
    const { app } = await openReader(HEAD, ROWS)
    const log = await readingLog(app, DECEMBER)
    expect(log.lines.map(line => [line.reading.id, line.patient, line.place])).toEqual([
      ['r-3', 'Budi Contoh', 'Pustu Kiara'], ['r-2', 'Siti Contoh', 'Pustu Kiara'], ['r-5', 'Siti Contoh', 'Pustu Teritih'], ['r-1', 'Siti Contoh', 'Pustu Kiara'],
    ])
    expect((await readingLog(app, '2025-11' as Month)).lines.map(line => line.reading.id)).toEqual(['r-4'])
  })
  it('is looked through by person, purpose and pustu', async () => {
    const { app } = await openReader(HEAD, ROWS)
    const { lines } = await readingLog(app, DECEMBER)
    const ids = (person: string, purpose: '' | 'pembinaan', pustu: string) => filterLog(lines, { person, purpose, pustu }).map(line => line.reading.id)
    expect(ids('staf-kapus', '', '')).toEqual(['r-3', 'r-2'])
    expect(ids('', 'pembinaan', '')).toEqual(['r-2'])
    expect(ids('', '', 'pustu-teritih')).toEqual(['r-5'])
    expect(readersOf(lines).map(reader => reader.name)).toEqual(['Bidan Uji', 'Kepala Uji'])
  })
  it('stands on a page that is printed and downloaded', async () => {
    const desk = await openReader(HEAD, ROWS)
    shown = await show(desk, [...routes, ...elsewhere('patient')], '/pengawasan/pembacaan')
    await settle(() => words().includes('4 pembacaan'))
    expect(words()).toContain('Desember 2025')
    expect(words()).toContain('Lainnya: Permintaan dinas')
    expect([...document.querySelectorAll('.print-sheet tbody tr')]).toHaveLength(4)
    expect([...document.querySelectorAll('button')].map(button => button.textContent?.trim())).toEqual(expect.arrayContaining(['Cetak', 'Unduh Excel']))
  })
})

describe('BR-45: what waits for the head', () => {
  it('counts late addenda that nobody has decided', async () => {
    const visit = signedVisit('k-1', signedOn('2025-12-10', '08:00'))
    const decided = { choice: 'disetujui', reason: '', by: 'staf-kapus', on: day('2025-12-16') } as const
    const { app } = await openReader(HEAD, [visit, lateAddendum('a-1'), lateAddendum('a-2', { decision: decided }), lateAddendum('a-3', { late: false })])
    expect(await reviewCount(app)).toBe(1)
  })
})
