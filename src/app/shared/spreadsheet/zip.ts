/**
 * The little of ZIP that a spreadsheet needs, packed and unpacked by the browser's own (De)CompressionStream. The usual
 * libraries inflate larger parts in a worker made from a blob, which this app's content security policy forbids.
 */
export interface ZipPart { readonly name: string; readonly bytes: Uint8Array<ArrayBuffer> }

export type ZipErrorKind = 'not-a-zip' | 'protected' | 'too-big'
/** Thrown inside this folder only; `readSheet` turns it into a value. */
export class ZipError extends Error {
  readonly kind: ZipErrorKind
  constructor(kind: ZipErrorKind) {
    super(kind)
    this.kind = kind
  }
}

const STORED = 0
const DEFLATED = 8
/** Names and comments in UTF-8. */
const UTF8_FLAG = 0x0800
const ENCRYPTED_FLAG = 0x0001
const END_SIZE = 22

const CRC_TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte
  for (let bit = 0; bit < 8; bit += 1) value = (value & 1) === 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1
  return value >>> 0
})

function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff
  for (const byte of bytes) crc = (crc >>> 8) ^ (CRC_TABLE[(crc ^ byte) & 0xff] ?? 0)
  return (crc ^ 0xffffffff) >>> 0
}

/**
 * The parts whose names `wanted` takes. `limit` is the number of bytes that all of them may have unpacked: a small file that
 * unfolds to gigabytes is refused before it fills the tablet.
 */
export async function unzip(bytes: Uint8Array<ArrayBuffer>, wanted: (name: string) => boolean, limit: number): Promise<ZipPart[]> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const parts: ZipPart[] = []
  let left = limit
  for (const entry of entriesOf(view, bytes)) {
    if (!wanted(entry.name)) continue
    if (entry.flags & ENCRYPTED_FLAG) throw new ZipError('protected')
    const unpacked = await unpack(dataOf(view, bytes, entry), entry.method, left)
    if (unpacked.length !== entry.size || crc32(unpacked) !== entry.crc) throw new ZipError('not-a-zip')
    left -= unpacked.length
    parts.push({ name: entry.name, bytes: unpacked })
  }
  return parts
}

interface Entry { readonly name: string; readonly flags: number; readonly method: number; readonly crc: number; readonly packed: number; readonly size: number; readonly at: number }

function entriesOf(view: DataView, bytes: Uint8Array): Entry[] {
  const end = endOf(view)
  const count = view.getUint16(end + 10, true)
  let at = view.getUint32(end + 16, true)
  const entries: Entry[] = []
  for (let index = 0; index < count; index += 1) {
    if (at + 46 > view.byteLength || view.getUint32(at, true) !== 0x02014b50) throw new ZipError('not-a-zip')
    const [nameLength, extra, comment] = [view.getUint16(at + 28, true), view.getUint16(at + 30, true), view.getUint16(at + 32, true)]
    entries.push({
      name: new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + nameLength)),
      flags: view.getUint16(at + 8, true), method: view.getUint16(at + 10, true), crc: view.getUint32(at + 16, true),
      packed: view.getUint32(at + 20, true), size: view.getUint32(at + 24, true), at: view.getUint32(at + 42, true),
    })
    at += 46 + nameLength + extra + comment
  }
  return entries
}

/** The record at the end of the file, behind which only a comment may stand. */
function endOf(view: DataView): number {
  for (let at = view.byteLength - END_SIZE; at >= Math.max(0, view.byteLength - END_SIZE - 0xffff); at -= 1) {
    if (view.getUint32(at, true) === 0x06054b50) return at
  }
  throw new ZipError('not-a-zip')
}

