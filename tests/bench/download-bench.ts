import { loadavg } from 'node:os'
import { slow, withTablet, type Account } from './driving.ts'
import { diskOf } from './disk.ts'
import { median, printFigure, type Add } from './figure.ts'
import { firstDownload, type FirstDownload } from './first-download.ts'
import { fetchPrepared, fetchSnapshots, putRows, putSealedRows } from './floors.ts'
import { collectRows, type HeldRows } from './held-rows.ts'
import { measureBarePage, measureOpening } from './opening-bench.ts'
import { servePrepared, type PreparedServer } from './prepared-server.ts'
import { pushing } from './pushing-bench.ts'
import { searching } from './searching-bench.ts'
import { stockSums } from './stock-bench.ts'
import { VILLAGE } from './traffic.ts'

export interface DownloadRun extends Account {
  readonly slowdowns: readonly number[]
  /** The built bare page. */
  readonly bareDir: string
}

/** What is over within this many seconds is measured three times, and its median told. */
const SHORT_S = 25
const TIMES = 3

/**
 * The first download of one pustu's desk and what comes of it, at each speed and once on a village's link, beside the least that a
 * browser could take for the same rows. At another speed than 1 the pages' own threads are slowed, those of the floors too; workers,
 * the browser's database and the server are not.
 */
export async function measureDownload(run: DownloadRun): Promise<void> {
  const held = await collectRows(run)
  const prepared = await servePrepared(run.bareDir, held)
  try {
    sizes(held)
    for (const slowdown of run.slowdowns) {
      const add: Add = (name, value, unit) => printFigure({ name: `${name}_${slowdown}x`, value, unit })
      add('machine_load', loadavg()[0] ?? NaN, 'processes')
      const floors = await measureFloors(run, held, prepared, slowdown, add)
      const downloads = await downloadSeveral(run, held, slowdown, add, floors.bare)
      tellDownload(downloads, held, floors, add)
    }
    await onVillageLink(run, held)
    printFigure({ name: 'machine_load_at_end', value: loadavg()[0] ?? NaN, unit: 'processes' })
  } finally {
    await prepared.close()
  }
}

function sizes({ rows, members, batches, jsonBytes, gzipBytes }: HeldRows): void {
  printFigure({ name: 'held_rows', value: rows.length, unit: 'records' })
  printFigure({ name: 'held_members', value: members.length, unit: 'records' })
  printFigure({ name: 'held_batches', value: batches, unit: 'batches' })
  printFigure({ name: 'floor_json_bytes', value: jsonBytes, unit: 'B' })
  printFigure({ name: 'floor_gzip_json_bytes', value: gzipBytes, unit: 'B' })
}

/** Seconds and bytes. */
interface Floors { readonly api: number; readonly prepared: number; readonly parsed: number; readonly puts: number; readonly disk: { readonly rows: number; readonly folder: number }; readonly bare: { readonly started: number; readonly again: number } }

async function measureFloors(run: DownloadRun, held: HeldRows, server: PreparedServer, slowdown: number, add: Add): Promise<Floors> {
  const api = await withTablet(run.url, async ({ page, context }) => {
    await context.addCookies(held.cookies)
    // A page of the app's origin without the app.
    await page.goto('/api/health')
    await slow(await context.newCDPSession(page), slowdown)
    return median(await severalTimes(async () => (await fetchSnapshots(page)).ms / 1000))
  })
  add('floor_fetch_and_parse', api, 's')
  const plain = await withTablet(server.url, async ({ page, context }) => {
    await page.goto('/')
    await slow(await context.newCDPSession(page), slowdown)
    const fetched = await severalTimes(() => fetchPrepared(page, server.parts), ({ fetched, parsed }) => (fetched + parsed) / 1000)
    const puts = median(await severalTimes(async () => await putRows(page, server.parts) / 1000))
    return { prepared: median(fetched.map(({ fetched, parsed }) => (fetched + parsed) / 1000)), parsed: median(fetched.map(({ parsed }) => parsed / 1000)), puts }
  })
  add('floor_fetch_and_parse_prepared', plain.prepared, 's')
  add('floor_parse', plain.parsed, 's')
  add('floor_indexeddb_puts', plain.puts, 's')
  const disk = await withTablet(server.url, async tablet => {
    await tablet.page.goto('/')
    const before = await diskOf(tablet)
    add('floor_sealed_rows_puts', await putSealedRows(tablet.page, server.parts) / 1000, 's')
    const after = await diskOf(tablet)
    return { rows: after.rows - before.rows, folder: after.folder - before.folder }
  })
  add('floor_sealed_rows_disk', disk.rows, 'B')
  add('floor_sealed_rows_folder', disk.folder, 'B')
  return { api, ...plain, disk, bare: await measureBarePage(server.url, held, slowdown, add) }
}

