import { computed, reactive, ref } from 'vue'
import { isDay } from '#domain/core/day.ts'
import { parsePhone } from '#domain/core/phone.ts'
import { compareNik, tidyNik } from '#domain/rules/members/nik.ts'
import { useApp } from '#app/context.ts'
import { useWords } from '#app/locales/use-words.ts'
import { formatDay, formatRupiah } from '#app/shared/format.ts'
import { useLive } from '#app/shared/use-live.ts'
import { isMinor, paidNow, problemsOf, readNik, type MemberField, type Problem } from './form.ts'
import type { OpenForm } from './open-form.ts'
import { LIST_INTERESTS, memberLines } from './repository.ts'
import { useFilledByNik } from './use-filled-by-nik.ts'
import { useTwins } from './use-twins.ts'
import { memberWords, stateWord } from './words.ts'

/** A mistake that is certain while the field is still being typed; the others wait until the field is left. */
const AT_ONCE: readonly Problem['word'][] = ['errNikDigits', 'errNikTooLong', 'errNikSerial', 'errNikDate', 'errBornFuture', 'errBornOld', 'errJoinedFuture', 'errJoinedBeforeBirth', 'errTooLong']

/** The member form while it is typed: its texts, and beside each field what is wrong (blocks) or worth a look (never blocks). */
export function useMemberForm(opened: OpenForm) {
  const app = useApp()
  const t = useWords(memberWords)
  const today = app.today()
  const form = reactive({ ...opened.form })
  const submitted = ref(false)
  const left = reactive(new Set<string>())
  const { data: lines } = useLive(() => memberLines(app), LIST_INTERESTS)
  const twins = useTwins(form, opened.id, () => lines.value ?? [])
  useFilledByNik(form, today)

  const say = t as unknown as (word: Problem['word'], params?: Problem['params']) => string
  const overpaid = computed((): Problem[] => (opened.dues && (paidNow(form) ?? 0) > opened.dues.pokok ? [{ field: 'payAmount', word: 'errPayMore', params: { pokok: formatRupiah(opened.dues.pokok) } }] : []))
  const problems = computed(() => [...problemsOf(form, today), ...overpaid.value])
  const taken = computed(() => (twins.value.active ? t('errNikTaken', { name: twins.value.active.data.name, number: twins.value.active.data.number }) : null))
  const all = computed(() => [
    ...problems.value.map(problem => ({ field: problem.field, text: say(problem.word, problem.params) })),
    ...(taken.value === null ? [] : [{ field: 'nik' as const, text: taken.value }]),
  ])

  /** What stands under a field in red: all of it after an attempt to save, before that only what is certain or left behind. */
  function errorOf(field: MemberField): string | undefined {
    if (field === 'nik' && taken.value !== null) return taken.value
    const shown = problems.value.filter(problem => problem.field === field && (submitted.value || left.has(field) || AT_ONCE.includes(problem.word)))
    return shown.length === 0 ? undefined : shown.map(problem => say(problem.word, problem.params)).join(' ')
  }

  /** BR-05: what the NIK says otherwise, with the reason why it may still be right. */
  const nikWarning = computed(() => {
    const nik = readNik(form, today)
    const former = twins.value.former
    const texts: string[] = []
    if (former && !twins.value.active) texts.push(t('warnNikLeft', { name: former.data.name, number: former.data.number, state: t(stateWord(former.data.status.state)).toLowerCase() }))
    if (nik) {
      const sex = form.sex === 'L' || form.sex === 'P' ? form.sex : null
      for (const warning of compareNik(nik, { bornOn: isDay(form.bornOn) ? form.bornOn : null, sex, regionCode: opened.regionCode })) {
        if (warning.kind === 'birth') texts.push(t('warnNikBorn', { day: formatDay(warning.inNik) }))
        else if (warning.kind === 'sex') texts.push(t('warnNikSex', { sex: t(warning.inNik === 'L' ? 'male' : 'female').toLowerCase() }))
        else texts.push(t('warnNikRegion', { region: warning.inNik }))
      }
    }
    return texts.length === 0 ? undefined : texts.join(' ')
  })
  const nikHint = computed(() => {
    const n = tidyNik(form.nik).length
    return n > 0 && n < 16 ? t('nikCount', { n }) : t('nikHint')
  })
  const nameWarning = computed(() => {
    const { namesake, alike } = twins.value
    if (namesake) return t('warnSamePerson', { name: namesake.name, number: namesake.number })
    return alike ? t('warnAlike', { name: alike.name, number: alike.number, day: formatDay(alike.bornOn) }) : undefined
  })
  /** Members live in the kelurahan of their KMP (domain §2); who moved away or is only registered elsewhere is still written down. */
  const kelurahanWarning = computed(() => {
    const elsewhere = form.kelurahanCode !== '' && opened.regionCode !== null ? form.kelurahanCode !== opened.regionCode
      : form.kelurahan.trim() !== '' && opened.kelurahan !== '' && form.kelurahan.trim().toLowerCase() !== opened.kelurahan.toLowerCase()
    return elsewhere ? t('warnKelurahan', { kelurahan: opened.kelurahan }) : undefined
  })
  const minor = computed(() => isMinor(form, today))
  /** What saving makes of the applicant, told before it is pressed. */
  const duesNote = computed(() => {
    const { dues } = opened
    if (!dues) return ''
    const paid = dues.mayTake ? (paidNow(form) ?? 0) : 0
    const missing = [...(paid < dues.pokok ? [t('missingPokok', { amount: formatRupiah(dues.pokok - paid) })] : []), ...(form.book === '' ? [t('missingBook')] : [])]
    return missing.length === 0 ? t('becomesActive') : t('staysApplicant', { missing: missing.join('; ') })
  })
  const phoneHint = computed(() => {
    const phone = parsePhone(form.phone)
    return phone.ok ? t('phoneSaved', { phone: phone.value }) : t('phoneHint')
  })
  /** The other person, to be opened and compared. */
  const twin = computed(() => {
    const found = twins.value.active ?? twins.value.former
    if (found) return { id: found.id, number: found.data.number }
    const named = twins.value.namesake ?? twins.value.alike
    return named ? { id: named.id, number: named.number } : null
  })

  return { form, submitted, left, problems: all, errorOf, nikWarning, nikHint, nameWarning, phoneHint, twin, kelurahanWarning, minor, duesNote, dues: opened.dues }
}
