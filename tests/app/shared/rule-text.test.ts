import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { afterEach, describe, expect, it } from 'vitest'
import { language } from '#app/locales/use-words.ts'
import { ruleBreakText } from '#app/shared/save-failure.ts'
import { ruleClause } from '#app/shared/rule-text.ts'

/** Names that never stand alone before a person, with the reason. */
const WITHOUT: Readonly<Record<string, string>> = {
  'schema': 'is said with the label of its field',
  'stok-optimum': 'the formula of a request, not a rule that is broken',
}

/** Every name that a rule of the source gives what it refuses, also through the helpers that take the name. */
function rulesInSource(): string[] {
  const names = new Set<string>()
  for (const root of ['domain/rules', 'sync', 'server']) {
    const folder = fileURLToPath(new URL(`../../../src/${root}`, import.meta.url))
    for (const path of readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(name => name.endsWith('.ts'))) {
      const text = readFileSync(`${folder}/${path}`, 'utf8')
      for (const found of text.matchAll(/\brule(?::| =) '([^']+)'|\bat\('([^']+)', '|signerBreaks\([^)]*, '[^']*', '([^']+)'\)|signerBreaks\([^)]*`, '([^']+)'\)/g)) names.add(found.slice(1).find(Boolean) ?? '')
    }
  }
  return [...names].sort()
}

afterEach(() => { language.value = 'id' })

describe('sentences of broken rules', () => {
  it.each(['id', 'en'] as const)('every rule of the source has one (%s)', said => {
    language.value = said
    const names = rulesInSource()
    expect(names.length).toBeGreaterThan(100)
    for (const name of ['BR-24', 'lplpo-formula', 'count-signer', 'delivery-actor', 'signer', 'other-place']) expect(names).toContain(name)
    expect(names.filter(rule => !(rule in WITHOUT) && ruleClause({ rule, field: '' }) === null)).toEqual([])
    expect(Object.keys(WITHOUT).filter(rule => !names.includes(rule))).toEqual([])
  })

  it('a form says the clause instead of the name of the rule', () => {
    expect(ruleBreakText({ rule: 'arrival-priority', field: 'priority.reason' })).toBe('Belum dapat disimpan: pasien didahulukan tanpa alasan. Periksa isian.')
    expect(ruleBreakText({ rule: 'BR-41', field: 'signature.sip' })).toContain('SIP Anda tidak berlaku')
    expect(ruleBreakText({ rule: 'BR-99', field: 'x' })).toBe('Belum dapat disimpan: BR-99, x. Periksa isian.')
  })
})
