/** The two shares every allocation has: what is kept, and what the members get. All others are funds of the RAT's own naming. */
export const RESERVE = 'cadangan'
export const MEMBERS_SHARE = 'jasa-anggota'
