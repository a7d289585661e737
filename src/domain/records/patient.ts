import { z } from 'zod'
import { defineRecord } from '../core/record.ts'
import { addressField, birthField, idField, nameField, nikField, phoneField, sexField } from '../core/fields.ts'
import { checkPatient } from '../rules/clinic/patient-rules.ts'

/** A patient of a pustu. Care is never refused for want of membership (BR-08) or of a NIK (BR-07). */
export const patientSchema = z.object({
  /** Medical record number: a label from the tablet's own block; the key is the id. */
  rm: z.string().min(1).max(40),
  name: nameField,
  /** NIK, or the reason for having none; a newborn carries a parent's. */
  identity: z.object({ nik: nikField.nullable(), noNikReason: z.string().max(120), parentNik: nikField.nullable() }),
  birth: birthField,
  sex: sexField,
  phone: phoneField.nullable(),
  address: addressField,
  /** The member this patient is, by the desk's list; null for the public. */
  memberId: idField.nullable(),
})
export type PatientData = z.infer<typeof patientSchema>

export const patient = defineRecord({
  kind: 'patient',
  version: 1,
  purpose: 'clinical',
  mode: 'fields',
  schema: patientSchema,
  careful: ['rm', 'name', 'identity', 'birth', 'sex', 'memberId'],
  keys: data => ({ ...(data.identity.nik ? { nik: [data.identity.nik] } : {}), ...(data.memberId ? { member: [data.memberId] } : {}) }),
  writers: { create: ['nakes'], patch: ['nakes'], void: ['nakes'], resolve: ['nakes', 'kapus'] },
  check: checkPatient,
  upcasters: {},
})
