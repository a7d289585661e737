/** Batch numbers are printed in capitals; typed in small letters they would become another batch. */
export const tidyBatch = (typed: string): string => typed.trim().replace(/\s+/g, ' ').toUpperCase()
