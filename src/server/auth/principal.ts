import type { Grant } from '#domain/core/roles.ts'

/** Who calls: a signed-in person on an enrolled tablet. The session says who carries; each operation says who did it. */
export interface Principal {
  readonly tenant: string
  readonly account: string
  readonly grants: readonly Grant[]
  /** The journal the credential stands for, and the family of journals it belongs to. */
  readonly dev: string
  readonly family: string
  readonly place: string
  readonly deviceRevoked: boolean
}
