import type { DataOf } from '#domain/records/index.ts'
import type { PatientData } from '#domain/records/patient.ts'
import type { AppContext } from '../context.ts'
import type { Listed, Listing } from '../db/record-store.ts'
import { byText } from './by-text.ts'

/** Of a line, or of the whole record, what lists of people are made of. */
export type Shown<L> = Pick<Listed<L>, 'id' | 'state' | 'data'>

/** Whom the desk may care for: what finds a patient, and what tells him from another. */
export type ListedPatient = Pick<PatientData, 'name' | 'rm' | 'sex' | 'memberId' | 'phone' | 'birth'> & {
  readonly identity: Pick<PatientData['identity'], 'nik'>
  readonly address: Pick<PatientData['address'], 'rt' | 'rw' | 'kelurahan'>
}
export const patientListing: Listing<'patient', ListedPatient> = {
  name: 'patients', version: 1, kind: 'patient',
  line: ({ name, rm, sex, memberId, phone, birth, identity, address }) => ({
    name, rm, sex, memberId, phone, birth, identity: { nik: identity.nik }, address: { rt: address.rt, rw: address.rw, kelurahan: address.kelurahan },
  }),
  compare: (one, other) => byText(one.name, other.name) || byText(one.rm, other.rm),
}

/** What the desk's list of members shows of each. */
export type ListedDeskMember = Pick<DataOf<'desk-member'>, 'name' | 'number' | 'state' | 'household'>
export const deskMemberListing: Listing<'desk-member', ListedDeskMember> = {
  name: 'desk-members', version: 1, kind: 'desk-member',
  line: ({ name, number, state, household }) => ({ name, number, state, household }),
  compare: (one, other) => byText(one.name, other.name) || byText(one.number, other.number),
}

type Reading = Pick<AppContext, 'store' | 'streams'>

export const listedPatients = ({ store, streams }: Reading): Promise<Listed<ListedPatient>[]> => fromAll(streams('clinical').map(stream => store.list(patientListing, stream)))
export const listedDeskMembers = ({ store, streams }: Reading): Promise<Listed<ListedDeskMember>[]> => fromAll(streams('desk').map(stream => store.list(deskMemberListing, stream)))

/** Whoever is on his way from one stream to another lies in both for a while. */
async function fromAll<L>(lists: readonly Promise<Listed<L>[]>[]): Promise<Listed<L>[]> {
  const [first = [], ...others] = await Promise.all(lists)
  return others.length === 0 ? first : [...new Map([first, ...others].flat().map(one => [one.id, one])).values()]
}
