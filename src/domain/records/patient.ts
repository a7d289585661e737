import { z } from 'zod'
import { defineRecord } from '../core/record.ts'
import { daySchema } from '../core/day.ts'
import { addressField, birthField, idField, nameField, nikField, phoneField, sexField } from '../core/fields.ts'
import { checkPatient } from '../rules/clinic/patient-rules.ts'

export const JKN_STATES = ['aktif', 'tidak-aktif', 'bukan-peserta'] as const
/** Where the state was read: the card says nothing about today, so it is kept with the day. */
export const JKN_SOURCES = ['kartu', 'mobile-jkn', 'p-care', 'keterangan-pasien'] as const

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
  // Since version 2; absent in older rows.
  /** The family card that the household is found by. */
  kk: nikField.nullable().optional(),
  /** Membership of the national health insurance, as it was last looked at. */
  jkn: z.object({ number: z.string().regex(/^\d{13}$/).nullable(), state: z.enum(JKN_STATES), on: daySchema, source: z.enum(JKN_SOURCES) }).nullable().optional(),
  /** General consent to be examined and to have it recorded (PMK 24/2022), or its refusal. */
  consent: z.object({
    answer: z.enum(['setuju', 'menolak']), on: daySchema, speaker: nameField, relation: z.enum(['pasien', 'orang-tua', 'suami-istri', 'anak', 'keluarga', 'wali']),
    how: z.enum(['tertulis', 'lisan', 'cap-jempol']), by: idField,
  }).nullable().optional(),
})
export type PatientData = z.infer<typeof patientSchema>

export const patient = defineRecord({
  kind: 'patient',
  version: 2,
  purpose: 'clinical',
  mode: 'fields',
  schema: patientSchema,
  careful: ['rm', 'name', 'identity', 'birth', 'sex', 'memberId', 'consent'],
  keys: data => ({ ...(data.kk ? { kk: [data.kk] } : {}), ...(data.identity.nik ? { nik: [data.identity.nik] } : {}), ...(data.memberId ? { member: [data.memberId] } : {}) }),
  writers: { create: ['nakes'], patch: ['nakes'], void: ['nakes'], resolve: ['nakes', 'kapus'] },
  check: checkPatient,
  upcasters: { 1: groups => groups },
})
