import { describe, expect, it } from 'vitest'
import { day } from '#domain/core/day.ts'
import { streamOf } from '#domain/core/streams.ts'
import type { MovementData } from '#domain/records/stock-movement.ts'
import type { PharmacySetting } from '#domain/rules/pharmacy/drug-facts.ts'
import { DEFAULT_PHARMACY_SETTING } from '#domain/rules/pharmacy/drug-facts.ts'
import type { LplpoData } from '#domain/rules/pharmacy/lplpo.ts'
import { createDraft } from '#app/db/record-store.ts'
import { ok } from '#domain/core/result.ts'
import { missingIn, readBoard } from '#app/features/lplpo/board.ts'
import { changedFigures, readBehind, readReport, stateOf } from '#app/features/lplpo/report-file.ts'
import { answerReport, countVisits, readDraft, sendReport, type Draft, type PustuPlace } from '#app/features/lplpo/repository.ts'
import { readRollup } from '#app/features/lplpo/rollup.ts'
import { drugRow, movementRow, STOCK } from '../medicine/shelf.ts'
import { visitData } from '../service/ward.ts'
import { openDesk, TODAY, type Desk, type PlacedRow } from '../support/desk.ts'

const NAKES = [{ role: 'nakes', place: 'pustu-kiara' }] as const
const APOTEK = [{ role: 'apotek', place: 'pustu-kiara' }] as const
const KAPUS = [{ role: 'kapus', place: 'pkm-uji' }] as const
const KIARA: PustuPlace = { stream: STOCK, id: 'pustu-kiara', name: 'Pustu Kiara' }
const TERITIH: PustuPlace = { stream: streamOf('stock', 'pustu-teritih'), id: 'pustu-teritih', name: 'Pustu Teritih' }
const PARACETAMOL = 'parasetamol-500-mg-tablet'
const AMOXICILLIN = 'amoksisilin-500-mg-kapsul'
const BATCH = { number: 'A', expiresOn: day('2027-03-31') }
const move = (id: string, on: string, quantity: number, reason: MovementData['reason'] = 'diterima', more: Partial<MovementData> = {}, stream: string = STOCK): PlacedRow<'stock-movement'> =>
  movementRow(id, { drugId: PARACETAMOL, batch: BATCH, quantity, on: day(on), reason, ...more }, stream)
const settingRow = (changes: Partial<PharmacySetting> = {}): PlacedRow<'pharmacy-setting'> =>
  ({ kind: 'pharmacy-setting', id: 'apotek-pkm-uji', stream: streamOf('catalogue', 'pkm-uji'), data: { ...DEFAULT_PHARMACY_SETTING, ...changes } })
const DRUGS = [drugRow(PARACETAMOL, 'Parasetamol', '500 mg', 'tablet'), drugRow(AMOXICILLIN, 'Amoksisilin', '500 mg', 'kapsul')]
/** BR-24: 1.200 at the start of November, 2.000 in, 1.820 used, 30 expired. */
const NOVEMBER = [move('m1', '2025-10-01', 1200), move('m2', '2025-11-03', 2000), move('m3', '2025-11-10', -1820, 'diserahkan'), move('m4', '2025-11-11', -30, 'dimusnahkan')]
const open = (rows: readonly PlacedRow[] = NOVEMBER, grants: readonly { role: 'nakes' | 'apotek' | 'kapus'; place: string }[] = NAKES, actor = 'staf-bidan'): Promise<Desk> => openDesk({ grants, actor, rows: [...DRUGS, ...rows] })
const draftOf = (desk: Desk, month = '2025-11', fund: Draft['fund'] = 'semua'): Promise<Draft> => readDraft(desk.app, desk.app.store, STOCK, month, fund)
async function send(desk: Desk, month = '2025-11', fund: Draft['fund'] = 'semua', notes = {}): Promise<string> {
  const sent = await sendReport(desk.app, KIARA, await draftOf(desk, month, fund), notes)
  if (!sent.ok) throw new Error(`not sent: ${JSON.stringify(sent.error)}`)
  return sent.value
}
const sentRow = async (desk: Desk, id: string, rev = 1): Promise<PlacedRow<'lplpo'>> => {
  const report = await desk.app.store.get('lplpo', id)
  if (!report) throw new Error('no report')
  return { kind: 'lplpo', id, stream: report.stream, rev, data: report.data }
}
/** The head answers on his own tablet, and the row comes back to the pustu. */
async function answered(desk: Desk, id: string, given: number[] | null, reason = ''): Promise<Desk> {
  const head = await open([...NOVEMBER, await sentRow(desk, id)], KAPUS, 'staf-kapus')
  expect(await answerReport(head.app, id, given, reason)).toEqual({ ok: true, value: null })
  await desk.arrive([await sentRow(head, id, 2)])
  return head
}

