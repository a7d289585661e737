import type { VisitData } from '#domain/records/visit.ts'

/** What one pustu writes most, the most frequent first. */
export interface Learned {
  readonly complaints: readonly string[]
  readonly examinations: readonly string[]
  readonly diagnoses: readonly { readonly code: string; readonly name: string }[]
  readonly procedures: readonly string[]
  readonly education: readonly string[]
}
export const NOTHING_LEARNED: Learned = { complaints: [], examinations: [], diagnoses: [], procedures: [], education: [] }

/** Offered until a pustu has habits of its own. They are written into the record, so they are Indonesian on every screen. */
export const HOUSE_PHRASES = {
  complaints: ['Demam', 'Batuk', 'Pilek', 'Sakit kepala', 'Nyeri ulu hati', 'Diare', 'Nyeri sendi', 'Kontrol tekanan darah', 'Kontrol gula darah', 'Gatal', 'Mual'],
  examinations: ['Keadaan umum baik', 'Tampak lemas', 'Faring merah', 'Ronki tidak ada, mengi tidak ada', 'Nyeri tekan ulu hati', 'Bising usus normal', 'Turgor baik', 'Bengkak tungkai tidak ada'],
  procedures: ['Perawatan luka', 'Jahit luka', 'Nebulisasi', 'Suntik', 'Pasang infus', 'Lepas jahitan', 'Ukur gula darah'],
  education: ['Minum obat teratur', 'Kurangi garam', 'Banyak minum air', 'Istirahat cukup', 'Kembali bila memburuk', 'Berhenti merokok', 'Cuci tangan', 'Olahraga ringan'],
} as const

const SHOWN = 12
/** A text written once is a case, not a habit. */
const HABIT = 2
const LONGEST = 40

/** "Demam sejak 2 hari" is the habit "Demam": how long it lasts differs from case to case. */
function habitOf(text: string): string {
  const bare = text.trim().replace(/\s*(\b(sejak|selama|sudah|kurang lebih)\b|±|\d).*$/iu, '').trim()
  return bare.replace(/\s+(satu|dua|tiga|empat|lima|enam|tujuh|sepuluh)\s+(hari|minggu|bulan|jam|tahun)\b.*$/iu, '').trim()
}

/** Counts by the text without regard to capitals; shown as it was first met. */
class Counter<T> {
  private readonly seen = new Map<string, { readonly value: T; count: number }>()
  add(key: string, value: T): void {
    const known = this.seen.get(key)
    if (known) known.count += 1
    else this.seen.set(key, { value, count: 1 })
  }
  most(): T[] {
    return [...this.seen.entries()].filter(([, one]) => one.count >= HABIT).sort(([a, x], [b, y]) => y.count - x.count || a.localeCompare(b, 'id')).slice(0, SHOWN).map(([, one]) => one.value)
  }
}

/** The phrases of one text, each once, so that a visit counts once. */
function phrasesOf(text: string, parts: RegExp): string[] {
  const phrases = text.split(parts).map(habitOf).filter(phrase => phrase.length >= 3 && phrase.length <= LONGEST)
  return [...new Map(phrases.map(phrase => [phrase.toLocaleLowerCase('id'), phrase])).values()]
}
const capital = (text: string): string => text.slice(0, 1).toLocaleUpperCase('id') + text.slice(1)
/** What a person came with before, as phrases: who comes again often comes for the same. */
export const complaintsOf = (complaint: string): string[] => phrasesOf(complaint, /[,;.\n]+/).map(capital)

/** Learns from signed visits what is written again and again. */
export function learn(visits: Iterable<VisitData>): Learned {
  const complaints = new Counter<string>()
  const examinations = new Counter<string>()
  const diagnoses = new Counter<{ code: string; name: string }>()
  const procedures = new Counter<string>()
  const education = new Counter<string>()
  const note = (counter: Counter<string>, phrases: readonly string[]): void => { for (const phrase of phrases) counter.add(phrase.toLocaleLowerCase('id'), capital(phrase)) }
  for (const visit of visits) {
    note(complaints, complaintsOf(visit.complaint))
    note(examinations, phrasesOf(visit.examination, /[;.\n]+/))
    for (const { code, name } of visit.diagnoses) diagnoses.add(code, { code, name })
    note(procedures, (visit.procedures ?? []).map(one => one.name))
    note(education, visit.education ?? [])
  }
  return { complaints: complaints.most(), examinations: examinations.most(), diagnoses: diagnoses.most(), procedures: procedures.most(), education: education.most() }
}

/** Learned ones first, filled up with the house's. */
export function offered(learned: readonly string[], house: readonly string[], most = SHOWN): string[] {
  const all = new Map<string, string>()
  for (const phrase of [...learned, ...house]) if (!all.has(phrase.toLocaleLowerCase('id'))) all.set(phrase.toLocaleLowerCase('id'), phrase)
  return [...all.values()].slice(0, most)
}

/** A phrase behind what stands there; one that stands there already is not doubled. */
export function withPhrase(text: string, phrase: string): string {
  const before = text.trimEnd()
  if (before === '') return phrase
  if (before.toLocaleLowerCase('id').includes(phrase.toLocaleLowerCase('id'))) return text
  return `${before.replace(/[,.;]$/, '')}, ${phrase.slice(0, 1).toLocaleLowerCase('id')}${phrase.slice(1)}`
}
