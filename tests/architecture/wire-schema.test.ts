import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { canonicalJson } from '#domain/core/json.ts'
import { definitionOf, KINDS } from '#domain/records/index.ts'
import { sha256Hex } from '#sync/chain.ts'
import * as messages from '#sync/messages.ts'

/**
 * What travels is a promise to tablets that were last online months ago. Each message and each record kind has a
 * fingerprint in wire-schema.json; a change fails here until somebody has decided about the version. Afterwards
 * `WIRE_SCHEMA=accept npx vitest run --project node tests/architecture/wire-schema.test.ts` writes the new fingerprints.
 */
const file = new URL('./wire-schema.json', import.meta.url)
interface Fingerprints { readonly protocol: number; readonly messages: Record<string, string>; readonly kinds: Record<string, { version: number; schema: string }> }

const fingerprint = (schema: z.ZodType): string => sha256Hex(canonicalJson(z.toJSONSchema(schema, { unrepresentable: 'any' }))).slice(0, 16)
const isSchema = (value: unknown): value is z.ZodType => typeof value === 'object' && value !== null && '_zod' in value

const present: Fingerprints = {
  protocol: messages.PROTOCOL,
  messages: Object.fromEntries(Object.entries(messages).filter(([, value]) => isSchema(value)).map(([name, value]) => [name, fingerprint(value as z.ZodType)]).sort()),
  kinds: Object.fromEntries(KINDS.map(kind => [kind, { version: definitionOf(kind).version, schema: fingerprint(definitionOf(kind).schema) }] as const).sort()),
}
if (process.env['WIRE_SCHEMA'] === 'accept') writeFileSync(file, `${JSON.stringify(present, null, 2)}\n`)
const agreed: Fingerprints = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) as Fingerprints : { protocol: 0, messages: {}, kinds: {} }

const accept = 'then write the decision down with WIRE_SCHEMA=accept (see this test)'

/** What has to be decided before `now` may go out in place of `before`. */
function decisions(before: Fingerprints, now: Fingerprints): string[] {
  const found: string[] = []
  for (const kind of new Set([...Object.keys(before.kinds), ...Object.keys(now.kinds)])) {
    const old = before.kinds[kind]
    const young = now.kinds[kind]
    if (!old) found.push(`${kind} is a new kind: check that older tablets need not know it, ${accept}`)
    else if (!young) found.push(`${kind} is gone: tablets may still hold and push it. Keep it in the registry; only its writers may be emptied`)
    else if (young.version < old.version) found.push(`${kind} went back from version ${old.version} to ${young.version}: a version is never reused`)
    else if (young.schema !== old.schema && young.version === old.version) found.push(`the schema of ${kind} changed and its version is still ${old.version}: raise it to ${old.version + 1} and add an upcaster from ${old.version}, ${accept}`)
    else if (young.version !== old.version) found.push(`${kind} is now version ${young.version}: check its upcaster from ${old.version} against saved operations, ${accept}`)
  }
  for (const name of new Set([...Object.keys(before.messages), ...Object.keys(now.messages)])) {
    if (before.messages[name] === now.messages[name]) continue
    found.push(now.protocol === before.protocol
      ? `the message ${name} changed within protocol ${now.protocol}: only an addition that older tablets may ignore or leave out is allowed; otherwise raise PROTOCOL, ${accept}`
      : `the message ${name} changed with protocol ${now.protocol}: keep answering protocol ${before.protocol}, ${accept}`)
  }
  return found
}

describe('what travels between tablet and server', () => {
  test('is what was agreed; a change needs a decision about the version', () => {
    expect(decisions(agreed, present), 'decide about the version').toEqual([])
    expect(present.protocol).toBe(agreed.protocol)
  })
  test('a changed schema orders a version and an upcaster', () => {
    const changed = { ...present, kinds: { ...present.kinds, patient: { version: present.kinds['patient']?.version ?? 1, schema: 'other' } } }
    expect(decisions(present, changed)).toEqual([expect.stringMatching(/patient changed .* raise it to \d+ and add an upcaster/)])
  })
  test('a message changed, a kind added, a kind removed and a version taken back are all noticed', () => {
    const { patient: _gone, ...rest } = present.kinds
    expect(decisions(present, { ...present, messages: { ...present.messages, opSchema: 'x' } })).toHaveLength(1)
    expect(decisions(present, { ...present, kinds: { ...present.kinds, letter: { version: 1, schema: 'x' } } })).toHaveLength(1)
    expect(decisions(present, { ...present, kinds: rest })).toHaveLength(1)
    expect(decisions(present, { ...present, kinds: { ...present.kinds, visit: { version: 0, schema: 'x' } } })).toHaveLength(1)
  })
})
