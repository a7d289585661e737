import { shallowRef, watch, type ShallowRef } from 'vue'
import { tidyNik } from '#domain/rules/members/nik.ts'
import { useApp } from '#app/context.ts'
import type { MemberForm } from './form.ts'
import type { MemberLine } from './repository.ts'
import { findTwins, NOBODY, type Twins } from './twins.ts'

/** Who in the KMP may already be the person being typed, looked up with every key; the answer to the last key counts. */
export function useTwins(form: MemberForm, ownId: string, lines: () => readonly MemberLine[]): ShallowRef<Twins> {
  const app = useApp()
  const twins = shallowRef<Twins>(NOBODY)
  let round = 0
  watch([() => tidyNik(form.nik), () => form.name, () => form.bornOn, lines], async ([nik, name, bornOn, known]) => {
    const mine = ++round
    const stream = app.homeStream('members')
    const found = stream === null ? NOBODY : await findTwins(app.store, known, stream, ownId, { nik, name, bornOn })
    if (mine === round) twins.value = found
  }, { immediate: true })
  return twins
}
