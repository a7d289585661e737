import type { VitalItem } from '../../records/vitals-fields.ts'

/**
 * Limits of vital signs by age, carried over from seeds/vitals.json (a test holds the two together). Low: value < limit;
 * high: value ≥ limit. Ages are whole months on the day of the visit, from `fromMonths` up to but not including
 * `toMonths`. No clinician has signed them yet, so every use shows their `basis`.
 */
export interface VitalLimit {
  readonly item: VitalItem
  readonly group: string
  readonly fromMonths: number | null
  readonly toMonths: number | null
  readonly alarmLow: number | null
  readonly warnLow: number | null
  readonly warnHigh: number | null
  readonly alarmHigh: number | null
  readonly basis: string
}

/** What a typed value must lie within, whatever the age; outside it is a slip of the finger (BR-42). */
export interface VitalGuard { readonly min: number; readonly max: number; readonly unit: string; readonly decimals: number }

/** `signed`: the professional who confirmed these limits for a puskesmas; null while they are only an editor's. */
export interface VitalTable {
  readonly guards: Readonly<Record<VitalItem, VitalGuard>>
  readonly limits: readonly VitalLimit[]
  readonly signed: { readonly name: string; readonly on: string } | null
}

type Bound = number | null
const limit = (
  item: VitalItem, group: string, fromMonths: Bound, toMonths: Bound,
  alarmLow: Bound, warnLow: Bound, warnHigh: Bound, alarmHigh: Bound, basis: string,
): VitalLimit => ({ item, group, fromMonths, toMonths, alarmLow, warnLow, warnHigh, alarmHigh, basis })

