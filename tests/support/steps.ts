import { expect, type Page } from '@playwright/test'

/** What people do on the screen, by the words they are trained on (the accessible names). */

export async function enrol(page: Page, code: string, name: string): Promise<void> {
  await page.goto('/')
  await page.getByLabel('Kode pendaftaran').fill(code)
  await page.getByLabel('Nama tablet').fill(name)
  await page.getByRole('button', { name: 'Daftarkan', exact: true }).click()
  await expect(page.getByLabel('Nama pengguna')).toBeVisible()
}

export async function signIn(page: Page, username: string, password: string): Promise<void> {
  await page.getByLabel('Nama pengguna').fill(username)
  await page.getByLabel(/^Kata sandi/).fill(password)
  await page.getByRole('button', { name: 'Masuk', exact: true }).click()
  await expect(page.getByRole('link', { name: 'Beranda' }).first()).toBeVisible()
}

/** Opens a tablet that was used before; works without a network. */
export async function unlock(page: Page, username: string, password: string): Promise<void> {
  await page.goto('/')
  await signIn(page, username, password)
}

export async function goTo(page: Page, place: string): Promise<void> {
  const link = page.getByRole('navigation').getByRole('link', { name: place, exact: true }).first()
  await link.click()
  // Not before the place is marked as open: until then the old page stands there, with links of the same names.
  await expect(link).toHaveAttribute('aria-current', 'page')
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
}

/** `31-01-1990` into the three boxes of a day. */
export async function fillDay(page: Page, label: string, day: string): Promise<void> {
  const [date, month, year] = day.split('-') as [string, string, string]
  const group = page.getByRole('group', { name: label })
  await group.getByLabel('Tgl').fill(date)
  await group.getByLabel('Bln').fill(month)
  await group.getByLabel('Tahun').fill(year)
}

async function choose(page: Page, group: string, option: string): Promise<void> {
  await page.getByRole('radiogroup', { name: group }).getByRole('radio', { name: option, exact: true }).check()
}

/** Types into a combobox and takes the option that holds the words. */
export async function pick(page: Page, label: string, words: string): Promise<void> {
  const box = page.getByRole('combobox', { name: label }).last()
  await box.click()
  await box.fill(words)
  await page.getByRole('option').filter({ hasText: words }).first().click()
}

export interface Person { name: string; nik: string; born: string; sex: 'Laki-laki' | 'Perempuan' }

/** Opens the form of a new member and fills it; saving is left to the caller. */
export async function fillMember(page: Page, person: Person): Promise<void> {
  await goTo(page, 'Anggota')
  await page.getByRole('link', { name: 'Anggota baru' }).first().click()
  await fillPerson(page, person)
}

export async function registerMember(page: Page, person: Person): Promise<void> {
  await fillMember(page, person)
  await saveWith(page, 'Simpan')
}

async function fillPerson(page: Page, person: Person): Promise<void> {
  await page.getByRole('textbox', { name: 'Nama lengkap' }).fill(person.name)
  await page.getByRole('textbox', { name: 'NIK', exact: true }).fill(person.nik)
  await fillDay(page, 'Tanggal lahir', person.born)
  await choose(page, 'Jenis kelamin', person.sex)
  await page.getByRole('textbox', { name: 'Alamat' }).fill('Kp. Contoh 1')
  await page.getByRole('textbox', { name: 'RT', exact: true }).fill('002')
  await page.getByRole('textbox', { name: 'RW', exact: true }).fill('004')
}

export interface Receipt { drug: string; batch: string; expires: string; quantity: number; source: 'Program' | 'Koperasi'; document: string }

export async function receiveDrug(page: Page, receipt: Receipt): Promise<void> {
  await goTo(page, 'Obat')
  await page.getByRole('link', { name: 'Penerimaan' }).first().click()
  await page.getByRole('textbox', { name: 'Nomor dokumen' }).fill(receipt.document)
  await page.getByRole('textbox', { name: 'Diterima dari' }).fill('Gudang farmasi puskesmas')
  await pick(page, 'Obat', receipt.drug)
  await page.getByRole('textbox', { name: 'Nomor batch' }).fill(receipt.batch)
  await page.getByRole('textbox', { name: 'Kedaluwarsa' }).fill(receipt.expires)
  await choose(page, 'Sumber dana', receipt.source)
  await page.getByRole('textbox', { name: 'Jumlah' }).first().fill(String(receipt.quantity))
  await saveWith(page, 'Simpan')
}

