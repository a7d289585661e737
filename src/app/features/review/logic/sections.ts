import { parseStream } from '#domain/core/streams.ts'
import type { WaitingAddendum } from '#app/shared/addenda/addenda.ts'
import type { ConflictItem, HeldItem, Inbox, Incident } from '../review-repository.ts'
import { WAIT_SECTIONS, type WaitLine, type WaitSection } from '../waits.ts'

/** The parts of the inbox in their order. */
export const SECTIONS = ['addenda', 'conflicts', 'held', 'negative', 'incidents', ...WAIT_SECTIONS] as const
export type SectionId = (typeof SECTIONS)[number]
export const isSection = (word: unknown): word is SectionId => SECTIONS.some(section => section === word)

/** One thing of a section, with the place it is about. */
export type SectionItem = { readonly key: string; readonly place: string } & (
  | { readonly type: 'addendum'; readonly addendum: WaitingAddendum }
  | { readonly type: 'conflict'; readonly conflict: ConflictItem }
  | { readonly type: 'held'; readonly held: HeldItem }
  | { readonly type: 'incident'; readonly incident: Incident }
  | { readonly type: 'wait'; readonly wait: WaitLine }
)
export interface Section { readonly id: SectionId; readonly items: readonly SectionItem[] }

const placeOf = (stream: string): string => parseStream(stream)?.place ?? ''

/** The sections that hold anything; `place` is '' for all places. */
export function sectionsOf(inbox: Inbox, place = ''): Section[] {
  const incidents = (isNegative: boolean): SectionItem[] => inbox.incidents.filter(incident => (incident.data.type === 'negative-balance') === isNegative)
    .map(incident => ({ type: 'incident', key: incident.id, place: placeOf(incident.stream), incident }))
  const waits = (section: WaitSection): SectionItem[] => inbox.waits.filter(wait => wait.section === section).map(wait => ({ type: 'wait', key: wait.id, place: wait.place, wait }))
  const all: readonly Section[] = [
    { id: 'addenda', items: inbox.addenda.map(addendum => ({ type: 'addendum', key: addendum.addendum.id, place: placeOf(addendum.addendum.stream), addendum })) },
    { id: 'conflicts', items: inbox.conflicts.map(conflict => ({ type: 'conflict', key: conflict.conflict.id, place: placeOf(conflict.conflict.stream), conflict })) },
    { id: 'held', items: inbox.held.map(held => ({ type: 'held', key: held.group.tx, place: placeOf(held.group.items[0]?.stream ?? ''), held })) },
    { id: 'negative', items: incidents(true) }, { id: 'incidents', items: incidents(false) },
    ...WAIT_SECTIONS.map((id): Section => ({ id, items: waits(id) })),
  ]
  return all.map(({ id, items }) => ({ id, items: items.filter(item => place === '' || item.place === place) })).filter(section => section.items.length > 0)
}

/** How many of these somebody has to decide; deliveries are only told. */
export const toDecide = (sections: readonly Section[]): number => sections.reduce((sum, { id, items }) => sum + (id === 'deliveries' ? 0 : items.length), 0)
