import type { Day } from '#domain/core/day.ts'
import { addDays, addYears, day } from '#domain/core/day.ts'
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

type Staff = DataOf<'staff'>
/** What the demo says of someone beside name, profession and roles; days are counted from the day the demo is made for. */
interface Papers { readonly employment: Staff['employment']; readonly nip?: string; readonly place: string; readonly since: string; readonly sip?: string; readonly sipDays?: number; readonly str?: string; readonly strDays?: number }

/**
 * Who works in the demo; numbers are invented. Most licences hold for three years from the day the demo is made for; one SIP ends
 * in 25 days and one in 80, so that both warnings are seen, and nobody's is over, so that everybody can sign.
 */
export function demoAccounts(today: Day): DemoAccount[] {
  const THREE_YEARS = addYears(today, 3)
  const account = (username: string, name: string, profession: Staff['profession'], papers: Papers | null, grants: Grant[]): DemoAccount => ({
    id: `staff-${username.replaceAll('.', '-')}`, username,
    staff: { name, profession, sip: null, grants, active: true, ...(papers ? staffPapers(papers) : {}) },
  })
  const staffPapers = ({ employment, nip, place, since, sip, sipDays, str, strDays }: Papers): Partial<Staff> => ({
    employment, nip: nip ?? null, posts: [{ place, from: day(since), to: null }],
    sip: sip === undefined ? null : { number: sip, expiresOn: sipDays === undefined ? THREE_YEARS : addDays(today, sipDays), place },
    str: str === undefined ? null : { number: str, expiresOn: strDays === undefined ? null : addDays(today, strDays) },
  })
  const desk = (slug: string): Grant[] => [{ role: 'nakes', place: `pustu-${slug}` }, { role: 'koperasi', place: `kmp-${slug}` }]
  return [
    account('kapus', 'dr. Ratna Puspita', 'medis', { employment: 'pns', nip: '197805122006042001', place: DEMO_PUSKESMAS, since: '2019-01-07', sip: 'DEMO/SIP-D/001', str: 'DEMO/STR-D/001' }, [{ role: 'kapus', place: DEMO_PUSKESMAS }]),
    account('bidan.kiara', 'Bidan Neneng Rahmawati', 'kebidanan', { employment: 'pns', nip: '198203152009022001', place: 'pustu-kiara', since: '2015-03-02', sip: 'DEMO/SIPB/011', str: 'DEMO/STR-B/011' }, desk('kiara')),
    account('perawat.kiara', 'Ns. Dedi Kurniawan', 'keperawatan', { employment: 'pppk', nip: '199007212023211001', place: 'pustu-kiara', since: '2023-08-01', sip: 'DEMO/SIPP/012', sipDays: 25, str: 'DEMO/STR-P/012' }, [{ role: 'nakes', place: 'pustu-kiara' }]),
    account('bidan.teritih', 'Bidan Wulandari', 'kebidanan', { employment: 'pns', nip: '198511082010012002', place: 'pustu-teritih', since: '2018-01-02', sip: 'DEMO/SIPB/021', sipDays: 80, str: 'DEMO/STR-B/021' }, desk('teritih')),
    account('bidan.pageragung', 'Bidan Eti Mulyati', 'kebidanan', { employment: 'pppk', nip: '198809302022212001', place: 'pustu-pager-agung', since: '2022-06-01', sip: 'DEMO/SIPB/031', str: 'DEMO/STR-B/031', strDays: 400 }, desk('pager-agung')),
    account('bidan.kalodran', 'Bidan Lilis Suryani', 'kebidanan', { employment: 'non-asn', place: 'pustu-kalodran', since: '2024-01-15', sip: 'DEMO/SIPB/041', str: 'DEMO/STR-B/041' }, desk('kalodran')),
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
