import { addDays, addMonths, addYears, day, type Day } from '#domain/core/day.ts'

/** One of a morning's thirty invented patients: who comes, what is found, what is done. Words are those of the screen. */
export interface MorningPatient {
  readonly name: string
  readonly sex: 'Laki-laki' | 'Perempuan'
  /** Birth date, or the age where nobody knows it. */
  readonly born: Day | { readonly years: number }
  readonly identity: { readonly nik: string } | { readonly without: string; readonly parentNik?: string }
  readonly complaint: string
  /** Typed as it stands, comma and all. */
  readonly vitals: Readonly<Record<string, string>>
  readonly allergy?: string
  readonly pregnantWeeks?: number
  /** Where a value alarms (BR-42, BR-43). */
  readonly plan?: string
  /** Searched for by code; the first is the primary one. `ownName` where the code is in no list of ours. */
  readonly diagnoses: readonly { readonly code: string; readonly ownName?: string }[]
  readonly drugs?: readonly { readonly name: string; readonly quantity: number; readonly signa: string; readonly reason?: string }[]
  readonly refer?: { readonly to: string; readonly tacc?: string }
}

/** A NIK that fits a birth date and sex, of a district that does not exist. */
export function nikOf(born: Day, sex: MorningPatient['sex'], serial: number): string {
  const date = Number(born.slice(8)) + (sex === 'Perempuan' ? 40 : 0)
  return `367399${String(date).padStart(2, '0')}${born.slice(5, 7)}${born.slice(2, 4)}${String(serial).padStart(4, '0')}`
}

const PCT = { name: 'Parasetamol 500', quantity: 10, signa: '3x1 pc 3 hari' }
const ORALIT = { name: 'Oralit', quantity: 6, signa: '1 sachet tiap mencret' }

