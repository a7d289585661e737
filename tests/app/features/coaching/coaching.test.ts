import { afterEach, describe, expect, it, vi } from 'vitest'
import { day } from '#domain/core/day.ts'
import type { Grant } from '#domain/core/roles.ts'
import { streamOf } from '#domain/core/streams.ts'
import type { CoachingVisit } from '#domain/records/coaching-visit.ts'
import type { FindingData } from '#domain/records/finding.ts'
import { itemsOf } from '#domain/rules/supervision/checklist.ts'
import { addEvidence, closeFinding, createFinding, filterLines, moveDue, readFinding, readFindings, voidFinding } from '#app/features/coaching/findings.ts'
import { findingSheet } from '#app/features/coaching/finding-sheet.ts'
import { cancelPlan, createPlan, movePlan, readYear } from '#app/features/coaching/plans.ts'
import { routes } from '#app/features/coaching/routes.ts'
import { readSummary } from '#app/features/coaching/summary.ts'
import { summarySheets } from '#app/features/coaching/summary-sheet.ts'
import { absorb, restoreVisit, signProblems, visitContent, visitForm, type Choice } from '#app/features/coaching/visit-form.ts'
import { addPhoto, readVisit, removePhoto, saveContent, signVisit, startVisit, voidVisit } from '#app/features/coaching/visits.ts'
import { findingCounts } from '#app/shared/coaching.ts'
import { csvText } from '#app/shared/spreadsheet/download-sheet.ts'
import { SUPERVISION_CHECKLIST } from '#seeds/checklists/checklists.ts'
import { openDesk, TODAY, type Desk, type PlacedRow } from '../support/desk.ts'
import { elsewhere, press, settle, show, type as typeInto, words, type Shown } from '../support/show.ts'

const NURSE: readonly Grant[] = [{ role: 'nakes', place: 'pustu-kiara' }]
const HEAD: readonly Grant[] = [{ role: 'kapus', place: 'pkm-uji' }]
const CATALOGUE = streamOf('catalogue', 'pkm-uji')
const KIARA = streamOf('service', 'pustu-kiara')
const PICTURE = 'data:image/jpeg;base64,AAAA'
const ITEMS = itemsOf(SUPERVISION_CHECKLIST)
const staff = (id: string, name: string, grants: readonly Grant[]): PlacedRow<'staff'> => ({ kind: 'staff', id, stream: CATALOGUE, data: { name, profession: 'kebidanan', grants: [...grants], sip: null, active: true } as never })
const TEAM = [staff('staf-perawat', 'Perawat Uji', NURSE), staff('staf-kapus', 'Kepala Uji', HEAD)]
const finding = (id: string, change: Partial<FindingData> = {}, place = 'pustu-kiara'): PlacedRow<'finding'> => ({
  kind: 'finding', id, stream: streamOf('service', place),
  data: { pustu: place, on: day('2025-11-20'), by: 'staf-kapus', visitId: null, item: null, critical: false, text: `Temuan ${id}`, cause: '', action: 'Diperbaiki', owner: { id: null, name: 'Bidan Uji' }, due: day('2025-12-20'), evidence: [], moves: [], closed: null, ...change },
})
const given = (on: string): FindingData['evidence'] => [{ on: day(on), text: 'Sudah', photoId: null, by: 'staf-bidan', name: 'Bidan Uji' }]
const done = (on: string): FindingData['closed'] => ({ on: day(on), by: 'staf-kapus', name: 'Kepala Uji', note: '' })
const visitRow = (id: string, change: Partial<CoachingVisit> = {}): PlacedRow<'coaching-visit'> => ({
  kind: 'coaching-visit', id, stream: KIARA,
  data: { pustu: 'pustu-kiara', on: day('2025-06-10'), time: '09:00', author: 'staf-kapus', planId: null, team: ['Kepala Uji'], met: ['Bidan Uji'], checklist: 'supervisi/1', answers: ITEMS.map(item => ({ item: item.id, value: 2 as const, note: '' })), conclusion: 'Baik', signature: { by: 'staf-kapus', name: 'Kepala Uji', sip: '', on: day('2025-06-10'), time: '11:00' }, ...change },
})
const nurse = (...rows: PlacedRow[]): Promise<Desk> => openDesk({ grants: NURSE, rows: [...TEAM, ...rows] })
const head = (...rows: PlacedRow[]): Promise<Desk> => openDesk({ grants: HEAD, actor: 'staf-kapus', rows: [...TEAM, ...rows] })
const idOf = (made: { readonly ok: boolean; readonly value?: string }): string => made.value ?? ''

