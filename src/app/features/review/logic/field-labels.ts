import { isDay } from '#domain/core/day.ts'
import { defineWords } from '#app/locales/catalogue.ts'
import { useWords } from '#app/locales/use-words.ts'
import { formatDay, formatNumber } from '#app/shared/format.ts'
import type { FlatField } from './flat-fields.ts'

/** Names of field groups and of the fields inside them, whatever kind they belong to. */
const fieldWords = defineWords(
  {
    name: 'Nama lengkap', nik: 'NIK', familyCard: 'Nomor KK', birth: 'Tanggal lahir', on: 'Tanggal', estimated: 'Perkiraan', sex: 'Jenis kelamin', occupation: 'Pekerjaan',
    phone: 'Nomor HP', address: 'Alamat', street: 'Jalan', rt: 'RT', rw: 'RW', kelurahan: 'Kelurahan', joinedOn: 'Tanggal masuk', status: 'Status', state: 'Keadaan', reason: 'Alasan',
    number: 'Nomor', rm: 'Nomor RM', identity: 'Identitas', noNikReason: 'Alasan tidak ada NIK', parentNik: 'NIK orang tua', memberId: 'Anggota', complaint: 'Keluhan utama', history: 'Riwayat penyakit',
    allergy: 'Alergi', answer: 'Jawaban', substances: 'Alergi terhadap', vitals: 'Tanda vital', pregnant: 'Hamil', alarmPlan: 'Tindakan nilai bahaya', examination: 'Pemeriksaan', diagnoses: 'Diagnosis',
    code: 'Kode', prescription: 'Resep', drug: 'Obat', drugId: 'Obat', quantity: 'Jumlah', unit: 'Satuan', signa: 'Aturan pakai', plan: 'Rencana', signature: 'Tanda tangan', by: 'Oleh', sip: 'SIP',
    time: 'Jam', author: 'Penulis', patientId: 'Pasien', source: 'Sumber dana', batch: 'Batch', expiresOn: 'Kedaluwarsa', party: 'Dari/ke', document: 'Dokumen', visitId: 'Kunjungan', reverses: 'Membalik',
    override: 'Alasan bukan FEFO', sistolik: 'Sistole', diastolik: 'Diastole', nadi: 'Nadi', napas: 'Napas', suhu: 'Suhu', spo2: 'SpO₂', berat: 'Berat badan', tinggi: 'Tinggi badan', closed: 'Penutupan',
    note: 'Catatan', profession: 'Profesi', grants: 'Wewenang', active: 'Aktif', strength: 'Kekuatan', form: 'Bentuk', class: 'Golongan', type: 'Jenis', zone: 'Zona waktu', decision: 'Keputusan', choice: 'Pilihan',
    place: 'Tempat', role: 'Peran', parentId: 'Induk', kelurahanCode: 'Kode kelurahan', allergyReason: 'Alasan tetap diberikan',
    yes: 'Ya', no: 'Tidak', empty: 'kosong', male: 'Laki-laki', female: 'Perempuan',
  },
  {
    name: 'Full name', nik: 'NIK', familyCard: 'Family card', birth: 'Date of birth', on: 'Date', estimated: 'Estimated', sex: 'Sex', occupation: 'Occupation',
    phone: 'Mobile number', address: 'Address', street: 'Street', rt: 'RT', rw: 'RW', kelurahan: 'Kelurahan', joinedOn: 'Joined on', status: 'Status', state: 'State', reason: 'Reason',
    number: 'Number', rm: 'RM number', identity: 'Identity', noNikReason: 'Reason for no NIK', parentNik: 'NIK of a parent', memberId: 'Member', complaint: 'Main complaint', history: 'History',
    allergy: 'Allergies', answer: 'Answer', substances: 'Allergic to', vitals: 'Vital signs', pregnant: 'Pregnant', alarmPlan: 'Action for dangerous value', examination: 'Examination', diagnoses: 'Diagnoses',
    code: 'Code', prescription: 'Prescription', drug: 'Medicine', drugId: 'Medicine', quantity: 'Quantity', unit: 'Unit', signa: 'Directions', plan: 'Plan', signature: 'Signature', by: 'By', sip: 'SIP',
    time: 'Time', author: 'Author', patientId: 'Patient', source: 'Source of funds', batch: 'Batch', expiresOn: 'Expires', party: 'From/to', document: 'Document', visitId: 'Visit', reverses: 'Reverses',
    override: 'Why not FEFO', sistolik: 'Systolic', diastolik: 'Diastolic', nadi: 'Pulse', napas: 'Respiration', suhu: 'Temperature', spo2: 'SpO₂', berat: 'Weight', tinggi: 'Height', closed: 'Closing',
    note: 'Note', profession: 'Profession', grants: 'Grants', active: 'Active', strength: 'Strength', form: 'Form', class: 'Class', type: 'Type', zone: 'Time zone', decision: 'Decision', choice: 'Choice',
    place: 'Place', role: 'Role', parentId: 'Parent', kelurahanCode: 'Kelurahan code', allergyReason: 'Reason for giving it',
    yes: 'Yes', no: 'No', empty: 'empty', male: 'Male', female: 'Female',
  },
)

/** Ids say nothing to a reader. */
const HIDDEN = new Set(['drugId', 'visitId', 'reverses', 'patientId', 'author', 'by'])
export const isShown = (field: FlatField): boolean => !HIDDEN.has(field.name.split('.').at(-1) ?? '')

export function useFieldText() {
  const t = useWords(fieldWords)
  const word = (name: string): string => (Object.hasOwn(fieldWords.id, name) ? t(name as keyof typeof fieldWords.id) : name)

  /** 'Alamat', 'RT', '1 Aturan pakai': the path in words. */
  function label(path: string, group: string): string {
    return path === '' ? word(group) : path.split('.').map(part => (/^\d+$/.test(part) ? `${part}.` : word(part))).join(' ')
  }
  function text({ name, value }: FlatField, group: string): string {
    if (value === null || value === '') return t('empty')
    if (typeof value === 'boolean') return t(value ? 'yes' : 'no')
    if (typeof value === 'number') return formatNumber(value)
    if ((name || group) === 'sex') return value === 'L' ? t('male') : value === 'P' ? t('female') : value
    return isDay(value) ? formatDay(value) : value
  }
  return { word, label, text }
}
