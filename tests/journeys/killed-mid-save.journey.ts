import { setTimeout as pause } from 'node:timers/promises'
import { expect, test } from '@playwright/test'
import { stageClinic } from '#tests/support/clinic.ts'
import { openTablet } from '#tests/support/tablet.ts'
import { enrol, expectReadyOffline, expectSent, fillMember, goTo, signIn, syncNow, unlock } from '#tests/support/steps.ts'

/** Milliseconds from pressing "Simpan" to the death of the browser; 'shown' waits for the word that it is kept. */
const DEATHS = [0, 3, 8, 15, 30, 60, 120, 'shown', 'shown', 'shown'] as const

test('a browser killed ten times in the middle of saving loses nothing that it showed as saved', async () => {
  const clinic = await stageClinic()
  const first = await openTablet({ url: clinic.server.url })
  const { profile } = first
  await enrol(first.page, 'KIARA-UJI', 'Tablet jatuh')
  await signIn(first.page, 'bidan.kiara', clinic.password)
  await expectSent(first.page)
  await expectReadyOffline(first.page)
  await first.close()
  const shown: string[] = []

  for (const [round, death] of DEATHS.entries()) {
    const tablet = await openTablet({ url: clinic.server.url, profile })
    await tablet.goOffline()
    await unlock(tablet.page, 'bidan.kiara', clinic.password)
    await goTo(tablet.page, 'Anggota')
    for (const name of shown) await expect(tablet.page.getByText(name).first(), `kept through round ${round}`).toBeVisible()

    const name = `Jatuh Kali ${'ABCDEFGHIJ'[round]}`
    await fillMember(tablet.page, { name, nik: `367399${10 + round}0590${String(round + 1).padStart(4, '0')}`, born: `${10 + round}-05-1990`, sex: 'Laki-laki' })
    const said = tablet.page.getByRole('status').filter({ hasText: name }).first().waitFor({ timeout: 20_000 }).then(() => true, () => false)
    await tablet.page.getByRole('button', { name: 'Simpan', exact: true }).click({ noWaitAfter: true })
    // The pause is the fault: it decides where in the save the browser dies.
    const wasShown = death === 'shown' ? await said : await Promise.race([said, pause(death).then(() => false)])
    await tablet.kill()
    if (wasShown) shown.push(name)
  }

  expect(shown.length, 'some saves were shown before the browser died').toBeGreaterThanOrEqual(3)
  const last = await openTablet({ url: clinic.server.url, profile })
  await unlock(last.page, 'bidan.kiara', clinic.password)
  await syncNow(last.page)
  await goTo(last.page, 'Anggota')
  for (const name of shown) await expect(last.page.getByText(name).first()).toBeVisible()
  await expect(last.page.getByText(/Perlu ditinjau \d/)).toHaveCount(0)
  await last.close()
  await clinic.server.stop()
})
