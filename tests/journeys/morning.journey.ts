import { expect, test, type Locator, type Page } from '@playwright/test'
import { addDays, dayAt, type Day } from '#domain/core/day.ts'
import type { JsonObject } from '#domain/core/json.ts'
import { streamOf } from '#domain/core/streams.ts'
import { movementSchema } from '#domain/records/stock-movement.ts'
import { patientSchema } from '#domain/records/patient.ts'
import { visitSchema } from '#domain/records/visit.ts'
import { expectSound } from '#tests/support/sound.ts'
import { stageClinic, type Clinic, type DrugLine, type Planted } from '#tests/support/clinic.ts'
import { openTablet, type Tablet } from '#tests/support/tablet.ts'
import { enrol, expectReadyOffline, expectSent, fillDay, goTo, pick, sign, signIn, syncNow } from '#tests/support/steps.ts'
import { morningPeople, nikOf, type MorningPatient } from './morning-people.ts'

const TODAY = dayAt(Date.now(), 'Asia/Jakarta')
const drug = (id: string, name: string, strength: string, form: string, unit: string): DrugLine => ({ id, name, strength, form, unit })
const DRUGS = [
  drug('parasetamol-500-mg-tablet', 'Parasetamol', '500 mg', 'tablet', 'tablet'), drug('amoksisilin-500-mg-tablet', 'Amoksisilin', '500 mg', 'tablet', 'tablet'),
  drug('amlodipin-5-mg-tablet', 'Amlodipin', '5 mg', 'tablet', 'tablet'), drug('metformin-500-mg-tablet', 'Metformin', '500 mg', 'tablet', 'tablet'),
  drug('antasida-doen-200-200-mg-tablet-kunyah', 'Antasida DOEN', '', 'tablet kunyah', 'tablet'), drug('oralit', 'Oralit', '200 mL', 'serbuk', 'sachet'),
  drug('tablet-tambah-darah', 'Tablet Tambah Darah', '60 mg', 'tablet', 'tablet'),
]
/** Comes every month for his blood pressure, and wants what he had. */
const REGULAR = 'Karta Uji Rutin'

/** Medicine on the shelf, and somebody who was here a month ago. */
function planted(): Planted[] {
  const clinical = streamOf('clinical', 'pustu-kiara')
  const stock = streamOf('stock', 'pustu-kiara')
  const monthAgo = addDays(TODAY, -30)
  const shelf = DRUGS.map(({ id }) => ({ stream: stock, id: `masuk-${id}`, kind: 'stock-movement', data: movementSchema.parse({
    drugId: id, source: 'program', batch: { number: `B-${id.slice(0, 4)}`, expiresOn: addDays(TODAY, 400) }, quantity: 600, reason: 'diterima', on: addDays(TODAY, -40), document: 'SBBK-1', party: 'Gudang', visitId: null, reverses: null, override: null,
  }) as JsonObject }))
  const born = addDays(TODAY, -61 * 365)
  const patient = patientSchema.parse({
    rm: 'UJI-RUTIN', name: REGULAR, identity: { nik: nikOf(born, 'Laki-laki', 7999), noNikReason: '', parentNik: null }, birth: { on: born, estimated: false }, sex: 'L', phone: '+6281211112222',
    address: { street: 'Kp. Contoh', rt: '001', rw: '002', kelurahan: 'Kiara' }, memberId: null,
  })
  const visit = visitSchema.parse({
    patientId: 'pasien-rutin', on: monthAgo, time: '08:10', author: 'bidan-lama', complaint: 'Kontrol tensi', history: '', allergy: { answer: 'tidak-ada', substances: '' }, vitals: { sistolik: 146, diastolik: 90, berat: 64, tinggi: 162 },
    pregnant: false, alarmPlan: null, examination: 'Dalam batas normal', diagnoses: [{ code: 'I10', name: 'Hipertensi esensial', case: 'baru' }], plan: 'Kontrol sebulan lagi',
    prescription: [{ drugId: 'amlodipin-5-mg-tablet', drug: 'Amlodipin 5 mg tablet', quantity: 30, unit: 'tablet', signa: '1x1 pagi 30 hari', source: 'program', days: 30 }],
    signature: { by: 'bidan-lama', name: 'Bidan Lama', sip: 'UJI/lama', on: monthAgo, time: '08:25' },
  })
  return [...shelf, { stream: clinical, id: 'pasien-rutin', kind: 'patient', data: patient as JsonObject }, { stream: clinical, id: 'kunjungan-lama', kind: 'visit', data: visit as JsonObject }]
}

