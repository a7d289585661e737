import type { MemberData } from '#domain/records/member.ts'
import { defineWords } from '../../locales/catalogue.ts'
import { useWords } from '../../locales/use-words.ts'
import type { RefundWords } from './refund.ts'

/** What the books say of a return of simpanan (BR-13). */
export const refundWords = defineWords(
  {
    noteExit: 'Keanggotaan berakhir',
    noteHeir: 'Keanggotaan berakhir. Diserahkan kepada ahli waris {heir} ({relation}).',
    noteDebt: 'Utang belanja diperhitungkan dengan simpanan',
    noteArrears: 'Simpanan wajib yang belum dibayar, diperhitungkan saat keluar',
  },
  {
    noteExit: 'Membership ended',
    noteHeir: 'Membership ended. Handed to the heir {heir} ({relation}).',
    noteDebt: 'Debt for goods set off against savings',
    noteArrears: 'Unpaid simpanan wajib, set off on leaving',
  },
)

export function useRefundWords(): (heir: MemberData['status']['heir'] | null) => RefundWords {
  const t = useWords(refundWords)
  return heir => ({ note: heir ? t('noteHeir', { heir: heir.name, relation: heir.relation }).slice(0, 200) : t('noteExit'), debt: t('noteDebt'), arrears: t('noteArrears') })
}
