import type { DataOf } from '#domain/records/index.ts'
import type { Random } from './random.ts'

/** A line of a case's prescription: how many smallest units, and the directions. */
export interface CaseLine { readonly drugId: string; readonly quantity: readonly number[]; readonly signa: string }

/** A plausible reason to come: who comes with it, what they say, what is measured and what is given. */
export interface Case {
  readonly weight: number
  readonly code: string
  /** Age in years, both ends included. */
  readonly ages: readonly [number, number]
  readonly sex?: 'L' | 'P'
  readonly complaints: readonly string[]
  readonly history: string
  readonly examination: string
  readonly vitals?: 'demam' | 'sesak' | 'tensi-tinggi'
  readonly lines: readonly CaseLine[]
  readonly plan: string
}

const line = (drugId: string, quantity: readonly number[], signa: string): CaseLine => ({ drugId, quantity, signa })
const PARACETAMOL = line('parasetamol-500-mg-tablet', [6, 10, 10, 15], '3 × 1 tablet bila demam atau nyeri, sesudah makan')
const PARACETAMOL_SYRUP = line('parasetamol-120-mg-5-ml-sirup', [1], '3 × 1 sendok takar (5 mL) bila demam')
const CTM = line('klorfeniramin-maleat-4-mg-tablet', [6, 9, 10], '3 × 1 tablet, dapat menyebabkan kantuk')
const VITAMIN_C = line('asam-askorbat-50-mg-tablet', [10], '1 × 1 tablet sesudah makan')
const B_COMPLEX = line('vitamin-b-kompleks-kombinasi-tablet', [10], '1 × 1 tablet sesudah makan')
const GG = line('gliseril-guaiakolat-100-mg-tablet', [9, 10, 15], '3 × 1 tablet sesudah makan')
const ANTACID = line('antasida-doen-200-200-mg-tablet-kunyah', [10, 15], '3 × 1 tablet dikunyah, 1 jam sebelum makan')

