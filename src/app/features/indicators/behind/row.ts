import type { RouteLocationRaw } from 'vue-router'

/** One record behind a figure, every cell a text, to be shown as it is; `isIn`: it stands above the line. */
export interface BehindRow {
  readonly key: string
  /** '' where the record is not of one day. */
  readonly on: string
  readonly what: string
  readonly detail: string
  readonly place: string
  readonly isIn: boolean
  readonly to: RouteLocationRaw
}

/** `what` is the word of the column that leads; `route` names the page that opens a row. */
export interface BehindList {
  readonly what: 'patient' | 'drug' | 'tablet' | 'finding' | 'complaint' | 'activity'
  readonly route: string
  readonly rows: readonly BehindRow[]
}
