import { spawnSync } from 'node:child_process'
import { resolve } from 'node:path'
import { expect, test } from '@playwright/test'
import { stageClinic, type Clinic } from '#tests/support/clinic.ts'
import { ALL_WORDS, plantedRecords, PLANTED_DRUGS } from '#tests/support/planted.ts'
import { wordsInPages, wordsInStorage, wordsOnDisk } from '#tests/support/profile-bytes.ts'
import { openTablet, type Tablet } from '#tests/support/tablet.ts'
import { enrol, expectSent, fillVisit, goTo, newPatient, sign, signIn, syncNow } from '#tests/support/steps.ts'

const ROOT = resolve(import.meta.dirname, '../..')
/** Typed on the tablet itself, beside the fifty that came by sync. */
const TYPED = { name: 'Tuqwan Vexalia', nik: '3673991407790042', complaint: 'Perih ulqzarat' }
const SEARCHED = [...ALL_WORDS, TYPED.name, TYPED.nik, TYPED.complaint]

/** Works until every searched word has been downloaded or typed, saved and synced. */
async function work(clinic: Clinic): Promise<Tablet> {
  const tablet = await openTablet({ url: clinic.server.url })
  const { page } = tablet
  await enrol(page, 'KIARA-UJI', 'Tablet curian')
  await signIn(page, 'bidan.kiara', clinic.password)
  await expectSent(page)
  await newPatient(page, { name: TYPED.name, nik: TYPED.nik, born: '14-07-1979', sex: 'Laki-laki' })
  await fillVisit(page, { complaint: TYPED.complaint, vitals: { Sistole: '120', Diastole: '80' }, diagnosis: 'J06.9' })
  await sign(page)
  await syncNow(page)
  await goTo(page, 'Pelayanan')
  await expect(page.getByText(TYPED.name).first()).toBeVisible()
  return tablet
}

test('the raw bytes of a stolen tablet hold none of the planted words, unlocked, locked or shut', async () => {
  expect(ALL_WORDS).toHaveLength(50)
  const clinic = await stageClinic({ drugs: PLANTED_DRUGS, planted: plantedRecords() })
  const tablet = await work(clinic)
  expect([...wordsOnDisk(tablet.profile, SEARCHED)], 'unlocked').toEqual([])
  expect(await wordsInStorage(tablet.page, SEARCHED), 'unlocked').toEqual([])
  const sealed = await wordsInPages(tablet.page, SEARCHED)
  expect(sealed.pages, 'there are pages to open').toBeGreaterThan(3)
  expect([sealed.opened, ...sealed.found], 'none of them opens').toEqual([0])
  await tablet.page.getByRole('button', { name: 'Kunci' }).first().click()
  await expect(tablet.page.getByLabel(/^(Kata sandi|PIN)/)).toBeVisible()
  expect(await wordsInStorage(tablet.page, SEARCHED), 'locked').toEqual([])
  await expect(tablet.page.locator('body')).not.toContainText(TYPED.name)
  await tablet.close()
  expect([...wordsOnDisk(tablet.profile, SEARCHED)], 'shut').toEqual([])
  await clinic.server.stop()
})

test('the same search finds every one of them when nothing is sealed', async () => {
  const build = spawnSync('npx', ['vite', 'build', '--config', 'tests/support/unsealed.vite.config.ts', '--logLevel', 'warn'], { cwd: ROOT, encoding: 'utf8' })
  expect(build.status, build.stderr).toBe(0)

  const clinic = await stageClinic({ drugs: PLANTED_DRUGS, planted: plantedRecords(), server: { env: { STATIC_DIR: resolve(ROOT, 'dist-test/unsealed') } } })
  const tablet = await work(clinic)
  const stored = new Set(await wordsInStorage(tablet.page, SEARCHED))
  const packed = await wordsInPages(tablet.page, SEARCHED)
  expect(packed.opened).toBe(packed.pages)
  for (const word of ALL_WORDS) expect(packed.found, 'what came by a download lies in pages').toContain(word)
  for (const word of packed.found) stored.add(word)
  await tablet.close()
  const onDisk = wordsOnDisk(tablet.profile, SEARCHED)
  expect([...stored].sort()).toEqual([...SEARCHED].sort())
  expect(onDisk.size).toBeGreaterThan(0)
  await clinic.server.stop()
})
