/** Who signs a paper. */
export interface Sign {
  /** As what: "Petugas koperasi", "Kepala Puskesmas". */
  readonly title: string
  /** The line above it: town and day, or "Mengetahui,". */
  readonly place?: string | undefined
  /** Where he is known; else there is room to write it. */
  readonly name?: string | undefined
  /** Below the name: NIP, SIP, when it was approved. */
  readonly detail?: string | undefined
  /** Draws a box for a thumbprint, with this word in it. */
  readonly thumb?: string | undefined
}
