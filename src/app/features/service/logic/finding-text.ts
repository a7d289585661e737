import type { Finding } from '#domain/rules/clinic/safety/check.ts'
import { useWords } from '#app/locales/use-words.ts'
import { formatDay, formatNumber } from '#app/shared/format.ts'
import { prescriptionWords } from '../prescription-words.ts'

const WITH = { resep: 'withDrug', rutin: 'withRoutine', berjalan: 'withRunning' } as const
const SAME = { resep: 'sameDrug', rutin: 'sameRoutine', berjalan: 'sameRunning' } as const
const ALIKE = { resep: 'alikeDrug', rutin: 'alikeRoutine', berjalan: 'alikeRunning' } as const

/** A finding as a sentence at one of its lines. `nameOf` names a drug of the prescription, `own` is the line's. */
export function useFindingText() {
  const t = useWords(prescriptionWords)

  function text(finding: Finding, own: string, nameOf: (drugId: string) => string): string {
    const { reason } = finding
    const others = finding.drugs.filter(id => id !== own).map(nameOf)
    const facts = { with: finding.origin === 'resep' && others.length > 0 ? others.join(', ') : finding.with, date: finding.until === '' ? '' : formatDay(finding.until), reason }
    switch (finding.kind) {
      case 'alergi': return reason === '' ? t('allergyDirect', facts) : t('allergyCross', facts)
      case 'interaksi': return t(WITH[finding.origin ?? 'resep'], facts)
      case 'ganda': return reason !== '' ? t(WITH[finding.origin ?? 'resep'], facts) : t((finding.id.startsWith('ganda:sama') ? SAME : ALIKE)[finding.origin ?? 'resep'], facts)
      case 'kehamilan': return finding.with === '' ? reason : finding.with === 'minggu-belum-diisi' ? t('weeksUnknown', facts) : t('atWeeks', { n: finding.with, reason })
      case 'menyusui': case 'anak': case 'lansia': return reason
      case 'penyakit': return t('inIllness', facts)
      case 'antibiotik': return t('rarely', { code: finding.with })
      case 'dosis': return t('tooMuch', { group: finding.with, mg: formatNumber(finding.amount?.mgPerDay ?? 0), most: formatNumber(finding.amount?.most ?? 0) })
    }
  }
  return { text }
}
