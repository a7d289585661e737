import { expect, test, type Page } from '@playwright/test'
import { axeFindings } from '#tests/support/axe.ts'
import { expectSound } from '#tests/support/sound.ts'
import { stageClinic, type Clinic } from '#tests/support/clinic.ts'
import { openTablet, type Tablet } from '#tests/support/tablet.ts'
import { enrol, expectSent, fillDay, fillMember, goTo, newPatient, pick, receiveDrug, registerMember, signIn, syncNow } from '#tests/support/steps.ts'

const MEMBER = { name: 'Ratna Contoh Dewi', nik: '3673994101850001', born: '01-01-1985', sex: 'Perempuan' } as const
const PATIENT = { name: 'Joko Contoh Susilo', nik: '3673990202700002', born: '02-02-1970', sex: 'Laki-laki' } as const
const TWINS = ['3673990303910003', '3673990404920004'] as const
const MIDWIFE = 'Bidan Uji Kiara'
const NURSE = 'Perawat Uji Kiara'

/** Opens the inbox by the way people have: the notice on the first page. */
async function openReview(page: Page): Promise<void> {
  await goTo(page, 'Beranda')
  await page.getByRole('main').locator('a[href="/perlu-ditinjau"]').first().click()
  await expect(page.getByRole('heading', { level: 1, name: 'Perlu ditinjau' })).toBeVisible()
}

/** The page a saved form leads to; a word of an earlier save may still stand in the corner. */
async function expectPage(page: Page, title: string): Promise<void> {
  await expect(page.getByRole('heading', { level: 1, name: title, exact: true })).toBeVisible()
}

async function openMember(page: Page, name: string): Promise<void> {
  await goTo(page, 'Anggota')
  await page.getByRole('main').getByRole('link', { name }).first().click()
  await expectPage(page, name)
}

async function openPatient(page: Page): Promise<void> {
  await goTo(page, 'Pelayanan')
  await page.getByLabel('Cari pasien').fill('Joko')
  await page.getByRole('main').getByRole('link', { name: PATIENT.name }).first().click()
  await expectPage(page, PATIENT.name)
}

async function renameMember(page: Page, to: string): Promise<void> {
  await openMember(page, MEMBER.name)
  await page.getByRole('link', { name: 'Ubah', exact: true }).click()
  await page.getByRole('textbox', { name: 'Nama lengkap' }).fill(to)
  await page.getByRole('button', { name: 'Simpan', exact: true }).click()
  await expectPage(page, to)
}

async function rebirthPatient(page: Page, day: string): Promise<void> {
  await openPatient(page)
  await page.getByRole('link', { name: 'Ubah', exact: true }).click()
  await fillDay(page, 'Tanggal lahir', day)
  await page.getByRole('button', { name: 'Simpan', exact: true }).click()
  await expectPage(page, PATIENT.name)
}

async function handOut(page: Page, quantity: number): Promise<void> {
  await goTo(page, 'Obat')
  await page.getByRole('link', { name: 'Penyerahan' }).first().click()
  await pick(page, 'Obat', 'Oralit')
  await page.getByRole('radio', { name: 'Program' }).check()
  await page.getByRole('textbox', { name: 'Jumlah' }).fill(String(quantity))
  await page.getByRole('button', { name: 'Simpan', exact: true }).click()
  await expect(page.getByRole('heading', { level: 1, name: /^Penyerahan KIARA-/ })).toBeVisible()
}