export const CASES: readonly Case[] = [
  { weight: 14, code: 'J06.9', ages: [13, 90], complaints: ['Batuk pilek sejak 3 hari', 'Batuk berdahak dan hidung tersumbat', 'Pilek dan nyeri tenggorokan'], history: 'Tanpa sesak. Nafsu makan sedikit turun.', examination: 'Faring hiperemis ringan, ronki -/-.', lines: [PARACETAMOL, CTM, GG, VITAMIN_C], plan: 'Istirahat, minum hangat, kontrol bila demam lebih dari 3 hari.' },
  { weight: 8, code: 'J06.9', ages: [1, 12], complaints: ['Batuk pilek dan demam sejak kemarin', 'Anak batuk, hidung berair'], history: 'Masih mau makan dan minum.', examination: 'Faring hiperemis, retraksi tidak ada.', vitals: 'demam', lines: [PARACETAMOL_SYRUP, line('ambroksol-15-mg-5-ml-sirup', [1], '3 × ½ sendok takar (2,5 mL)')], plan: 'Edukasi tanda bahaya: napas cepat, tidak mau minum.' },
  { weight: 3, code: 'J00', ages: [0, 2], complaints: ['Bayi pilek sejak 2 hari', 'Hidung bayi tersumbat, rewel'], history: 'Minum ASI baik.', examination: 'Aktif, retraksi tidak ada.', lines: [], plan: 'Teruskan ASI, bersihkan hidung, kembali bila napas cepat atau demam.' },
  { weight: 5, code: 'R50.9', ages: [2, 50], complaints: ['Demam sejak 2 hari', 'Badan panas dan pegal'], history: 'Tidak ada perdarahan, tidak dari daerah malaria.', examination: 'Keadaan umum baik, uji torniket negatif.', vitals: 'demam', lines: [PARACETAMOL], plan: 'Minum cukup, kontrol hari ketiga demam.' },
  { weight: 6, code: 'A09', ages: [13, 80], complaints: ['Buang air besar cair 4 kali sejak kemarin', 'Mencret dan mulas'], history: 'Tidak ada darah atau lendir.', examination: 'Turgor baik, bising usus meningkat.', lines: [line('garam-oralit-200-ml-sachet-serbuk-oral', [4, 6], '1 sachet setiap buang air besar cair')], plan: 'Minum oralit, makan seperti biasa, cuci tangan.' },
  { weight: 5, code: 'A09', ages: [1, 12], complaints: ['Anak mencret 3–4 kali sehari', 'Diare tanpa darah sejak kemarin'], history: 'Masih mau minum, muntah 1 kali.', examination: 'Tanpa tanda dehidrasi.', lines: [line('garam-oralit-200-ml-sachet-serbuk-oral', [6], '½–1 sachet setiap buang air besar cair'), line('zinc-20-mg-tablet-dispersibel', [10], '1 × 1 tablet dilarutkan, 10 hari')], plan: 'Zinc tetap diberikan 10 hari walau diare berhenti.' },
  { weight: 7, code: 'K30', ages: [15, 80], complaints: ['Nyeri ulu hati dan kembung', 'Perut perih sesudah terlambat makan'], history: 'Tidak ada muntah darah.', examination: 'Nyeri tekan epigastrium.', lines: [ANTACID, line('ranitidin-150-mg-tablet', [10], '2 × 1 tablet sebelum makan')], plan: 'Makan teratur, kurangi pedas dan kopi.' },
  { weight: 3, code: 'K29.7', ages: [18, 80], complaints: ['Nyeri lambung dan mual', 'Mual terutama pagi hari'], history: 'Sering terlambat makan.', examination: 'Nyeri tekan epigastrium ringan.', lines: [ANTACID, line('omeprazol-20-mg-kapsul', [7, 10], '1 × 1 kapsul sebelum makan pagi')], plan: 'Kontrol 1 minggu bila belum membaik.' },
  { weight: 8, code: 'M79.1', ages: [18, 85], complaints: ['Pegal linu seluruh badan', 'Nyeri otot bahu sesudah bekerja'], history: 'Pekerjaan berat, tanpa demam.', examination: 'Nyeri tekan otot, gerak bebas.', lines: [line('ibuprofen-400-mg-tablet', [6, 10], '2 × 1 tablet sesudah makan'), B_COMPLEX], plan: 'Peregangan dan istirahat.' },
  { weight: 4, code: 'M54.5', ages: [25, 85], complaints: ['Nyeri pinggang sejak seminggu', 'Pinggang sakit bila membungkuk'], history: 'Tidak ada kesemutan.', examination: 'Lasègue negatif.', lines: [line('natrium-diklofenak-50-mg-tablet-salut-enterik', [6, 10], '2 × 1 tablet sesudah makan'), B_COMPLEX], plan: 'Hindari mengangkat berat.' },
  { weight: 5, code: 'R51', ages: [13, 75], complaints: ['Sakit kepala sejak pagi', 'Kepala pusing dan berat'], history: 'Kurang tidur.', examination: 'Tanpa defisit neurologis.', lines: [PARACETAMOL, B_COMPLEX], plan: 'Istirahat cukup, periksa ulang tensi.' },
  { weight: 5, code: 'L24.9', ages: [3, 75], complaints: ['Gatal dan kemerahan di tangan', 'Ruam gatal di kaki sejak 4 hari'], history: 'Sering terkena deterjen.', examination: 'Eritema dan papul, batas tidak tegas.', lines: [line('hidrokortison-2-5-krim', [1], 'Oles tipis 2 kali sehari, obat luar'), CTM], plan: 'Hindari penyebab, jaga kulit tetap kering.' },
  { weight: 3, code: 'B86', ages: [4, 40], complaints: ['Gatal malam hari di sela jari', 'Gatal, saudara serumah juga gatal'], history: 'Beberapa anggota keluarga mengeluh sama.', examination: 'Papul dan kunikuli di sela jari.', lines: [line('permetrin-5-krim', [1], 'Oles seluruh badan malam hari, bilas sesudah 8 jam, obat luar')], plan: 'Obati serumah, jemur kasur dan cuci pakaian.' },
  { weight: 3, code: 'B35.4', ages: [10, 70], complaints: ['Gatal melingkar di punggung', 'Bercak gatal bertepi merah'], history: 'Sering berkeringat.', examination: 'Plak eritema bertepi aktif.', lines: [line('mikonazol-2-krim', [1], 'Oles 2 kali sehari selama 2 minggu, obat luar')], plan: 'Ganti pakaian bila berkeringat.' },
  { weight: 3, code: 'L02.9', ages: [5, 60], complaints: ['Bisul di paha', 'Benjolan merah dan nyeri'], history: 'Sejak 5 hari, makin besar.', examination: 'Nodul eritema, fluktuasi negatif.', lines: [line('amoksisilin-500-mg-tablet', [15], '3 × 1 tablet, dihabiskan'), PARACETAMOL], plan: 'Kompres hangat, jangan dipencet, kontrol 3 hari.' },
  { weight: 3, code: 'H10.9', ages: [3, 70], complaints: ['Mata merah dan berair', 'Mata belekan sejak kemarin'], history: 'Penglihatan tidak turun.', examination: 'Konjungtiva hiperemis, kornea jernih.', lines: [line('kloramfenikol-0-5-tetes-mata', [1], '3 × 1 tetes pada mata yang sakit')], plan: 'Cuci tangan, handuk sendiri.' },
  { weight: 3, code: 'T14.1', ages: [4, 70], complaints: ['Luka terkena pisau', 'Luka robek di kaki karena seng'], history: 'Kejadian hari ini.', examination: 'Luka bersih, tepi rata, perdarahan berhenti.', lines: [line('povidon-iodin-10-larutan', [1], 'Oles pada luka 2 kali sehari, obat luar'), PARACETAMOL], plan: 'Rawat luka, kontrol 3 hari, periksa status tetanus.' },
  { weight: 2, code: 'K04.0', ages: [10, 60], complaints: ['Sakit gigi berdenyut', 'Gigi berlubang dan nyeri'], history: 'Nyeri bila minum dingin.', examination: 'Karies dalam, gusi tidak bengkak.', lines: [line('asam-mefenamat-500-mg-tablet', [6, 10], '3 × 1 tablet sesudah makan')], plan: 'Rujuk ke poli gigi Puskesmas Kalodran.' },
  { weight: 2, code: 'J45.9', ages: [15, 70], complaints: ['Sesak bila dingin', 'Mengi kambuh sejak malam'], history: 'Riwayat asma sejak kecil.', examination: 'Wheezing ekspirasi ringan.', vitals: 'sesak', lines: [line('salbutamol-2-mg-tablet', [9, 15], '3 × 1 tablet'), line('metilprednisolon-4-mg-tablet', [6], '2 × 1 tablet sesudah makan')], plan: 'Hindari pencetus, ke UGD bila sesak bertambah.' },
  { weight: 3, code: 'M10.9', ages: [35, 80], complaints: ['Jempol kaki bengkak dan nyeri', 'Sendi kaki merah dan sakit'], history: 'Sesudah makan jeroan.', examination: 'MTP I bengkak, nyeri tekan.', lines: [line('natrium-diklofenak-50-mg-tablet-salut-enterik', [6], '2 × 1 tablet sesudah makan')], plan: 'Diet rendah purin, periksa asam urat di puskesmas.' },
  { weight: 2, code: 'N39.0', ages: [18, 65], sex: 'P', complaints: ['Anyang-anyangan dan perih', 'Sering kencing dan nyeri'], history: 'Tanpa demam dan nyeri pinggang.', examination: 'Nyeri tekan suprapubik.', lines: [line('kotrimoksazol-480-mg-400-80-tablet', [12, 20], '2 × 2 tablet, dihabiskan')], plan: 'Minum banyak, kontrol bila demam.' },
  { weight: 2, code: 'D50.9', ages: [15, 45], sex: 'P', complaints: ['Lemas dan pucat', 'Mudah lelah, pusing saat berdiri'], history: 'Haid banyak.', examination: 'Konjungtiva pucat.', lines: [line('tablet-tambah-darah-60-mg-fe-0-4-mg-tablet-salut-gula', [30], '1 × 1 tablet malam hari'), VITAMIN_C], plan: 'Makan sumber zat besi, periksa Hb sebulan lagi.' },
  { weight: 3, code: 'Z30.4', ages: [20, 45], sex: 'P', complaints: ['Kontrol KB suntik 3 bulan', 'Minta pil KB lanjutan'], history: 'Tidak ada keluhan.', examination: 'Dalam batas normal.', lines: [line('pil-kb-kombinasi-0-15-0-03-mg-tablet-salut-gula', [1, 3], '1 × 1 tablet setiap malam')], plan: 'Kembali sesuai jadwal.' },
  { weight: 2, code: 'B82.9', ages: [3, 14], complaints: ['Perut buncit, nafsu makan turun', 'Gatal di dubur malam hari'], history: 'Jarang memakai alas kaki.', examination: 'Abdomen supel.', lines: [line('albendazol-400-mg-tablet-kunyah', [1], '1 tablet dikunyah, sekali minum')], plan: 'Cuci tangan dan potong kuku.' },
  { weight: 3, code: 'I10', ages: [45, 85], complaints: ['Tengkuk berat dan pusing', 'Periksa tensi, kepala berat'], history: 'Belum rutin minum obat.', examination: 'Dalam batas normal selain tekanan darah.', vitals: 'tensi-tinggi', lines: [line('amlodipin-5-mg-tablet', [10, 15], '1 × 1 tablet pagi')], plan: 'Kurangi garam, kontrol 2 minggu, ikut Prolanis.' },
]

