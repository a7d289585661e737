/** One measured figure, printed as `name value unit`. */
export interface Figure { readonly name: string; readonly value: number; readonly unit: string }

export function printFigure({ name, value, unit }: Figure): void {
  console.log(`${name} ${Number.isInteger(value) ? value : value.toFixed(value < 10 ? 2 : 1)} ${unit}`)
}
