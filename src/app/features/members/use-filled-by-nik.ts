import { watch } from 'vue'
import type { Day } from '#domain/core/day.ts'
import { readNik, type MemberForm } from './form.ts'

/** Fills birth date and sex from a whole, valid NIK while they are empty; what a person typed is never replaced. */
export function useFilledByNik(form: MemberForm, today: Day): void {
  let filled: { bornOn?: string; sex?: string } = {}
  watch(() => form.nik, () => {
    const nik = readNik(form, today)
    if (!nik) return
    // A corrected NIK also corrects what the mistyped one had filled in.
    if (form.bornOn === '' || form.bornOn === filled.bornOn) form.bornOn = nik.bornOn
    if (form.sex === '' || form.sex === filled.sex) form.sex = nik.sex
    filled = { bornOn: nik.bornOn, sex: nik.sex }
  })
}
