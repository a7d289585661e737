import type { Day } from '#domain/core/day.ts'
import { addYears } from '#domain/core/day.ts'
import type { Grant } from '#domain/core/roles.ts'
import type { DataOf } from '#domain/records/index.ts'

export const DEMO_PUSKESMAS = 'pkm-kalodran'
export const DEMO_ZONE = 'Asia/Jakarta'
export const DEMO_NAME = 'Puskesmas Kalodran (DEMO)'

/** A pustu with the KMP of its kelurahan at the same desk. Kampung names are invented. */
export interface DemoSite {
  readonly slug: string
  readonly kelurahan: string
  readonly kelurahanCode: string
  readonly code: string
  readonly pustu: string
  readonly kmp: string
  readonly kampungs: readonly string[]
  /** Members at the end of the demo, of about 600. */
  readonly members: number
  readonly visitsADay: readonly [number, number]
}

const site = (slug: string, kelurahan: string, kelurahanCode: string, code: string, members: number, visitsADay: readonly [number, number], kampungs: readonly string[]): DemoSite =>
  ({ slug, kelurahan, kelurahanCode, code, pustu: `pustu-${slug}`, kmp: `kmp-${slug}`, members, visitsADay, kampungs })

export const DEMO_SITES: readonly DemoSite[] = [
  site('kiara', 'Kiara', '3673031006', 'KIARA', 180, [7, 13], ['Kiara Masjid', 'Kiara Kidul', 'Cikulur', 'Pasir Randu']),
  site('teritih', 'Teritih', '3673031010', 'TERITIH', 150, [5, 10], ['Teritih Kaler', 'Kebon Jeruk', 'Sukamanah']),
  site('pager-agung', 'Pager Agung', '3673031007', 'PAGERAGUNG', 140, [5, 9], ['Pager Agung', 'Cilandak', 'Kubang Lampit']),
  site('kalodran', 'Kalodran', '3673031008', 'KALODRAN', 130, [5, 9], ['Kalodran Lebak', 'Cibeureum', 'Margasari']),
]

export interface DemoAccount {
  /** Account id, staff record id and the `actor` of operations. */
  readonly id: string
  readonly username: string
  readonly staff: DataOf<'staff'>
}

/** Who works in the demo. Licences hold for three years from the day the demo is made for. */
export function demoAccounts(today: Day): DemoAccount[] {
  const expiresOn = addYears(today, 3)
  const account = (username: string, name: string, profession: DataOf<'staff'>['profession'], sip: string | null, grants: Grant[]): DemoAccount => ({
    id: `staff-${username.replaceAll('.', '-')}`, username,
    staff: { name, profession, sip: sip === null ? null : { number: sip, expiresOn }, grants, active: true },
  })
  const desk = (slug: string): Grant[] => [{ role: 'nakes', place: `pustu-${slug}` }, { role: 'koperasi', place: `kmp-${slug}` }]
  return [
    account('kapus', 'dr. Ratna Puspita', 'medis', 'DEMO/SIP-D/001', [{ role: 'kapus', place: DEMO_PUSKESMAS }]),
    account('bidan.kiara', 'Bidan Neneng Rahmawati', 'kebidanan', 'DEMO/SIPB/011', desk('kiara')),
    account('perawat.kiara', 'Ns. Dedi Kurniawan', 'keperawatan', 'DEMO/SIPP/012', [{ role: 'nakes', place: 'pustu-kiara' }]),
    account('bidan.teritih', 'Bidan Wulandari', 'kebidanan', 'DEMO/SIPB/021', desk('teritih')),
    account('bidan.pageragung', 'Bidan Eti Mulyati', 'kebidanan', 'DEMO/SIPB/031', desk('pager-agung')),
    account('bidan.kalodran', 'Bidan Lilis Suryani', 'kebidanan', 'DEMO/SIPB/041', desk('kalodran')),
    account('lurah.kiara', 'H. Sanusi Hidayat', 'lainnya', null, [{ role: 'lurah', place: 'kmp-kiara' }]),
    account('ketua.kiara', 'Hj. Maesaroh', 'lainnya', null, [{ role: 'ketua', place: 'kmp-kiara' }]),
    account('bendahara.kiara', 'Ujang Suherman', 'lainnya', null, [{ role: 'bendahara', place: 'kmp-kiara' }]),
    account('pengawas.kiara', 'Drs. Mahfud Effendi', 'lainnya', null, [{ role: 'pengawas', place: 'kmp-kiara' }]),
  ]
}

/** The people of a pustu who see patients, by account id. */
export const nakesOf = (accounts: readonly DemoAccount[], pustu: string): DemoAccount[] =>
  accounts.filter(account => account.staff.grants.some(grant => grant.role === 'nakes' && grant.place === pustu))

export const clerkOf = (accounts: readonly DemoAccount[], kmp: string): DemoAccount =>
  accounts.find(account => account.staff.grants.some(grant => grant.role === 'koperasi' && grant.place === kmp)) as DemoAccount

/** The puskesmas with its pustu and KMP, as catalogue records. */
export function demoFacilities(): { readonly id: string; readonly data: DataOf<'facility'> }[] {
  const place = (id: string, name: string, type: DataOf<'facility'>['type'], code: string, kelurahan: string, kelurahanCode: string): { id: string; data: DataOf<'facility'> } => ({
    id,
    data: { name, type, parentId: type === 'puskesmas' ? null : DEMO_PUSKESMAS, kelurahanCode, kelurahan, zone: DEMO_ZONE, code, active: true },
  })
  return [
    place(DEMO_PUSKESMAS, DEMO_NAME, 'puskesmas', 'PKMKALODRAN', 'Kalodran', '3673031008'),
    ...DEMO_SITES.flatMap(({ slug, kelurahan, kelurahanCode, code }) => [
      place(`pustu-${slug}`, `Pustu ${kelurahan}`, 'pustu', code, kelurahan, kelurahanCode),
      place(`kmp-${slug}`, `KMP ${kelurahan}`, 'kmp', code, kelurahan, kelurahanCode),
    ]),
  ]
}
