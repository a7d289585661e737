import { describe, expect, it } from 'vitest'
import { addDays, day } from '#domain/core/day.ts'
import { ok } from '#domain/core/result.ts'
import type { ArrivalData } from '#domain/records/arrival.ts'
import { createDraft } from '#app/db/record-store.ts'
import { closeAll, endSeen, endUnseen, enqueue, leftOpen, putBack, queueOfDay, saveTriage, serve, setPriority } from '#app/features/service/arrival/queue.ts'
import { takeOverArrival } from '#app/features/service/logic/arrival-form.ts'
import { emptyVisitForm } from '#app/features/service/logic/visit-form.ts'
import { registerPatient } from '#app/features/service/repository.ts'
import { TODAY, type Desk, type PlacedRow } from '../support/desk.ts'
import { CLINICAL, journalOf, openWard, patientRow, visitData } from './ward.ts'

const arrivalRow = (id: string, change: Partial<ArrivalData> = {}): PlacedRow<'arrival'> => ({
  kind: 'arrival', id, stream: CLINICAL, actor: 'staf-lain',
  data: { patientId: 'pasien-1', on: TODAY, time: '08:00', by: 'staf-lain', reason: '', payer: 'umum', priority: { level: 'biasa', reason: '' }, triage: null, service: null, ended: null, ...change },
})
const OTHER = { by: 'staf-lain', name: 'Bidan Lain', time: '08:30' }
const order = async ({ app }: Desk): Promise<string[]> => (await queueOfDay(app, TODAY)).map(line => line.arrival.id)
const dataOf = async ({ app }: Desk, id: string): Promise<ArrivalData | undefined> => (await app.store.get('arrival', id))?.data

