import { classOf, COMPLAINT_NORMS, topicOf } from '#domain/rules/supervision/complaint-rules.ts'
import { useWords } from '#app/locales/use-words.ts'
import { formatPhone } from '#app/shared/format.ts'
import type { CellValue, Sheet } from '#app/shared/spreadsheet/sheet.ts'
import type { ComplaintLine } from './complaints.ts'
import { answerWord, channelWord, classWord, stateWord, topicWord } from './say.ts'
import { complaintWords } from './words.ts'

const t = useWords(complaintWords)

/** The list as it stands on the screen, with what was complained of and answered. `scope` says what it was narrowed to. */
export const complaintSheet = (lines: readonly ComplaintLine[], scope: string): Sheet => ({
  name: t('sheet'), title: [t('sheetTitle'), scope, t('sheetNote')], landscape: true,
  columns: [
    { header: t('number'), width: 20 }, { header: t('on'), width: 12, type: 'day' }, { header: t('place'), width: 20 }, { header: t('topic'), width: 20 }, { header: t('class'), width: 16 }, { header: t('norms'), width: 10, type: 'whole' },
    { header: t('channel'), width: 14 }, { header: t('from'), width: 22 }, { header: t('phone'), width: 16 }, { header: t('textShort'), width: 50 }, { header: t('serviceOn'), width: 14, type: 'day' }, { header: t('due'), width: 12, type: 'day' },
    { header: t('state'), width: 18 }, { header: t('owner'), width: 22 }, { header: t('replyOn'), width: 14, type: 'day' }, { header: t('replyShort'), width: 50 }, { header: t('satisfaction'), width: 20 },
  ],
  rows: lines.map(({ complaint: { data }, place, due, state }): CellValue[] => [
    data.number, data.on, place, topicWord(topicOf(data)), classWord(classOf(data)), COMPLAINT_NORMS[classOf(data)] ?? null, channelWord(data.channel), data.from?.name ?? t('anonymous'), data.from?.phone ? formatPhone(data.from.phone) : null,
    data.text, data.serviceOn, due, stateWord(state), data.owner?.name ?? null, data.reply?.on ?? null, data.reply?.text ?? null, data.satisfaction ? answerWord(data.satisfaction.answer) : null,
  ]),
})
