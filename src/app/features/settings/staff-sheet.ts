import type { Zone } from '#domain/core/day.ts'
import { useWords } from '../../locales/use-words.ts'
import { formatInstant } from '../../shared/format.ts'
import type { CellValue, Sheet } from '../../shared/spreadsheet/sheet.ts'
import type { AccountLine } from './account-lines.ts'
import { toMs } from './admin.ts'
import { employmentWord, lookOf, postText, professionWord, rolesText, stateWord } from './staff-say.ts'
import { staffWords } from './staff-words.ts'
import { settingsWords } from './words.ts'

const t = useWords(settingsWords)
const ts = useWords(staffWords)

/** The list of staff as it stands on the screen. `titles` says what it was narrowed to and how old it is. */
export const staffSheet = (lines: readonly AccountLine[], titles: readonly string[], nameOf: (id: string) => string, zone: Zone): Sheet => ({
  name: ts('sheet'), title: [ts('paperTitle'), ...titles], landscape: true,
  columns: [
    { header: ts('name'), width: 28 }, { header: ts('nip'), width: 22 }, { header: t('profession'), width: 14 }, { header: ts('employment'), width: 14 }, { header: ts('places'), width: 34 },
    { header: ts('strNumber'), width: 20 }, { header: ts('strUntil'), width: 14, type: 'day' }, { header: ts('strState'), width: 20 },
    { header: ts('sipNumber'), width: 20 }, { header: ts('sipPlace'), width: 20 }, { header: ts('sipUntil'), width: 14, type: 'day' }, { header: ts('sipState'), width: 20 },
    { header: ts('roles'), width: 40 }, { header: ts('username'), width: 18 }, { header: ts('lastSignIn'), width: 20 }, { header: ts('state'), width: 12 },
  ],
  rows: lines.map((line): CellValue[] => {
    const { account } = line
    const [str, sip, at] = [lookOf(line, 'str'), lookOf(line, 'sip'), toMs(account.lastSignInAt)]
    return [
      account.name, account.nip ?? null, professionWord(account.profession), employmentWord(account.employment), line.posts.map(postText).join('; '),
      str.number, str.expiresOn ?? (str.number === null ? null : ts('forLife')), stateWord(str), sip.number, account.sip?.place === undefined ? null : nameOf(account.sip.place), sip.expiresOn, stateWord(sip),
      rolesText(account, nameOf).join('; '), account.username, at === null ? t('never') : formatInstant(at, zone), account.active ? ts('yes') : ts('no_'),
    ]
  }),
})