describe('the report of a month', () => {
  it('BR-24: is made from the ledger, frozen with its parameters and sent in one operation', async () => {
    const desk = await open()
    const draft = await draftOf(desk)
    expect(draft.lines).toMatchObject([{ drugId: PARACETAMOL, opening: 1200, received: 2000, used: 1820, lost: 30, closing: 1350, optimum: 2352, request: 1002 }])
    expect([draft.blockers, draft.isRunning, draft.previous]).toEqual([[], false, null])
    const id = await send(desk, '2025-11', 'semua', { [PARACETAMOL]: '  untuk posyandu ', 'obat-lain': 'hilang' })
    const ops = (await desk.core.loadPending()).map(item => item.op)
    expect(ops.map(op => [op.kind, op.id])).toEqual([['lplpo', id]])
    const report = await desk.app.store.get('lplpo', id)
    expect(report?.data).toMatchObject({
      month: '2025-11', fund: 'semua', number: 'LPLPO/KIARA-02-0001', sentBy: 'staf-bidan', sentOn: TODAY, replaces: null, notes: { [PARACETAMOL]: 'untuk posyandu' },
      params: { rule: 'stok-optimum', workingDays: 26, leadDays: 5, bufferPercent: 10, roundToPack: true }, visits: { all: 0, withPrescription: 0 }, decision: null, given: null,
    })
  })

  it('uses the rule and parameters that the puskesmas has set', async () => {
    const desk = await open([...NOVEMBER, settingRow({ rule: 'tiga-kali' })])
    expect((await draftOf(desk)).lines).toMatchObject([{ optimum: 5460, request: 4110 }])
  })

  it('BR-35: cooperative stock never enters', async () => {
    const desk = await open([move('k1', '2025-11-03', 500, 'diterima', { source: 'koperasi' })])
    expect((await draftOf(desk)).lines).toEqual([])
  })

  it('keeps the funds apart, and all of them stand beside no single one', async () => {
    const desk = await open([...NOVEMBER, move('d1', '2025-11-04', 300, 'diterima', { fund: 'dak', batch: { ...BATCH, number: 'D' } })])
    expect((await draftOf(desk, '2025-11', 'dak')).lines).toMatchObject([{ received: 300, closing: 300 }])
    expect([...(await draftOf(desk)).funds].sort()).toEqual(['dak', 'program'])
    await send(desk, '2025-11', 'dak')
    expect((await draftOf(desk)).blockers.map(blocker => blocker.kind)).toEqual(['standing'])
    await send(desk, '2025-11', 'program')
    expect((await desk.app.store.scan('lplpo')).map(report => report.data.fund).sort()).toEqual(['dak', 'program'])
  })

  it('counts the signed visits of the month; who may not read visits sends none', async () => {
    const visit = (id: string, on: string, lines: boolean, signed: boolean): PlacedRow<'visit'> => ({
      kind: 'visit', id, stream: streamOf('clinical', 'pustu-kiara'), data: {
        ...visitData({}), on: day(on), signature: signed ? { by: 'staf-bidan', name: 'Bidan Uji', sip: 'UJI/1', on: day(on) } : null,
        prescription: lines ? [{ drugId: PARACETAMOL, drug: 'Parasetamol', quantity: 10, unit: 'tablet', signa: '3 x 1' }] : [],
      },
    } as PlacedRow<'visit'>)
    const rows = [visit('v1', '2025-11-01', true, true), visit('v2', '2025-11-30', false, true), visit('v3', '2025-11-15', true, false), visit('v4', '2025-12-01', true, true)]
    const desk = await open([...NOVEMBER, ...rows])
    expect(await countVisits(desk.app, desk.app.store, 'pustu-kiara', '2025-11')).toEqual({ all: 2, withPrescription: 1 })
    const pharmacist = await open([...NOVEMBER, ...rows], APOTEK)
    const id = await send(pharmacist)
    expect((await pharmacist.app.store.get('lplpo', id))?.data.visits).toBeNull()
  })

  it('BR-24: a stock below zero holds the report back until it is solved', async () => {
    const desk = await open([move('m1', '2025-11-01', 10), move('m2', '2025-11-02', -15, 'diserahkan')])
    const draft = await draftOf(desk)
    expect(draft.blockers).toEqual([{ kind: 'negative', drugIds: [PARACETAMOL] }])
    expect(draft.negative.map(balance => balance.quantity)).toEqual([-5])
    expect(await sendReport(desk.app, KIARA, draft, {})).toMatchObject({ ok: false, error: { kind: 'blocked', blocker: { kind: 'negative' } } })
    await desk.arrive([move('m3', '2025-11-01', 20)])
    expect((await draftOf(desk)).blockers).toEqual([])
  })

  it('does not send what was not on the screen', async () => {
    const desk = await open()
    const draft = await draftOf(desk)
    await desk.arrive([move('m9', '2025-11-20', -50, 'diserahkan')])
    expect(await sendReport(desk.app, KIARA, draft, {})).toEqual({ ok: false, error: { kind: 'changed' } })
    expect(await desk.app.store.scan('lplpo')).toEqual([])
  })

  it('a tablet that does not show the report of a month cannot send a second one', async () => {
    const desk = await open()
    const draft = await draftOf(desk)
    await send(desk)
    expect(await sendReport(desk.app, KIARA, draft, {})).toMatchObject({ ok: false, error: { kind: 'blocked', blocker: { kind: 'standing' } } })
  })

  it('the gate of the tablet refuses a forged figure as the server does', async () => {
    const desk = await open()
    const id = await send(desk)
    const report = await desk.app.store.get('lplpo', id)
    const forge = async (changes: Partial<LplpoData>) => desk.app.store.writeGroup(async () => ok([createDraft('lplpo', desk.app.newId(), STOCK, { ...(report as NonNullable<typeof report>).data, month: '2025-09', ...changes })]))
    expect(await forge({ lines: { ...(report as NonNullable<typeof report>).data.lines, request: [9000] } })).toMatchObject({ ok: false, error: { kind: 'rules-broken', breaks: [{ rule: 'lplpo-formula', field: 'lines.request' }] } })
  })
})