describe('BR-64: follow-up on the tablet', () => {
  it('lists what is overdue first, then open by due day, then closed; counts and filters are of the same lines', async () => {
    const one = await head(finding('nanti', { due: day('2026-01-05') }), finding('lewat', { due: day('2025-12-16') }), finding('bukti', { due: day('2025-12-18'), evidence: given('2025-12-10') }), finding('tutup', { evidence: given('2025-12-10'), closed: done('2025-12-11') }), finding('teritih', { due: day('2025-12-01') }, 'pustu-teritih'))
    const lines = await readFindings(one.app)
    expect(lines.map(line => `${line.finding.id} ${line.state}`)).toEqual(['teritih overdue', 'lewat overdue', 'bukti evidence-given', 'nanti open', 'tutup closed'])
    expect((['terbuka', 'lewat', 'bukti', 'ditutup', 'semua'] as const).map(shown => filterLines(lines, { shown, place: 'pustu-kiara' }).length)).toEqual([3, 1, 1, 1, 4])
    expect(await findingCounts(one.app.store, TODAY)).toEqual({ open: 4, overdue: 2 })
    expect((await readFindings((await nurse(finding('a'), finding('teritih', {}, 'pustu-teritih'))).app)).map(line => line.finding.id)).toEqual(['a'])
  })
  it('the pustu adds words and a picture, and may not move or close; the head closes, and never without evidence', async () => {
    const one = await nurse(finding('a'))
    expect(await addEvidence(one.app, 'a', { text: ' Pompa diganti ', image: PICTURE })).toMatchObject({ ok: true })
    const file = await readFinding(one.app, 'a')
    expect([file?.line.state, file?.line.finding.data.evidence[0]?.text, file?.photos.map(photo => photo.image)]).toEqual(['evidence-given', 'Pompa diganti', [PICTURE]])
    expect([await closeFinding(one.app, 'a', ''), await moveDue(one.app, 'a', day('2026-01-10'), 'x')]).toMatchObject([{ ok: false, error: { kind: 'rules-broken' } }, { ok: false, error: { kind: 'rules-broken' } }])
    const chief = await head(finding('a'), finding('b', { evidence: given('2025-12-10') }))
    expect(await closeFinding(chief.app, 'a', '')).toMatchObject({ ok: false, error: { kind: 'no-evidence' } })
    expect(await moveDue(chief.app, 'a', day('2026-01-10'), 'Suku cadang')).toMatchObject({ ok: true })
    expect((await readFinding(chief.app, 'a'))?.line.finding.data).toMatchObject({ due: '2026-01-10', moves: [{ from: '2025-12-20', to: '2026-01-10', reason: 'Suku cadang' }] })
    expect(await closeFinding(chief.app, 'b', 'Dilihat')).toMatchObject({ ok: true })
    expect(await addEvidence(chief.app, 'b', { text: 'Lagi', image: null })).toMatchObject({ ok: false, error: { kind: 'closed' } })
    expect(await voidFinding(chief.app, 'b', 'Salah')).toMatchObject({ ok: true })
    expect((await readFinding(chief.app, 'b'))?.line.state).toBe('void')
  })
  it('a picture that should not be there is taken away, and its finding still closes', async () => {
    const one = await head(finding('a'))
    await addEvidence(one.app, 'a', { text: '', image: PICTURE })
    const [photo] = (await readFinding(one.app, 'a'))?.photos ?? []
    expect(await removePhoto(one.app, photo?.id ?? '', 'Memuat orang')).toMatchObject({ ok: true })
    expect((await readFinding(one.app, 'a'))?.photos).toEqual([])
    expect(await closeFinding(one.app, 'a', '')).toMatchObject({ ok: true })
  })
  it('goes to Excel with what was written guarded against formulas', async () => {
    const sheet = findingSheet(await readFindings((await head(finding('a', { text: '=HYPERLINK("x")' }))).app), 'Semua')
    expect(csvText(sheet.columns, sheet.rows)).not.toMatch(/[;"\n]=HYPERLINK/)
  })
})

describe('a visit', () => {
  it('starts from its plan, is kept by sections, signed with a finding for its critical item, and voided with its plan open again', async () => {
    const one = await head(finding('lama', { due: day('2025-12-01') }))
    const planId = idOf(await createPlan(one.app, { pustu: 'pustu-kiara', on: TODAY, lead: { id: 'staf-kapus', name: 'Kepala Uji' }, focus: '' }))
    expect(await movePlan(one.app, planId, day('2025-12-18'), 'Rapat')).toMatchObject({ ok: true })
    const id = idOf(await startVisit(one.app, { pustu: 'pustu-kiara', planId }))
    expect(await startVisit(one.app, { pustu: 'pustu-kiara', planId }), 'a plan becomes one visit').toMatchObject({ ok: false, error: { kind: 'gone' } })
    expect(await cancelPlan(one.app, planId, 'x')).toMatchObject({ ok: false, error: { kind: 'gone' } })
    expect((await readVisit(one.app, id))?.earlier.map(line => line.finding.id)).toEqual(['lama'])
    const answers: CoachingVisit['answers'] = ITEMS.map(item => ({ item: item.id, value: item.id === 'air' ? 0 : 2, note: '' }))
    const content = { team: ['Kepala Uji'], met: ['Bidan Uji'], answers, conclusion: 'Baik' }
    expect(await saveContent(one.app, id, { ...content, answers: answers.slice(0, 3) })).toMatchObject({ ok: true })
    expect(await signVisit(one.app, id, { ...content, answers: answers.slice(0, 3) })).toMatchObject({ ok: false, error: { kind: 'rules-broken' } })
    expect(await signVisit(one.app, id, content)).toMatchObject({ ok: false, error: { breaks: [{ rule: 'coaching-critical', detail: { items: ['air'] } }] } })
    expect(await createFinding(one.app, { pustu: 'pustu-kiara', visitId: id, item: 'air', critical: true, text: 'Air mati', cause: '', action: 'Perbaiki', owner: { id: null, name: 'Bidan' }, due: day('2026-01-10') })).toMatchObject({ ok: true })
    const visit = (await readVisit(one.app, id))?.visit
    if (!visit) throw new Error('not read')
    expect(await addPhoto(one.app, visit, 'air', PICTURE, '9. Air')).toMatchObject({ ok: true })
    expect(await signVisit(one.app, id, content)).toMatchObject({ ok: true })
    expect(await saveContent(one.app, id, content)).toMatchObject({ ok: false, error: { kind: 'signed' } })
    const year = await readYear(one.app, 2025)
    expect([year.coverage, year.open.length, year.months.get('pustu-kiara')?.[11]?.done]).toEqual([{ pustu: { part: 1, whole: 2 }, plans: { part: 1, whole: 1 } }, 0, ['2025-12-17']])
    expect(await voidVisit(one.app, id, 'Salah pustu')).toMatchObject({ ok: true })
    expect((await readYear(one.app, 2025)).open.map(line => line.state)).toEqual(['planned'])
  })
  it('a plan past its day is missed; a cancelled one leaves the list', async () => {
    const one = await head()
    const plan = (id: string, on: string): PlacedRow<'coaching-plan'> => ({ kind: 'coaching-plan', id, stream: KIARA, data: { pustu: 'pustu-kiara', on: day(on), lead: { id: null, name: 'K' }, focus: '', by: 'staf-kapus', moves: [], visitId: null, cancelled: null } })
    await one.arrive([plan('p', '2025-12-10'), plan('q', '2025-12-24')])
    expect((await readYear(one.app, 2025)).open.map(line => `${line.plan.id} ${line.state}`)).toEqual(['p missed', 'q planned'])
    expect(await cancelPlan(one.app, 'p', 'Diganti rapat')).toMatchObject({ ok: true })
    expect((await readYear(one.app, 2025)).open.map(line => line.plan.id)).toEqual(['q'])
  })
  it('what was typed here stays and what came from elsewhere is taken in, item by item', () => {
    const seen = visitForm({ ...visitRow('v').data, answers: [], conclusion: '' }, SUPERVISION_CHECKLIST)
    const put = (item: string, value: Choice) => ({ ...seen, answers: { ...seen.answers, [item]: { value, note: '' } } })
    const merged = absorb(put('papan', '1'), seen, { ...put('jadwal', '0'), conclusion: 'Dari laptop' })
    expect([merged.answers['papan']?.value, merged.answers['jadwal']?.value, merged.conclusion]).toEqual(['1', '0', 'Dari laptop'])
    expect(visitContent(merged, SUPERVISION_CHECKLIST).answers).toEqual([{ item: 'papan', value: 1, note: '' }, { item: 'jadwal', value: 0, note: '' }])
    expect(signProblems(merged, SUPERVISION_CHECKLIST, new Set()).filter(problem => problem.word !== 'errAnswer').map(problem => `${problem.word} ${problem.item?.id ?? ''}`)).toEqual(['errFinding jadwal'])
    expect(signProblems({ ...merged, met: '', conclusion: '', team: 'a\n'.repeat(9) }, SUPERVISION_CHECKLIST, new Set(['jadwal'])).slice(-3).map(problem => problem.word)).toEqual(['errNames', 'errMet', 'errConclusion'])
    const kept = { form: merged, seen, section: 2 }
    expect([restoreVisit(JSON.parse(JSON.stringify(kept))), restoreVisit({ form: {} } as never), restoreVisit(undefined)]).toEqual([kept, null, null])
  })
  it('the yearly summary counts what the records hold, without names of persons', async () => {
    const one = await head(visitRow('v'), visitRow('w', { on: day('2025-09-10'), answers: ITEMS.map(item => ({ item: item.id, value: item.id === 'air' ? 0 as const : 2 as const, note: '' })) }), finding('a', { due: day('2025-12-01') }), finding('b', { evidence: given('2025-12-01'), closed: done('2025-12-02') }), finding('lalu', { on: day('2024-11-01'), evidence: given('2024-12-01'), closed: done('2024-12-02') }))
    const summary = await readSummary(one.app, 2025)
    expect(summary.points).toEqual({ won: 232, most: 236 })
    expect(summary.sections.find(section => section.title.startsWith('C'))?.points).toEqual({ won: 44, most: 48 })
    expect(summary.states.filter(state => state.count > 0)).toEqual([{ state: 'overdue', count: 1 }, { state: 'closed', count: 1 }])
    expect(summary.places.map(place => [place.id, place.visits, place.last?.band ?? null, place.overdue, place.onTime])).toEqual([['pustu-kiara', 2, 'cukup', 1, { onTime: 1, due: 2 }], ['pustu-teritih', 0, null, 0, { onTime: 0, due: 0 }]])
    const text = summarySheets(summary, TODAY).map(sheet => csvText(sheet.columns, sheet.rows)).join('\n')
    expect(text).toContain('232 / 236')
    expect(text).not.toMatch(/Bidan|Kepala Uji/)
  })
})

describe('the pages', () => {
  let shown: Shown | null = null
  afterEach(() => { shown?.screen.unmount(); shown = null; document.body.replaceChildren() })
  const open = async (one: Desk, path: string): Promise<Shown> => { shown = await show(one, [...routes, ...elsewhere('home', 'supervision', 'review')], path); return shown }
  const choose = async (name: string, value: string): Promise<void> => {
    await settle(() => document.querySelector(`input[name="field-${name}"][value="${value}"]`) !== null)
    document.querySelector<HTMLInputElement>(`input[name="field-${name}"][value="${value}"]`)?.click()
    await settle()
  }
  it('show the year with what to do where it is empty, and refuse a plan beside its fields', async () => {
    const one = await head()
    const { screen } = await open(one, '/pengawasan/pembinaan')
    await settle(() => words().includes('Belum ada kunjungan tahun 2025') && words().includes('Tidak ada rencana yang menunggu'))
    await press('Rencana baru')
    await typeInto(screen, 'Analisis keadaan dan fokus kunjungan', 'Obat sering kosong')
    await press('Simpan rencana')
    await settle(() => document.getElementById('field-pustu-error')?.textContent?.includes('Pilih pustunya.') === true && document.getElementById('field-on-error')?.textContent?.includes('Isi tanggal') === true)
    expect((document.getElementById('field-focus') as HTMLTextAreaElement).value).toBe('Obat sering kosong')
  })
  it('keep a visit while it is filled in, over a closed page too, and say at the end what is missing', async () => {
    const one = await head(visitRow('v', { signature: null, answers: [], met: [], conclusion: '', on: TODAY }))
    await open(one, '/pengawasan/pembinaan/v')
    await settle(() => words().includes('36 butir belum dijawab'))
    await choose('item-papan', '2')
    await choose('item-jadwal', '0')
    await settle(() => words().includes('Butir kritis ini perlu temuan') && words().includes('34 butir belum dijawab'))
    expect(words()).toContain('33,3 %')
    shown?.screen.unmount()
    await settle()
    expect((await one.app.store.get('coaching-visit', 'v'))?.data.answers, 'not an operation for every answer').toEqual([])
    await open(one, '/pengawasan/pembinaan/v')
    await settle(() => words().includes('34 butir belum dijawab'))
    await press('Bagian berikutnya')
    await settle(() => words().includes('B. SDM dan kewenangan'))
    await vi.waitFor(async () => expect((await one.app.store.get('coaching-visit', 'v'))?.data.answers, 'a section that is left is in the journal').toHaveLength(2))
    await press('Penutup')
    await press('Tanda tangani')
    await settle(() => words().includes('Belum dapat ditandatangani'))
    expect(document.getElementById('field-met-error')?.textContent).toContain('Tulis petugas pustu yang ditemui.')
    await press('2. Jadwal dan jam pelayanan ditempel dan dijalankan: butir kritis, belum ada temuan')
    await settle(() => words().includes('A. Papan nama dan keterbukaan'))
    await press('Buat temuan Jadwal dan jam pelayanan ditempel dan dijalankan')
    await press('Simpan temuan')
    await settle(() => document.getElementById('field-jadwal-action-error')?.textContent?.includes('Tulis rencana tindaknya.') === true)
  })
  it('show a signed visit as a report to a nurse of the pustu, without what is the head’s to do', async () => {
    await open(await nurse(visitRow('v'), finding('a', { visitId: 'v', item: 'air' })), '/pengawasan/pembinaan/v')
    await settle(() => words().includes('Laporan pembinaan pustu') && words().includes('Temuan a'))
    expect(words()).toContain('100,0 %')
    expect(words()).not.toContain('Batalkan kunjungan')
  })
  it('take evidence at the pustu: an empty one is refused, the head sees it and closes', async () => {
    const one = await nurse(finding('a', { due: day('2025-12-10') }))
    const { screen } = await open(one, '/pengawasan/tindak-lanjut')
    await settle(() => words().includes('Lewat tenggat · lewat 7 hari'))
    expect(words()).not.toContain('Temuan baru')
    await press('Temuan a')
    await press('Tambah bukti Temuan a')
    await press('Simpan bukti')
    await settle(() => document.getElementById('field-evidence-a-error')?.textContent?.includes('atau ambil foto') === true)
    await typeInto(screen, 'Apa yang sudah dilakukan', 'Pompa diganti')
    await press('Simpan bukti')
    await settle(() => words().includes('lewat 7 hari, ada bukti') && words().includes('Pompa diganti'))
    expect(words()).not.toContain('Tutup temuan')
    shown?.screen.unmount()
    document.body.replaceChildren()
    const chief = await head(finding('a', { evidence: given('2025-12-10') }), finding('b'))
    await open(chief, '/pengawasan/tindak-lanjut/b')
    await settle(() => words().includes('Belum dapat ditutup: belum ada bukti.'))
    shown?.screen.unmount()
    await open(chief, '/pengawasan/tindak-lanjut/a')
    await press('Tutup temuan Temuan a')
    await press('Tutup temuan')
    await settle(() => words().includes('Ditutup Kepala Uji') || words().includes('Ditutup Bidan Uji'))
  })
})