describe('the queue of a day', () => {
  it('shows who waits by urgency and then by who came first, then whom somebody serves, then who is done; no mistakes and no other day', async () => {
    const desk = await openWard({ rows: [
      patientRow('pasien-2', { name: 'Ahmad Uji' }), arrivalRow('biasa-2', { time: '08:20' }), arrivalRow('biasa-1', { time: '08:10', patientId: 'pasien-2' }), arrivalRow('gawat', { time: '11:00', priority: { level: 'gawat', reason: 'sesak' } }),
      arrivalRow('dilayani', { time: '07:00', service: OTHER }), arrivalRow('salah', { ended: { how: 'batal', time: '08:05', visitId: null, reason: 'salah orang', by: 'staf-lain' } }),
      arrivalRow('pergi', { time: '06:00', ended: { how: 'pergi', time: '08:05', visitId: null, reason: 'lama', by: 'staf-lain' } }), arrivalRow('kemarin', { on: addDays(TODAY, -1) }),
    ] })
    expect(await order(desk)).toEqual(['gawat', 'biasa-1', 'biasa-2', 'dilayani', 'pergi'])
    const [first] = await queueOfDay(desk.app, TODAY)
    expect([first?.patient?.data.name, first?.twice, first?.place]).toEqual(['Siti Contoh', true, 'Pustu Kiara'])
  })

  it('takes a patient once a day, and again after he has gone', async () => {
    const desk = await openWard()
    const first = await enqueue(desk.app, 'pasien-1', 'bayi')
    if (!first.ok) throw new Error('not queued')
    expect(await dataOf(desk, first.value)).toMatchObject({ patientId: 'pasien-1', on: TODAY, time: '12:00', by: 'staf-bidan', payer: 'umum', priority: { level: 'biasa' } })
    expect(await enqueue(desk.app, 'pasien-1', 'bayi')).toEqual({ ok: false, error: { kind: 'queued', arrivalId: first.value } })
    expect((await endUnseen(desk.app, first.value, 'pergi', 'dipanggil, tidak ada')).ok).toBe(true)
    expect((await enqueue(desk.app, 'pasien-1', 'bayi')).ok).toBe(true)
  })

  it('puts a baby below two months first and knows who is insured', async () => {
    const desk = await openWard({ rows: [patientRow('bayi', { birth: { on: day('2025-11-20'), estimated: false }, jkn: { number: '0001234567890', state: 'aktif', on: TODAY, source: 'kartu' } })] })
    const saved = await enqueue(desk.app, 'bayi', 'Bayi di bawah 2 bulan')
    expect(saved.ok && await dataOf(desk, saved.value)).toMatchObject({ payer: 'jkn', priority: { level: 'didahulukan', reason: 'Bayi di bawah 2 bulan' } })
  })

  it('a new patient stands in the queue from the same group on', async () => {
    const desk = await openWard()
    const data = { ...patientRow('x').data, name: 'Dewi Contoh', identity: { nik: null, noNikReason: 'tidak diketahui', parentNik: null } }
    const saved = await registerPatient(desk.app, rm => ({ ...data, rm }), { queue: { infant: 'bayi' } })
    const [line] = await queueOfDay(desk.app, TODAY)
    expect(saved).toEqual({ ok: true, value: line?.arrival.data.patientId })
    const written = await journalOf(desk)
    expect(written.map(one => `${one.kind} ${one.act}`)).toEqual(['patient create', 'arrival create'])
    expect(new Set(written.map(one => one.tx)).size).toBe(1)
  })

  it('whom another serves is taken over only after that was asked, and says who', async () => {
    const desk = await openWard({ rows: [arrivalRow('a', { service: OTHER }), arrivalRow('b')] })
    expect(await serve(desk.app, 'a')).toEqual({ ok: false, error: { kind: 'served', name: 'Bidan Lain', time: '08:30' } })
    expect((await dataOf(desk, 'a'))?.service).toEqual(OTHER)
    expect((await serve(desk.app, 'a', true)).ok).toBe(true)
    expect((await dataOf(desk, 'a'))?.service).toEqual({ by: 'staf-bidan', name: 'Bidan Uji', time: '12:00' })
    expect((await serve(desk.app, 'a')).ok).toBe(true)
    await putBack(desk.app, 'a')
    expect((await dataOf(desk, 'a'))?.service).toBeNull()
    expect(await journalOf(desk)).toHaveLength(2)
  })

  it('two tablets that change different things of one person do not meet', async () => {
    const desk = await openWard({ rows: [arrivalRow('a')] })
    await setPriority(desk.app, 'a', 'didahulukan', 'ibu hamil')
    await desk.arrive([{ ...arrivalRow('a', { service: OTHER }), rev: 2 }])
    expect(await dataOf(desk, 'a')).toMatchObject({ priority: { level: 'didahulukan', reason: 'ibu hamil' }, service: OTHER })
    const [line] = await queueOfDay(desk.app, TODAY)
    expect(line?.arrival.conflicts).toEqual([])
  })

  it('what left the queue meanwhile is not changed any more', async () => {
    const desk = await openWard({ rows: [arrivalRow('a')] })
    await endUnseen(desk.app, 'a', 'batal', 'salah orang')
    for (const changed of [serve(desk.app, 'a', true), setPriority(desk.app, 'a', 'gawat', 'sesak'), endUnseen(desk.app, 'a', 'pergi', 'lama')]) expect(await changed).toEqual({ ok: false, error: { kind: 'over' } })
  })

  it('an alarm puts the person before others, and a measurement never puts him back', async () => {
    const desk = await openWard({ rows: [arrivalRow('a'), arrivalRow('b', { priority: { level: 'gawat', reason: 'kejang' } })] })
    const measured = { vitals: { spo2: 88 }, pregnant: false }
    for (const id of ['a', 'b']) {
      const seen = await desk.app.store.get('arrival', id)
      if (!seen) throw new Error('nobody')
      expect(await saveTriage(desk.app, seen, { reason: ' sesak ', payer: 'jkn', measured, urgency: 'gawat', why: 'SpO₂ 88 %' })).toEqual({ ok: true, value: id === 'a' ? 'gawat' : null })
    }
    expect(await dataOf(desk, 'a')).toMatchObject({ reason: 'sesak', payer: 'jkn', priority: { level: 'gawat', reason: 'SpO₂ 88 %' }, triage: { vitals: { spo2: 88 }, by: 'staf-bidan', name: 'Bidan Uji', time: '12:00' } })
    expect((await dataOf(desk, 'b'))?.priority.reason).toBe('kejang')
  })

  it('measuring the same person on two tablets is a clash of the measurement alone', async () => {
    const desk = await openWard({ rows: [arrivalRow('a')] })
    const seen = await desk.app.store.get('arrival', 'a')
    if (!seen) throw new Error('nobody')
    const theirs = { vitals: { spo2: 97 }, pregnant: false, by: 'staf-lain', name: 'Bidan Lain', time: '08:40' }
    await desk.arrive([{ ...arrivalRow('a', { triage: theirs }), rev: 2 }])
    await saveTriage(desk.app, seen, { reason: '', payer: 'umum', measured: { vitals: { spo2: 95 }, pregnant: false }, urgency: 'biasa', why: '' })
    const [entry] = await desk.core.db.strict.journal.toArray()
    const op = JSON.parse((entry && await desk.core.openBody(entry)) ?? '{}') as { set: Record<string, { from: unknown }> }
    expect(Object.keys(op.set)).toEqual(['triage'])
    expect(op.set['triage']?.from).toBeNull()
  })

  it('a visit signed without naming the queue is offered as what ends it', async () => {
    const desk = await openWard({ rows: [arrivalRow('a', { time: '09:00' }), arrivalRow('later', { time: '09:30' })] })
    const signature = { by: 'staf-bidan', name: 'Bidan Uji', sip: 'SIP-1', on: TODAY }
    await desk.app.store.writeGroup(async () => ok([createDraft('visit', 'v1', CLINICAL, { ...visitData(), time: '09:10', signature })]))
    const lines = await queueOfDay(desk.app, TODAY)
    expect(lines.map(line => [line.arrival.id, line.signed?.id])).toEqual([['a', 'v1'], ['later', undefined]])
    await endSeen(desk.app, 'a', 'v1')
    expect((await dataOf(desk, 'a'))?.ended).toMatchObject({ how: 'selesai', visitId: 'v1' })
  })
})

