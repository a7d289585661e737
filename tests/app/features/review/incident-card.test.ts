import { afterEach, describe, expect, it } from 'vitest'
import { day } from '#domain/core/day.ts'
import { streamOf } from '#domain/core/streams.ts'
import { routes } from '#app/features/review/routes.ts'
import { drugRow, movementRow } from '../medicine/shelf.ts'
import { openDesk, staffRow, TODAY, type PlacedRow } from '../support/desk.ts'
import { elsewhere, press, settle, show, words, type Shown } from '../support/show.ts'

const DRUG = 'parasetamol-500-mg-tablet'
const batch = { number: 'A1', expiresOn: day('2027-01-31') }
const incident: PlacedRow<'incident'> = {
  kind: 'incident', id: 'neg-1', stream: streamOf('service', 'pustu-kiara'),
  data: { type: 'negative-balance', openedOn: TODAY, closed: null, about: { drugId: DRUG, source: 'program', batch: 'A1', expiresOn: '2027-01-31', balance: -6 } },
}
const rows: readonly PlacedRow[] = [
  incident, staffRow('staf-lain', 'Perawat Dedi'), drugRow(DRUG, 'Parasetamol', '500 mg', 'tablet'), movementRow('m1', { drugId: DRUG, batch, quantity: 10, on: day('2025-12-01') }),
  movementRow('m2', { drugId: DRUG, batch, quantity: -8, on: TODAY, at: '2025-12-17T09:10:00', reason: 'diserahkan', document: 'N-1' }),
  { ...movementRow('m3', { drugId: DRUG, batch, quantity: -8, on: TODAY, at: '2025-12-17T09:20:00', reason: 'diserahkan', document: 'N-2' }), actor: 'staf-lain' },
]
let shown: Shown | undefined
afterEach(() => {
  shown?.screen.unmount()
  shown = undefined
  document.body.innerHTML = ''
})
const wayTo = (label: string): string | null | undefined => [...document.querySelectorAll('a')].find(link => link.textContent?.trim() === label)?.getAttribute('href')

describe('BR-30: a batch below zero', () => {
  it('shows its balance as it is and its movements with who and when, and leads to the stock card and to counting', async () => {
    const desk = await openDesk({ grants: [{ role: 'kapus', place: 'pkm-uji' }], rows, actor: 'staf-kapus' })
    shown = await show(desk, [...routes, ...elsewhere('medicine-drug', 'counts')], '/perlu-ditinjau')
    await settle(() => words().includes('Stok minus: Parasetamol 500 mg tablet, batch A1') && words().includes('Pustu Kiara · sisa -6'))
    expect(wayTo('Hitung obat ini')).toBe(`/lain/counts?pustu=pustu-kiara&drug=${DRUG}&source=program`)
    expect(wayTo('Buka kartu stok')).toContain(`pustu=pustu-kiara&sumber=program&batch=${encodeURIComponent(`${DRUG}|program|A1|2027-01-31`).replaceAll('%7C', '|')}`)
    await press('Lihat mutasinya')
    await settle(() => words().includes('N-2'))
    expect(words()).toContain('17 Des 2025 09.20')
    expect(words()).toContain('Perawat Dedi')
    expect(words()).toMatch(/N-2.*−8.*-6.*N-1.*−8.*2/)
  })

  it('says when it is above zero again, and offers no counting where there is no such page', async () => {
    const desk = await openDesk({ grants: [{ role: 'kapus', place: 'pkm-uji' }], rows: [...rows, movementRow('m4', { drugId: DRUG, batch, quantity: 20, on: TODAY })], actor: 'staf-kapus' })
    shown = await show(desk, [...routes, ...elsewhere('medicine-drug')], '/perlu-ditinjau')
    await settle(() => words().includes('Pustu Kiara · sisa 14'))
    expect(words()).toContain('Sisanya sudah tidak minus.')
    expect(wayTo('Hitung obat ini')).toBeUndefined()
  })
})