export const VITAL_TABLE: VitalTable = {
  signed: null,
  guards: {
    sistolik: { min: 40, max: 300, unit: 'mmHg', decimals: 0 },
    diastolik: { min: 20, max: 200, unit: 'mmHg', decimals: 0 },
    nadi: { min: 20, max: 300, unit: '/menit', decimals: 0 },
    napas: { min: 4, max: 120, unit: '/menit', decimals: 0 },
    suhu: { min: 30, max: 44, unit: '°C', decimals: 1 },
    spo2: { min: 40, max: 100, unit: '%', decimals: 0 },
    berat: { min: 0.5, max: 300, unit: 'kg', decimals: 2 },
    tinggi: { min: 20, max: 250, unit: 'cm', decimals: 1 },
    lingkar_perut: { min: 20, max: 250, unit: 'cm', decimals: 1 },
    lila: { min: 5, max: 60, unit: 'cm', decimals: 1 },
    lingkar_kepala: { min: 20, max: 70, unit: 'cm', decimals: 1 },
    gds: { min: 10, max: 1000, unit: 'mg/dL', decimals: 0 },
    gdp: { min: 10, max: 900, unit: 'mg/dL', decimals: 0 },
    kolesterol: { min: 50, max: 800, unit: 'mg/dL', decimals: 0 },
    asam_urat: { min: 1, max: 20, unit: 'mg/dL', decimals: 1 },
    hb: { min: 2, max: 25, unit: 'g/dL', decimals: 1 },
    tfu: { min: 5, max: 60, unit: 'cm', decimals: 1 },
    djj: { min: 60, max: 240, unit: '/menit', decimals: 0 },
    skala_nyeri: { min: 0, max: 10, unit: 'dari 10', decimals: 0 },
  },
  limits: [
    limit('sistolik', 'neonatus', 0, 1, 60, null, null, null, 'PALS table (hypotension limit)'),
    limit('sistolik', 'bayi', 1, 12, 70, null, null, null, 'PALS table (hypotension limit)'),
    limit('sistolik', 'balita', 12, 60, 72, null, null, null, 'PALS table (hypotension limit)'),
    limit('sistolik', 'anak', 60, 144, 80, null, 120, 130, 'PALS table (hypotension limit); high = editor'),
    limit('sistolik', 'remaja', 144, 216, 90, null, 130, 140, 'PALS low; high editor'),
    limit('sistolik', 'dewasa', 216, 720, 90, 100, 140, 180, 'Kemenkes BP bands in Postman 19 (140/90, 160/100, 180/110); NEWS2 low'),
    limit('sistolik', 'lansia', 720, null, 90, 100, 140, 180, 'Kemenkes BP bands in Postman 19 (140/90, 160/100, 180/110); NEWS2 low'),
    limit('sistolik', 'hamil', null, null, 90, 100, 140, 160, 'obstetric: 140 hypertension, 160 severe'),
    limit('diastolik', 'anak', 60, 144, null, null, 80, 90, 'editor'),
    limit('diastolik', 'remaja', 144, 216, null, null, 80, 90, 'editor'),
    limit('diastolik', 'dewasa', 216, 720, null, 60, 90, 110, 'Kemenkes BP bands in Postman 19 (140/90, 160/100, 180/110); NEWS2 low'),
    limit('diastolik', 'lansia', 720, null, null, 60, 90, 110, 'Kemenkes BP bands in Postman 19 (140/90, 160/100, 180/110); NEWS2 low'),
    limit('diastolik', 'hamil', null, null, null, 60, 90, 110, 'obstetric: 90 hypertension, 110 severe'),
    limit('nadi', 'neonatus', 0, 1, 85, 100, 205, 220, 'PALS awake range'),
    limit('nadi', 'bayi', 1, 12, 80, 100, 180, 220, 'PALS awake range; 220 SVT clue'),
    limit('nadi', 'balita', 12, 60, 70, 80, 140, 180, 'PALS'),
    limit('nadi', 'anak', 60, 144, 60, 75, 118, 160, 'PALS'),
    limit('nadi', 'remaja', 144, 216, 50, 60, 100, 140, 'PALS'),
    limit('nadi', 'dewasa', 216, 720, 40, 50, 110, 131, 'NEWS2 bands'),
    limit('nadi', 'lansia', 720, null, 40, 50, 110, 131, 'NEWS2 bands'),
    limit('nadi', 'hamil', null, null, 40, 60, 110, 120, 'editor (MEOWS-like)'),
    limit('napas', 'neonatus', 0, 2, 25, null, null, 60, 'MTBS: fast breathing from 60 below 2 months'),
    limit('napas', 'bayi', 2, 12, 20, null, null, 50, 'MTBS: fast breathing from 50 at 2-11 months'),
    limit('napas', 'balita', 12, 60, 15, null, null, 40, 'MTBS: fast breathing from 40 at 12-59 months'),
    limit('napas', 'anak', 60, 144, 12, null, 30, 40, 'editor'),
    limit('napas', 'remaja', 144, 216, 10, null, 24, 30, 'editor'),
    limit('napas', 'dewasa', 216, 720, 8, 12, 21, 25, 'NEWS2 bands'),
    limit('napas', 'lansia', 720, null, 8, 12, 21, 25, 'NEWS2 bands'),
    limit('napas', 'hamil', null, null, 8, 12, 21, 25, 'NEWS2 bands'),
    limit('suhu', 'neonatus', 0, 1, 35.5, 36, 37.5, 38, 'IMCI: >=37.5 fever in young infant; <35.5 low'),
    limit('suhu', 'bayi', 1, 12, 35.5, 36, 37.5, 38.5, 'IMCI: >=37.5 fever in young infant; <35.5 low'),
    limit('suhu', 'balita', 12, 60, 35.5, 36, 37.5, 39, 'IMCI >=37.5 fever'),
    limit('suhu', 'anak', 60, 144, 35, 36, 37.5, 39, 'editor'),
    limit('suhu', 'remaja', 144, 216, 35, 36, 37.5, 39, 'NEWS2 extremes'),
    limit('suhu', 'dewasa', 216, 720, 35, 36, 37.6, 39, 'NEWS2 extremes'),
    limit('suhu', 'lansia', 720, null, 35, 36, 37.6, 39, 'NEWS2 extremes'),
    limit('suhu', 'hamil', null, null, 35, 36, 37.6, 38, 'editor'),
    limit('spo2', 'neonatus', 0, 1, 90, 92, null, null, 'WHO/IMCI: <90 severe; NEWS2 <=91'),
    limit('spo2', 'bayi', 1, 12, 90, 92, null, null, 'WHO/IMCI: <90 severe; NEWS2 <=91'),
    limit('spo2', 'balita', 12, 60, 90, 92, null, null, 'WHO/IMCI: <90 severe; NEWS2 <=91'),
    limit('spo2', 'anak', 60, 144, 90, 92, null, null, 'WHO/IMCI: <90 severe; NEWS2 <=91'),
    limit('spo2', 'remaja', 144, 216, 90, 94, null, null, 'WHO hypoxaemia <90; editor'),
    limit('spo2', 'dewasa', 216, 720, 90, 94, null, null, 'WHO hypoxaemia <90; editor'),
    limit('spo2', 'lansia', 720, null, 90, 94, null, null, 'WHO hypoxaemia <90; editor'),
    limit('spo2', 'hamil', null, null, 92, 95, null, null, 'editor'),
    limit('berat', 'neonatus', 0, 1, 2.5, null, null, null, 'BBLR <2.5 kg'),
    limit('berat', 'bayi', 1, 12, null, null, null, null, 'use WHO z-scores'),
    limit('berat', 'balita', 12, 60, null, null, null, null, 'use WHO z-scores'),
    limit('berat', 'dewasa', 216, 720, null, null, null, null, ''),
    limit('berat', 'lansia', 720, null, null, null, null, null, ''),
    limit('tinggi', 'balita', 12, 60, null, null, null, null, 'lying length LOINC 8306-3 if <24 months'),
    limit('tinggi', 'anak', 60, 144, null, null, null, null, ''),
    limit('tinggi', 'dewasa', 216, 720, null, null, null, null, ''),
    limit('lingkar_perut', 'dewasa laki-laki', 216, null, null, null, 90.1, null, 'central obesity men >90 cm'),
    limit('lingkar_perut', 'dewasa perempuan', 216, null, null, null, 80.1, null, 'central obesity women >80 cm'),
    limit('lila', 'balita 6-59 bulan', 6, 60, 11.5, 12.5, null, null, 'WHO: <11.5 SAM, <12.5 MAM'),
    limit('lila', 'hamil', null, null, null, 23.5, null, null, 'KEK <23.5 cm'),
    limit('lingkar_kepala', '0-60 bulan', 0, 60, null, null, null, null, 'use WHO z-scores'),
    limit('gds', 'dewasa', 216, null, 54, 70, 140, 300, '<70 hypoglycaemia; >=200 + symptoms DM; >=300 refer (editor)'),
    limit('gdp', 'dewasa', 216, null, 54, 70, 100, 126, '100-125 prediabetes; >=126 DM'),
    limit('kolesterol', 'dewasa', 216, null, null, null, 200, 240, '<200 desirable'),
    limit('asam_urat', 'dewasa laki-laki', 216, null, null, null, 7, 10, 'editor'),
    limit('asam_urat', 'dewasa perempuan', 216, null, null, null, 6, 10, 'editor'),
    limit('hb', 'hamil', null, null, 7, 11, null, null, 'WHO: <11 anaemia in pregnancy, <7 severe'),
    limit('hb', 'dewasa laki-laki', 216, null, 8, 13, null, null, 'WHO adult anaemia'),
    limit('hb', 'dewasa perempuan', 216, null, 8, 12, null, null, 'WHO adult anaemia'),
    limit('tfu', 'hamil', null, null, null, null, null, null, 'follow gestational age'),
    limit('djj', 'hamil', null, null, 100, 110, 160, 180, 'normal 110-160'),
    limit('skala_nyeri', 'semua', null, null, null, null, 4, 7, 'editor'),
  ],
}

/** What a puskesmas' setting says of limits. */
export interface LimitsSetting {
  readonly limits: readonly Pick<VitalLimit, 'item' | 'group' | 'alarmLow' | 'warnLow' | 'warnHigh' | 'alarmHigh'>[]
  readonly limitsSigned: { readonly name: string; readonly on: string } | null
}

/** What stands as the basis of a row that the puskesmas set itself. */
export const OWN_BASIS = 'puskesmas'

/**
 * The table as one puskesmas uses it: its own row takes the place of the house's for the same item and group, the ages stay.
 * A row for a group that the house does not know has no ages and is left out.
 */
export function limitsWith(setting: LimitsSetting | null | undefined): VitalTable {
  if (!setting) return VITAL_TABLE
  const own = new Map(setting.limits.map(row => [`${row.item}|${row.group}`, row]))
  const limits = VITAL_TABLE.limits.map(row => {
    const set = own.get(`${row.item}|${row.group}`)
    return set ? { ...row, alarmLow: set.alarmLow, warnLow: set.warnLow, warnHigh: set.warnHigh, alarmHigh: set.alarmHigh, basis: OWN_BASIS } : row
  })
  return { guards: VITAL_TABLE.guards, limits, signed: setting.limitsSigned }
}
