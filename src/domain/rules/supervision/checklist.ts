import type { ItemFacts } from './checklist-facts.ts'

/** One thing that is looked at; of weight 1 or 2, and critical where nothing may be left undone. */
export interface ChecklistItem extends ItemFacts { readonly no: number; readonly label: string }
export interface ChecklistSection { readonly title: string; readonly items: readonly ChecklistItem[] }
export interface Checklist { readonly id: string; readonly edition: number; readonly title: string; readonly source: string; readonly sections: readonly ChecklistSection[] }

/** 2 as it should be, 1 partly, 0 not, null does not apply. */
export type AnswerValue = 0 | 1 | 2 | null
export interface ChecklistAnswer { readonly item: string; readonly value: AnswerValue }
export type Band = 'baik' | 'cukup' | 'kurang'

/** Points won of points that could be won, exact; a section in which nothing applied has 0 of 0 and no score. */
export interface Points { readonly won: number; readonly most: number }

export const itemsOf = (checklist: Checklist): ChecklistItem[] => checklist.sections.flatMap(section => section.items)
/** How a visit names its checklist. */
export const checklistName = ({ id, edition }: Pick<Checklist, 'id' | 'edition'>): string => `${id}/${edition}`

/** Σ value·weight of Σ 2·weight over what was answered and applies. */
export function pointsOf(items: readonly ChecklistItem[], answers: readonly ChecklistAnswer[]): Points {
  const values = new Map(answers.map(answer => [answer.item, answer.value]))
  const applicable = items.flatMap(item => {
    const value = values.get(item.id)
    return value === undefined || value === null ? [] : [{ won: value * item.weight, most: 2 * item.weight }]
  })
  return { won: applicable.reduce((sum, one) => sum + one.won, 0), most: applicable.reduce((sum, one) => sum + one.most, 0) }
}

export const addPoints = (all: readonly Points[]): Points => ({ won: all.reduce((sum, one) => sum + one.won, 0), most: all.reduce((sum, one) => sum + one.most, 0) })

/** The score in percent; null where nothing applied. */
export const scoreOf = ({ won, most }: Points): number | null => (most === 0 ? null : (won * 100) / most)

/** 80 and more is good, 60 and more fair, in whole numbers so that exactly 80 % is good. */
export const bandOf = ({ won, most }: Points): Band | null => (most === 0 ? null : won * 100 >= 80 * most ? 'baik' : won * 100 >= 60 * most ? 'cukup' : 'kurang')

export interface ChecklistResult {
  readonly points: Points
  /** What it comes to; null while nothing that applies was answered. */
  readonly band: Band | null
  /** Whether a critical item at 0 keeps it from being good. */
  readonly capped: boolean
  readonly sections: readonly { readonly title: string; readonly points: Points }[]
  /** Critical items at 0: these demand follow-up. */
  readonly failed: readonly ChecklistItem[]
  /** Critical items below 2: each needs a finding before the visit is signed. */
  readonly wanting: readonly ChecklistItem[]
  readonly unanswered: readonly ChecklistItem[]
}

/** What a checklist comes to as it is filled in so far. One critical item at 0 makes it fair at best. */
export function checklistResult(checklist: Checklist, answers: readonly ChecklistAnswer[]): ChecklistResult {
  const items = itemsOf(checklist)
  const values = new Map(answers.map(answer => [answer.item, answer.value]))
  const points = pointsOf(items, answers)
  const failed = items.filter(item => item.critical && values.get(item.id) === 0)
  const band = bandOf(points)
  const capped = band === 'baik' && failed.length > 0
  return {
    points, capped, failed, band: capped ? 'cukup' : band,
    sections: checklist.sections.map(section => ({ title: section.title, points: pointsOf(section.items, answers) })),
    wanting: items.filter(item => item.critical && (values.get(item.id) ?? 2) < 2),
    unanswered: items.filter(item => !values.has(item.id)),
  }
}
