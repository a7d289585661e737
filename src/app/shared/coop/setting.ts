import { monthOf, type Day } from '#domain/core/day.ts'
import { MEMBERS_SHARE, RESERVE } from '#domain/rules/finance/shu-keys.ts'
import { THE_SETTING, type CoopSettingData } from '#domain/records/coop-setting.ts'
import type { RecordReader, StoredRecord } from '../../db/record-store.ts'

export const coopSettingId = (kmp: string): string => `koperasi-${kmp}`

/** The one setting of the KMP whose finance stream this is; null until somebody has saved it. */
export async function readCoopSetting(reader: RecordReader, financeStream: string): Promise<StoredRecord<'coop-setting'> | null> {
  const found = await reader.byKey('coop-setting', 'one', THE_SETTING)
  return found.find(record => record.stream === financeStream && record.state === 'live') ?? null
}

/**
 * What is usual elsewhere, for a form to begin with; it holds for nobody until the KMP has saved its own. Pokok 50.000 and wajib
 * 10.000 a month of one village (domain §2), shares of BR-18 and BR-19; nobody buys on account, unpaid wajib is no debt (BR-13),
 * nothing in the drawer. The names of the four funds, 30 days and the 10th are the editor's.
 */
export const DEFAULT_SETTING = (today: Day): CoopSettingData => ({
  dues: { pokok: 50_000, wajib: [{ from: monthOf(today), amount: 10_000 }] },
  credit: { limit: 0, days: 30 },
  exit: { unpaidWajibIsDebt: false },
  opening: { on: today, cash: 0, bank: 0 },
  shu: {
    shares: [
      { key: RESERVE, name: 'Cadangan', percent: 40 }, { key: MEMBERS_SHARE, name: 'Jasa anggota', percent: 40 },
      { key: 'dana-pengurus', name: 'Dana pengurus', percent: 5 }, { key: 'dana-karyawan', name: 'Dana karyawan', percent: 5 },
      { key: 'dana-pendidikan', name: 'Dana pendidikan', percent: 5 }, { key: 'dana-sosial', name: 'Dana sosial', percent: 5 },
    ],
    usahaPercent: 70,
  },
  officers: [],
  reportDueDay: 10,
})
