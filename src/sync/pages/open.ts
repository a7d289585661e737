import type { Json } from '#domain/core/json.ts'
import type { Row, RowState } from '../messages.ts'
import { ByteReader, malformed } from './bytes.ts'
import { Budget, budgetOf, type Column } from './columns/column.ts'
import type { Moments } from './columns/moments.ts'
import { momentsOf } from './columns/uuids.ts'
import { MAGIC, SECTIONS, type Section } from './layout.ts'
import { ValueOpener } from './open-values.ts'
import { DamagedPageError, PAGE_FORMAT, type PackedPage } from './page.ts'

/**
 * Opens packed rows: the head and the lengths of the sections are read now, a section when it is asked for; so each method of the
 * page may find damage as well. Whoever has checked a page's hash before need not expect any.
 * @throws DamagedPageError
 */
export function openPage(bytes: Uint8Array): PackedPage {
  const reader = new ByteReader(bytes)
  if (bytes.length < MAGIC.length) throw new DamagedPageError('truncated')
  if (MAGIC.some((byte, at) => bytes[at] !== byte)) throw new DamagedPageError('not-a-page')
  reader.raw(MAGIC.length)
  const format = reader.varint()
  if (format > PAGE_FORMAT) throw new DamagedPageError('newer-format', String(format))
  if (format < PAGE_FORMAT) throw malformed('a format that there never was')
  const [stream, kind, count, maxSeq] = [reader.text(), reader.text(), reader.varint(), reader.varint()]
  // Ids differ, so that each takes a byte at least.
  if (count === 0 || count > bytes.length) throw malformed('a number of rows that the bytes cannot hold')
  const sections = new Map<Section, ByteReader>()
  for (const section of SECTIONS) sections.set(section, reader.framed())
  reader.end()
  return new OpenPage(stream, kind, count, maxSeq, sections, new Budget(budgetOf(bytes.length)))
}

type Value = Json | undefined

class OpenPage implements PackedPage {
  readonly #sections: Map<Section, ByteReader>
  readonly #opener: ValueOpener
  readonly #columns = new Map<Section, Column>()
  #ids: readonly string[] | null = null
  #seqs: readonly number[] | null = null
  #states: readonly RowState[] | null = null
  #moments: { readonly known: Moments } | null = null

  constructor(readonly stream: string, readonly kind: string, readonly count: number, readonly maxSeq: number, sections: Map<Section, ByteReader>, budget: Budget) {
    this.#sections = sections
    this.#opener = new ValueOpener(budget)
  }

  ids(): readonly string[] {
    if (this.#ids) return this.#ids
    const ids = this.#strings('ids')
    if (ids.some((id, slot) => slot > 0 && id <= (ids[slot - 1] as string))) throw malformed('ids that do not ascend')
    return this.#ids = ids
  }

  slotOf(id: string): number {
    const ids = this.ids()
    let [low, high] = [0, ids.length]
    while (low < high) {
      const middle = (low + high) >> 1
      if ((ids[middle] as string) < id) low = middle + 1
      else high = middle
    }
    return ids[low] === id ? low : -1
  }

  seqs(): readonly number[] {
    if (this.#seqs) return this.#seqs
    const seqs = this.#wholes('seqs', 0)
    if (seqs.reduce((most, seq) => Math.max(most, seq), 0) !== this.maxSeq) throw malformed('another highest number')
    return this.#seqs = seqs
  }

  states(): readonly RowState[] {
    if (this.#states) return this.#states
    const states = this.#strings('states')
    if (!states.every(isState)) throw malformed('an unknown state')
    return this.#states = states
  }

  datas(): readonly Json[] { return this.#column('datas').all().map(present) }

  row(slot: number): Row {
    if (!Number.isInteger(slot) || slot < 0 || slot >= this.count) throw new RangeError(`a page of ${this.count} rows has no slot ${slot}`)
    const at = (section: Section): Json | undefined => this.#column(section).at(slot)
    return this.#built(slot, at('revs'), at('datas'), at('conflicts'), at('actors'), at('devs'), at('ats'), at('reasons'))
  }

  rows(): Row[] {
    const all = (section: Section): (Json | undefined)[] => this.#column(section).all()
    const [revs, datas, conflicts, actors, devs, ats, reasons] = [all('revs'), all('datas'), all('conflicts'), all('actors'), all('devs'), all('ats'), all('reasons')] as const
    return datas.map((data, slot) => this.#built(slot, revs[slot], data, conflicts[slot], actors[slot], devs[slot], ats[slot], reasons[slot]))
  }

  #built(slot: number, rev: Value, data: Value, conflicts: Value, actor: Value, dev: Value, at: Value, reason: Value): Row {
    if (!isWhole(rev, 1)) throw malformed('no revision')
    if (!Array.isArray(conflicts) || !conflicts.every(isText)) throw malformed('conflicts that are no words')
    if (!isText(actor) || !isText(dev) || !isText(at)) throw malformed('an author that is no text')
    if (reason !== undefined && !isText(reason)) throw malformed('a reason that is no text')
    return {
      stream: this.stream, seq: this.seqs()[slot] as number, id: this.ids()[slot] as string, kind: this.kind, rev, state: this.states()[slot] as RowState,
      data: present(data), conflicts, by: reason === undefined ? { actor, dev, at } : { actor, dev, at, reason },
    }
  }

  #momentsOfIds(): Moments {
    return (this.#moments ??= { known: momentsOf(this.ids()) }).known
  }

  #strings(section: Section): string[] {
    const values = this.#column(section).all()
    if (!values.every(isText)) throw malformed(`${section} that are no text`)
    return values
  }

  #wholes(section: Section, least: number): number[] {
    const values = this.#column(section).all()
    if (!values.every(value => isWhole(value, least))) throw malformed(`${section} that are no whole numbers`)
    return values
  }

  #column(section: Section): Column {
    const open = this.#columns.get(section)
    if (open) return open
    const reader = new ByteReader((this.#sections.get(section) as ByteReader).rest())
    const column = this.#opener.open(reader, this.count, section === 'ids' ? null : this.#momentsOfIds())
    reader.end()
    this.#columns.set(section, column)
    return column
  }
}

const isText = (value: Json | undefined): value is string => typeof value === 'string'
const isState = (value: string): value is RowState => value === 'live' || value === 'void' || value === 'moved'
const isWhole = (value: Json | undefined, least: number): value is number => typeof value === 'number' && Number.isSafeInteger(value) && value >= least

function present(value: Json | undefined): Json {
  if (value === undefined) throw malformed('a row without data')
  return value
}