it('a visit takes over what triage saw without a number, and leaves what is typed already', () => {
  const triage = { vitals: { sistolik: 90, suhu: 38 }, consciousness: 'V', felt: true, pregnant: true, by: 'x', name: 'Bidan Lain', time: '08:05' } as const
  const form = { ...emptyVisitForm(TODAY, '09:00'), complaint: 'Demam' }
  form.vitals.suhu = '37,1'
  takeOverArrival(form, 'a', { ...arrivalRow('a').data, reason: 'lemas', payer: 'jkn', triage })
  expect(form).toMatchObject({ arrivalId: 'a', complaint: 'Demam', payer: 'jkn', consciousness: 'V', felt: true, pregnant: true, measuredBy: { name: 'Bidan Lain', time: '08:05' } })
  expect([form.vitals.sistolik, form.vitals.suhu]).toEqual(['90', '37,1'])
})

describe('what earlier days left open', () => {
  it('is not shown as today’s, and is closed at once: seen where a visit was signed, gone where none was', async () => {
    const yesterday = addDays(TODAY, -1)
    const desk = await openWard({ rows: [
      patientRow('pasien-2', { name: 'Ahmad Uji' }), arrivalRow('dilihat', { on: yesterday, time: '09:00' }), arrivalRow('pulang', { on: addDays(TODAY, -3), patientId: 'pasien-2' }), arrivalRow('hari-ini'),
      arrivalRow('tutup', { on: yesterday, ended: { how: 'pergi', time: '10:00', visitId: null, reason: 'lama', by: 'staf-lain' } }),
      { kind: 'visit', id: 'v1', stream: CLINICAL, data: { ...visitData(), on: yesterday, time: '09:20', signature: { by: 'staf-bidan', name: 'Bidan Uji', sip: 'SIP-1', on: yesterday } } },
    ] })
    const open = await leftOpen(desk.app, TODAY)
    expect(open.map(line => [line.arrival.id, line.signed?.id])).toEqual([['pulang', undefined], ['dilihat', 'v1']])
    expect(await closeAll(desk.app, open, 'tidak ditutup pada harinya')).toEqual({ ok: true, value: 2 })
    expect(await leftOpen(desk.app, TODAY)).toEqual([])
    expect([(await dataOf(desk, 'pulang'))?.ended, (await dataOf(desk, 'dilihat'))?.ended]).toMatchObject([{ how: 'pergi', reason: 'tidak ditutup pada harinya' }, { how: 'selesai', visitId: 'v1' }])
    expect(await order(desk)).toEqual(['hari-ini'])
  })
})
