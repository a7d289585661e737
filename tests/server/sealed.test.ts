import { randomBytes, webcrypto } from 'node:crypto'
import { afterAll, expect, it } from 'vitest'
import { openEscrow } from '#app/vault/escrow.ts'
import { readFact } from '#server/admin/installation.ts'
import { openSqlite } from '#server/store/sqlite.ts'
import type { Entry } from '#sync/messages.ts'
import { CLINICAL, fresh, openClinic, patientData, refusal, Tablet, value } from './kit.ts'

const store = openSqlite({ memory: true })
afterAll(() => store.close())

it('opens what a locked tablet sealed to it, and refuses a box that was changed', async () => {
  const clinic = await openClinic(store)
  const tablet = await Tablet.enrol(clinic, 'pustu-kiara', 'bidan')
  const escrow = await openEscrow(webcrypto.subtle as SubtleCrypto, length => new Uint8Array(randomBytes(length)), (await readFact(store.db, 'serverPublicKey')) ?? '')
  const [{ body = '', ...line }] = tablet.lines({ kind: 'patient', id: 'p1', act: 'create', stream: CLINICAL, set: fresh(patientData()) }) as [Entry]
  const sealed = await escrow(body)
  const bent = { ...sealed, box: Buffer.from(Buffer.from(sealed.box, 'base64').map((byte, index) => (index === 5 ? byte ^ 1 : byte))).toString('base64') }
  expect(refusal(await tablet.send([{ ...line, sealed: bent }]))).toBe('400 MALFORMED')
  expect(refusal(await tablet.send([line]))).toBe('400 MALFORMED')
  expect(value(await tablet.send([{ ...line, sealed }])).results).toMatchObject([{ seq: 1, outcome: 'applied' }])
  expect(await tablet.row('p1')).toMatchObject({ data: { name: 'Budi Santoso' } })
})
