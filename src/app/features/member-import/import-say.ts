import { memberHeader } from '#domain/rules/members/member-columns.ts'
import type { MemberLine, RowDoubt, RowProblem } from '#domain/rules/members/member-import-line.ts'
import type { NikError, NikWarning } from '#domain/rules/members/nik.ts'
import { useWords } from '#app/locales/use-words.ts'
import { formatDay, formatNumber, formatRupiah } from '#app/shared/format.ts'
import { importWords } from './words.ts'

const t = useWords(importWords)

function nikText(error: NikError): string {
  switch (error.kind) {
    case 'length': return t('probNikLength', { n: formatNumber(error.length) })
    case 'characters': return t('probNikCharacters')
    case 'serial': return t('probNikSerial')
    case 'date': return t('probNikDate', { day: error.day, month: error.month, year: String(error.year).padStart(2, '0') })
  }
}

export function problemText(problem: RowProblem): string {
  switch (problem.kind) {
    case 'missing': return problem.column === 'nik' ? t('probNikMissing') : t('probMissing', { column: memberHeader(problem.column) })
    case 'nik': return nikText(problem.error)
    case 'nik-rounded': return t('probNikRounded')
    case 'twice': return t('probTwice', { row: formatNumber(problem.row) })
    case 'day': return t(({ impossible: 'probImpossible', unreadable: 'probUnreadable', future: 'probFuture' } as const)[problem.why], { column: memberHeader(problem.column), text: problem.text })
    case 'exit-before-joined': return t('probExit')
    case 'joined-before-birth': return t('probJoined')
    case 'amount': return t(problem.why === 'negative' ? 'probNegative' : 'probAmount', { column: memberHeader(problem.column), text: problem.text })
    case 'pokok-over': return t('probPokok', { amount: formatRupiah(problem.amount), asked: formatRupiah(problem.asked) })
    case 'unknown-word': return t('probWord', { column: memberHeader(problem.column), text: problem.text })
    case 'too-long': return t('probLong', { column: memberHeader(problem.column) })
  }
}

function warningText(warning: NikWarning): string {
  switch (warning.kind) {
    case 'birth': return t('doubtBirth', { inNik: formatDay(warning.inNik), entered: formatDay(warning.entered) })
    case 'sex': return t('doubtSex', { inNik: warning.inNik, entered: warning.entered })
    case 'region': return t('doubtRegion', { region: warning.inNik })
  }
}

export function doubtText(doubt: RowDoubt): string {
  switch (doubt.kind) {
    case 'nik-differs': return warningText(doubt.warning)
    case 'alike': {
      const where = doubt.row === null ? t('inBook', { number: doubt.number }) : t('inFile', { row: formatNumber(doubt.row) })
      return t(doubt.how === 'same-birth' ? 'doubtSameBirth' : 'doubtSound', { name: doubt.name, where })
    }
    case 'two-digits': return t('doubtTwoDigits', { column: memberHeader(doubt.column), text: doubt.text, day: formatDay(doubt.day) })
    case 'empty': return t('doubtEmpty', { column: memberHeader(doubt.column) })
    case 'from-nik': return t('doubtFromNik', { column: memberHeader(doubt.column) })
    case 'dropped': return t('doubtDropped', { column: memberHeader(doubt.column), text: doubt.text })
    case 'joined-empty': return t('doubtJoined', { day: formatDay(doubt.day) })
    case 'number-taken': return t('doubtNumber', { number: doubt.number })
    case 'left-savings': return t('doubtLeft', { amount: formatRupiah(doubt.amount) })
    case 'no-money-rights': return t('doubtNoMoney', { amount: formatRupiah(doubt.amount) })
    case 'rejoins': return t('doubtRejoins', { number: doubt.number })
    case 'stays-applicant': return t(doubt.why === 'book' ? 'doubtBook' : 'doubtPokok')
    case 'heir-unknown': return t('doubtHeir')
  }
}

/** What is worth saying of a row that is neither wrong nor doubtful. */
export function noteText(line: MemberLine): string {
  if (line.outcome === 'there') return t('noteThere')
  return line.waits === null || line.doubts.some(doubt => doubt.kind === 'stays-applicant') ? '' : t(line.waits === 'book' ? 'noteBook' : 'notePokok')
}

/** Everything there is to say about a row. */
export const lineTexts = (line: MemberLine): string[] => [...line.problems.map(problemText), ...line.doubts.map(doubtText), noteText(line)].filter(text => text !== '')

const STATES = { aktif: 'stateAktif', calon: 'stateCalon', keluar: 'stateKeluar', diberhentikan: 'stateDiberhentikan', meninggal: 'stateMeninggal' } as const
export const becomesText = ({ member }: MemberLine): string => (member ? t('becomesLine', { state: t(STATES[member.status.state]), number: member.number ?? t('newNumber') }) : '')
export const savingsOf = ({ savings }: MemberLine): number => (savings ? savings.pokok + savings.wajib + savings.sukarela : 0)
export const OUTCOME_WORDS = { good: 'outcomeGood', doubt: 'outcomeDoubt', refused: 'outcomeRefused', there: 'outcomeThere' } as const satisfies Record<MemberLine['outcome'], string>
