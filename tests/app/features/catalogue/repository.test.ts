import { describe, expect, it } from 'vitest'
import { drugFacts } from '#domain/rules/pharmacy/drug-facts.ts'
import { approve, propose, readDrugs, readProposals, refuse, saveDrug, usesOf, withdraw } from '#app/features/catalogue/repository.ts'
import { changeOf, openDrugForm } from '#app/features/catalogue/open-drug-form.ts'
import { proposalChanges } from '#app/features/catalogue/proposal-diff.ts'
import { readSettingFile, saveSetting } from '#app/features/catalogue/setting-repository.ts'
import { drugData } from '#tests/domain/pharmacy/catalogue-sample.ts'
import { drugRow, head, KIARA, nurse, proposalRow, receivedRow, settingRow } from './stock-room.ts'

describe('the head edits the catalogue', () => {
  it('a new drug gets the id that follows from it; a second one with that name another', async () => {
    const { app } = await head()
    expect(await saveDrug(app, null, drugData(), null)).toEqual({ ok: true, value: 'parasetamol-500-mg-tablet' })
    const second = await saveDrug(app, null, drugData({ unit: 'strip' }), null)
    expect(second.ok && second.value).not.toBe('parasetamol-500-mg-tablet')
    expect(await readDrugs(app.store)).toHaveLength(2)
  })

  it('writes only what has changed, and nothing when nothing has', async () => {
    const { app, core } = await head([drugRow('parasetamol')])
    await saveDrug(app, 'parasetamol', drugData(), null)
    expect(await core.db.strict.journal.count()).toBe(0)
    await saveDrug(app, 'parasetamol', drugData({ minimum: 200 }), null)
    expect((await app.store.get('drug', 'parasetamol'))?.data.minimum).toBe(200)
    expect(await core.db.strict.journal.count()).toBe(1)
  })

  it('keeps the unit in which a pustu counts its stock, and says where', async () => {
    const { app } = await head([drugRow('parasetamol'), receivedRow('m-1', 'parasetamol', 1200)])
    expect(await usesOf(app, app.store, 'parasetamol')).toEqual([{ place: 'pustu-kiara', name: 'Pustu Kiara', quantity: 1200 }])
    expect(await saveDrug(app, 'parasetamol', drugData({ unit: 'strip' }), null)).toEqual({ ok: false, error: { kind: 'unit-in-use' } })
    expect((await saveDrug(app, 'parasetamol', drugData({ strength: '650 mg' }), null)).ok).toBe(true)
  })

  it('keeps the unit also where nothing is left of the drug', async () => {
    const gone = { ...receivedRow('m-2', 'parasetamol', -1200), data: { ...receivedRow('m-2', 'parasetamol', -1200).data, reason: 'diserahkan' as const } }
    const { app } = await head([drugRow('parasetamol'), receivedRow('m-1', 'parasetamol', 1200), gone])
    expect(await saveDrug(app, 'parasetamol', drugData({ unit: 'strip' }), null)).toEqual({ ok: false, error: { kind: 'unit-in-use' } })
  })

  it('BR-38: the tablet refuses an active psychotropic until a pustu is enabled', async () => {
    const diazepam = drugData({ name: 'Diazepam', strength: '2 mg', class: 'psikotropika', active: true })
    const closed = await head()
    expect(await saveDrug(closed.app, null, diazepam, null)).toMatchObject({ ok: false, error: { kind: 'rules-broken', breaks: [{ rule: 'BR-38' }] } })
    expect((await saveDrug(closed.app, null, { ...diazepam, active: false }, null)).ok).toBe(true)
    const open = await head([settingRow({ controlledAt: ['pustu-kiara'] })])
    expect((await saveDrug(open.app, null, diazepam, null)).ok).toBe(true)
  })

  it('a nurse cannot write drugs', async () => {
    const { app } = await nurse([drugRow('parasetamol')])
    expect(await saveDrug(app, 'parasetamol', drugData({ minimum: 1 }), null)).toMatchObject({ ok: false, error: { kind: 'no-grant' } })
  })
})

describe('a pustu proposes', () => {
  it('a change goes to its own stock stream with the fact that differs, and the catalogue stays as it is', async () => {
    const { app } = await nurse([drugRow('parasetamol')])
    const drug = await app.store.get('drug', 'parasetamol')
    const wished = drugData({ minimum: 500 })
    expect((await propose(app, drug ?? null, wished, changeOf(drugData(), wished), ' sering habis ')).ok).toBe(true)
    const [card] = await readProposals(app.store)
    expect(card?.proposal.stream).toBe(KIARA)
    expect(card?.proposal.data).toMatchObject({ drugId: 'parasetamol', name: 'Parasetamol 500 mg tablet', change: { minimum: 500 }, note: 'sering habis', decision: null })
    expect(drugFacts((await app.store.get('drug', 'parasetamol'))?.data ?? drugData()).minimum).toBeNull()
    expect(await app.store.byKey('drug-proposal', 'open', 'y')).toHaveLength(1)
  })

  it('a new drug carries what it must have', async () => {
    const { app } = await nurse()
    const zinc = drugData({ name: 'Zink', strength: '20 mg', class: 'bebas' })
    const change = changeOf(null, zinc)
    expect(change).toMatchObject({ name: 'Zink', unit: 'tablet', class: 'bebas' })
    expect(Object.keys(change)).not.toContain('active')
    expect((await propose(app, null, zinc, change, 'diare')).ok).toBe(true)
  })

  it('takes its own proposal back', async () => {
    const { app } = await nurse([drugRow('parasetamol'), proposalRow('usul-1')])
    expect((await withdraw(app, 'usul-1', 'ditarik')).ok).toBe(true)
    expect(await readProposals(app.store)).toEqual([])
  })
})

