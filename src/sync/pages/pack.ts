import type { Json } from '#domain/core/json.ts'
import type { Row } from '../messages.ts'
import { ByteWriter } from './bytes.ts'
import { budgetOf } from './columns/column.ts'
import type { Moments } from './columns/moments.ts'
import { momentsOf } from './columns/uuids.ts'
import { MAGIC } from './layout.ts'
import { PAGE_FORMAT } from './page.ts'
import { packAsText, ValuePacker } from './values.ts'

/**
 * The packed form of rows of one stream and one kind, in ascending order of their ids: the same rows always give the same bytes.
 * docs/page-format.md describes them. What is packed is JSON; a member that is `undefined` must not be there.
 */
export function packPage(rows: readonly Row[]): Uint8Array<ArrayBuffer> {
  check(rows)
  const packer = new ValuePacker()
  const moments = momentsOf(rows.map(row => row.id))
  const page = written(rows, packer, moments, (values, out) => { packer.pack(values, moments, out) })
  // So much that is equal takes too few bytes to be believed.
  return packer.counted <= budgetOf(page.length) ? page.done() : written(rows, new ValuePacker(), moments, (values, out) => { packAsText(values as readonly Json[], out) }).done()
}

type PackData = (values: readonly (Json | undefined)[], out: ByteWriter) => void

function written(rows: readonly Row[], packer: ValuePacker, moments: Moments, packData: PackData): ByteWriter {
  const page = new ByteWriter()
  const [first] = rows as readonly [Row, ...Row[]]
  page.raw(MAGIC)
  page.varint(PAGE_FORMAT)
  page.text(first.stream)
  page.text(first.kind)
  page.varint(rows.length)
  page.varint(rows.reduce((most, row) => Math.max(most, row.seq), 0))
  const section = (values: readonly (Json | undefined)[], pack: PackData = (all, out) => { packer.pack(all, moments, out) }): void => {
    const out = new ByteWriter()
    pack(values, out)
    page.framed(out)
  }
  section(rows.map(row => row.id), (all, out) => { packer.pack(all, null, out) })
  section(rows.map(row => row.seq))
  section(rows.map(row => row.rev))
  section(rows.map(row => row.state))
  section(rows.map(row => row.by.actor))
  section(rows.map(row => row.by.dev))
  section(rows.map(row => row.by.at))
  section(rows.map(row => row.by.reason))
  section(rows.map(row => row.conflicts), packData)
  section(rows.map(row => row.data), packData)
  return page
}

function check(rows: readonly Row[]): void {
  const [first] = rows
  if (!first) throw new Error('a page of no rows')
  for (const [slot, row] of rows.entries()) {
    if (row.stream !== first.stream || row.kind !== first.kind) throw new Error('a page of several streams or kinds')
    if (slot > 0 && row.id <= (rows[slot - 1] as Row).id) throw new Error('rows of a page must ascend by their ids')
  }
}