function dataOf(view: DataView, bytes: Uint8Array<ArrayBuffer>, entry: Entry): Uint8Array<ArrayBuffer> {
  if (entry.at + 30 > view.byteLength || view.getUint32(entry.at, true) !== 0x04034b50) throw new ZipError('not-a-zip')
  const start = entry.at + 30 + view.getUint16(entry.at + 26, true) + view.getUint16(entry.at + 28, true)
  if (start + entry.packed > view.byteLength) throw new ZipError('not-a-zip')
  return bytes.subarray(start, start + entry.packed)
}

async function unpack(data: Uint8Array<ArrayBuffer>, method: number, limit: number): Promise<Uint8Array<ArrayBuffer>> {
  if (method === STORED) {
    if (data.length > limit) throw new ZipError('too-big')
    return data
  }
  if (method !== DEFLATED) throw new ZipError('not-a-zip')
  return through(data, new DecompressionStream('deflate-raw'), limit)
}

async function through(data: Uint8Array<ArrayBuffer>, press: CompressionStream | DecompressionStream, limit: number): Promise<Uint8Array<ArrayBuffer>> {
  const writer = press.writable.getWriter()
  // A broken stream is told by the reader; the writer's own promises would only tell it twice.
  void writer.write(data).catch(() => {})
  void writer.close().catch(() => {})
  const reader = press.readable.getReader() as ReadableStreamDefaultReader<Uint8Array<ArrayBuffer>>
  const chunks: Uint8Array<ArrayBuffer>[] = []
  let length = 0
  for (;;) {
    const { done, value } = await reader.read().catch(() => { throw new ZipError('not-a-zip') })
    if (done) break
    length += value.length
    if (length > limit) {
      void reader.cancel().catch(() => {})
      throw new ZipError('too-big')
    }
    chunks.push(value)
  }
  return joined(chunks)
}

function joined(chunks: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const all = new Uint8Array(chunks.reduce((sum, chunk) => sum + chunk.length, 0))
  let at = 0
  for (const chunk of chunks) {
    all.set(chunk, at)
    at += chunk.length
  }
  return all
}

/** An archive of these parts: `deflated` for a file to keep, stored for one that is only handed on. */
export async function zip(parts: readonly ZipPart[], how: 'deflated' | 'stored'): Promise<Uint8Array<ArrayBuffer>> {
  const bodies: Uint8Array[] = []
  const directory: Uint8Array[] = []
  let at = 0
  for (const part of parts) {
    const name = new TextEncoder().encode(part.name)
    const data = how === 'stored' ? part.bytes : await through(part.bytes, new CompressionStream('deflate-raw'), Number.MAX_SAFE_INTEGER)
    const common = entryHead(part.bytes, data.length, name.length, how === 'stored' ? STORED : DEFLATED)
    bodies.push(uint32(0x04034b50), common, name, data)
    // Made by, then the head again, then comment, disk and attributes (none), then where the body stands.
    directory.push(uint32(0x02014b50), uint16(20), common, uint16(0), uint16(0), uint16(0), uint32(0), uint32(at), name)
    at += 4 + common.length + name.length + data.length
  }
  const listed = joined(directory)
  const end = [uint32(0x06054b50), uint16(0), uint16(0), uint16(parts.length), uint16(parts.length), uint32(listed.length), uint32(at), uint16(0)]
  return joined([...bodies, listed, ...end])
}

/** Version, flags, method, time (1 January 1980: equal sheets give equal files), checksum and sizes. */
function entryHead(bytes: Uint8Array, packed: number, nameLength: number, method: number): Uint8Array {
  return joined([uint16(20), uint16(UTF8_FLAG), uint16(method), uint16(0), uint16(0x21), uint32(crc32(bytes)), uint32(packed), uint32(bytes.length), uint16(nameLength), uint16(0)])
}

const uint16 = (value: number): Uint8Array => new Uint8Array([value & 0xff, (value >>> 8) & 0xff])
const uint32 = (value: number): Uint8Array => new Uint8Array([value & 0xff, (value >>> 8) & 0xff, (value >>> 16) & 0xff, (value >>> 24) & 0xff])
