/**
 * The columns of the Buku Daftar Anggota as a file. `line` is the running number of the paper; `birth` and `rtRw` are the
 * two-in-one columns of many registers ("Serang, 17-08-1990"; "002/004"), read but never written by our own export.
 */
export type MemberColumnKey =
  | 'line' | 'number' | 'name' | 'nik' | 'familyCard' | 'birthPlace' | 'bornOn' | 'birth' | 'sex' | 'occupation' | 'street' | 'rt' | 'rw' | 'rtRw' | 'kelurahan'
  | 'phone' | 'joinedOn' | 'pokok' | 'wajib' | 'sukarela' | 'book' | 'bookOn' | 'state' | 'exitOn' | 'reason' | 'heir' | 'accepted' | 'consent' | 'sameAs'

/** `header` is what our own export writes; files of others are known by `also` (compared without capitals, spaces and signs). */
export interface MemberColumn {
  readonly key: MemberColumnKey
  readonly header: string
  readonly also: readonly string[]
  readonly width: number
  readonly type?: 'whole' | 'day'
  /** Only read, only written; both where it is not said. */
  readonly only?: 'read' | 'write'
}

export const MEMBER_COLUMNS: readonly MemberColumn[] = [
  { key: 'line', header: 'No', also: ['nomor', 'no urut', 'nomor urut', 'urut', 'nr'], width: 6, type: 'whole', only: 'write' },
  { key: 'number', header: 'Nomor anggota', also: ['no anggota', 'nomor buku', 'no buku', 'no induk', 'nomor induk', 'no induk anggota', 'nomor induk anggota', 'nia', 'id anggota', 'kode anggota', 'no reg', 'nomor registrasi', 'member number'], width: 18 },
  { key: 'name', header: 'Nama lengkap', also: ['nama', 'nama anggota', 'nama lengkap anggota', 'name'], width: 30 },
  { key: 'nik', header: 'NIK', also: ['no nik', 'nomor nik', 'no ktp', 'nomor ktp', 'ktp', 'no ktp nik', 'nik ktp', 'nik no ktp', 'nomor induk kependudukan'], width: 20 },
  { key: 'familyCard', header: 'Nomor KK', also: ['no kk', 'kk', 'kartu keluarga', 'no kartu keluarga', 'nomor kartu keluarga'], width: 20 },
  { key: 'birthPlace', header: 'Tempat lahir', also: ['tmpt lahir', 'tmp lahir', 'tempat', 'birth place'], width: 18 },
  { key: 'bornOn', header: 'Tanggal lahir', also: ['tgl lahir', 'tgl lhr', 'tanggal lhr', 'lahir', 'date of birth'], width: 14, type: 'day' },
  { key: 'birth', header: 'Tempat, tanggal lahir', also: ['ttl', 'tempat tgl lahir', 'tempat dan tanggal lahir', 'tempat & tanggal lahir', 'tmp tgl lahir', 'tempat tgl lhr', 'kelahiran'], width: 28, only: 'read' },
  { key: 'sex', header: 'Jenis kelamin', also: ['jk', 'j k', 'l p', 'lp', 'kelamin', 'jenis kel', 'jns kelamin', 'gender', 'sex'], width: 14 },
  { key: 'occupation', header: 'Pekerjaan', also: ['kerja', 'mata pencaharian', 'profesi', 'occupation'], width: 18 },
  { key: 'street', header: 'Alamat', also: ['alamat lengkap', 'alamat rumah', 'tempat tinggal', 'jalan', 'kampung', 'alamat jalan', 'alamat jalan kampung', 'address'], width: 30 },
  { key: 'rt', header: 'RT', also: ['no rt'], width: 6 },
  { key: 'rw', header: 'RW', also: ['no rw'], width: 6 },
  { key: 'rtRw', header: 'RT/RW', also: ['rt rw', 'rtrw', 'rt dan rw'], width: 10, only: 'read' },
  { key: 'kelurahan', header: 'Kelurahan', also: ['kel', 'desa', 'kelurahan desa', 'desa kelurahan', 'kel desa'], width: 18 },
  { key: 'phone', header: 'Nomor HP', also: ['hp', 'no hp', 'telepon', 'no telepon', 'no telp', 'telp', 'no wa', 'wa', 'whatsapp', 'no hp wa', 'nomor telepon', 'nomor wa', 'no handphone', 'phone'], width: 16 },
  { key: 'joinedOn', header: 'Tanggal masuk', also: ['tgl masuk', 'tanggal menjadi anggota', 'tgl menjadi anggota', 'tanggal masuk anggota', 'tgl masuk anggota', 'masuk', 'tanggal diterima', 'tgl diterima', 'tanggal bergabung', 'tgl bergabung', 'tanggal daftar', 'tgl daftar', 'joined'], width: 14, type: 'day' },
  { key: 'pokok', header: 'Simpanan pokok', also: ['pokok', 'simp pokok', 's pokok', 'sp', 'saldo pokok', 'simpanan pokok rp'], width: 14, type: 'whole' },
  { key: 'wajib', header: 'Simpanan wajib', also: ['wajib', 'simp wajib', 's wajib', 'sw', 'saldo wajib', 'simpanan wajib rp'], width: 14, type: 'whole' },
  { key: 'sukarela', header: 'Simpanan sukarela', also: ['sukarela', 'simp sukarela', 's sukarela', 'ss', 'saldo sukarela', 'simpanan sukarela rp', 'manasuka', 'simpanan manasuka'], width: 16, type: 'whole' },
  { key: 'book', header: 'Tanda tangan buku', also: ['tanda tangan', 'tanda tangan anggota', 'ttd', 'ttd anggota', 'tanda tangan cap jempol', 'ttd cap jempol', 'cap jempol', 'buku ditandatangani', 'paraf anggota'], width: 18 },
  { key: 'bookOn', header: 'Tanggal tanda tangan', also: ['tgl tanda tangan', 'tgl ttd', 'tanggal ttd'], width: 14, type: 'day' },
  { key: 'accepted', header: 'Paraf ketua', also: [], width: 26, only: 'write' },
  { key: 'consent', header: 'Persetujuan data', also: [], width: 26, only: 'write' },
  { key: 'state', header: 'Status', also: ['status anggota', 'status keanggotaan', 'keadaan', 'state'], width: 14 },
  { key: 'exitOn', header: 'Tanggal keluar', also: ['tgl keluar', 'tanggal berhenti', 'tgl berhenti', 'keluar', 'berhenti', 'tanggal keluar anggota', 'tgl keluar anggota'], width: 14, type: 'day' },
  { key: 'reason', header: 'Sebab', also: ['sebab keluar', 'sebab berhenti', 'alasan', 'alasan keluar', 'alasan berhenti', 'sebab sebab berhenti'], width: 30 },
  { key: 'heir', header: 'Ahli waris', also: [], width: 26, only: 'write' },
  { key: 'sameAs', header: 'Sama dengan nomor', also: [], width: 18, only: 'write' },
]