export async function newPatient(page: Page, person: Person): Promise<void> {
  await goTo(page, 'Pelayanan')
  await page.getByRole('link', { name: 'Pasien baru' }).first().click()
  await fillPerson(page, person)
  await saveWith(page, 'Simpan')
}

export interface Encounter {
  complaint: string
  vitals: Readonly<Record<string, string>>
  diagnosis: string
  drug?: { name: string; quantity: number; signa: string }
}

/** From the page of a patient: fills the visit, leaves signing to the caller. */
export async function fillVisit(page: Page, encounter: Encounter): Promise<void> {
  await page.getByRole('link', { name: 'Kunjungan baru' }).first().click()
  await page.getByRole('textbox', { name: 'Keluhan utama' }).fill(encounter.complaint)
  await choose(page, 'Alergi', 'Tidak ada')
  for (const [label, value] of Object.entries(encounter.vitals)) await page.getByRole('textbox', { name: label }).fill(value)
  await pick(page, 'Diagnosis', encounter.diagnosis)
  if (!encounter.drug) return
  await page.getByRole('button', { name: 'Tambah obat' }).click()
  await pick(page, 'Obat', encounter.drug.name)
  await page.getByRole('textbox', { name: 'Jumlah' }).last().fill(String(encounter.drug.quantity))
  await page.getByRole('textbox', { name: 'Aturan pakai' }).last().fill(encounter.drug.signa)
}

/** Signs, which also hands out what was prescribed. */
export async function sign(page: Page): Promise<void> {
  await saveWith(page, 'Tanda tangani')
}

/** Presses the button; the tablet says that the work is kept, and the form gives way to what it became. */
async function saveWith(page: Page, button: string): Promise<void> {
  const form = page.url()
  await page.getByRole('button', { name: button, exact: true }).first().click()
  await expect(page).not.toHaveURL(form)
  await expect(page.getByRole('status').filter({ hasText: /tersimpan/i }).first()).toBeVisible()
}

/** Presses "Sinkronkan" and waits until a whole run has ended: everything sent, everything downloaded. */
export async function syncNow(page: Page): Promise<void> {
  const button = page.getByRole('button', { name: 'Sinkronkan' }).first()
  await Promise.all([page.waitForResponse(answer => answer.url().endsWith('/api/sync/hello')), button.click()])
  await expect(button).not.toHaveAttribute('aria-busy', /.*/, { timeout: 60_000 })
  await expectSent(page)
}

/** The app itself is kept on the tablet, so that it opens without a network ("siap dipakai offline"). */
export async function expectReadyOffline(page: Page): Promise<void> {
  await page.evaluate(async () => { await navigator.serviceWorker.ready })
}

/** The line at the top says that nothing waits on this tablet, and that a sync was complete. */
export async function expectSent(page: Page): Promise<void> {
  const state = page.getByRole('button', { name: /Keadaan sinkron/ }).first()
  await expect(state).toContainText('Terkirim', { timeout: 60_000 })
  await expect(state).not.toContainText('Belum pernah lengkap', { timeout: 60_000 })
}

/** Goes to a page, its query included, without reloading, which would lock the tablet. */
export async function visit(page: Page, path: string): Promise<void> {
  await page.evaluate(to => {
    history.pushState({ ...history.state as object, current: to }, '', to)
    dispatchEvent(new PopStateEvent('popstate', { state: history.state as unknown }))
  }, path)
  // Not before the page of that address is drawn: until then the old page stands there, with links of the same kind.
  await expect(page.locator(path.includes('?') ? `main[data-path="${path}"]` : `main:is([data-path="${path}"], [data-path^="${path}?"])`)).toBeVisible()
  await expect(page.getByRole('heading', { level: 1 }).first()).toBeVisible()
  await expect(page.getByText('Memuat…')).toHaveCount(0)
}
