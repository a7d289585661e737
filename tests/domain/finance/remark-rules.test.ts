import { describe, expect, it } from 'vitest'
import { day } from '#domain/core/day.ts'
import type { Known } from '#domain/core/record.ts'
import type { Role } from '#domain/core/roles.ts'
import type { RemarkData } from '#domain/records/remark.ts'
import { checkRemark, remarkState } from '#domain/rules/finance/remark-rules.ts'

const ASKED: RemarkData = {
  month: '2025-11', topic: 'kas', text: 'Selisih kas 15 Nov belum dijelaskan.', on: day('2025-12-05'), dueOn: day('2025-12-19'), by: 'lurah-1', name: 'Lurah Kiara', answer: null, closed: null,
}
const answer = { text: 'Salah hitung, sudah dibetulkan.', on: day('2025-12-10'), by: 'ketua-1', name: 'Ketua' }
const closed = { on: day('2025-12-12'), by: 'lurah-1', name: 'Lurah Kiara' }
const ANSWERED: RemarkData = { ...ASKED, answer }
const CLOSED: RemarkData = { ...ANSWERED, closed }

const rules = (data: RemarkData, before: RemarkData | null, actor: string, roles: readonly Role[], conflicts: readonly Known[] = []): string[] =>
  checkRemark(data, { id: 'catatan-1', actor, roles, stream: 'kmp:kmp-kiara/finance', before, found: () => conflicts }).map(broken => broken.rule)

describe('remarks of the examiners', () => {
  it('one is written in the examiner’s own name, with no answer, due on its day or later', () => {
    expect(rules(ASKED, null, 'lurah-1', ['lurah'])).toEqual([])
    expect(rules({ ...ASKED, dueOn: ASKED.on }, null, 'lurah-1', ['lurah'])).toEqual([])
    expect(rules({ ...ASKED, dueOn: day('2025-12-04') }, null, 'lurah-1', ['lurah'])).toEqual(['remark-due'])
    expect(rules(ASKED, null, 'lurah-2', ['lurah'])).toEqual(['entry-actor'])
    expect(rules(ANSWERED, null, 'lurah-1', ['lurah'])).toEqual(['remark-new'])
    expect(rules({ ...ASKED, month: '2026-01' }, null, 'lurah-1', ['lurah'])).toEqual(['remark-month'])
  })

  it.each(['month', 'topic', 'text', 'on', 'dueOn', 'by', 'name'] as const)('%s stays as it was written', field => {
    const other = { month: '2025-10', topic: 'stok', text: 'lain', on: day('2025-12-06'), dueOn: day('2026-01-19'), by: 'lurah-2', name: 'Lain' } as const
    expect(rules({ ...ASKED, [field]: other[field] }, ASKED, 'lurah-1', ['lurah'])).toEqual(['remark-fixed'])
  })

  it('the pengurus answer in their own names and not before the day of the remark', () => {
    expect(rules(ANSWERED, ASKED, 'ketua-1', ['ketua'])).toEqual([])
    expect(rules(ANSWERED, ASKED, 'ketua-2', ['ketua'])).toEqual(['remark-step'])
    expect(rules(ANSWERED, ASKED, 'ketua-1', ['lurah'])).toEqual(['remark-step'])
    expect(rules({ ...ASKED, answer: { ...answer, on: day('2025-12-04') } }, ASKED, 'ketua-1', ['ketua'])).toEqual(['remark-step-day'])
  })

  it('an answer is replaced by another and never taken away', () => {
    const better = { ...answer, text: 'Buktinya terlampir di buku kas.', by: 'bendahara-1' }
    expect(rules({ ...ANSWERED, answer: better }, ANSWERED, 'bendahara-1', ['bendahara'])).toEqual([])
    expect(rules(ASKED, ANSWERED, 'ketua-1', ['ketua'])).toEqual(['remark-answered'])
  })

  it('an examiner closes it once it is answered', () => {
    expect(rules(CLOSED, ANSWERED, 'lurah-1', ['lurah'])).toEqual([])
    expect(rules({ ...CLOSED, closed: { ...closed, by: 'pengawas-1' } }, ANSWERED, 'pengawas-1', ['pengawas'])).toEqual([])
    expect(rules({ ...ASKED, closed }, ASKED, 'lurah-1', ['lurah'])).toEqual(['remark-unanswered'])
    expect(rules({ ...CLOSED, closed: { ...closed, by: 'ketua-1' } }, ANSWERED, 'ketua-1', ['ketua'])).toEqual(['remark-step'])
    expect(rules({ ...CLOSED, closed: { ...closed, on: day('2025-12-09') } }, ANSWERED, 'lurah-1', ['lurah'])).toEqual(['remark-step-day'])
  })

  it('nothing changes once it is closed', () => {
    expect(rules({ ...CLOSED, answer: { ...answer, text: 'lain' } }, CLOSED, 'ketua-1', ['ketua'])).toEqual(['remark-closed'])
    expect(rules(ANSWERED, CLOSED, 'lurah-1', ['lurah'])).toContain('remark-closed')
  })

  it('of two answers written at once, whoever settles it may take the other one under the name that stands there', () => {
    const offered = { ...answer, text: 'Jawaban bendahara.', by: 'bendahara-1', name: 'Bendahara' }
    const conflict: Known = { id: 'c-1', kind: 'conflict', stream: 'kmp:kmp-kiara/finance', rev: 1, state: 'live', data: { group: 'answer', offered: { value: offered } } }
    expect(rules({ ...ASKED, answer: offered }, ANSWERED, 'ketua-1', ['ketua'], [conflict])).toEqual([])
    expect(rules({ ...ASKED, answer: { ...offered, text: 'lain' } }, ANSWERED, 'ketua-1', ['ketua'], [conflict])).toEqual(['remark-step'])
    expect(rules({ ...CLOSED, answer: offered }, CLOSED, 'ketua-1', ['ketua'], [conflict])).toEqual(['remark-closed'])
  })

  it('is late from the day after it was due, until somebody answers', () => {
    expect(remarkState(ASKED, day('2025-12-19'))).toBe('terbuka')
    expect(remarkState(ASKED, day('2025-12-20'))).toBe('terlambat')
    expect(remarkState(ANSWERED, day('2025-12-20'))).toBe('dijawab')
    expect(remarkState(CLOSED, day('2025-12-20'))).toBe('selesai')
  })
})