/** What brings people back every month. */
export const CHRONIC_CASES: Readonly<Record<'ht' | 'dm' | 'hamil', Omit<Case, 'weight' | 'ages'>>> = {
  ht: { code: 'I10', complaints: ['Kontrol tensi, obat habis', 'Kontrol hipertensi rutin'], history: 'Minum obat teratur.', examination: 'Dalam batas normal.', vitals: 'tensi-tinggi', lines: [line('amlodipin-5-mg-tablet', [30], '1 × 1 tablet pagi'), line('kaptopril-25-mg-tablet', [30], '1 × 1 tablet sebelum makan')], plan: 'Lanjutkan obat, kurangi garam, kontrol sebulan lagi.' },
  dm: { code: 'E11.9', complaints: ['Kontrol gula, obat habis', 'Kontrol diabetes, kaki kesemutan'], history: 'Diet belum teratur.', examination: 'Kaki tanpa luka.', lines: [line('metformin-500-mg-tablet', [60], '2 × 1 tablet sesudah makan'), line('glibenklamid-5-mg-tablet', [30], '1 × 1 tablet sebelum makan pagi')], plan: 'Diet, olahraga, periksa gula puasa di puskesmas.' },
  hamil: { code: 'Z34.9', complaints: ['Periksa kehamilan', 'Kontrol kehamilan, mual berkurang'], history: 'Gerak janin baik.', examination: 'TFU sesuai usia kehamilan, DJJ teratur.', lines: [line('tablet-tambah-darah-60-mg-fe-0-4-mg-tablet-salut-gula', [30], '1 × 1 tablet malam hari'), line('kalsium-laktat-500-mg-tablet', [30], '1 × 1 tablet')], plan: 'Buku KIA diisi, kontrol sebulan lagi, kenali tanda bahaya.' },
}

/** Drugs of the cases, with the fund a pustu has them from: programme stock is free, cooperative stock is sold. */
export const CASE_DRUGS: readonly string[] = [...new Set([...CASES, ...Object.values(CHRONIC_CASES)].flatMap(one => one.lines.map(item => item.drugId)))].sort()

/** A case that fits the person's age and sex. */
export function caseFor(random: Random, age: number, sex: 'L' | 'P'): Case {
  const fitting = CASES.filter(one => age >= one.ages[0] && age <= one.ages[1] && (one.sex ?? sex) === sex)
  return random.weighted(fitting)
}

export type Prescription = DataOf<'visit'>['prescription']