const textbox = (page: Page, name: string | RegExp) => page.getByRole('main').getByRole('textbox', { name })
const heading = (page: Page, name: string | RegExp) => expect(page.getByRole('heading', { level: 1, name })).toBeVisible()
const open = (page: Page, name: string | RegExp) => page.getByRole('main').getByRole('link', { name }).first().click()
const press = (page: Page, name: string | RegExp) => page.getByRole('main').getByRole('button', { name, exact: true }).first().click()
const choose = (page: Page, group: string, option: string) => page.getByRole('main').getByRole('radiogroup', { name: group }).getByRole('radio', { name: option, exact: true }).check()
const isDay = (born: MorningPatient['born']): born is Day => typeof born === 'string'

/** At the counter: who is not found is registered and joins the queue. */
async function register(page: Page, person: MorningPatient): Promise<void> {
  await goTo(page, 'Pelayanan')
  await page.getByRole('main').getByRole('link', { name: 'Pasien baru' }).first().click()
  await textbox(page, 'Nama lengkap').fill(person.name)
  await choose(page, 'Jenis kelamin', person.sex)
  if (isDay(person.born)) await fillDay(page, 'Tanggal lahir', person.born.split('-').reverse().join('-'))
  else {
    await page.getByRole('checkbox', { name: 'Hanya tahu umurnya' }).check()
    await textbox(page, 'Umur (tahun)').fill(String(person.born.years))
  }
  const { identity } = person
  if ('nik' in identity) await textbox(page, 'NIK').fill(identity.nik)
  else {
    await page.getByRole('checkbox', { name: 'Tidak punya NIK' }).check()
    await choose(page, 'Alasan tanpa NIK', identity.without)
    if (identity.parentNik) await textbox(page, 'NIK orang tua').fill(identity.parentNik)
  }
  await press(page, 'Simpan dan daftarkan antrean')
  await expect(page.getByRole('status').filter({ hasText: `${person.name} tersimpan dan masuk antrean` }).first()).toBeVisible()
}

/** Opens a folded part of the visit, where it is not open yet. */
async function unfold(page: Page, title: string): Promise<void> {
  const fold = page.getByRole('main').getByRole('heading', { name: title }).getByRole('button')
  if (await fold.getAttribute('aria-expanded') === 'false') await fold.click()
}

/** In the consulting room: takes the next one in and writes the visit. Signing is left to the caller. */
async function consult(page: Page, person: MorningPatient): Promise<void> {
  await goTo(page, 'Pelayanan')
  await press(page, `Layani ${person.name}`)
  await heading(page, 'Kunjungan baru')
  await textbox(page, 'Keluhan utama').fill(person.complaint)
  await choose(page, 'Alergi', person.allergy ? 'Ada' : 'Tidak ada')
  if (person.allergy) await textbox(page, 'Alergi terhadap').fill(person.allergy)
  for (const [label, value] of Object.entries(person.vitals)) await textbox(page, label).fill(value)
  if (person.pregnantWeeks) {
    await page.getByRole('checkbox', { name: 'Sedang hamil' }).check()
    await textbox(page, 'Umur kehamilan').fill(String(person.pregnantWeeks))
  }
  if (person.plan) {
    await page.getByRole('checkbox', { name: 'Saya sudah memeriksa nilai ini' }).check()
    await textbox(page, 'Tindakan untuk nilai bahaya').fill(person.plan)
  }
  for (const { code, ownName } of person.diagnoses) {
    await pick(page, 'Diagnosis', code)
    if (ownName) await textbox(page, `Nama diagnosis ${code}`).fill(ownName)
  }
  for (const line of person.drugs ?? []) {
    await press(page, 'Tambah obat')
    await pick(page, 'Obat', line.name)
    await textbox(page, 'Jumlah').last().fill(String(line.quantity))
    await textbox(page, 'Aturan pakai').last().fill(line.signa)
    if (line.reason) await textbox(page, /^Alasan tetap diberikan/).last().fill(line.reason)
  }
  if (person.refer) {
    await unfold(page, 'Rencana dan akhir kunjungan')
    await choose(page, 'Akhir kunjungan', person.refer.tacc ? 'Rujuk' : 'Rujuk darurat')
    if (person.refer.tacc) await page.getByRole('checkbox', { name: person.refer.tacc }).check()
    await textbox(page, 'Dirujuk ke').fill(person.refer.to)
  }
}

