/** The order of texts by their code units: quick, and the same on every device. */
export const byText = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0)
