import { readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { ServerDeps } from '../deps.ts'
import { mintEpoch, readFact, writeFact } from './installation.ts'

/**
 * Beside the database stands a file with a number that grows with every start and every backup; the database holds the
 * same number. A database whose number is behind the file's was restored from a copy, by whatever means, and tablets
 * must hear of it by a new epoch. A database without its file was carried to another machine, which counts as restored too.
 */
const markerFile = (dataDir: string): string => join(dataDir, 'generation')

async function readMarker(dataDir: string): Promise<number | null> {
  try {
    const number = Number((await readFile(markerFile(dataDir), 'utf8')).trim())
    return Number.isSafeInteger(number) ? number : null
  } catch {
    return null
  }
}

async function writeMarker(dataDir: string, generation: number): Promise<void> {
  const file = markerFile(dataDir)
  await writeFile(`${file}.new`, `${generation}\n`, { flush: true })
  await rename(`${file}.new`, file)
}

const generationOf = async (deps: ServerDeps): Promise<number> => Number((await readFact(deps.store.db, 'generation')) ?? 0)

/** At the start. @returns whether the database was found to be a restored one; it then has a new epoch. */
export async function noticeRestore(deps: ServerDeps, dataDir: string): Promise<boolean> {
  const [own, marker] = [await generationOf(deps), await readMarker(dataDir)]
  const restored = own > 0 && (marker === null || own < marker)
  if (restored) await mintEpoch(deps)
  await raiseGeneration(deps, dataDir, Math.max(own, marker ?? 0))
  return restored
}

/** Database first: a crash in between leaves it ahead of the file, which means nothing. */
export async function raiseGeneration(deps: ServerDeps, dataDir: string, from?: number): Promise<void> {
  const next = (from ?? await generationOf(deps)) + 1
  await writeFact(deps.store.db, 'generation', String(next))
  await writeMarker(dataDir, next)
}
