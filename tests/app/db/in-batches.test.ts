import { expect, it } from 'vitest'
import { inBatches } from '#app/db/in-batches.ts'

it('a long job breathes between its pieces, and its results stay in order', async () => {
  const log: string[] = []
  const done = await inBatches([1, 2, 3, 4, 5], 2, async () => { log.push('breath') }, async item => {
    log.push(String(item))
    return item === 3 ? [] : [item * 10]
  })
  expect(done).toEqual([10, 20, 40, 50])
  expect(log).toEqual(['1', '2', 'breath', '3', '4', 'breath', '5'])
})