describe('BR-29: months chain', () => {
  it('December opens with the locked closing; what is recorded late stands in its adjustment, with the movement behind it', async () => {
    const desk = await open()
    await send(desk)
    await desk.arrive([{ ...move('m5', '2025-11-29', -50, 'diserahkan') }])
    const december = await draftOf(desk, '2025-12')
    expect(december.lines).toMatchObject([{ opening: 1350, adjustment: -50, received: 0, used: 0, closing: 1300 }])
    expect(december.previous?.data.month).toBe('2025-11')
    const saved = await desk.app.store.writeGroup(async () => ok([createDraft('stock-movement', 'm6', STOCK, move('m6', '2025-11-30', -10, 'diserahkan').data)]))
    expect(saved.ok).toBe(true)
    expect((await draftOf(desk, '2025-12')).lines).toMatchObject([{ opening: 1350, adjustment: -60, closing: 1290 }])
    const behind = await readBehind(desk.app.store, STOCK, PARACETAMOL, '2025-12', 'semua', 'adjustment', december.previous)
    expect(behind.map(line => [line.id, line.amount])).toContainEqual(['m6', -10])
    await send(desk, '2025-12')
  })

  it('behind an adjustment stands what was recorded after the report, not what the report already held', async () => {
    const desk = await open()
    const report = await sentRow(desk, await send(desk))
    const other = await open([...NOVEMBER, report])
    await other.app.store.writeGroup(async () => ok([createDraft('stock-movement', 'm6', STOCK, move('m6', '2025-11-30', -10, 'diserahkan').data)]))
    const december = await draftOf(other, '2025-12')
    expect(december.lines).toMatchObject([{ adjustment: -10 }])
    const behind = await readBehind(other.app.store, STOCK, PARACETAMOL, '2025-12', 'semua', 'adjustment', december.previous)
    expect(behind.map(line => [line.id, line.amount])).toEqual([['m6', -10]])
  })

  it('the sent report stays as it was and says where the ledger differs now', async () => {
    const desk = await open()
    const id = await send(desk)
    expect((await readReport(desk.app, desk.app.store, id))?.lines.map(line => line.closing)).toEqual([1350])
    await desk.arrive([move('m5', '2025-11-29', -50, 'diserahkan'), move('a1', '2025-11-30', 20, 'diterima', { drugId: AMOXICILLIN })])
    const file = await readReport(desk.app, desk.app.store, id)
    const [line] = file?.lines ?? []
    expect([line?.used, line?.closing]).toEqual([1820, 1350])
    expect(line && changedFigures(line, file?.now.get(PARACETAMOL))).toEqual(['used', 'closing'])
    expect(file?.unnamed.map(unnamed => unnamed.drugId)).toEqual([AMOXICILLIN])
  })

  it('behind a figure stand its movements and no others', async () => {
    const desk = await open([...NOVEMBER, move('o1', '2025-10-12', -1, 'diserahkan'), move('d1', '2025-12-02', -7, 'diserahkan'), move('k1', '2025-11-12', -5, 'diserahkan', { source: 'koperasi' }), move('r1', '2025-11-13', 20, 'dibalik', { reverses: 'm3', undoes: 'diserahkan' })])
    const behind = async (column: Parameters<typeof readBehind>[5]) => (await readBehind(desk.app.store, STOCK, PARACETAMOL, '2025-11', 'semua', column, null)).map(line => [line.id, line.amount])
    expect(await behind('used')).toEqual([['r1', -20], ['m3', 1820]])
    expect(await behind('opening')).toEqual([['o1', -1], ['m1', 1200]])
    expect(await behind('lost')).toEqual([['m4', 30]])
    expect(await behind('moved')).toEqual([])
  })
})

