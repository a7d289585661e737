import { packStream, type PageDeps, type Packing } from './pack-stream.ts'

/** Packs a stream of a tenant; who asks while it is being packed waits for the same packing. */
export type Packer = (tenant: string, stream: string, signal?: AbortSignal) => Promise<Packing>

/** Ten tablets that begin at once after an update must not pack the same stream ten times over. */
export function createPacker(deps: PageDeps): Packer {
  const running = new Map<string, Promise<Packing>>()
  return (tenant, stream, signal) => {
    const key = `${tenant}|${stream}`
    const known = running.get(key)
    if (known) return known
    const packing = packStream(deps, tenant, stream, signal).finally(() => running.delete(key))
    running.set(key, packing)
    return packing
  }
}
