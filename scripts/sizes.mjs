/** Holds the first load of the app to its budget: what index.html names, compressed as the server sends it. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { ROOT } from './lib/build.mjs'

/**
 * Measured plus 2 % (261 and 9.5 kB): the tablet judges before it saves, so every record kind and its rules are part of the first
 * load. The cooperative's books brought seventeen kinds; supervision brought nine, with the hours of service, the checklist and the
 * licences that the first page warns of. Pages under the rows, the compact push and the search by any fragment came last; what opens pages
 * is a worker's and not in it. Raise it only with a reason in the commit.
 */
const BUDGET = { script: 266_600, style: 9_700 }

const dist = join(ROOT, 'dist')
const page = readFileSync(join(dist, 'index.html'), 'utf8')
const named = [...new Set([...page.matchAll(/(?:src|href)="\/(assets\/[^"]+)"/g)].map(match => match[1]))]
const sizeOf = ending => named.filter(name => name.endsWith(ending)).reduce((sum, name) => sum + gzipSync(readFileSync(join(dist, name))).length, 0)
const sizes = { script: sizeOf('.js'), style: sizeOf('.css') }

if (sizes.script === 0) {
  console.error('index.html names no script; nothing was measured')
  process.exit(1)
}
let tooLarge = false
for (const [what, bytes] of Object.entries(sizes)) {
  const over = bytes > BUDGET[what]
  tooLarge ||= over
  console.log(`${what} ${bytes} bytes gzip, budget ${BUDGET[what]}${over ? ': OVER' : ''}`)
}
process.exit(tooLarge ? 1 : 0)
