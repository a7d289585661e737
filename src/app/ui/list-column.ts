/** One column of a DataList; on a card it is a label and a value. */
export interface ListColumn {
  readonly key: string
  readonly label: string
  readonly align?: 'end' | undefined
  /** The heading of the card and the link of the row. */
  readonly primary?: boolean | undefined
  readonly hideInPortrait?: boolean | undefined
}
