import type { AppContext } from '#app/context.ts'
import { emptyDispense, emptyLine, isUntouched, MOST_LINES, restoreDispense, type DispenseForm } from './dispense-form.ts'

/** A hand-over ready to be typed. Where an earlier page left one, that one is opened, and the drug asked for joins it. */
export interface OpenDispense {
  readonly form: DispenseForm
  readonly restored: boolean
  readonly draftName: string
  /** The drug the page was opened with; '' for none. */
  readonly asked: string
  /** What became of that drug in the form an earlier page left: null where there is nothing to say. */
  readonly joined: 'added' | 'there' | 'full' | null
}

export async function openDispense(app: AppContext, draftName: string, asked: string): Promise<OpenDispense> {
  const empty = emptyDispense(asked)
  const kept = restoreDispense(await app.store.loadFormDraft(draftName), empty)
  if (!kept || isUntouched(kept, asked)) return { form: empty, restored: false, draftName, asked, joined: null }
  return { form: kept, restored: true, draftName, asked, joined: asked === '' ? null : join(kept, asked) }
}

/** Puts the drug on a line of its own, unless it has one already or there is no room. */
function join(form: DispenseForm, drugId: string): NonNullable<OpenDispense['joined']> {
  if (form.lines.some(line => line.drugId === drugId)) return 'there'
  const free = form.lines.find(line => line.drugId === '' && line.quantity === '')
  if (free) free.drugId = drugId
  else if (form.lines.length >= MOST_LINES) return 'full'
  else form.lines.push(emptyLine(drugId))
  return 'added'
}
