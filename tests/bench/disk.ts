import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type { Tablet } from '#tests/support/tablet.ts'

/** Bytes. `told`: of all that the browser keeps for the page, as it says itself; `rows`: of that, IndexedDB; `folder`: what lies in the profile for IndexedDB. */
export interface DiskUse { readonly told: number; readonly rows: number; readonly folder: number }

const LOOKS = 3
const BETWEEN_MS = 500

/** What a tablet takes on the disk once its browser has stopped tidying up there. */
export async function diskOf({ page, profile }: Tablet): Promise<DiskUse> {
  const folder = join(profile, 'Default', 'IndexedDB')
  for (let before = -1, same = 0; same < LOOKS;) {
    const now = sizeOf(folder)
    same = now === before ? same + 1 : 0
    before = now
    await pause(BETWEEN_MS)
  }
  const told = await page.evaluate(async () => {
    const { usage, usageDetails } = await navigator.storage.estimate() as StorageEstimate & { usageDetails?: { indexedDB?: number } }
    return { told: usage ?? 0, rows: usageDetails?.indexedDB ?? 0 }
  })
  return { ...told, folder: sizeOf(folder) }
}

function sizeOf(path: string): number {
  try {
    const facts = statSync(path)
    return facts.isDirectory() ? readdirSync(path).reduce((sum, name) => sum + sizeOf(join(path, name)), 0) : facts.size
  } catch {
    // The browser takes files away while they are looked at.
    return 0
  }
}
