import { mount } from '@vue/test-utils'
import { describe, expect, it } from 'vitest'
import { defineComponent, h, ref, type Ref } from 'vue'
import { useOpened } from '#app/shared/forms/use-opened.ts'
import { useFormKeeper } from '#app/shared/form-keeper.ts'

/** Answers that the test gives when it likes. */
function ask(): { open: (id: string) => Promise<string>; answer: (id: string, text: string) => void; refuse: (id: string) => void; asked: string[] } {
  const waiting = new Map<string, { resolve: (text: string) => void; reject: (error: Error) => void }>()
  const asked: string[] = []
  return {
    asked,
    open: id => new Promise((resolve, reject) => { asked.push(id); waiting.set(id, { resolve, reject }) }),
    answer: (id, text) => waiting.get(id)?.resolve(text),
    refuse: id => waiting.get(id)?.reject(new Error('unreadable')),
  }
}
function page(id: Ref<string>, open: (id: string) => Promise<string>): { made: ReturnType<typeof useOpened<[() => string], string>>; unmount: () => void } {
  const holder: { made?: ReturnType<typeof useOpened<[() => string], string>> } = {}
  const screen = mount(defineComponent({
    setup() {
      holder.made = useOpened([() => id.value], open)
      return () => h('div')
    },
  }))
  if (!holder.made) throw new Error('nothing was set up')
  return { made: holder.made, unmount: () => screen.unmount() }
}

describe('a form made ready for its page', () => {
  it('is gone while the next one is made, and an answer nobody asks for any more is dropped', async () => {
    const id = ref('a')
    const door = ask()
    const { made } = page(id, door.open)
    await expect.poll(() => door.asked).toEqual(['a'])
    door.answer('a', 'form a')
    await expect.poll(() => made.opened.value).toBe('form a')
    id.value = 'b'
    await expect.poll(() => door.asked).toEqual(['a', 'b'])
    expect(made.opened.value).toBeUndefined()
    id.value = 'c'
    await expect.poll(() => door.asked).toEqual(['a', 'b', 'c'])
    door.answer('c', 'form c')
    await expect.poll(() => made.opened.value).toBe('form c')
    door.answer('b', 'form b')
    await new Promise(resolve => setImmediate(resolve))
    expect(made.opened.value).toBe('form c')
  })

  it('says that it cannot be read, and is asked for again by starting over', async () => {
    const door = ask()
    const { made } = page(ref('a'), door.open)
    await expect.poll(() => door.asked).toEqual(['a'])
    door.refuse('a')
    await expect.poll(() => made.failed.value).toBe(true)
    const before = made.round.value
    made.startOver()
    await expect.poll(() => door.asked).toEqual(['a', 'a'])
    expect(made.failed.value).toBe(false)
    expect(made.round.value).toBe(before + 1)
    door.answer('a', 'form')
    await expect.poll(() => made.opened.value).toBe('form')
  })

  it('waits for what the form before still has to keep', async () => {
    const said: string[] = []
    let finish = (): void => {}
    const form = mount(defineComponent({
      setup() {
        const keeper = useFormKeeper(() => new Promise(resolve => { finish = () => { said.push('kept'); resolve() } }))
        keeper.changed()
        return () => h('div')
      },
    }))
    form.unmount()
    const { made } = page(ref('a'), async id => { said.push(`opened ${id}`); return id })
    await new Promise(resolve => setImmediate(resolve))
    expect(said).toEqual([])
    finish()
    await expect.poll(() => made.opened.value).toBe('a')
    expect(said).toEqual(['kept', 'opened a'])
  })
})
