import type { FollowUpData } from '../../records/follow-up.ts'

/** The parts a message may name: whom, where and when. */
export interface MessageParts {
  /** The first name alone. */
  readonly name: string
  readonly place: string
  /** The day in words, as a person reads it, and '' or a time of the day. */
  readonly date: string
  readonly time: string
}

/** What a message must not tell, because anybody may hold the phone. */
export interface MessageFacts {
  readonly parts: MessageParts
  /** Names of diseases and of drugs: those of the catalogues and those of the patient. */
  readonly diagnoses: readonly string[]
  readonly drugs: readonly string[]
  /** What was measured of the patient. */
  readonly values: readonly number[]
  readonly reason: string
}

export type RefusedKind = 'diagnosis' | 'code' | 'drug' | 'value' | 'reason' | 'identity'
/** Why a message may not be sent, with the words that would tell it. */
export interface MessageRefusal { readonly kind: RefusedKind; readonly found: string }

/** A reminder that says when and where, and never why. `late`: the day has passed. */
export function defaultMessage(how: FollowUpData['how'], parts: MessageParts, late: boolean): string {
  const { name, place, date } = parts
  const when = parts.time === '' ? date : `${date} pukul ${parts.time}`
  const end = 'Bila berhalangan, silakan balas pesan ini. Terima kasih.'
  if (how === 'telepon') return `Halo ${name}, kami dari ${place}. Kami akan menelepon Anda pada ${late ? 'kesempatan berikutnya' : when}. ${end}`
  if (how === 'kunjungan-rumah') return `Halo ${name}, kami dari ${place}. Kami akan datang ke rumah Anda pada ${late ? 'kesempatan berikutnya' : when}. ${end}`
  if (late) return `Halo ${name}, kami dari ${place}. Jadwal kunjungan Anda pada ${date} sudah lewat. Silakan datang pada jam pelayanan. ${end}`
  return `Halo ${name}, kami dari ${place} mengingatkan jadwal kunjungan Anda pada ${when}. ${end}`
}

/** Words that names of diseases and drugs share with everyday speech. */
const EVERYDAY = words(`anak atas bagian baru bawah bayi benda bulan dalam dari dengan ganti kategori keadaan keluarga keluhan kepala kesehatan kontak kontrol lahir lain lanjutan
  makanan menyeluruh normal obat pada pemantauan pemeriksaan pengawasan penyakit perawatan perjalanan rendah resep ringan riwayat rutin sakit sisa tablet tambah tanpa teratur terbuka
  tidak tinggi tingkat tunggal ulang umum untuk hari minggu tahun jadwal pasien puskesmas pustu bidan perawat dokter ibu bapak minum sudah belum bisa harus perlu segera`)
const TEMPLATE = words((['kunjungan', 'telepon', 'kunjungan-rumah'] as const).flatMap(how => [true, false].map(late => defaultMessage(how, { name: '', place: '', date: '', time: '-' }, late))).join(' '))
/** Short names of diseases, and what is measured: told by whoever names them. */
const TELLING: Readonly<Record<'diagnosis' | 'value', ReadonlySet<string>>> = {
  diagnosis: words('hiv aids tb tbc dm ht isk ims ispa gerd ppok dbd odgj kb hamil kanker tumor positif reaktif'),
  value: words('tensi tekanan darah gula gds gdp hba1c kolesterol suhu nadi saturasi spo2 imt mmhg mg dl bpm berat'),
}

function words(text: string): Set<string> {
  return new Set(plain(text).match(/[\p{L}\p{N}]+/gu) ?? [])
}

function plain(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()
}

/** Words of four letters or more that say something of their own. */
function tellingWords(texts: readonly string[]): Set<string> {
  return new Set(texts.flatMap(text => [...words(text)]).filter(word => word.length >= 4 && /^\p{L}+$/u.test(word) && !EVERYDAY.has(word) && !TEMPLATE.has(word)))
}

/** The text without what it may name, each of it once, so that a patient called Asma can be written to. */
function withoutParts(text: string, parts: MessageParts): string {
  const named = [parts.place, parts.place, parts.date, parts.time, parts.name].map(plain).filter(part => part.trim() !== '')
  return named.sort((a, b) => b.length - a.length).reduce((rest, part) => {
    const pattern = new RegExp(`(?<![\\p{L}\\p{N}])${part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}(?![\\p{L}\\p{N}])`, 'u')
    return rest.replace(pattern, ' \n ')
  }, plain(text))
}

/**
 * BR-70: refuses a message that holds the name or code of a disease, the name of a drug, a measured value, or words of the
 * reason. Careful rather than clever: whoever is refused can say it another way, and what was sent cannot be taken back.
 */
export function messageRefusal(text: string, facts: MessageFacts): MessageRefusal | null {
  const rest = withoutParts(text, facts.parts)
  const identity = /\d{16}/.exec(rest)
  if (identity) return { kind: 'identity', found: identity[0] }
  const code = /(?<![\p{L}\p{N}])[a-z]\d\d(\.\d)?(?![\p{L}\p{N}])/u.exec(rest)
  if (code) return { kind: 'code', found: code[0].toUpperCase() }
  const said = [...rest.matchAll(/[\p{L}\p{N}]+/gu)].flatMap(([word]) => [word, word.replace(/(nya|mu|ku|lah|kah)$/, '')])
  const find = (kind: RefusedKind, known: ReadonlySet<string>): MessageRefusal | null => {
    const found = said.find(word => known.has(word))
    return found === undefined ? null : { kind, found }
  }
  return find('diagnosis', TELLING.diagnosis) ?? find('drug', tellingWords(facts.drugs)) ?? find('diagnosis', tellingWords(facts.diagnoses)) ?? find('value', TELLING.value)
    ?? measured(rest, facts) ?? find('reason', tellingWords([facts.reason]))
}

/** 140/90, 36,7, a number with a unit, or a number that was measured of this patient or stands in the reason. */
function measured(rest: string, facts: MessageFacts): MessageRefusal | null {
  const shaped = /(?<!\d)\d{2,3}\s*\/\s*\d{2,3}(?!\d)|\d+,\d+|\d+([.,]\d+)?\s*(kg|cm|°|derajat|%|persen|mmol|gram)(?!\p{L})/u.exec(rest)
  if (shaped) return { kind: 'value', found: shaped[0].trim() }
  const reason = plain(facts.reason).match(/\d{2,}([.,]\d+)?/g) ?? []
  const known = new Set([...facts.values, ...reason.map(Number)])
  const found = (rest.match(/\d+(\.\d+)?/g) ?? []).find(number => known.has(Number(number)))
  return found === undefined ? null : { kind: 'value', found }
}
