import { computed, reactive, ref, watch, type Ref } from 'vue'
import { isDay } from '#domain/core/day.ts'
import { parsePhone } from '#domain/core/phone.ts'
import { useApp } from '#app/context.ts'
import { useWords } from '#app/locales/use-words.ts'
import type { Acted } from '#app/shared/forms/use-act.ts'
import { readRefund, REFUND_INTERESTS, returnedBy } from '#app/shared/coop/refund.ts'
import { useRefundWords } from '#app/shared/coop/refund-words.ts'
import { saveFailureText } from '#app/shared/save-failure.ts'
import { useLive } from '#app/shared/use-live.ts'
import { mayTakeMoney, payMethodOf } from './accept.ts'
import { leave, payoutNumbers, type ExitError, type Payout } from './exit.ts'
import { exitWords } from './exit-words.ts'
import type { Member } from './repository.ts'
import { memberWords, stateWord } from './words.ts'

/** What is chosen: "no longer eligible" ends a membership as leaving does, with its own reason. */
const STATES = { keluar: 'keluar', syarat: 'keluar', diberhentikan: 'diberhentikan', meninggal: 'meninggal' } as const
type Choice = keyof typeof STATES
const isChoice = (word: string): word is Choice => word in STATES
const EMPTY = { state: '', on: '', reason: '', heirName: '', heirRelation: '', heirPhone: '', payout: '' }
/** Stands in the record itself, whatever the screen speaks. */
const INELIGIBLE = 'Tidak lagi memenuhi syarat'

export function exitErrorText(error: ExitError, t: (word: 'errChanged' | 'errGone') => string): string {
  if (error.kind === 'figures-changed') return t('errChanged')
  return error.kind === 'nik-taken' || error.kind === 'no-home' || error.kind === 'gone' ? t('errGone') : saveFailureText(error)
}

/** Numbers of papers are drawn once for a dialog: a save that fails leaves no gap. */
export function usePayout(): (method: string) => Promise<Payout> {
  const app = useApp()
  let drawn: Omit<Payout, 'method'> | null = null
  return async method => ({ ...(drawn ??= await payoutNumbers(app)), method: payMethodOf(method) })
}

/** The dialog at the end of a membership: what is typed, what is wrong with it, what it comes to, and the save. */
export function useLeaving(member: () => Member, open: Ref<boolean>) {
  const app = useApp()
  const t = useWords(exitWords)
  const states = useWords(memberWords)
  const form = reactive({ ...EMPTY })
  const tried = ref(false)
  const payoutOf = usePayout()
  const wordsOf = useRefundWords()
  const applicant = computed(() => member().data.status.state === 'calon')
  watch(open, isOpen => {
    if (!isOpen) return
    Object.assign(form, EMPTY, { on: app.today() })
    tried.value = false
  })
  const { data: exit } = useLive(async () => {
    const [one, on, isOpen] = [member(), isDay(form.on) ? form.on : app.today(), open.value]
    return isOpen ? readRefund(app, one.id, { leftOn: on }) : null
  }, REFUND_INTERESTS)
  const returns = computed(() => (exit.value ? returnedBy(exit.value) : 0))
  const mayPay = computed(() => returns.value > 0 && mayTakeMoney(app))

  const errors = computed((): Partial<Record<keyof typeof EMPTY, string>> => {
    const found: Partial<Record<keyof typeof EMPTY, string>> = {}
    if (form.reason.trim() === '') found.reason = t('errReason')
    if (mayPay.value && form.payout === '') found.payout = t('errPayout')
    if (applicant.value) return found
    if (!isChoice(form.state)) found.state = t('errState')
    if (!isDay(form.on)) found.on = t('errDay')
    else if (form.on > app.today()) found.on = t('errFuture')
    else if (form.on < member().data.joinedOn) found.on = t('errBeforeJoin')
    if (form.state !== 'meninggal') return found
    if (form.heirName.trim() === '') found.heirName = t('errHeirName')
    if (form.heirRelation.trim() === '') found.heirRelation = t('errHeirRelation')
    if (form.heirPhone.trim() !== '' && !parsePhone(form.heirPhone).ok) found.heirPhone = t('errHeirPhone')
    return found
  })

  /** Calls itself only where nothing is wrong. */
  async function save(): Promise<Acted> {
    const one = member()
    const { name } = one.data
    const phone = parsePhone(form.heirPhone)
    const state = !applicant.value && isChoice(form.state) ? STATES[form.state] : null
    const heir = state === 'meninggal' ? { name: form.heirName.trim(), relation: form.heirRelation.trim(), phone: phone.ok ? phone.value : null } : null
    const reason = form.state === 'syarat' ? `${INELIGIBLE}: ${form.reason.trim()}` : form.reason.trim()
    const payout = mayPay.value && form.payout !== 'nanti' ? await payoutOf(form.payout) : null
    const saved = await leave(app, one, { state, on: isDay(form.on) ? form.on : app.today(), reason: reason.slice(0, 200), heir, payout, shown: exit.value ?? null }, wordsOf(heir))
    if (!saved.ok) return { failure: exitErrorText(saved.error, t) }
    return { said: state === null ? t('withdrawn', { name }) : t('saved', { name, state: states(stateWord(state)) }) }
  }
  return { form, tried, applicant, exit, mayPay, returns, errors, errorOf: (field: keyof typeof EMPTY) => (tried.value ? errors.value[field] : undefined), save }
}
