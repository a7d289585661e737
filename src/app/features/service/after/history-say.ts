import { useWords } from '#app/locales/use-words.ts'
import { formatDay } from '#app/shared/format.ts'
import type { HistoryLine } from './history.ts'
import { afterWords } from './words.ts'

type Word = keyof typeof afterWords.id

/** What field groups of a visit are called. */
const GROUPS: Readonly<Record<string, Word>> = {
  complaint: 'g_complaint', history: 'g_history', allergy: 'g_allergy', vitals: 'vitals', examination: 'g_examination', diagnoses: 'diagnosis', prescription: 'g_prescription', plan: 'g_plan', signature: 'g_signature',
  background: 'background', procedures: 'procedures', education: 'education', outcome: 'outcomeSection', consciousness: 'consciousness', alarmPlan: 'g_alarmPlan',
}
const LETTERS: Readonly<Record<string, Word>> = { rujukan: 'letter_rujukan', sakit: 'letter_sakit', sehat: 'letter_sehat', persetujuan: 'letter_persetujuan', penolakan: 'letter_penolakan' }
const ENDS: Readonly<Record<string, Word>> = {
  datang: 'end_datang', dihubungi: 'end_dihubungi', dikunjungi: 'end_dikunjungi', menolak: 'end_menolak', pindah: 'end_pindah', meninggal: 'end_meninggal', batal: 'end_batal',
}

/** Plain words of letters; what only a newer version knows is called a letter. */
export function useLetterName(): (type: string) => string {
  const t = useWords(afterWords)
  const word = (key: Word): string => (t as (key: Word) => string)(key)
  return type => word(LETTERS[type] ?? 'letter_other')
}

/** The sentence of a line of history, and what stands beneath it. */
export function useHistoryText(): (line: HistoryLine, name: string) => { readonly text: string; readonly detail: string } {
  const t = useWords(afterWords)
  const word = (key: Word): string => (t as (key: Word) => string)(key)
  const letterName = useLetterName()
  const sentence = ({ kind, facts }: HistoryLine, name: string): string => {
    const fact = (key: string): string => facts[key] ?? ''
    const letter = { type: letterName(fact('type')), number: fact('number') }
    switch (kind) {
      case 'begun': return t('begun', { name })
      case 'signed': return t('signed', { name, sip: fact('sip') || '–' })
      case 'handed': return fact('number') === '' ? t('handedAlone') : t('handed', { number: fact('number'), source: t(fact('source') === 'koperasi' ? 'cooperative' : 'programme') })
      case 'back': return fact('number') === '' ? t('handedAloneBack') : t('handedBack', { number: fact('number') })
      case 'addendum': return t(fact('late') ? 'addendumLate' : 'addendumBy', { name })
      case 'addendum-decided': return t(fact('choice') === 'ditolak' ? 'addendumRefused' : 'addendumApproved', { name, date: formatDay(fact('on')) })
      case 'letter': return t('letter', { ...letter, name })
      case 'letter-voided': return t('letterVoided', letter)
      case 'letter-replied': return t('letterReplied', { number: letter.number, from: fact('from') || '–' })
      case 'follow-up': return t('followUp', { date: formatDay(fact('due')) })
      case 'follow-up-ended': return t('followUpEnded', { how: word(ENDS[fact('how')] ?? 'end_batal') })
      case 'settled': return t('conflictSettled', { name, group: GROUPS[fact('group')] ? word(GROUPS[fact('group')] as Word) : fact('group') })
      case 'voided': return t('voided', { name })
    }
  }
  const named: ReadonlySet<string> = new Set(['handed', 'back', 'letter-voided', 'letter-replied', 'follow-up', 'follow-up-ended'])
  return (line, name) => {
    const reason = line.facts['reason'] ?? ''
    const why = reason !== '' ? t('voidReason', { reason }) : line.kind === 'voided' ? t('voidReasonUnknown') : ''
    return { text: sentence(line, name), detail: [named.has(line.kind) ? name : '', why].filter(part => part !== '').join(' · ') }
  }
}
