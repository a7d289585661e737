import { computed, onMounted, shallowRef, type Ref } from 'vue'
import type { Day } from '#domain/core/day.ts'
import { useApp } from '#app/context.ts'
import { HEAD_WAIT_INTERESTS, readHeadWaits } from '#app/shared/head-waits.ts'
import { SHELF_INTERESTS } from '#app/shared/pharmacy/shelf.ts'
import { PUSTU_DAY_INTERESTS, supervisedPustu } from '#app/shared/pustu-days.ts'
import { askTablets, knownTablets, type KnownTablets } from '#app/shared/tablets.ts'
import { useLive } from '#app/shared/use-live.ts'
import { stockCountsOf } from './logic/figures.ts'
import { readCourse, readMembersServed, readOverview } from './overview.ts'
import { shelves } from './stock-rows.ts'

/** While a long sync goes on figures follow at most so often; what takes long to read follows less often. */
const REST_MS = 500
const LONG_REST_MS = 3000

/** Everything Ringkasan shows. Day and month are read first and alone; the rest once they stand on the screen. */
export function useOverview(day: Ref<Day>) {
  const app = useApp()
  const { data: seen, failed } = useLive(() => readOverview(app, day.value), PUSTU_DAY_INTERESTS, REST_MS)
  const stands = computed(() => seen.value !== undefined)
  const { data: waits } = useLive(async () => (stands.value ? readHeadWaits(app) : undefined), HEAD_WAIT_INTERESTS, REST_MS)
  const { data: course } = useLive(async () => {
    const until = day.value
    return stands.value ? readCourse(app, until) : undefined
  }, PUSTU_DAY_INTERESTS, REST_MS)
  // By what they are, not by each reading of them: the shelves are not asked anew whenever a visit comes.
  const pustu = computed(() => seen.value?.pustu.map(place => place.id).join(' '))
  const { data: stock } = useLive(
    async () => (pustu.value === undefined ? undefined : (await shelves(app, await supervisedPustu(app))).map(shelf => stockCountsOf(shelf.alerts))), SHELF_INTERESTS, LONG_REST_MS,
  )
  const { data: members } = useLive(async () => {
    const of = seen.value
    return of ? { of, served: await readMembersServed(app, of) } : undefined
  }, [{ kind: 'patient' }], LONG_REST_MS)
  /** Members of another day or month than the one shown are not known yet. */
  const served = computed(() => (members.value && members.value.of.day === seen.value?.day ? members.value.served : null))

  const tablets = shallowRef<KnownTablets | null>(null)
  onMounted(async () => {
    tablets.value = await knownTablets(app)
    const answer = await askTablets(app)
    if (answer.ok) tablets.value = answer.value
  })
  return { seen, failed, waits, course, stock, members: served, tablets }
}
