import type { TabletDatabase } from '#app/db/database.ts'
import type { PageDesk } from '#app/db/pages/page-desk.ts'
import type { Postings } from '#app/db/pages/postings.ts'
import { spaceOf } from '#app/db/row-box.ts'
import type { ManifestResponse, Row } from '#sync/messages.ts'
import type { Defect } from './defects.ts'
import type { OfficeFaults, PackedBefore } from './office.ts'
import { entriesOf, openedBody } from './page-evidence.ts'
import { withDisk } from './tablet.ts'

const desk = (change: (desk: PageDesk) => Partial<PageDesk>): Defect => ({ desk: () => given => ({ ...given, ...change(given) }) })
type Store = Parameters<NonNullable<OfficeFaults['manifest']>>[2]

/** How many rows a kind must have before compaction forgets them: not at once, so that something was packed before. */
const FEW = 3

/** Mechanisms of packed pages, taken away one by one; see defects.ts. */
export const PAGE_DEFECTS = {
  /** The manifest says that its pages hold more than they do: the cursor passes over what lies between. */
  'page-skips': {
    manifest: async (value, _before, store) => {
      const heads = new Map((await store.db.selectFrom('stream').select(['stream', 'seq']).execute()).map(({ stream, seq }) => [stream, seq]))
      return { streams: Object.fromEntries(Object.entries(value.streams).map(([stream, own]) => [stream, { ...own, atSeq: heads.get(stream) ?? own.atSeq }])) }
    },
  },
  /** The server packs what is new and leaves pages as they were whose rows have changed. */
  'packer-forgets-changes': { manifest: keepOldPages },
  /** Compaction forgets the last of the rows that it packs. */
  'compaction-forgets-row': desk(given => ({ pack: rows => given.pack(rows.length >= FEW ? rows.slice(0, -1) : rows) })),
  /** Compaction lets the older version of a record win: what was voided, moved away or replaced is back. */
  'compaction-revives': {
    desk: () => {
      const older = new Map<string, Row>()
      return given => ({
        ...given,
        async all(name) {
          const rows = await given.all(name)
          for (const row of rows) older.set(placeOf(row), row)
          return rows
        },
        pack: rows => given.pack(instead(rows, rows.map(row => {
          const other = older.get(placeOf(row))
          return other && other.seq < row.seq ? other : row
        }))),
      })
    },
  },
  /** Compaction packs what it packed once before, although it has gone from this tablet since. */
  'compaction-brings-back': {
    desk: () => {
      const packed = new Map<string, Row>()
      return given => ({
        ...given,
        pack(rows) {
          const [first, last] = [rows[0]?.id ?? '', rows.at(-1)?.id ?? '']
          const here = new Set(rows.map(({ id }) => id))
          const gone = [...packed.values()].filter(({ stream, kind, id }) => stream === rows[0]?.stream && kind === rows[0].kind && first < id && id < last && !here.has(id))
          for (const row of rows) packed.set(placeOf(row), row)
          return given.pack(instead(rows, [...rows, ...gone].sort((a, b) => (a.id < b.id ? -1 : 1))))
        },
      })
    },
  },
  /** Compaction in two transactions: the loose rows are gone before the page that they went into is there. */
  'torn-compaction': { torn: 'compaction' },
  /** The same the other way round: the page is there, and no directory names it. */
  'torn-directory': { torn: 'directory' },
  /** A download that was cut begins from nothing: what came of it is let go. */
  'forgets-arrived': {
    arrival: async (path, _value, disk) => { if (path === '/sync/manifest') await withDisk(disk, forgetArrived) },
  },
  /** A copy is shown as soon as its first pages are here. */
  'shown-before-whole': {
    arrival: async (path, _value, disk) => { if (path === '/sync/pages') await withDisk(disk, showEarly) },
  },
  /** What was asked for is what came, whatever its hash says. */
  'page-without-hash': { anyHash: true },
  /** What was found under in a page is taken for what is found under in the page that took its place. */
  'stale-postings': {
    desk: () => {
      const known = new Map<string, Promise<Postings>>()
      return given => ({
        ...given,
        async postings(name) {
          const [first] = await given.all(name)
          const place = `${name.stream}|${first?.kind}|${first?.id}`
          const postings = known.get(place) ?? given.postings(name)
          known.set(place, postings)
          return postings
        },
      })
    },
  },
  /** The sum of a ledger passes its first page over. */
  'fold-forgets-pages': desk(given => ({ fold: (fold, pages, after, from) => given.fold(fold, pages.slice(1), after, from) })),
} satisfies Record<string, Defect>

const placeOf = ({ stream, id }: Row): string => `${stream}|${id}`

/** Other rows in the very list that is packed: directory and page then agree, and only what stands above both can notice. */
function instead(rows: readonly Row[], others: readonly Row[]): readonly Row[] {
  (rows as Row[]).splice(0, rows.length, ...others)
  return rows
}

async function keepOldPages(value: ManifestResponse, before: PackedBefore, store: Store): Promise<ManifestResponse> {
  const streams: ManifestResponse['streams'] = {}
  for (const [stream, own] of Object.entries(value.streams)) {
    const pages = own.pages.map(page => {
      const old = before.find(one => one.stream === stream && one.kind === page.kind && one.first === page.first && one.hash !== page.hash)
      return old?.body ? (openedBody(old.body)?.entry ?? page) : page
    })
    const kept = new Map(before.filter(one => one.stream === stream).map(one => [one.hash, one.body]))
    for (const [index, { hash, kind, first, last, count, maxSeq, maxRev, sum, bytes }] of pages.entries()) {
      const body = kept.get(hash)
      if (own.pages[index]?.hash === hash || !body) continue
      await store.db.updateTable('page').set({ last, count, max_seq: maxSeq, max_rev: maxRev, sum, hash, bytes, body: Buffer.from(body) })
        .where('stream', '=', stream).where('kind', '=', kind).where('first', '=', first).execute()
    }
    streams[stream] = { ...own, pages: pages.filter((page, index) => index === 0 || pages[index - 1]?.kind !== page.kind || (pages[index - 1]?.last ?? '') < page.first) }
  }
  return { streams }
}

async function showEarly(db: TabletDatabase): Promise<void> {
  for (const state of await db.streams.toArray()) {
    const { making } = state
    if (making?.paged === undefined) continue
    const { copy, kid, epoch, atSeq, count, sum } = making
    await db.streams.put({ ...state, copy, kid, epoch, seq: atSeq ?? 0, count, sum, making: null, paged: 1 })
  }
}

async function forgetArrived(db: TabletDatabase): Promise<void> {
  const directories = await db.directories.toArray()
  for (const state of await db.streams.toArray()) {
    if (state.making?.paged === undefined) continue
    const [shown, making] = [state.copy, state.making.copy].map(copy => directories.find(({ space }) => space === spaceOf(state.stream, copy)))
    const stays = new Set((entriesOf(shown) ?? []).map(({ hash }) => hash))
    const gone = (entriesOf(making) ?? []).map(({ hash }) => hash).filter(hash => !stays.has(hash))
    await db.pages.bulkDelete(gone.map(hash => [state.stream, state.making?.kid ?? '', hash] as [string, string, string]))
    await db.directories.delete(spaceOf(state.stream, state.making.copy))
    await db.streams.put({ ...state, making: null })
  }
}
