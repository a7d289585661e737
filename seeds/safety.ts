import type { SafetyTable } from '#domain/rules/clinic/safety/table.ts'
import diagnoses from './diagnoses.json'
import file from './safety.json'

/** Interactions, warnings, limits and usual doses of the formulary's drugs. See README.md for what awaits sign-off. */
export const SAFETY_TABLE: SafetyTable = {
  ...(file as unknown as Omit<SafetyTable, 'antibioticRarely'>),
  antibioticRarely: diagnoses.rows.filter(row => row.antibioticRarely).map(row => row.code),
}
