import Dexie, { type Table } from 'dexie'
import { createApp } from 'vue'
import MemberRows from './MemberRows.vue'

/** A member as it lies in a page without locks, seals or sync. */
export interface PlainMember { readonly id: string; readonly name: string; readonly number: string; readonly nik: string }

/** The least that a page of the same making could do: no router, no store, no seal, an index of the names. */
const db = new Dexie('bare') as Dexie & { readonly members: Table<PlainMember, string> }
db.version(1).stores({ members: 'id, name' })

const SHOWN = 30
/** Only the rows that are shown, by the index, or every row as a search over all of them wants it. */
const all = location.hash === '#all'
const rows = all ? (await db.members.toArray()).sort((a, b) => (a.name < b.name ? -1 : 1)).slice(0, SHOWN) : await db.members.orderBy('name').limit(SHOWN).toArray()
createApp(MemberRows, { rows }).mount('#bare')

declare global {
  interface Window { fillBare(members: readonly PlainMember[]): Promise<unknown> }
}
window.fillBare = members => db.members.bulkPut([...members])
