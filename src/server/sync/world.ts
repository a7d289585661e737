import type { Grant, Role } from '#domain/core/roles.ts'
import { puskesmasOf, rolesOn, type Place } from '#domain/rules/access/grants.ts'
import type { DataOf } from '#domain/records/index.ts'
import type { JudgeWorld, RowDraft } from '#sync/judge.ts'
import type { Reader } from '../store/store.ts'
import { placeOf } from './places.ts'
import type { RowBook } from './row-book.ts'

type ActorState = 'active' | 'revoked' | 'unknown'
export interface Actor { readonly grants: readonly Grant[]; readonly state: ActorState }

/** The accounts of a tenant, and which of them have signed in on this tablet (`family` null: all count as known). */
export async function loadActors(db: Reader, tenant: string, ids: Iterable<string>, family: string | null): Promise<Map<string, Actor>> {
  const wanted = [...new Set(ids)]
  if (wanted.length === 0) return new Map()
  const accounts = await db.selectFrom('account').select(['id', 'grants', 'active']).where('tenant', '=', tenant).where('id', 'in', wanted).execute()
  const users = family === null ? null : new Set(
    (await db.selectFrom('device_user').select('account').where('tenant', '=', tenant).where('family', '=', family).execute()).map(user => user.account))
  const stateOf = (id: string, active: number): ActorState => (users && !users.has(id) ? 'unknown' : active ? 'active' : 'revoked')
  return new Map(accounts.map(account => [account.id, { grants: JSON.parse(account.grants) as Grant[], state: stateOf(account.id, account.active) }]))
}

/** What the judge sees: rows of the book, roles by account and place. */
export class ServerWorld implements JudgeWorld {
  readonly book: RowBook
  readonly seesAll = true
  readonly #actors: Map<string, Actor>
  readonly #roles = new Map<string, readonly Role[]>()
  #places: readonly Place[]

  constructor(book: RowBook, actors: ReadonlyMap<string, Actor>, places: readonly Place[]) {
    this.book = book
    this.#actors = new Map(actors)
    this.#places = places
  }

  get places(): readonly Place[] { return this.#places }
  row(id: string): RowDraft | undefined { return this.book.row(id) }
  find(stream: string, kind: string, key: string, value: string): readonly RowDraft[] { return this.book.find(stream, kind, key, value) }
  puskesmasOf(stream: string): string | null { return puskesmasOf(stream, this.#places) }
  movedFrom(stream: string, id: string): boolean { return this.book.at(stream, id)?.state === 'moved' }
  actorState(actor: string): ActorState { return this.#actors.get(actor)?.state ?? 'unknown' }

  /** Actors of operations that came earlier; those already known stay as they are. */
  addActors(actors: ReadonlyMap<string, Actor>): void {
    for (const [id, actor] of actors) if (!this.#actors.has(id)) this.#actors.set(id, actor)
    this.#roles.clear()
  }

  rolesOn(actor: string, stream: string): readonly Role[] {
    const key = `${actor}|${stream}`
    const known = this.#roles.get(key)
    if (known) return known
    const roles = rolesOn(this.#actors.get(actor)?.grants ?? [], stream, this.#places)
    this.#roles.set(key, roles)
    return roles
  }

  /** Writes a row; a facility changes at once what everyone may reach, for the operations after it in the same push. */
  write(row: RowDraft): void {
    this.book.write(row)
    if (row.kind !== 'facility') return
    const others = this.#places.filter(place => place.id !== row.id)
    this.#places = row.state === 'live' ? [...others, placeOf(row.id, row.data as unknown as DataOf<'facility'>)] : others
    this.#roles.clear()
  }
}