async function severalTimes<T>(measure: (turn: number) => Promise<T>, seconds: (value: T) => number = Number): Promise<T[]> {
  const first = await measure(0)
  const values = [first]
  for (let turn = 1; turn < TIMES && seconds(first) < SHORT_S; turn += 1) values.push(await measure(turn))
  return values
}

/** Each time on a new tablet; the first of them works on: sums, opening, search. */
function downloadSeveral(run: DownloadRun, held: HeldRows, slowdown: number, add: Add, bare: Floors['bare']): Promise<FirstDownload[]> {
  return severalTimes(turn => firstDownload(run, held, { slowdown, link: null }, turn > 0 ? undefined : async tablet => {
    await stockSums(tablet.page, run, add)
    await searching(tablet.page, add)
    const opened = await measureOpening(tablet, run, slowdown, add)
    add('open_to_first_screen_ratio', opened.started / bare.started, 'times')
    add('open_to_first_screen_again_ratio', opened.again / bare.again, 'times')
  }), download => download.complete)
}

function tellDownload(downloads: readonly FirstDownload[], held: HeldRows, floors: Floors, add: Add): void {
  const of = (value: (download: FirstDownload) => number): number => median(downloads.map(value))
  add('downloads_measured', downloads.length, 'downloads')
  tellBytes(downloads, held, add)
  const fromAsked = of(({ searchable, asked }) => searchable - asked)
  add('download_sign_in_until_asked', of(({ asked }) => asked), 's')
  add('download_to_searchable', fromAsked, 's')
  add('download_to_searchable_from_press', of(({ searchable }) => searchable), 's')
  add('download_complete', of(({ complete, asked }) => complete - asked), 's')
  add('download_complete_from_press', of(({ complete }) => complete), 's')
  add('download_to_searchable_ratio_to_puts', fromAsked / floors.puts, 'times')
  add('download_to_searchable_ratio_to_fetch_and_parse', fromAsked / floors.api, 'times')
  add('download_to_searchable_ratio_to_fetch_and_parse_prepared', fromAsked / floors.prepared, 'times')
  add('download_to_searchable_from_press_ratio_to_puts', of(({ searchable }) => searchable) / floors.puts, 'times')
  add('download_longest_freeze', Math.max(...downloads.map(({ freeze }) => freeze)), 'ms')
  add('storage_used', of(({ disk }) => disk.told), 'B')
  add('storage_used_by_rows', of(({ disk }) => disk.rows), 'B')
  add('storage_used_folder', of(({ disk }) => disk.folder), 'B')
  add('storage_used_ratio', of(({ disk }) => disk.rows) / floors.disk.rows, 'times')
  add('storage_used_folder_ratio', of(({ disk }) => disk.folder) / floors.disk.folder, 'times')
}

function tellBytes(downloads: readonly FirstDownload[], held: HeldRows, add: Add): void {
  const bytes = median(downloads.map(download => download.bytes))
  add('download_bytes', bytes, 'B')
  add('download_bytes_ratio', bytes / held.gzipBytes, 'times')
  const calls = downloads[0]?.calls ?? {}
  const count = (prefix: string): number => Object.entries(calls).reduce((sum, [path, often]) => sum + (path.startsWith(prefix) ? often : 0), 0)
  add('download_requests', count('/api/sync/'), 'requests')
  add('download_requests_of_any_kind', count('/api/'), 'requests')
  for (const [path, often] of Object.entries(calls)) add(`download_requests_${path.replace('/api/', '').replaceAll('/', '_')}`, often, 'requests')
}

async function onVillageLink(run: DownloadRun, held: HeldRows): Promise<void> {
  const add: Add = (name, value, unit) => printFigure({ name: `village_${name}`, value, unit })
  const download = await firstDownload(run, held, { slowdown: 1, link: VILLAGE }, ({ page }, traffic) => pushing(page, traffic, (name, value, unit) => printFigure({ name, value, unit })))
  const floor = download.bytes / VILLAGE.downloadThroughput
  add('bytes', download.bytes, 'B')
  add('floor', floor, 's')
  add('sign_in_until_asked', download.asked, 's')
  add('download_to_searchable', download.searchable - download.asked, 's')
  add('download_complete', download.complete - download.asked, 's')
  add('download_complete_from_press', download.complete, 's')
  add('download_complete_ratio', (download.complete - download.asked) / floor, 'times')
  add('download_complete_from_press_ratio', download.complete / floor, 'times')
  add('longest_freeze', download.freeze, 'ms')
}
