import { describe, expect, it } from 'vitest'
import type { Known, Lookup } from '#domain/core/record.ts'
import { DEFAULT_PHARMACY_SETTING, drugFacts, type DrugFacts } from '#domain/rules/pharmacy/drug-facts.ts'
import { checkDrug, drugKey, drugLookups, drugSlug, mayHold, twinsOf } from '#domain/rules/pharmacy/drug-rules.ts'
import { checkProposal, factsToPatch, proposedDrug } from '#domain/rules/pharmacy/proposal-rules.ts'
import type { ProposalData } from '#domain/records/drug-proposal.ts'
import { day } from '#domain/core/day.ts'
import { DRUG_SEEDS } from '#seeds/drugs.ts'
import { AMOKSISILIN, DIAZEPAM, drugData } from './catalogue-sample.ts'

const setting = (controlledAt: string[], state: 'live' | 'void' = 'live'): Known => ({
  id: 'apotek-pkm-uji', kind: 'pharmacy-setting', stream: 'puskesmas:pkm-uji/catalogue', rev: 1, state, data: { ...DEFAULT_PHARMACY_SETTING, controlledAt } as never,
})
const check = (drug: DrugFacts, settings: Known[] = []): readonly string[] => {
  const asked = drugLookups(drug)
  const found = (lookup: Lookup): readonly Known[] => (asked.some(one => JSON.stringify(one) === JSON.stringify(lookup)) ? settings : [])
  return checkDrug(drug, { id: 'diazepam', actor: 'kapus', roles: [], stream: '', before: null, found }).map(broken => `${broken.rule} ${broken.field}`)
}

describe('BR-38: psychotropics and narcotics', () => {
  it('are refused as active while no pustu is enabled, and welcome out of use', () => {
    expect(check({ ...DIAZEPAM, active: true })).toEqual(['BR-38 class'])
    expect(check({ ...DIAZEPAM, class: 'narkotika', active: true }, [setting([])])).toEqual(['BR-38 class'])
    expect(check(DIAZEPAM)).toEqual([])
  })

  it('may be active once the head has enabled a pustu, and not by a setting that was voided', () => {
    expect(check({ ...DIAZEPAM, active: true }, [setting(['pustu-kiara'])])).toEqual([])
    expect(check({ ...DIAZEPAM, active: true }, [setting(['pustu-kiara'], 'void')])).toEqual(['BR-38 class'])
  })

  it('may lie on the shelf of an enabled pustu only; every other class on any', () => {
    expect(mayHold({ controlledAt: ['pustu-kiara'] }, 'pustu-kiara', DIAZEPAM)).toBe(true)
    expect(mayHold({ controlledAt: ['pustu-kiara'] }, 'pustu-teritih', DIAZEPAM)).toBe(false)
    expect(mayHold(DEFAULT_PHARMACY_SETTING, 'pustu-teritih', AMOKSISILIN)).toBe(true)
  })

  it('asks for the setting only where it is needed', () => {
    expect(drugLookups(AMOKSISILIN)).toEqual([])
    expect(drugLookups(DIAZEPAM)).toEqual([])
  })
})

describe('KFA codes', () => {
  it('keeps the code of one maker (93) out of the place of the generic (92)', () => {
    expect(check(drugData({ kfa: '93006334' }))).toEqual(['kfa-level kfa'])
    expect(check(drugData({ kfa: '92000511', kfaProduct: '93006334' }))).toEqual([])
    expect(check(drugData({ kfaProduct: '92000511' }))).toEqual(['kfa-level kfaProduct'])
  })
})

describe('one drug written twice', () => {
  it('is known by name, strength and form, whatever the capitals, spaces and decimal sign', () => {
    expect(drugKey({ name: 'PARASETAMOL', strength: '500mg', form: ' Tablet' })).toBe(drugKey({ name: 'Parasetamol', strength: '500 mg', form: 'tablet' }))
    expect(drugKey({ name: 'Deksametason', strength: '0.5 mg', form: 'tablet' })).toBe(drugKey({ name: 'Deksametason', strength: '0,5 mg', form: 'tablet' }))
    expect(drugKey({ name: 'Parasetamol', strength: '120 mg/5 mL', form: 'sirup' })).not.toBe(drugKey({ name: 'Parasetamol', strength: '500 mg', form: 'tablet' }))
  })

  it('is found among the others but not in itself', () => {
    const drugs = [{ id: 'a', data: drugData() }, { id: 'b', data: AMOKSISILIN }]
    expect(twinsOf(drugData({ strength: '500MG' }), null, drugs).map(drug => drug.id)).toEqual(['a'])
    expect(twinsOf(drugData(), 'a', drugs)).toEqual([])
  })

  it('gets the id that follows from it, as the reference list has it', () => {
    expect(drugSlug({ name: 'Parasetamol', strength: '120 mg/5 mL', form: 'sirup' })).toBe('parasetamol-120-mg-5-ml-sirup')
    expect(drugSlug({ name: '阿司匹林', strength: '', form: '' })).toBeNull()
    for (const seed of DRUG_SEEDS) expect(drugSlug(seed)?.length).toBeLessThanOrEqual(64)
  })
})