describe('the head answers', () => {
  it('approves a change: the drug and the answer are one group', async () => {
    const { app, core } = await head([drugRow('parasetamol'), proposalRow('usul-1')])
    const [card] = await readProposals(app.store)
    expect(card && proposalChanges(card)).toEqual([{ field: 'minimum', from: null, to: 500 }])
    expect(await approve(app, 'usul-1')).toEqual({ ok: true, value: 'parasetamol' })
    expect((await app.store.get('drug', 'parasetamol'))?.data.minimum).toBe(500)
    expect((await app.store.get('drug-proposal', 'usul-1'))?.data.decision).toMatchObject({ choice: 'disetujui', by: 'staf-kapus', on: '2025-12-17', drugId: 'parasetamol' })
    expect(new Set((await core.db.strict.journal.toArray()).map(entry => entry.tx)).size).toBe(1)
    expect(await app.store.byKey('drug-proposal', 'open', 'y')).toEqual([])
  })

  it('approves a new drug with its class waiting for a pharmacist', async () => {
    const change = { name: 'Zink', strength: '20 mg', form: 'tablet', unit: 'tablet', class: 'bebas' }
    const { app } = await head([proposalRow('usul-1', { drugId: null, name: 'Zink', change })])
    expect(await approve(app, 'usul-1')).toEqual({ ok: true, value: 'zink-20-mg-tablet' })
    expect((await app.store.get('drug', 'zink-20-mg-tablet'))?.data).toMatchObject({ ...change, active: true, unchecked: ['class'] })
  })

  it('answers once, and refuses with the reason that the pustu reads', async () => {
    const { app } = await head([drugRow('parasetamol'), proposalRow('usul-1')])
    expect((await refuse(app, 'usul-1', ' cukup ')).ok).toBe(true)
    expect((await app.store.get('drug-proposal', 'usul-1'))?.data.decision).toMatchObject({ choice: 'ditolak', reason: 'cukup', drugId: null })
    expect(await approve(app, 'usul-1')).toEqual({ ok: false, error: { kind: 'decided' } })
    expect((await app.store.get('drug', 'parasetamol'))?.data.minimum ?? null).toBeNull()
  })

  it('BR-38: cannot approve a psychotropic as active while none is enabled; nothing of the group is written', async () => {
    const change = { name: 'Diazepam', strength: '2 mg', form: 'tablet', unit: 'tablet', class: 'psikotropika' }
    const { app } = await head([proposalRow('usul-1', { drugId: null, name: 'Diazepam', change })])
    expect(await approve(app, 'usul-1')).toMatchObject({ ok: false, error: { kind: 'rules-broken' } })
    expect((await app.store.get('drug-proposal', 'usul-1'))?.data.decision).toBeNull()
  })

  it('opens the form with the proposal laid over the drug', async () => {
    const { app } = await head([drugRow('parasetamol'), proposalRow('usul-1')])
    expect((await openDrugForm(app, 'parasetamol', 'usul-1'))?.form).toMatchObject({ name: 'Parasetamol', minimum: '500' })
    await refuse(app, 'usul-1', 'tidak')
    expect(await openDrugForm(app, 'parasetamol', 'usul-1')).toBeNull()
  })
})

describe('the settings of the pharmacy', () => {
  it('are the usual ones until the head saves his own under the id of the puskesmas', async () => {
    const { app } = await head()
    const file = await readSettingFile(app, app.store)
    expect(file).toMatchObject({ isSaved: false, setting: { workingDays: 26, bufferPercent: 10 }, pustu: [{ id: 'pustu-kiara' }, { id: 'pustu-teritih' }] })
    if (!file) throw new Error('no settings')
    expect((await saveSetting(app, { ...file.setting, workingDays: 25 })).ok).toBe(true)
    expect((await app.store.get('pharmacy-setting', 'apotek-pkm-uji'))?.data.workingDays).toBe(25)
    expect((await readSettingFile(app, app.store))?.isSaved).toBe(true)
  })

  it('BR-38: with the last enabled pustu the controlled drugs go out of use in the same group', async () => {
    const { app } = await head([settingRow({ controlledAt: ['pustu-kiara'] }), drugRow('diazepam', { name: 'Diazepam', class: 'psikotropika', active: true }), drugRow('parasetamol')])
    const file = await readSettingFile(app, app.store)
    expect(file?.controlled).toEqual(['Diazepam 500 mg tablet'])
    if (!file) throw new Error('no settings')
    expect((await saveSetting(app, { ...file.setting, controlledAt: [] })).ok).toBe(true)
    expect((await app.store.get('drug', 'diazepam'))?.data.active).toBe(false)
    expect((await app.store.get('drug', 'parasetamol'))?.data.active).toBe(true)
  })
})
