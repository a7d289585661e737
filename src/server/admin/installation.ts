import { webcrypto } from 'node:crypto'
import type { ServerDeps } from '../deps.ts'
import type { Reader, Writer } from '../store/store.ts'

/** Facts of the installation as a whole, kept under the tenant ''. */
type Fact = 'epoch' | 'demo' | 'serverKey' | 'serverPublicKey' | 'generation' | 'setupCode' | 'trade' | 'days'

export async function readFact(db: Reader, name: Fact): Promise<string | null> {
  const found = await db.selectFrom('meta').select('value').where('tenant', '=', '').where('name', '=', name).executeTakeFirst()
  return found?.value ?? null
}

export async function writeFact(tx: Reader | Writer, name: Fact, value: string): Promise<void> {
  await tx.insertInto('meta').values({ tenant: '', name, value }).onConflict(clash => clash.columns(['tenant', 'name']).doUpdateSet({ value })).execute()
}

const newEpoch = (deps: ServerDeps): string => Buffer.from(deps.random.bytes(12)).toString('hex')

/** Makes the epoch and the server's key pair of a new database; one that has them keeps them. */
export async function prepareInstallation(deps: ServerDeps, { demo }: { demo: boolean }): Promise<void> {
  if (await readFact(deps.store.db, 'epoch')) return
  const pair = await webcrypto.subtle.generateKey({ name: 'ECDH', namedCurve: 'P-256' }, true, ['deriveBits'])
  const privateKey = JSON.stringify(await webcrypto.subtle.exportKey('jwk', pair.privateKey))
  const publicKey = Buffer.from(await webcrypto.subtle.exportKey('raw', pair.publicKey)).toString('base64')
  await deps.store.write(async tx => {
    await writeFact(tx, 'epoch', newEpoch(deps))
    await writeFact(tx, 'demo', demo ? 'yes' : 'no')
    await writeFact(tx, 'serverKey', privateKey)
    await writeFact(tx, 'serverPublicKey', publicKey)
    // A new database has no days from before this version told them.
    await writeFact(tx, 'days', '1')
  })
}

/**
 * A new epoch after a backup was restored: tablets forget their cursors and offer every operation they still hold.
 * The marks of earlier backups stay: what was durable then is in this database.
 */
export async function mintEpoch(deps: ServerDeps): Promise<string> {
  const epoch = newEpoch(deps)
  await deps.store.write(tx => writeFact(tx, 'epoch', epoch))
  return epoch
}

export async function loadServerKey(db: Reader): Promise<webcrypto.CryptoKey> {
  const text = await readFact(db, 'serverKey')
  if (text === null) throw new Error('the database has no server key: it was not prepared')
  return webcrypto.subtle.importKey('jwk', JSON.parse(text) as webcrypto.JsonWebKey, { name: 'ECDH', namedCurve: 'P-256' }, false, ['deriveBits'])
}
