/** Who works with the system; roles add up (the one nurse of a pustu is often nakes and koperasi). */
export const ROLES = ['nakes', 'apotek', 'koperasi', 'kapus', 'dokter', 'lurah', 'ketua', 'bendahara', 'pengawas', 'dinkes'] as const
export type Role = (typeof ROLES)[number]

/** Who keeps the cooperative's books: its clerk, its treasurer and its chair. */
export const COOP_STAFF = ['koperasi', 'bendahara', 'ketua'] as const satisfies readonly Role[]
/** Who examines them (UU 25/1992 Ps. 39) and changes nothing in them: the lurah ex officio, and the elected supervisor. */
export const COOP_EXAMINERS = ['lurah', 'pengawas'] as const satisfies readonly Role[]

/** A role at a place: nakes and apotek at a pustu, cooperative staff and examiners at a KMP, kapus and dokter at a puskesmas, dinkes at a health office. */
export interface Grant { readonly role: Role; readonly place: string }
