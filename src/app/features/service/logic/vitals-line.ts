import type { VisitData } from '#domain/records/visit.ts'
import { OTHER_ITEMS } from '#domain/records/vitals-fields.ts'
import { formatNumber } from '#app/shared/format.ts'

/** The shorthand of paper registers. */
const SHORT: Readonly<Record<(typeof OTHER_ITEMS)[number], string>> = {
  gds: 'GDS', gdp: 'GDP', kolesterol: 'Kol', asam_urat: 'AU', hb: 'Hb', lila: 'LILA', lingkar_perut: 'LP', lingkar_kepala: 'LK', tfu: 'TFU', djj: 'DJJ', skala_nyeri: 'Nyeri',
}

/** The measured values in one line: "TD 120/80 · N 82 · R 18 · S 36,7 °C · SpO₂ 98% · GDS HI". */
export function vitalsLine(vitals: VisitData['vitals'], beyond: VisitData['beyond'] = {}): string {
  const show = (value: number | undefined): string => (value === undefined ? '–' : formatNumber(value))
  const parts = [
    vitals.sistolik !== undefined || vitals.diastolik !== undefined ? `TD ${show(vitals.sistolik)}/${show(vitals.diastolik)}` : '',
    vitals.nadi === undefined ? '' : `N ${show(vitals.nadi)}`,
    vitals.napas === undefined ? '' : `R ${show(vitals.napas)}`,
    vitals.suhu === undefined ? '' : `S ${show(vitals.suhu)} °C`,
    vitals.spo2 === undefined ? '' : `SpO₂ ${show(vitals.spo2)}%`,
    vitals.berat === undefined ? '' : `BB ${show(vitals.berat)} kg`,
    vitals.tinggi === undefined ? '' : `TB ${show(vitals.tinggi)} cm`,
    ...OTHER_ITEMS.map(item => {
      const shown = item === 'gds' || item === 'gdp' ? beyond[item] : undefined
      return vitals[item] === undefined && !shown ? '' : `${SHORT[item]} ${shown ?? show(vitals[item])}`
    }),
  ]
  return parts.filter(part => part !== '').join(' · ')
}
