import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { catalogueWords } from '#app/features/catalogue/words.ts'
import { reviewWords } from '#app/features/counting/review-words.ts'
import { countWords } from '#app/features/counting/words.ts'
import { logisticsWords } from '#app/features/logistics/words.ts'
import { lplpoWords } from '#app/features/lplpo/words.ts'
import { medicineWords } from '#app/features/medicine/words.ts'
import { pendingWords } from '#app/shared/pending-words.ts'
import { pharmacyWords } from '#app/shared/pharmacy/words.ts'

describe('the words of the medicine room', () => {
  it('who paid for programme stock is called the same everywhere, and nothing else is called a source of funds', () => {
    const said = [medicineWords.id.fund, logisticsWords.id.fund, logisticsWords.id.colFund, logisticsWords.id.paperFund, countWords.id.fund, reviewWords.id.colFund, lplpoWords.id.fund]
    expect(new Set(said)).toEqual(new Set([pharmacyWords.id.fund]))
    expect(readFileSync('docs/glossary.md', 'utf8')).toContain(`| ${pharmacyWords.id.fund.toLowerCase()} |`)
  })

  it('what is not sent yet is said to be on the tablet, in the catalogue as elsewhere', () => {
    expect(catalogueWords.id.flagUnsent).toBe(pendingWords.id.unsent)
  })
})
