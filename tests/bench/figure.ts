/** One measured figure, printed as `name value unit`. */
export interface Figure { readonly name: string; readonly value: number; readonly unit: string }
export type Add = (name: string, value: number, unit: string) => void

export function printFigure({ name, value, unit }: Figure): void {
  console.log(`${name} ${Number.isInteger(value) ? value : value.toFixed(value < 1 ? 3 : value < 10 ? 2 : 1)} ${unit}`)
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = sorted[Math.floor(sorted.length / 2)]
  if (middle === undefined) throw new Error('nothing was measured')
  return middle
}