const proposal = (part: Partial<ProposalData>): ProposalData => ({
  drugId: null, name: 'Zink', change: { name: 'Zink', strength: '20 mg', form: 'tablet', unit: 'tablet' }, note: '', by: 'bidan', on: day('2025-12-17'), decision: null, ...part,
})
const checkAsked = (data: ProposalData, before: ProposalData | null = null, actor = data.decision ? 'kapus' : 'bidan'): readonly string[] =>
  checkProposal(data, { id: 'p', actor, roles: [], stream: '', before, found: () => [] }).map(broken => `${broken.rule} ${broken.field}`)
const decision = (part: Partial<NonNullable<ProposalData['decision']>>): NonNullable<ProposalData['decision']> =>
  ({ choice: 'disetujui', by: 'kapus', on: day('2025-12-18'), reason: '', drugId: 'zink', ...part })

describe('a proposal of a pustu', () => {
  it('names a drug that can be: a name and a unit at least', () => {
    expect(checkAsked(proposal({}))).toEqual([])
    expect(checkAsked(proposal({ change: { name: 'Zink' } }))).toEqual(['proposal-change unit'])
    expect(checkAsked(proposal({ drugId: 'zink', change: {} }))).toEqual(['proposal-change change'])
    expect(checkAsked(proposal({ drugId: 'zink', change: { unit: '' } }))).toEqual(['proposal-change unit'])
    expect(checkAsked(proposal({ drugId: 'zink', change: { minimum: 100 } }))).toEqual([])
  })

  it('cannot say what only the head says', () => {
    for (const field of ['active', 'doubtful', 'unchecked', 'something']) expect(checkAsked(proposal({ drugId: 'zink', change: { [field]: true } }))).toEqual([`proposal-change ${field}`])
  })

  it('is refused with a reason and approved with the drug it became', () => {
    expect(checkAsked(proposal({ decision: decision({ choice: 'ditolak', drugId: null }) }), proposal({}))).toEqual(['proposal-reason decision'])
    expect(checkAsked(proposal({ decision: decision({ choice: 'ditolak', drugId: null, reason: 'sudah ada' }) }), proposal({}))).toEqual([])
    expect(checkAsked(proposal({ decision: decision({ drugId: null }) }), proposal({}))).toEqual(['proposal-drug decision'])
  })

  it('is signed by who asks and by who answers', () => {
    expect(checkAsked(proposal({}), null, 'perawat')).toEqual(['signer by'])
    expect(checkAsked(proposal({ decision: decision({}) }), proposal({}), 'kapus')).toEqual([])
    expect(checkAsked(proposal({ decision: decision({}) }), proposal({}), 'kapus-lain')).toEqual(['signer decision.by'])
    expect(checkAsked(proposal({ by: 'perawat' }), proposal({}), 'bidan')).toEqual(['signer by'])
  })
  it('is answered once', () => {
    const answered = proposal({ decision: decision({}) })
    expect(checkAsked(proposal({ decision: decision({ choice: 'ditolak', reason: 'ragu' }) }), answered)).toEqual(['proposal-decided decision'])
    expect(checkAsked(answered, answered)).toEqual([])
  })

  it('lays only what differs over the drug', () => {
    const asked = proposedDrug(drugData(), { minimum: 500, note: 'botol' })
    expect(asked.ok && factsToPatch(drugData(), asked.value)).toEqual({ minimum: 500, note: 'botol' })
  })
})

describe('facts of rows written before there were so many', () => {
  it('are unknown and said so; the class of a doubtful one waits for a pharmacist', () => {
    const { packs: _packs, kfaProduct: _product, minimum: _minimum, hna: _hna, het: _het, atc: _atc, fornas: _fornas, note: _note, unchecked: _unchecked, ...old } = drugData({ doubtful: true })
    expect(drugFacts(old)).toMatchObject({ packs: [], kfaProduct: null, minimum: null, hna: null, het: null, note: '', unchecked: ['class'] })
  })
})