export const READ_COLUMNS: readonly MemberColumn[] = MEMBER_COLUMNS.filter(column => column.only !== 'write')
export const WRITTEN_COLUMNS: readonly MemberColumn[] = MEMBER_COLUMNS.filter(column => column.only !== 'read')
const columnOf = new Map(MEMBER_COLUMNS.map(column => [column.key, column]))
export const memberHeader = (key: MemberColumnKey): string => columnOf.get(key)?.header ?? key

/** Where in the file each column stands, from 0. */
export type MemberPlaces = Partial<Record<MemberColumnKey, number>>

/** What a file must have to be read at all: without a NIK nobody is a member (BR-07). */
export const REQUIRED_MEMBER_COLUMNS: readonly MemberColumnKey[] = ['name', 'nik']
export const missingMemberColumns = (places: MemberPlaces): MemberColumnKey[] => REQUIRED_MEMBER_COLUMNS.filter(key => places[key] === undefined)

const word = (text: string): string => text.toLowerCase().normalize('NFKD').replace(/[^a-z0-9]/g, '')
/** Title lines above a head: the cooperative's name, "Buku Daftar Anggota", the year. */
const MOST_LINES_ABOVE = 20

/** The row that looks most like a head among the first ones, and where each column stands in it. No head found: row 0 and nothing placed. */
export function guessMemberColumns(rows: readonly (readonly string[])[]): { readonly headRow: number; readonly places: MemberPlaces } {
  let best: { headRow: number; places: MemberPlaces } = { headRow: 0, places: {} }
  for (const [headRow, row] of rows.slice(0, MOST_LINES_ABOVE).entries()) {
    const places = placesIn(row)
    if (Object.keys(places).length > Object.keys(best.places).length) best = { headRow, places }
  }
  return best
}

/** Exact headers first, so that "Nomor anggota" is never taken for somebody's "Nomor"; each place once. */
function placesIn(row: readonly string[]): MemberPlaces {
  const heads = row.map(word)
  const taken = new Set<number>()
  const places: MemberPlaces = {}
  const place = (key: MemberColumnKey, names: readonly string[]): void => {
    if (places[key] !== undefined) return
    const at = heads.findIndex((head, index) => head !== '' && !taken.has(index) && names.includes(head))
    if (at < 0) return
    places[key] = at
    taken.add(at)
  }
  for (const column of READ_COLUMNS) place(column.key, [word(column.header)])
  for (const column of READ_COLUMNS) place(column.key, column.also.map(word))
  return places
}
