import type { Checklist } from '#domain/rules/supervision/checklist.ts'
import file from './supervisi.json'

/** What is looked at on a supervision visit, in our own words. A visit names its checklist by id and edition. */
export const SUPERVISION_CHECKLIST: Checklist = file
