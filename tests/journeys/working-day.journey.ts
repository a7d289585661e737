import { expect, test } from '@playwright/test'
import { wordsInStorage } from '#tests/support/profile-bytes.ts'
import { stageClinic, type Clinic } from '#tests/support/clinic.ts'
import { openTablet, PORTRAIT, type Tablet } from '#tests/support/tablet.ts'
import { enrol, expectReadyOffline, expectSent, fillVisit, goTo, newPatient, receiveDrug, registerMember, sign, signIn, syncNow, unlock } from '#tests/support/steps.ts'

const COMPLAINT = 'Batuk berdahak sejak tiga hari'
const BATCH = 'PCT-01'
/** What only those who treat may read. */
const CLINICAL = [COMPLAINT, 'Parasetamol', 'J06.9', BATCH]

test.describe('one working day of a pustu', () => {
  let clinic: Clinic
  const open: Tablet[] = []
  const tabletOf = async (code: string, username: string, options: { profile?: string; viewport?: typeof PORTRAIT } = {}): Promise<Tablet> => {
    const tablet = await openTablet({ url: clinic.server.url, ...options })
    open.push(tablet)
    await enrol(tablet.page, code, `Tablet ${username}`)
    await signIn(tablet.page, username, clinic.password)
    return tablet
  }
  test.beforeAll(async () => { clinic = await stageClinic() })
  test.afterAll(async () => {
    for (const tablet of open) await tablet.close().catch(() => undefined)
    await clinic.server.stop()
  })

  test('two tablets work offline, the server goes away and comes back, a browser dies; then everyone sees what they should', async () => {
    // Enrolled the day before: a browser writes its cookies down within half a minute, and a shut one has.
    const yesterday = await tabletOf('KIARA-UJI', 'bidan.kiara', { viewport: PORTRAIT })
    await expectSent(yesterday.page)
    await expectReadyOffline(yesterday.page)
    await yesterday.close()
    const kiara = await openTablet({ url: clinic.server.url, profile: yesterday.profile, viewport: PORTRAIT })
    open.push(kiara)
    await unlock(kiara.page, 'bidan.kiara', clinic.password)
    const teritih = await tabletOf('TERITIH-UJI', 'bidan.teritih')
    await expectSent(kiara.page)
    await expectSent(teritih.page)

    await test.step('Kiara registers a member, receives medicine, sees and treats a patient, all offline', async () => {
      await kiara.goOffline()
      await registerMember(kiara.page, { name: 'Siti Contoh Rahayu', nik: '3673995708900002', born: '17-08-1990', sex: 'Perempuan' })
      await receiveDrug(kiara.page, { drug: 'Parasetamol', batch: BATCH, expires: '03/2031', quantity: 500, source: 'Program', document: 'SBBK-001' })
      await newPatient(kiara.page, { name: 'Siti Contoh Rahayu', nik: '3673995708900002', born: '17-08-1990', sex: 'Perempuan' })
      await fillVisit(kiara.page, {
        complaint: COMPLAINT, vitals: { Sistole: '120', Diastole: '80', Suhu: '36,7' }, diagnosis: 'J06.9',
        drug: { name: 'Parasetamol', quantity: 10, signa: '3 x 1 tablet sesudah makan' },
      })
      await sign(kiara.page)
    })

    await test.step('Teritih works offline as well, while the server is stopped', async () => {
      await clinic.server.stop()
      await teritih.goOffline()
      await newPatient(teritih.page, { name: 'Budi Contoh Santoso', nik: '3673991203850001', born: '12-03-1985', sex: 'Laki-laki' })
      await fillVisit(teritih.page, { complaint: 'Pusing', vitals: { Sistole: '130', Diastole: '85' }, diagnosis: 'R51' })
      await sign(teritih.page)
    })

    const reopened = await test.step("Kiara's browser dies, is opened again and unlocked offline; nothing is lost", async () => {
      await kiara.kill()
      const again = await openTablet({ url: clinic.server.url, profile: kiara.profile, viewport: PORTRAIT })
      open.push(again)
      await again.goOffline()
      await unlock(again.page, 'bidan.kiara', clinic.password)
      await goTo(again.page, 'Pelayanan')
      await expect(again.page.getByText('Siti Contoh Rahayu').first()).toBeVisible()
      await goTo(again.page, 'Anggota')
      await expect(again.page.getByText('Siti Contoh Rahayu').first()).toBeVisible()
      return again
    })

    await test.step('the server is back, both tablets send everything', async () => {
      await clinic.server.start()
      for (const tablet of [reopened, teritih]) {
        await tablet.goOnline()
        await signInAgain(tablet, tablet === reopened ? 'bidan.kiara' : 'bidan.teritih', clinic.password)
        await syncNow(tablet.page)
      }
    })

    await test.step('the head sees both pustu and opens the records behind the figures', async () => {
      const head = await tabletOf('KAPUS-UJI', 'kapus')
      await expectSent(head.page)
      await goTo(head.page, 'Pengawasan')
      await expect(head.page.getByRole('link', { name: /^Pustu Teritih, Kunjungan, .+: 1$/ })).toHaveCount(2)
      // The figure of the day, then the figure of the month: both count the one visit, and both lead to it.
      for (const period of [0, 1]) {
        await goTo(head.page, 'Pengawasan')
        const figures = head.page.getByRole('link', { name: /^Pustu Kiara, Kunjungan, .+: 1$/ })
        await expect(figures).toHaveCount(2)
        await figures.nth(period).click()
        const list = head.page.getByRole('table', { name: 'Kunjungan' })
        await expect(list.getByRole('link')).toHaveCount(1)
        await list.getByRole('link', { name: 'Siti Contoh Rahayu' }).click()
        const visit = head.page.getByRole('main')
        // Asked once: the purpose holds for this patient for half an hour (BR-66).
        if (period === 0) {
          await expect(visit).not.toContainText(COMPLAINT)
          await visit.getByRole('button', { name: 'Pembinaan' }).click()
        }
        await expect(visit).toContainText(COMPLAINT)
        await expect(visit).toContainText('Bidan Uji Kiara')
        await expect(visit.getByRole('listitem').filter({ hasText: `dari batch ${BATCH}` })).toContainText(/Parasetamol.*: 10 tablet/)
      }
    })

    await test.step('the lurah sees a month that adds up and nothing medical', async () => {
      const { page } = await tabletOf('LURAH-UJI', 'lurah.kiara')
      await expectSent(page)
      const pages: string[] = [await page.locator('body').innerText()]
      for (const place of ['Pelayanan', 'Obat']) await expect(page.getByRole('navigation').getByRole('link', { name: place })).toHaveCount(0)
      await goTo(page, 'Laporan')
      pages.push(await page.locator('body').innerText())
      await page.getByRole('link', { name: 'Laporan anggota' }).first().click()
      const card = (label: string) => page.getByRole('link', { name: new RegExp(`^${label}\\s+\\d+$`) })
      const figure = async (label: string): Promise<number> => Number(/\d+/.exec(await card(label).innerText())?.[0])
      const [opening, joined, left, closing] = [await figure('Anggota awal bulan'), await figure('Masuk'), await figure('Keluar'), await figure('Anggota akhir bulan')]
      expect([opening, joined, left, closing]).toEqual([0, 1, 0, 1])
      expect(opening + joined - left).toBe(closing)
      await expect(page.getByRole('main')).toContainText(`${opening} + ${joined} − ${left} = ${closing}`)
      pages.push(await page.locator('body').innerText())
      await card('Masuk').click()
      await expect(page.getByRole('main')).toContainText('Siti Contoh Rahayu')
      pages.push(await page.locator('body').innerText())
      for (const text of pages) for (const word of CLINICAL) expect(text).not.toContain(word)
      // His tablet holds the stream of the members; of the streams of a pustu not even a name, and no clinical word.
      expect(await wordsInStorage(page, ['/members', 'pustu:', '/clinical', '/stock', '/service', ...CLINICAL])).toEqual(['/members'])
    })
  })
})

/** What the server would not take without a password is asked for again after a long time offline. */
async function signInAgain(tablet: Tablet, username: string, password: string): Promise<void> {
  if (await tablet.page.getByLabel('Nama pengguna').isVisible()) await signIn(tablet.page, username, password)
}
