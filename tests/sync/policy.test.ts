import { describe, expect, test } from 'vitest'
import { CLINICAL, fresh, opOf, PATIENT, SIGNED_VISIT, SmallWorld } from './small-world.ts'

const GATE = { gate: [{ profession: 'kebidanan', classes: ['bebas'] }], limits: [], limitsSigned: null, safetySigned: null, letterhead: { agency: '', address: '', contact: '', town: '' }, head: { name: '', nip: '' } }
const DRUG = {
  name: 'Amoksisilin', strength: '500 mg', form: 'tablet', unit: 'tablet', route: 'oral', class: 'keras', doubtful: false, antibiotic: true, indicator: true, coldChain: false, programme: '', kfa: null,
  maxPrescription: '', usualDose: '', active: true,
}
const NOBODY = { actor: 'kapus', dev: 'dev-9', at: '2025-11-01T07:00' }
const LINE = { drugId: 'amoksisilin-500', drug: 'Amoksisilin 500 mg tablet', quantity: 10, unit: 'tablet', signa: '3x1' }

/** A midwife whom the head lets prescribe what is sold over the counter and nothing else. */
function world(): SmallWorld {
  const made = new SmallWorld().grant('bidan', CLINICAL, 'nakes')
  const put = (id: string, kind: string, stream: string, data: unknown): void => void made.rows.set(id, { stream, id, kind, rev: 1, state: 'live', data: data as never, conflicts: [], by: NOBODY })
  put('p-1', 'patient', CLINICAL, PATIENT)
  put('klinik-pkm', 'clinic-setting', 'puskesmas:pkm/catalogue', GATE)
  put('amoksisilin-500', 'drug', 'puskesmas:pkm/catalogue', DRUG)
  put('bidan', 'staff', 'puskesmas:pkm/catalogue', { name: 'Bidan Uji', profession: 'kebidanan', sip: { number: '503/1', expiresOn: '2027-01-01' }, grants: [], active: true })
  return made
}
const visit = (changes: object = {}) => opOf({ kind: 'visit', id: 'v-1', act: 'create', schema: 3, set: fresh({ ...SIGNED_VISIT, prescription: [LINE], ...changes } as never) })

describe('a rule that the head sets may have changed while a tablet was away', () => {
  test('what breaks it is held as something a supervisor may vouch for, and stands once he did', () => {
    const op = visit()
    expect(world().take(op)).toMatchObject({ outcome: 'quarantined', code: 'ROLE', breaks: [{ rule: 'licence-gate', field: 'prescription.0' }] })
    expect(world().take(op, new Set(['ROLE'] as const))).toMatchObject({ outcome: 'applied' })
  })
  test('what is wrong in itself stays refused, alone and beside it', () => {
    const noComplaint = visit({ complaint: '' })
    expect(world().take(noComplaint)).toMatchObject({ outcome: 'quarantined', code: 'INVALID' })
    expect(world().take(noComplaint, new Set(['ROLE'] as const))).toMatchObject({ outcome: 'quarantined', code: 'INVALID' })
  })
  test('a value that alarms by the head\u2019s own limit alone may be vouched for; one that alarms by the house\u2019s may not', () => {
    const strict = world()
    strict.rows.set('klinik-pkm', { ...(strict.rows.get('klinik-pkm') as never as object), data: { ...GATE, gate: [], limits: [{ item: 'sistolik', group: 'dewasa', alarmLow: 90, warnLow: 100, warnHigh: 130, alarmHigh: 150 }] } } as never)
    const measured = (sistolik: number) => visit({ prescription: [], vitals: { sistolik, diastolik: 90 } })
    expect(strict.take(measured(155))).toMatchObject({ outcome: 'quarantined', code: 'ROLE', breaks: [{ rule: 'BR-42', field: 'alarmPlan' }] })
    expect(strict.take(measured(185))).toMatchObject({ outcome: 'quarantined', code: 'INVALID', breaks: [{ rule: 'BR-42', field: 'alarmPlan' }] })
    expect(strict.take(measured(145))).toMatchObject({ outcome: 'applied' })
  })
})
