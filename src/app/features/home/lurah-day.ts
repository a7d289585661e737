import { addMonths, monthOf, type Month } from '#domain/core/day.ts'
import { reportTimed, type Timed } from '#domain/rules/finance/coop-report.ts'
import type { AppContext } from '#app/context.ts'
import type { Interest } from '#app/db/record-store.ts'
import { kmpPlace } from '#app/shared/coop/kmp.ts'
import { remarkCounts, type RemarkCounts } from '#app/shared/coop/remarks.ts'
import { readCoopSetting } from '#app/shared/coop/setting.ts'
import { DEFAULT_DUE_DAY } from '#app/shared/coop/month.ts'

/** What waits for whoever examines the cooperative: last month's report, and his remarks. */
export interface LurahWork { readonly month: Month; readonly report: Timed; readonly remarks: RemarkCounts }
export const LURAH_INTERESTS: readonly Interest[] = [{ kind: 'coop-report' }, { kind: 'remark' }, { kind: 'coop-setting' }]

/** Null for whoever examines no cooperative that this tablet holds. */
export async function lurahWork(app: AppContext): Promise<LurahWork | null> {
  const place = kmpPlace(app)
  if (!place) return null
  const { finance } = place.streams
  const month = addMonths(monthOf(app.today()), -1)
  const [setting, reports, remarks] = await Promise.all([readCoopSetting(app.store, finance), app.store.byKey('coop-report', 'month', month), remarkCounts(app.store, finance, app.today())])
  const sentOn = reports.filter(report => report.stream === finance && report.state === 'live').map(report => report.data.on)
  return { month, remarks, report: reportTimed(month, setting?.data.reportDueDay ?? DEFAULT_DUE_DAY, sentOn, app.today()) }
}
