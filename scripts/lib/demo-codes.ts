/** Codes that enrol any number of browsers at a place of the demo. */
export const DEMO_CODES = [
  { code: 'KIARA-DEMO', place: 'pustu-kiara' },
  { code: 'TERITIH-DEMO', place: 'pustu-teritih' },
  { code: 'PAGERAGUNG-DEMO', place: 'pustu-pager-agung' },
  { code: 'KALODRAN-DEMO', place: 'pustu-kalodran' },
  { code: 'KAPUS-DEMO', place: 'pkm-kalodran' },
  { code: 'LURAH-DEMO', place: 'kmp-kiara' },
  { code: 'KOPERASI-DEMO', place: 'kmp-kiara' },
] as const
