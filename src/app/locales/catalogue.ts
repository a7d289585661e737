/** The words of a feature: Indonesian is the source, English must have every key with the same placeholders to compile. */
export type Words = Readonly<Record<string, string>>

type Placeholders<S extends string> = S extends `${string}{${infer Name}}${infer Rest}` ? Name | Placeholders<Rest> : never
type SamePlaceholders<Id extends Words, En extends Record<keyof Id, string>> = {
  [Key in keyof Id]: [Placeholders<Id[Key]>] extends [Placeholders<En[Key]>] ? ([Placeholders<En[Key]>] extends [Placeholders<Id[Key]>] ? En[Key] : never) : never
}

/** Pairs both languages of one feature; a missing key or another placeholder does not compile. */
export function defineWords<const Id extends Words, const En extends Record<keyof Id, string>>(id: Id, en: En & SamePlaceholders<Id, En>): { readonly id: Id; readonly en: Record<keyof Id, string> } {
  return { id, en }
}

/** What a text needs to be told: nothing, or a value for each of its placeholders. */
export type Params<S extends string> = [Placeholders<S>] extends [never] ? [] : [params: Record<Placeholders<S>, string | number>]

export function fill(text: string, params: Record<string, string | number> = {}): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => (name in params ? String(params[name]) : whole))
}