/** From the list of today to the visit of somebody. */
async function openVisitOf(page: Page, name: string): Promise<void> {
  await goTo(page, 'Pelayanan')
  await textbox(page, 'Cari pasien').or(page.getByLabel('Cari pasien')).first().fill(name)
  await page.getByRole('main').getByRole('link', { name: new RegExp(name) }).first().click()
  await heading(page, name)
  await page.getByRole('main').locator('a[href*="/pelayanan/kunjungan/"]').first().click()
  await expect(page).toHaveURL(/\/pelayanan\/kunjungan\/[^/]+$/)
}

async function letter(page: Page, kind: string): Promise<void> {
  await press(page, 'Surat dan cetak')
  await page.getByRole('menuitem', { name: kind }).click()
  await expect(page.getByRole('button', { name: 'Terbitkan surat' })).toBeVisible()
}

test.describe('a morning of thirty patients', () => {
  let clinic: Clinic
  const tablets: Tablet[] = []
  const tabletOf = async (code: string, username: string): Promise<Page> => {
    const tablet = await openTablet({ url: clinic.server.url })
    tablets.push(tablet)
    await enrol(tablet.page, code, `Tablet ${username}`)
    await signIn(tablet.page, username, clinic.password)
    await expectSent(tablet.page)
    return tablet.page
  }
  test.beforeAll(async () => { clinic = await stageClinic({ drugs: DRUGS, planted: planted() }) })
  test.afterAll(async () => {
    for (const tablet of tablets) await tablet.close().catch(() => undefined)
    await clinic.server.stop()
  })

  test('a midwife alone registers, queues, examines, prescribes and signs, offline; the head reads what was sent and says why', async () => {
    test.setTimeout(600_000)
    const nurse = await tabletOf('KIARA-UJI', 'bidan.kiara')
    await expectReadyOffline(nurse)
    await tablets[0]?.goOffline()
    const people = morningPeople(TODAY)

    for (const [index, person] of people.entries()) {
      await test.step(`${index + 1} ${person.name}: ${person.complaint}`, async () => {
        await register(nurse, person)
        await consult(nurse, person)
        if (index % 10 === 2) await expectSound(nurse)
        await sign(nurse)
      })
    }
    await test.step('somebody leaves without being seen, and the queue keeps why', async () => {
      const guest: MorningPatient = { name: 'Tamu Uji Pergi', sex: 'Perempuan', born: { years: 30 }, identity: { without: 'Kartu tidak dibawa' }, complaint: '', vitals: {}, diagnoses: [] }
      await register(nurse, guest)
      await goTo(nurse, 'Pelayanan')
      await press(nurse, `Lainnya untuk ${guest.name}`)
      await nurse.getByRole('menuitem', { name: 'Pergi tanpa dilayani…' }).click()
      await nurse.getByRole('dialog').getByRole('button', { name: 'Menunggu terlalu lama' }).or(nurse.getByRole('dialog').getByRole('radio', { name: 'Menunggu terlalu lama' })).click()
      await nurse.getByRole('dialog').getByRole('button', { name: 'Tandai pergi' }).click()
      await expect(nurse.getByRole('status').filter({ hasText: `${guest.name} ditandai pergi` }).first()).toBeVisible()
      await expectSound(nurse)
    })

    await test.step('a follow-up with a repeat prescription takes at most twelve taps besides typing', async () => {
      let taps = 0
      const tap = async (target: Locator): Promise<void> => {
        taps += 1
        await target.click()
      }
      const type = async (words: string): Promise<void> => { await nurse.keyboard.type(words) }
      await tap(nurse.getByRole('navigation').getByRole('link', { name: 'Pelayanan', exact: true }).first())
      await tap(nurse.getByLabel('Cari pasien').first())
      await type('karta uji')
      await tap(nurse.getByRole('main').getByRole('link', { name: new RegExp(REGULAR) }).first())
      await tap(nurse.getByRole('main').getByRole('link', { name: 'Resep ulang' }).first())
      await heading(nurse, 'Kunjungan baru')
      await tap(textbox(nurse, 'Keluhan utama'))
      await type('Kontrol tensi, obat habis')
      await tap(textbox(nurse, 'Sistole'))
      await type('138')
      await tap(textbox(nurse, 'Diastole'))
      await type('86')
      await tap(nurse.getByRole('main').getByRole('button', { name: 'Tanda tangani', exact: true }).first())
      await expect(nurse).toHaveURL(/\/pelayanan\/kunjungan\/[^/]+$/)
      expect(taps).toBeLessThanOrEqual(12)
      test.info().annotations.push({ type: 'taps', description: String(taps) })
      await expect(nurse.getByRole('main')).toContainText('Amlodipin 5 mg tablet')
      await expect(nurse.getByRole('main')).toContainText('138')
    })

    await test.step('what was forgotten is added, what was the wrong patient is voided and stays to be seen (BR-45, BR-46)', async () => {
      await openVisitOf(nurse, 'Kosim Uji')
      await open(nurse, 'Addendum')
      await textbox(nurse, 'Alasan').fill('Lupa dicatat')
      await textbox(nurse, 'Isi addendum').fill('Riwayat kontak dengan anak yang flu.')
      await expectSound(nurse)
      await press(nurse, 'Simpan addendum')
      await expect(nurse.getByRole('main')).toContainText('Riwayat kontak dengan anak yang flu.')
      await openVisitOf(nurse, 'Ade Uji')
      await press(nurse, 'Batalkan kunjungan')
      await nurse.getByRole('dialog').getByRole('textbox').fill('Salah pasien')
      await nurse.getByRole('dialog').getByRole('button', { name: 'Batalkan kunjungan' }).click()
      await expect(nurse.getByRole('main')).toContainText('Kunjungan ini dibatalkan dan tidak ikut dihitung')
      await expect(nurse.getByRole('main')).toContainText('Salah pasien')
    })

    await test.step('papers: a sick letter without a diagnosis, a referral that waits for its answer', async () => {
      await openVisitOf(nurse, 'Kosim Uji')
      await letter(nurse, 'Surat keterangan sakit')
      await textbox(nurse, 'Lama istirahat').fill('2')
      await expectSound(nurse)
      await press(nurse, 'Terbitkan surat')
      await heading(nurse, 'Surat keterangan sakit')
      await expect(nurse.getByRole('main')).not.toContainText(/influenza/i)
      await openVisitOf(nurse, 'Bayi Uji Kirana')
      await letter(nurse, 'Surat rujukan')
      await expect(textbox(nurse, 'Dirujuk ke')).toHaveValue('RSUD Kota Serang')
      await press(nurse, 'Terbitkan surat')
      await heading(nurse, 'Surat rujukan')
      await expect(nurse.getByRole('main')).toContainText('Pneumonia')
      await expectSound(nurse)
    })

    await test.step('somebody is expected back in a month', async () => {
      await openVisitOf(nurse, 'Rohmat Uji')
      await open(nurse, 'Tindak lanjut')
      await choose(nurse, 'Bentuk', 'Kunjungan ulang')
      await nurse.getByRole('main').getByRole('radio', { name: '1 bulan' }).or(nurse.getByRole('main').getByRole('button', { name: '1 bulan' })).click()
      await textbox(nurse, 'Alasan').fill('Kontrol tensi')
      await expectSound(nurse)
      await press(nurse, 'Simpan rencana')
      await expect(nurse.getByRole('status').filter({ hasText: 'tersimpan' }).first()).toBeVisible()
    })

    await test.step('the LB1 counts every signed diagnosis once, and none that was voided (BR-46, BR-50)', async () => {
      await goTo(nurse, 'Laporan')
      await open(nurse, /^LB1/)
      const counted = people.filter(person => person.name !== 'Ade Uji').flatMap(person => person.diagnoses).length + 1
      await expect(nurse.getByRole('main')).toContainText(`Semua diagnosis yang ditandatangani: ${counted}.`)
      await expect(nurse.getByRole('main')).not.toContainText('B36.0')
      await expect(nurse.getByRole('main')).toContainText('W54')
      await expectSound(nurse)
      await goTo(nurse, 'Laporan')
      await open(nurse, /^Register kunjungan/)
      await expect(nurse.getByRole('main')).toContainText(`${people.length} kunjungan`)
      await expectSound(nurse)
    })

    await test.step('in the network again, the head says why he opens a record, and the log keeps it (BR-66)', async () => {
      await tablets[0]?.goOnline()
      await syncNow(nurse)
      const head = await tabletOf('KAPUS-UJI', 'kapus')
      await goTo(head, 'Pengawasan')
      await open(head, /kunjungan/i)
      await head.getByRole('main').getByRole('link', { name: /Kosim Uji/ }).first().click()
      await expect(head.getByRole('main')).not.toContainText('Demam dan flu')
      await press(head, 'Pembinaan')
      await expect(head.getByRole('main')).toContainText('Demam dan flu, tidak masuk kerja')
      await expectSound(head)
      await goTo(head, 'Pengawasan')
      await open(head, /pembacaan/i)
      await expect(head.getByRole('main')).toContainText('Kosim Uji')
      await expect(head.getByRole('main')).toContainText('Pembinaan')
      await expectSound(head)
    })
  })
})