/** Children, pregnant women, chronic and injured people, a stranger without a NIK, two people of one name: as they came on a day. */
export function morningPeople(today: Day): MorningPatient[] {
  let serial = 7000
  const known = (name: string, sex: MorningPatient['sex'], born: Day, rest: Omit<MorningPatient, 'name' | 'sex' | 'born' | 'identity'>): MorningPatient => {
    serial += 1
    return { name, sex, born, identity: { nik: nikOf(born, sex, serial) }, ...rest }
  }
  const years = (age: number): Day => addDays(addYears(today, -age), -40)
  const months = (age: number): Day => day(`${addMonths(today.slice(0, 7), -age)}-01`)
  const twin = years(33)
  return [
    known('Siti Uji Maemunah', 'Perempuan', years(33), { complaint: 'Batuk pilek 2 hari', vitals: { Suhu: '36,8' }, diagnoses: [{ code: 'J00' }], drugs: [PCT] }),
    known('Rohmat Uji', 'Laki-laki', years(52), { complaint: 'Tengkuk berat', vitals: { Sistole: '152', Diastole: '94', Nadi: '84' }, diagnoses: [{ code: 'I10' }], drugs: [{ name: 'Amlodipin', quantity: 30, signa: '1x1 pagi 30 hari' }] }),
    known('Bayi Uji Kirana', 'Perempuan', months(8), { complaint: 'Batuk dan sesak sejak semalam', vitals: { Napas: '52', Suhu: '38,2', 'Berat badan': '7,8' }, plan: 'Dirujuk segera, oksigen bila ada', diagnoses: [{ code: 'J18.9' }], refer: { to: 'RSUD Kota Serang', tacc: 'Umur: terlalu muda atau tua untuk ditangani di sini' } }),
    known('Anak Uji Bagas', 'Laki-laki', months(13), { complaint: 'Mencret 4 kali sejak kemarin', vitals: { Napas: '38', Suhu: '37,4', 'Berat badan': '9,1' }, diagnoses: [{ code: 'A09' }], drugs: [ORALIT] }),
    { name: 'Bayi Ny. Uji Lestari', sex: 'Laki-laki', born: addDays(today, -21), identity: { without: 'Bayi baru lahir', parentNik: nikOf(years(26), 'Perempuan', 7900) }, complaint: 'Napas cepat, malas minum', vitals: { Napas: '60', Suhu: '36,9', 'Berat badan': '3,6' }, plan: 'Dirujuk sekarang juga ditemani bidan', diagnoses: [{ code: 'P22.9', ownName: 'Sesak napas bayi baru lahir' }], refer: { to: 'RSUD Kota Serang' } },
    known('Dewi Uji Anggraini', 'Perempuan', years(27), { complaint: 'Periksa hamil', vitals: { Sistole: '112', Diastole: '72', 'Berat badan': '58,5' }, pregnantWeeks: 20, diagnoses: [{ code: 'Z34.9' }], drugs: [{ name: 'Tambah Darah', quantity: 30, signa: '1x1 malam 30 hari' }] }),
    known('Ratna Uji Komala', 'Perempuan', years(31), { complaint: 'Kaki bengkak dan pusing, hamil tua', vitals: { Sistole: '164', Diastole: '112' }, pregnantWeeks: 34, plan: 'Diukur ulang, dirujuk ke rumah sakit', diagnoses: [{ code: 'O14.9' }], refer: { to: 'RSUD Kota Serang', tacc: 'Komplikasi: ada penyulit' } }),
    known('Jajang Uji', 'Laki-laki', years(24), { complaint: 'Digigit anjing di betis', vitals: { Suhu: '36,6' }, diagnoses: [{ code: 'T14.1' }, { code: 'W54' }], drugs: [PCT] }),
    known('Yayah Uji', 'Perempuan', years(45), { complaint: 'Kaki terkilir', vitals: {}, diagnoses: [{ code: 'S93.4' }], drugs: [PCT] }),
    { name: 'Lelaki Uji Tanpa Kartu', sex: 'Laki-laki', born: { years: 60 }, identity: { without: 'Tidak diketahui' }, complaint: 'Lemas, ditemukan di jalan', vitals: { Sistole: '100', Diastole: '62', Nadi: '96' }, diagnoses: [{ code: 'R53' }] },
    known('Nurhayati Uji', 'Perempuan', twin, { complaint: 'Nyeri ulu hati', vitals: {}, diagnoses: [{ code: 'K30' }], drugs: [{ name: 'Antasida', quantity: 10, signa: '3x1 ac 3 hari' }] }),
    known('Nurhayati Uji', 'Perempuan', twin, { complaint: 'Sakit kepala sejak pagi', vitals: { Sistole: '118', Diastole: '78' }, diagnoses: [{ code: 'R51' }], drugs: [PCT] }),
    known('Mimin Uji', 'Perempuan', years(38), { complaint: 'Luka bernanah di lengan', vitals: { Suhu: '37,2' }, allergy: 'amoksisilin', diagnoses: [{ code: 'L02.9' }], drugs: [{ name: 'Amoksisilin', quantity: 15, signa: '3x1 5 hari', reason: 'Sudah pernah minum tanpa reaksi, diawasi 30 menit' }] }),
    known('Ujang Uji Permana', 'Laki-laki', years(41), { complaint: 'Pegal setelah memanggul', vitals: {}, diagnoses: [{ code: 'M79.1' }], drugs: [PCT] }),
    known('Enok Uji', 'Perempuan', years(74), { complaint: 'Lutut nyeri', vitals: { Sistole: '134', Diastole: '80' }, diagnoses: [{ code: 'M17.9' }], drugs: [PCT] }),
    known('Asep Uji Ramdan', 'Laki-laki', years(19), { complaint: 'Demam 2 hari', vitals: { Suhu: '38,4' }, diagnoses: [{ code: 'R50.9' }], drugs: [PCT] }),
    known('Tini Uji', 'Perempuan', years(16), { complaint: 'Nyeri haid', vitals: {}, diagnoses: [{ code: 'N94.6' }], drugs: [PCT] }),
    known('Maman Uji', 'Laki-laki', years(66), { complaint: 'Kontrol gula', vitals: { Sistole: '136', Diastole: '84' }, diagnoses: [{ code: 'E11.9' }], drugs: [{ name: 'Metformin', quantity: 60, signa: '2x1 pc 30 hari' }] }),
    known('Rara Uji', 'Perempuan', years(6), { complaint: 'Gatal di kepala', vitals: {}, diagnoses: [{ code: 'B85.0' }] }),
    known('Dadang Uji', 'Laki-laki', years(48), { complaint: 'Pusing berputar', vitals: { Sistole: '128', Diastole: '82' }, diagnoses: [{ code: 'H81.1' }] }),
    known('Cucu Uji', 'Perempuan', years(29), { complaint: 'Mata merah', vitals: {}, diagnoses: [{ code: 'H10.9' }] }),
    known('Iwan Uji', 'Laki-laki', years(36), { complaint: 'Sakit gigi', vitals: {}, diagnoses: [{ code: 'K02.9' }], drugs: [PCT] }),
    known('Wati Uji', 'Perempuan', years(55), { complaint: 'Kontrol tensi', vitals: { Sistole: '144', Diastole: '88' }, diagnoses: [{ code: 'I10' }], drugs: [{ name: 'Amlodipin', quantity: 30, signa: '1x1 pagi 30 hari' }] }),
    known('Ade Uji', 'Laki-laki', years(12), { complaint: 'Panu di punggung', vitals: {}, diagnoses: [{ code: 'B36.0' }] }),
    known('Neni Uji', 'Perempuan', years(22), { complaint: 'Minta surat sehat', vitals: { Sistole: '110', Diastole: '70', 'Berat badan': '51', 'Tinggi badan': '156' }, diagnoses: [{ code: 'Z00.0' }] }),
    known('Kosim Uji', 'Laki-laki', years(33), { complaint: 'Demam dan flu, tidak masuk kerja', vitals: { Suhu: '37,9' }, diagnoses: [{ code: 'J11.1' }], drugs: [PCT] }),
    known('Anak Uji Salsa', 'Perempuan', years(3), { complaint: 'Batuk pilek', vitals: { Napas: '28', Suhu: '37,3', 'Berat badan': '13,2' }, diagnoses: [{ code: 'J06.9' }] }),
    known('Hendra Uji', 'Laki-laki', years(27), { complaint: 'Luka bakar kecil di tangan', vitals: {}, diagnoses: [{ code: 'T30.2' }], drugs: [PCT] }),
    known('Euis Uji', 'Perempuan', years(40), { complaint: 'Nyeri pinggang', vitals: {}, diagnoses: [{ code: 'M54.5' }], drugs: [PCT] }),
    known('Sopian Uji', 'Laki-laki', years(70), { complaint: 'Batuk lama', vitals: { Suhu: '37,0', Napas: '20' }, diagnoses: [{ code: 'R05' }] }),
  ]
}