describe('the answer of the puskesmas', () => {
  it('returned: the month is corrected and sent again, naming the report it answers', async () => {
    const desk = await open()
    const first = await send(desk)
    await answered(desk, first, null, 'penerimaan SBBK-07 belum dicatat')
    expect((await draftOf(desk, '2025-12')).blockers.map(blocker => blocker.kind)).toEqual(['previous-returned'])
    await desk.arrive([move('m5', '2025-11-20', 150)])
    const draft = await draftOf(desk)
    expect([draft.replaces?.id, draft.blockers]).toEqual([first, []])
    const second = await send(desk)
    expect((await desk.app.store.get('lplpo', second))?.data).toMatchObject({ replaces: first, lines: { received: [2150], closing: [1500] } })
    expect((await draftOf(desk, '2025-12')).previous?.id).toBe(second)
    const file = await readReport(desk.app, desk.app.store, first)
    expect([file?.state, file?.replacedBy?.id]).toEqual(['dikembalikan', second])
    const [month] = (await readBoard(desk.app.store, [KIARA], TODAY)).filter(one => one.month === '2025-11')
    expect(month?.reports.get('pustu-kiara')?.map(({ report, state }) => [report.id, state])).toEqual([[second, 'tersimpan']])
  })

  it('approved with a pemberian, once; the month after one that stands is returned first', async () => {
    const desk = await open()
    const id = await send(desk)
    const head = await answered(desk, id, [900], 'sisanya menyusul')
    expect((await readReport(desk.app, desk.app.store, id))?.report.data).toMatchObject({ given: [900], decision: { choice: 'disetujui', by: 'staf-kapus', reason: 'sisanya menyusul' } })
    expect(await answerReport(head.app, id, null, 'ternyata salah')).toEqual({ ok: false, error: { kind: 'answered' } })
    const december = await send(desk, '2025-12')
    const other = await open([...NOVEMBER, { ...(await sentRow(desk, id)), data: { ...(await sentRow(desk, id)).data, decision: null, given: null } }, await sentRow(desk, december)], KAPUS, 'staf-kapus')
    expect(await answerReport(other.app, id, null, 'salah')).toEqual({ ok: false, error: { kind: 'later-sent' } })
  })

  it('its goods arrive: approved, on the way, received', async () => {
    const desk = await open()
    const id = await send(desk)
    const report = { pending: 'none' as const, data: { ...(await sentRow(desk, id)).data, decision: { choice: 'disetujui' as const, by: 'k', on: TODAY, reason: '' } } }
    const delivery = (confirmed: boolean, cancelled = false) => ({ data: { confirmation: confirmed ? {} : null, cancelled: cancelled ? {} : null } }) as never
    expect(stateOf(report, [])).toBe('disetujui')
    expect(stateOf(report, [delivery(false), delivery(true)])).toBe('dikirim')
    expect(stateOf(report, [delivery(true), delivery(false, true)])).toBe('diterima')
    expect(stateOf(report, [delivery(false, true)])).toBe('disetujui')
    const unanswered = { ...report, data: { ...report.data, decision: null } }
    expect((['none', 'unsent', 'sent', 'quarantined'] as const).map(pending => stateOf({ ...unanswered, pending }, []))).toEqual(['terkirim', 'tersimpan', 'terkirim', 'ditinjau'])
  })
})