test.describe('what two tablets disagree on waits for a person', () => {
  let clinic: Clinic
  const open: Tablet[] = []
  const tabletOf = async (code: string, username: string): Promise<Tablet> => {
    const tablet = await openTablet({ url: clinic.server.url })
    open.push(tablet)
    await enrol(tablet.page, code, `Tablet ${username}`)
    await signIn(tablet.page, username, clinic.password)
    await expectSent(tablet.page)
    return tablet
  }
  test.beforeAll(async () => { clinic = await stageClinic() })
  test.afterAll(async () => {
    for (const tablet of open) await tablet.close().catch(() => undefined)
    await clinic.server.stop()
  })

  test('two values, one NIK twice (BR-06), one batch handed out twice (BR-30): each is seen, decided and gone', async () => {
    const first = await tabletOf('KIARA-UJI', 'bidan.kiara')
    const second = await tabletOf('KIARA-UJI', 'perawat.kiara')
    const head = await tabletOf('KAPUS-UJI', 'kapus')

    await test.step('both tablets of Kiara hold the same member, patient and batch', async () => {
      await registerMember(first.page, MEMBER)
      await expectPage(first.page, MEMBER.name)
      await newPatient(first.page, PATIENT)
      await expectPage(first.page, PATIENT.name)
      await receiveDrug(first.page, { drug: 'Oralit', batch: 'ORS-09', expires: '09/2031', quantity: 10, source: 'Program', document: 'SBBK-009' })
      await expectPage(first.page, 'Obat')
      await syncNow(first.page)
      await syncNow(second.page)
    })

    await test.step('offline, both change and hand out the same things', async () => {
      for (const tablet of [first, second]) await tablet.goOffline()
      await renameMember(first.page, 'Ratna Contoh Dewi A')
      await renameMember(second.page, 'Ratna Contoh Dewi B')
      await rebirthPatient(first.page, '03-02-1970')
      await rebirthPatient(second.page, '04-02-1970')
      for (const [index, nik] of TWINS.entries()) {
        for (const { page, name } of [{ page: first.page, name: `Pertama Contoh ${index + 1}` }, { page: second.page, name: `Kembar Contoh ${index + 1}` }]) {
          await fillMember(page, { name, nik, born: index === 0 ? '03-03-1991' : '04-04-1992', sex: 'Laki-laki' })
          await page.getByRole('button', { name: 'Simpan', exact: true }).click()
          await expectPage(page, name)
        }
      }
      await handOut(first.page, 10)
      await handOut(second.page, 10)
      await first.goOnline()
      await syncNow(first.page)
      await second.goOnline()
      await syncNow(second.page)
      await syncNow(first.page)
      await syncNow(head.page)
    })

    await test.step('the nurse sees both values with who and when, and what is held back', async () => {
      await openReview(second.page)
      const name = second.page.getByRole('listitem').filter({ hasText: 'Ratna Contoh Dewi A' }).first()
      await expect(name).toContainText('Ratna Contoh Dewi B')
      await expect(name).toContainText(MIDWIFE)
      await expect(name).toContainText(NURSE)
      await expect(name).toContainText(/\d{2}\.\d{2}/)
      await expect(second.page.getByText(/NIK sudah dipakai anggota aktif lain/)).toHaveCount(2)
      await expectSound(second.page)
    })

    await test.step('the midwife decides on the name; a value of one tablet stands on both', async () => {
      await openReview(first.page)
      const name = first.page.getByRole('main').getByRole('listitem').filter({ hasText: 'Ratna Contoh Dewi B' }).first()
      await name.getByRole('region').or(name.locator('section')).filter({ hasText: 'Ratna Contoh Dewi B' }).last().getByRole('button', { name: /^Pakai/ }).click()
      await expect(first.page.getByRole('main').getByText('Ratna Contoh Dewi A')).toHaveCount(0)
      await syncNow(first.page)
      await syncNow(second.page)
      for (const { page } of [first, second]) await openMember(page, 'Ratna Contoh Dewi B')
    })

    await test.step('the head decides on the date of birth', async () => {
      await openReview(head.page)
      await expectSound(head.page)
      // A patient's values are behind the door of his record (BR-66).
      await expect(head.page.getByRole('main')).not.toContainText('4 Feb 1970')
      await head.page.getByRole('main').getByRole('button', { name: 'Lihat isi' }).first().click()
      await head.page.getByRole('main').getByRole('button', { name: 'Pembinaan' }).click()
      const birth = head.page.getByRole('main').getByRole('listitem').filter({ hasText: '4 Feb 1970' }).first()
      await expect(birth).toContainText('3 Feb 1970')
      await birth.locator('section').filter({ hasText: '4 Feb 1970' }).getByRole('button', { name: /^Pakai/ }).click()
      await expect(head.page.getByRole('main').getByText('3 Feb 1970')).toHaveCount(0)
      await syncNow(head.page)
      for (const tablet of [first, second]) {
        await syncNow(tablet.page)
        await openPatient(tablet.page)
        await expect(tablet.page.getByRole('main')).toContainText('4 Feb 1970')
      }
    })

    await test.step('of the two NIK held back, one is corrected by its author and one dismissed with a reason', async () => {
      const { page } = second
      await openReview(page)
      const [wrong, double] = [1, 2].map(index => page.getByRole('main').getByRole('listitem').filter({ hasText: `Kembar Contoh ${index}` }).first())
      if (!wrong || !double) throw new Error('two held records were expected')
      await double.getByRole('button', { name: 'Abaikan' }).click()
      const dialog = page.getByRole('dialog')
      await dialog.getByRole('button', { name: 'Abaikan' }).click()
      await expect(dialog.getByLabel('Alasan')).toHaveAccessibleDescription(/Tulis alasannya/)
      expect(await axeFindings(page)).toEqual([])
      await dialog.getByLabel('Alasan').fill('Orang yang sama, sudah didaftarkan di tablet lain')
      await dialog.getByRole('button', { name: 'Abaikan' }).click()
      await expect(double).toHaveCount(0)
      await wrong.getByRole('link', { name: 'Perbaiki' }).click()
      await expect(page.getByRole('textbox', { name: 'Nama lengkap' })).toHaveValue('Kembar Contoh 1')
      await expectSound(page)
      await page.getByRole('textbox', { name: 'NIK', exact: true }).fill('3673990303910005')
      await page.getByRole('button', { name: 'Simpan', exact: true }).click()
      await expectPage(page, 'Kembar Contoh 1')
      await syncNow(page)
      await syncNow(first.page)
      await openMember(first.page, 'Kembar Contoh 1')
      await expect(first.page.getByRole('main')).toContainText('3673990303910005')
      await goTo(first.page, 'Anggota')
      await expect(first.page.getByRole('main').getByText('Kembar Contoh 2')).toHaveCount(0)
    })

    await test.step('the batch below zero is said in medicine, in the summary and in the inbox, and closed with a note', async () => {
      await goTo(first.page, 'Obat')
      await expect(first.page.getByRole('main')).toContainText('Saldo di bawah nol')
      await expect(first.page.getByRole('main')).toContainText('−10')
      await expectSound(first.page)
      await syncNow(head.page)
      await goTo(head.page, 'Pengawasan')
      await expect(head.page.getByRole('link', { name: /^Stok minus\D*1$/ })).toBeVisible()
      await openReview(head.page)
      const incident = head.page.getByRole('main').getByRole('listitem').filter({ hasText: 'Stok minus: Oralit' })
      await expect(incident).toContainText('ORS-09')
      await incident.getByRole('button', { name: 'Tutup kejadian' }).click()
      const dialog = head.page.getByRole('dialog')
      await dialog.getByRole('button', { name: 'Tutup kejadian' }).click()
      await expect(dialog.getByLabel('Catatan penyelesaian')).toHaveAccessibleDescription(/Tulis alasannya/)
      await dialog.getByLabel('Catatan penyelesaian').fill('Rak dihitung: sepuluh sachet memang diserahkan dua kali, penerimaan menyusul')
      await dialog.getByRole('button', { name: 'Tutup kejadian' }).click()
      await expect(head.page.getByText('Tidak ada yang perlu ditinjau')).toBeVisible()
      await syncNow(head.page)
      for (const tablet of [first, second]) {
        await syncNow(tablet.page)
        await goTo(tablet.page, 'Beranda')
        await expect(tablet.page.getByRole('main').locator('a[href="/perlu-ditinjau"]')).toHaveCount(0)
      }
    })
  })
})
