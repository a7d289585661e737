import { flushPromises, mount } from '@vue/test-utils'
import { describe, expect, test } from 'vitest'
import { defineComponent, h, ref, type Ref } from 'vue'
import { day } from '#domain/core/day.ts'
import { ok } from '#domain/core/result.ts'
import { appContextKey, type AppContext } from '#app/context.ts'
import { createDraft, patchDraft, type Interest } from '#app/db/record-store.ts'
import { useLive } from '#app/shared/use-live.ts'
import { openContext } from '#tests/support/app-context.ts'

const GRANTS = [{ role: 'koperasi', place: 'kmp-kiara' }] as const
const person = (number: string, nik: string) => ({
  number, name: `Orang ${number}`, nik, familyCard: null, birth: { on: day('1990-03-12'), estimated: false }, sex: 'P' as const, occupation: '', phone: null,
  address: { street: '', rt: '', rw: '', kelurahan: 'Kiara' }, joinedOn: day('2025-10-01'), status: { state: 'aktif' as const, on: day('2025-10-01'), reason: '' },
})
async function addMember(context: AppContext, id: string, number: string, nik: string): Promise<void> {
  const saved = await context.store.writeGroup(async () => ok([createDraft('member', id, 'kmp:kmp-kiara/members', person(number, nik))]))
  expect(saved).toEqual(expect.objectContaining({ ok: true }))
  await flushPromises()
}
/** Mounts something that watches, and counts how often the question was asked. */
function watching<T>(context: AppContext, ask: () => Promise<T>, interests: readonly Interest[] | (() => readonly Interest[]), restMs = 0) {
  let asked = 0
  let live: ReturnType<typeof useLive<T>> | undefined
  const wrapper = mount(defineComponent({
    setup() {
      live = useLive(() => { asked += 1; return ask() }, interests, restMs)
      return () => h('p')
    },
  }), { global: { provide: { [appContextKey]: context } } })
  return { wrapper, asked: () => asked, data: () => live?.data.value, failed: () => live?.failed.value }
}
const settled = async (): Promise<void> => { for (let turn = 0; turn < 5; turn += 1) await flushPromises() }

describe('useLive', () => {
  test('shows a save without being asked', async () => {
    const context = await openContext(GRANTS)
    const live = watching(context, async () => (await context.store.scan('member')).length, [{ kind: 'member' }])
    await settled()
    expect(live.data()).toBe(0)
    await addMember(context, 'm-1', 'KIARA-02-0001', '3673995203900001')
    await settled()
    expect(live.data()).toBe(1)
  })
  test('lets an answer rest while changes come one after the other, and shows the last of them', async () => {
    const context = await openContext(GRANTS)
    const live = watching(context, async () => (await context.store.scan('member')).length, [{ kind: 'member' }], 200)
    await settled()
    const before = live.asked()
    for (let index = 1; index <= 4; index += 1) await addMember(context, `m-${index}`, `KIARA-02-000${index}`, `367399520390000${index}`)
    await settled()
    expect(live.asked()).toBe(before)
    await expect.poll(() => live.data()).toBe(4)
    expect(live.asked()).toBe(before + 1)
    // After a rest a change shows at once.
    await new Promise(resolve => setTimeout(resolve, 250))
    await addMember(context, 'm-5', 'KIARA-02-0005', '3673995203900005')
    await settled()
    expect(live.data()).toBe(5)
    await addMember(context, 'm-6', 'KIARA-02-0006', '3673995203900006')
    live.wrapper.unmount()
    const last = live.asked()
    await new Promise(resolve => setTimeout(resolve, 250))
    expect(live.asked()).toBe(last)
  })
  test('asks again only when a change touches its interest', async () => {
    const context = await openContext(GRANTS)
    await addMember(context, 'm-1', 'KIARA-02-0001', '3673995203900001')
    await addMember(context, 'm-2', 'KIARA-02-0002', '3673995203900002')
    const live = watching(context, () => context.store.get('member', 'm-1'), [{ kind: 'member', id: 'm-1' }])
    await settled()
    const before = live.asked()
    const other = await context.store.get('member', 'm-2')
    if (!other) throw new Error('m-2 was saved')
    await context.store.writeGroup(async () => ok([patchDraft(other, { occupation: 'Petani' })]))
    await settled()
    expect(live.asked()).toBe(before)
    const own = await context.store.get('member', 'm-1')
    if (!own) throw new Error('m-1 was saved')
    await context.store.writeGroup(async () => ok([patchDraft(own, { occupation: 'Bidan' })]))
    await settled()
    expect(live.asked()).toBeGreaterThan(before)
    expect(live.data()?.data.occupation).toBe('Bidan')
  })
  test('follows a ref that the question reads', async () => {
    const context = await openContext(GRANTS)
    await addMember(context, 'm-1', 'KIARA-02-0001', '3673995203900001')
    await addMember(context, 'm-2', 'KIARA-02-0002', '3673995203900002')
    const id: Ref<string> = ref('m-1')
    const live = watching(context, async () => (await context.store.get('member', id.value))?.data.number, () => [{ kind: 'member', id: id.value }])
    await settled()
    expect(live.data()).toBe('KIARA-02-0001')
    id.value = 'm-2'
    await settled()
    expect(live.data()).toBe('KIARA-02-0002')
  })
  test('an answer that comes late does not replace a newer one', async () => {
    const context = await openContext(GRANTS)
    const answers: ((value: string) => void)[] = []
    const question = ref('lama')
    const live = watching(context, () => { void question.value; return new Promise<string>(resolve => answers.push(resolve)) }, [{ kind: 'member' }])
    question.value = 'baru'
    await settled()
    answers[1]?.('jawaban baru')
    await settled()
    answers[0]?.('jawaban lama')
    await settled()
    expect(live.data()).toBe('jawaban baru')
  })
  test('a failed question keeps the last answer and says so', async () => {
    const context = await openContext(GRANTS)
    let broken = false
    const live = watching(context, async () => {
      if (broken) throw new Error('tidak terbaca')
      return 'jawaban'
    }, [{ kind: 'member' }])
    await settled()
    broken = true
    await addMember(context, 'm-1', 'KIARA-02-0001', '3673995203900001')
    await settled()
    expect(live.data()).toBe('jawaban')
    expect(live.failed()).toBe(true)
  })
  test('asks no more once its page is gone', async () => {
    const context = await openContext(GRANTS)
    const live = watching(context, async () => 1, [{ kind: 'member' }])
    await settled()
    const before = live.asked()
    live.wrapper.unmount()
    await addMember(context, 'm-1', 'KIARA-02-0001', '3673995203900001')
    await settled()
    expect(live.asked()).toBe(before)
  })
})