describe('the months to report', () => {
  const months = async (desk: Desk, places = [KIARA]) => (await readBoard(desk.app.store, places, TODAY)).map(one => [one.month, places.filter(place => one.reports.has(place.id)).map(place => place.id).join(' ')])

  it('begin with the first month of programme stock; what the cooperative bought before calls for no report', async () => {
    const bought = move('k1', '2025-07-01', 10, 'diterima', { source: 'koperasi' })
    expect(await months(await open([bought, ...NOVEMBER]))).toEqual([['2025-12', 'pustu-kiara'], ['2025-11', 'pustu-kiara'], ['2025-10', 'pustu-kiara']])
    expect(await months(await open([bought]))).toEqual([['2025-12', 'pustu-kiara']])
  })

  it('of the head begin with the first pustu; one that began later owes nothing of before', async () => {
    const head = await open([move('m1', '2025-10-01', 500), move('t1', '2025-12-01', 60, 'diterima', {}, TERITIH.stream)], KAPUS, 'staf-kapus')
    expect(await months(head, [KIARA, TERITIH])).toEqual([['2025-12', 'pustu-kiara pustu-teritih'], ['2025-11', 'pustu-kiara'], ['2025-10', 'pustu-kiara']])
    const [, november] = await readBoard(head.app.store, [KIARA, TERITIH], TODAY)
    expect(november && missingIn(november, [KIARA, TERITIH]).map(place => place.id)).toEqual(['pustu-kiara'])
  })

  it('begin with the first report where the ledger of its month is not here', async () => {
    const desk = await open()
    const head = await open([await sentRow(desk, await send(desk))], KAPUS, 'staf-kapus')
    expect((await months(head)).map(([month]) => month)).toEqual(['2025-12', '2025-11'])
  })
})

describe('the puskesmas', () => {
  it('sees who has not sent, and adds up only what was sent, transfers netted out', async () => {
    const desk = await open([move('m1', '2025-10-01', 500), move('m2', '2025-11-05', -100, 'dikirim'), move('m3', '2025-11-06', -50, 'diserahkan')])
    const kiara = await sentRow(desk, await send(desk))
    const head = await open([kiara], KAPUS, 'staf-kapus')
    const places = [KIARA, TERITIH]
    const [november] = (await readBoard(head.app.store, places, TODAY)).filter(one => one.month === '2025-11')
    expect(november && missingIn(november, places).map(place => place.id)).toEqual(['pustu-teritih'])
    const alone = await readRollup(head.app, head.app.store, places, '2025-11', 'semua')
    expect([alone.missing.map(place => place.id), alone.lines]).toMatchObject([['pustu-teritih'], [{ used: 50, inTransit: 100, closing: 350, request: kiara.data.lines.request[0] }]])

    const other = await openDesk({ grants: [{ role: 'nakes', place: 'pustu-teritih' }], actor: 'staf-teritih', rows: [...DRUGS, move('t1', '2025-11-07', 60, 'pindahan', {}, TERITIH.stream), move('t2', '2025-11-08', -10, 'diserahkan', {}, TERITIH.stream)] })
    const theirs = await sendReport(other.app, TERITIH, await readDraft(other.app, other.app.store, TERITIH.stream, '2025-11', 'semua'), {})
    const teritih = await sentRow(other, theirs.ok ? theirs.value : '')
    await head.arrive([{ ...teritih, id: 'laporan-teritih' }])
    const both = await readRollup(head.app, head.app.store, places, '2025-11', 'semua')
    expect(both.missing).toEqual([])
    expect(both.lines).toMatchObject([{ opening: 500, received: 0, used: 60, inTransit: 40, closing: 400 }])
    expect((await readRollup(head.app, head.app.store, places, '2025-11', 'dak')).parts).toEqual([])
    expect(await answerReport(head.app, kiara.id, null, 'hitung ulang')).toEqual({ ok: true, value: null })
    expect((await readRollup(head.app, head.app.store, places, '2025-11', 'semua')).missing.map(place => place.id)).toEqual(['pustu-kiara'])
  })
})
