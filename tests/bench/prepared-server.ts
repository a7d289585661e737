import { createServer } from 'node:http'
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { extname, join, resolve, sep } from 'node:path'
import { gzipSync } from 'node:zlib'
import { tagsLike, type HeldRows } from './held-rows.ts'

const TYPES: Readonly<Record<string, string>> = { '.html': 'text/html; charset=utf-8', '.js': 'text/javascript', '.css': 'text/css', '.json': 'application/json' }

export interface PreparedServer {
  readonly url: string
  /** How many answers lie under /rows/<n>.json; the tags of their rows lie under /tags/<n>.json. */
  readonly parts: number
  close(): Promise<void>
}

/** An origin of its own for the floors: the bare page, and the same rows, made ready and compressed beforehand so that no server's work is in a floor. */
export async function servePrepared(dir: string, held: HeldRows): Promise<PreparedServer> {
  const prepared = new Map<string, Buffer>()
  for (const [index, text] of held.texts.entries()) {
    const { rows } = JSON.parse(text) as { rows: Parameters<typeof tagsLike>[0][] }
    prepared.set(`/rows/${index}.json`, gzipSync(text, { level: 6 }))
    prepared.set(`/tags/${index}.json`, gzipSync(JSON.stringify(rows.map(tagsLike))))
  }
  const root = resolve(dir)
  const server = createServer(async (request, response) => {
    const path = new URL(request.url ?? '/', 'http://localhost').pathname
    const body = prepared.get(path)
    if (body) return response.writeHead(200, { 'content-type': 'application/json', 'content-encoding': 'gzip', 'cache-control': 'no-store' }).end(body)
    const file = join(root, path === '/' ? 'index.html' : path)
    const content = file.startsWith(`${root}${sep}`) ? await readFile(file).catch(() => null) : null
    if (!content) return response.writeHead(404).end()
    // As the server of the app does it.
    return response.writeHead(200, { 'content-type': TYPES[extname(file)] ?? 'application/octet-stream', 'cache-control': path.startsWith('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache' }).end(content)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://localhost:${(server.address() as AddressInfo).port}`,
    parts: held.texts.length,
    async close() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}
