import type { VisitData } from '#domain/records/visit.ts'
import { formatNumber } from '#app/shared/format.ts'

/** The measured values in one line, in the shorthand of paper registers: "TD 120/80 · N 82 · R 18 · S 36,7 · SpO₂ 98%". */
export function vitalsLine(vitals: VisitData['vitals']): string {
  const show = (value: number | undefined): string => (value === undefined ? '–' : formatNumber(value))
  const parts = [
    vitals.sistolik !== undefined || vitals.diastolik !== undefined ? `TD ${show(vitals.sistolik)}/${show(vitals.diastolik)}` : '',
    vitals.nadi === undefined ? '' : `N ${show(vitals.nadi)}`,
    vitals.napas === undefined ? '' : `R ${show(vitals.napas)}`,
    vitals.suhu === undefined ? '' : `S ${show(vitals.suhu)} °C`,
    vitals.spo2 === undefined ? '' : `SpO₂ ${show(vitals.spo2)}%`,
    vitals.berat === undefined ? '' : `BB ${show(vitals.berat)} kg`,
    vitals.tinggi === undefined ? '' : `TB ${show(vitals.tinggi)} cm`,
  ]
  return parts.filter(part => part !== '').join(' · ')
}
