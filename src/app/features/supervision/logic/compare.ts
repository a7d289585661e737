import { computed, type ComputedRef } from 'vue'
import type { RouteLocationRaw } from 'vue-router'
import type { Span } from '#app/shared/pustu-days.ts'
import { freshAt, type KnownTablets } from '#app/shared/tablets.ts'
import type { MembersServed, Overview } from '../overview.ts'
import { ATTENTION, recordsOf, shelfOf, STOCK_FIGURES, valueOf, type FigureName, type StockCounts, type StockFigureName } from './figures.ts'
import { useTrend, type Trend } from './trend.ts'

/** A figure that pustu are compared by: of the day, of the month, or as the shelf stands now. So many as a tablet held sideways has room for. */
export interface Column { readonly key: string; readonly group: 'day' | 'month' | 'now'; readonly name: FigureName | StockFigureName }
export interface Cell { readonly value: number | null; readonly to: RouteLocationRaw; readonly attention: 'warn' | 'bad' | undefined; readonly trend: Trend | null }
export interface CompareRow { readonly id: string; readonly name: string; readonly at: number | null; readonly hasTablet: boolean; readonly cells: ReadonlyMap<string, Cell> }

const column = (group: Column['group'], name: Column['name']): Column => ({ key: `${group}-${name}`, group, name })
export const COLUMNS: readonly Column[] = [
  column('day', 'visits'),
  ...(['visits', 'patients', 'members', 'referred', 'alarms', 'handedOut', 'unsigned', 'late'] as const).map(name => column('month', name)),
  column('now', 'outOfStock'), column('now', 'expiring'),
]

interface Compared { readonly seen: Overview; readonly members: MembersServed | null; readonly stock: readonly StockCounts[] | undefined; readonly tablets: KnownTablets | null }

const isStock = (name: Column['name']): name is StockFigureName => (STOCK_FIGURES as readonly string[]).includes(name)

/** Every pustu with its figures, in the order of their names. */
export function useCompareRows(props: Compared): ComputedRef<CompareRow[]> {
  const trend = useTrend()
  return computed(() => {
    const { seen, members, stock, tablets } = props
    const spans: Record<'day' | 'month', Span> = { day: { from: seen.day, to: seen.day }, month: seen.month }
    function cellOf({ group, name }: Column, pustu: string, index: number): Cell {
      const attention = ATTENTION[name]
      if (isStock(name)) return { value: stock?.[index]?.[name] ?? null, to: shelfOf(name, pustu), attention, trend: null }
      const period = group === 'day' ? 'day' : 'month'
      const figures = (period === 'day' ? seen.ofDay : seen.ofMonth).byPustu.get(pustu)
      const before = period === 'month' ? seen.ofBefore?.byPustu.get(pustu) : undefined
      const value = figures ? valueOf(name, figures, members?.[period].byPustu.get(pustu) ?? null) : null
      return { value, to: recordsOf(name, spans[period], pustu), attention, trend: before && name === 'visits' ? trend.of(value, valueOf(name, before, null)) : null }
    }
    return seen.pustu.map((place, index) => ({
      id: place.id, name: place.data.name, at: freshAt(tablets, place.id), hasTablet: tablets?.devices.some(device => device.place === place.id) ?? false,
      cells: new Map(COLUMNS.map(one => [one.key, cellOf(one, place.id, index)])),
    }))
  })
}

/** By a figure, the highest first; equal ones, and all where no figure is chosen, by name. */
export function sortRows(rows: readonly CompareRow[], key: string): CompareRow[] {
  const valueIn = (row: CompareRow): number => row.cells.get(key)?.value ?? -1
  return [...rows].sort((a, b) => valueIn(b) - valueIn(a) || a.name.localeCompare(b.name, 'id'))
}
