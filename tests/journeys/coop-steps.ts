import { expect, type Page } from '@playwright/test'
import type { Day } from '#domain/core/day.ts'
import type { Tablet } from '#tests/support/tablet.ts'

/* What the journeys of a cooperative have in common. */

/** A NIK of a region that does not exist, of somebody born on that day; women carry their day + 40. */
export const nikOf = (born: Day, sex: 'L' | 'P', serial: number): string =>
  `367399${String(Number(born.slice(8)) + (sex === 'P' ? 40 : 0)).padStart(2, '0')}${born.slice(5, 7)}${born.slice(2, 4)}${String(serial).padStart(4, '0')}`

export const textbox = (page: Page, name: string | RegExp) => page.getByRole('main').getByRole('textbox', { name })
export const heading = (page: Page, name: string | RegExp) => expect(page.getByRole('heading', { level: 1, name })).toBeVisible()
export const open = (page: Page, name: string | RegExp) => page.getByRole('main').getByRole('link', { name }).first().click()
export const press = (page: Page, name: string | RegExp) => page.getByRole('main').getByRole('button', { name, exact: true }).first().click()
export const choose = (page: Page, group: string, option: string) => page.getByRole('main').getByRole('radiogroup', { name: group }).first().getByRole('radio', { name: option, exact: true }).check()
export const holds = (page: Page, words: string | RegExp) => expect(page.getByRole('main')).toContainText(words)
export const said = (page: Page, words: string | RegExp) => expect(page.getByRole('status').filter({ hasText: words }).first()).toBeVisible()

const HEAD = 'Nomor anggota;Nama lengkap;NIK;Tempat lahir;Tanggal lahir;JK;Alamat;RT;RW;Tanggal masuk;Simpanan pokok;Simpanan wajib;Status;Tanggal keluar;Sebab'
export const upload = (page: Page, rows: readonly string[]) =>
  page.getByLabel('Berkas Excel atau CSV').setInputFiles({ name: 'buku anggota.csv', mimeType: 'text/csv', buffer: Buffer.from([HEAD, ...rows].join('\r\n'), 'utf8') })

/**
 * From its next page on the tablet's clock goes as ever, but on another day: a year cannot be waited for. It has to go: a press within
 * the millisecond of a page's drawing is none.
 */
export const onDay = async (tablet: Tablet, on: string): Promise<void> => void await tablet.context.addInitScript(shift => {
  // Every earlier day has its script as well: all of them begin from the tablet's true clock.
  const kept = globalThis as unknown as { trueDate?: DateConstructor }
  const RealDate = kept.trueDate ??= Date
  globalThis.Date = class extends RealDate {
    constructor(...given: [] | [number | string | Date]) {
      if (given.length === 0) super(RealDate.now() + shift)
      else super(...given)
    }
    static override now(): number { return RealDate.now() + shift }
  } as DateConstructor
}, Date.parse(`${on}T09:00:00+07:00`) - Date.now())
