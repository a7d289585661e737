import { ageInMonths, ageInYears, type Day } from '#domain/core/day.ts'
import type { VisitData, VitalItem } from '#domain/records/visit.ts'
import { assessVitals, hasAlarm } from '#domain/rules/clinic/vitals.ts'
import { VITAL_TABLE } from '#domain/rules/clinic/vital-limits.ts'
import { DIAGNOSES } from '#seeds/diagnoses.ts'
import { DRUG_SEEDS } from '#seeds/drugs.ts'
import { caseFor, CHRONIC_CASES, type Case, type CaseLine } from './cases.ts'
import type { Person } from './people.ts'
import type { DemoAccount } from './places.ts'
import type { Random } from './random.ts'

const nameOfCode = new Map(DIAGNOSES.map(diagnosis => [diagnosis.code, diagnosis.name]))
const drugOf = new Map(DRUG_SEEDS.map(seed => [seed.id, seed]))
/** Given to almost anyone; fill a prescription when the large demo asks for more lines. */
const COMMON_LINES = ['asam-askorbat-50-mg-tablet', 'vitamin-b-kompleks-kombinasi-tablet', 'parasetamol-500-mg-tablet', 'antasida-doen-200-200-mg-tablet-kunyah']

/** A whole consultation of one person: story, measurements, diagnosis and prescription fit together. */
export function consultation(
  random: Random, person: Person, patientId: string, nakes: DemoAccount, on: Day, time: string, options: { chronicVisit: boolean; lines: number | null },
): VisitData {
  const age = ageInYears(person.bornOn, on)
  const chronic = options.chronicVisit && person.chronic ? CHRONIC_CASES[person.chronic] : null
  const found: Omit<Case, 'weight' | 'ages'> = chronic ?? caseFor(random, age, person.sex)
  const pregnant = person.chronic === 'hamil' && chronic !== null
  const vitals = measure(random, person, on, found.vitals ?? null)
  const alarmed = hasAlarm(assessVitals(vitals, { bornOn: person.bornOn, on, sex: person.sex, pregnant }, VITAL_TABLE))
  return {
    patientId, on, time, author: nakes.id,
    complaint: random.pick(found.complaints), history: found.history,
    allergy: person.allergicTo ? { answer: 'ada', substances: person.allergicTo } : { answer: random.chance(0.93) ? 'tidak-ada' : 'tidak-tahu', substances: '' },
    vitals, pregnant,
    alarmPlan: alarmed ? 'Diukur ulang sesudah 15 menit, dipantau; dirujuk ke Puskesmas Kalodran bila tidak membaik.' : null,
    examination: found.examination,
    diagnoses: [{ code: found.code, name: nameOfCode.get(found.code) ?? found.code }],
    prescription: prescribe(random, found.lines, person, age >= 12 ? options.lines : null), plan: found.plan,
    signature: { by: nakes.id, name: nakes.staff.name, sip: nakes.staff.sip?.number ?? '', on },
  }
}

/** The case's lines, without what the person is allergic to (BR-44), and as many as asked for in the large demo. */
function prescribe(random: Random, lines: readonly CaseLine[], person: Person, count: number | null): VisitData['prescription'] {
  const wanted = [...lines]
  if (count !== null) {
    wanted.splice(count)
    for (const drugId of COMMON_LINES) {
      if (wanted.length < count && !wanted.some(item => item.drugId === drugId)) wanted.push({ drugId, quantity: [10], signa: '1 × 1 tablet sesudah makan' })
    }
  }
  return wanted.flatMap(item => {
    const drug = drugOf.get(item.drugId)
    if (!drug || drug.name === person.allergicTo) return []
    return [{ drugId: drug.id, drug: `${drug.name} ${drug.strength} ${drug.form}`, quantity: random.pick(item.quantity), unit: drug.unit, signa: item.signa }]
  })
}

type Vitals = Partial<Record<VitalItem, number>>

/** Measured values of a well person of that age, changed by what the person comes with. */
function measure(random: Random, person: Person, on: Day, finding: Case['vitals'] | null): Vitals {
  const months = ageInMonths(person.bornOn, on)
  const years = Math.floor(months / 12)
  const vitals: Vitals = { suhu: random.int(362, 370) / 10, spo2: random.int(96, 99), ...ratesOf(random, months), berat: weightOf(person, months) }
  if (years >= 18) Object.assign(vitals, { sistolik: random.int(104, 132), diastolik: random.int(64, 84), tinggi: person.height })
  else if (years >= 10) Object.assign(vitals, { sistolik: random.int(98, 114), diastolik: random.int(60, 74) })
  if (finding === 'demam') vitals.suhu = random.int(376, random.chance(0.1) ? 394 : 386) / 10
  if (finding === 'sesak') Object.assign(vitals, { napas: random.int(21, 25), nadi: random.int(88, 108), spo2: random.int(93, 96) })
  if (finding === 'tensi-tinggi') Object.assign(vitals, { sistolik: random.int(138, random.chance(0.06) ? 188 : 168), diastolik: random.int(84, 104) })
  return vitals
}

/** Heart and breath rates at rest by age, well inside the limits of seeds/vitals.json. */
function ratesOf(random: Random, months: number): Pick<Vitals, 'nadi' | 'napas'> {
  const band = ([[1, 120, 150, 36, 48], [12, 110, 150, 30, 42], [60, 92, 124, 24, 34], [144, 82, 108, 18, 26], [216, 68, 92, 16, 21], [Infinity, 66, 92, 15, 20]] as const)
    .find(([upTo]) => months < upTo) ?? [0, 66, 92, 15, 20]
  return { nadi: random.int(band[1], band[2]), napas: random.int(band[3], band[4]) }
}

function weightOf(person: Person, months: number): number {
  if (months >= 216) return person.weight
  if (months < 12) return Math.round((3.4 + months * 0.52) * 10) / 10
  const years = months / 12
  return Math.round(years < 12 ? 2 * years + 8 : 3.6 * years - 8)
}
