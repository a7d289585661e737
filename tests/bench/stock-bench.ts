import type { Page } from 'playwright-core'
import { reopen, type Account } from './driving.ts'
import { median, type Add } from './figure.ts'

const TIMES = 3

/**
 * The stock of all batches as it is asked after an unlock with nothing of it in memory, and made anew from all movements at rest: each
 * under a name that no page asks for, so that none has it in memory already.
 */
export async function stockSums(page: Page, account: Account, add: Add): Promise<void> {
  const ask = (name: string): Promise<number> => page.evaluate(async own => (await window.bench.askSums(own)).balances, name)
  await ask('-bench-kept')
  const kept: number[] = []
  const folded: number[] = []
  for (let turn = 0; turn < TIMES; turn += 1) {
    await reopen(page, account)
    kept.push(await ask('-bench-kept'))
    await reopen(page, account)
    folded.push(await ask(`-bench-${turn}`))
  }
  add('stock_of_all_batches', median(kept), 'ms')
  add('stock_fold_all_movements', median(folded), 'ms')
  add('stock_of_all_batches_ratio', median(kept) / median(folded), 'times')
}
