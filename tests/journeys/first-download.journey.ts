import { randomBytes } from 'node:crypto'
import { expect, test, type Page } from '@playwright/test'
import { uuidV7 } from '#app/vault/uuid.ts'
import { streamOf } from '#domain/core/streams.ts'
import { patientSchema } from '#domain/records/patient.ts'
import type { JsonObject } from '#domain/core/json.ts'
import { stageClinic, type Planted } from '#tests/support/clinic.ts'
import { enrol, expectSent, goTo, signIn, unlock } from '#tests/support/steps.ts'
import { openTablet } from '#tests/support/tablet.ts'

const PATIENTS = 8_000
/** Bytes a second of a bad village link: the pages of the patients take some seconds. */
const SLOW = 25_000
const PATIENT_PAGES = 8
const NAMES = ['Siti', 'Budi', 'Neneng', 'Ahmad', 'Rahmawati', 'Kurniawan', 'Wulandari', 'Hidayat', 'Suryani', 'Mulyati', 'Dedi', 'Lilis']

function patients(): Planted[] {
  const bytes = (length: number): Uint8Array<ArrayBuffer> => Uint8Array.from(randomBytes(length))
  return Array.from({ length: PATIENTS }, (_, index) => ({
    stream: streamOf('clinical', 'pustu-kiara'), id: uuidV7(Date.UTC(2025, 0, 1) + index * 60_000, bytes), kind: 'patient',
    data: patientSchema.parse({
      rm: `UJI-${String(index).padStart(5, '0')}`, name: `${NAMES[index % 12]} ${NAMES[(index * 7) % 12]} ${index}`, memberId: null,
      identity: { nik: `367399${String(index * 7919).padStart(10, '0').slice(-10)}`, noNikReason: '', parentNik: null }, birth: { on: `19${50 + (index % 49)}-0${1 + (index % 9)}-11`, estimated: false },
      sex: index % 2 === 0 ? 'P' : 'L', phone: null, address: { street: '', rt: '001', rw: '002', kelurahan: 'Kiara' },
    }) as unknown as JsonObject,
  }))
}

/** How many pages lie on the tablet. */
const pagesHere = (page: Page): Promise<number> => page.evaluate(async () => {
  const asked = <T>(request: IDBRequest<T>): Promise<T> => new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(new Error('storage cannot be read'))
  })
  const db = await asked(indexedDB.open('kkd'))
  const count = await asked(db.transaction('pages').objectStore('pages').count())
  db.close()
  return count
})

/** The pages that each request asked for. */
function hashesAsked(page: Page): string[][] {
  const asked: string[][] = []
  page.on('request', request => {
    if (request.url().endsWith('/api/sync/pages')) asked.push((request.postDataJSON() as { wanted: { hashes: string[] }[] }).wanted.flatMap(({ hashes }) => hashes))
  })
  return asked
}

/** Waits until so many pages lie on the tablet, and says how many do. */
async function expectPages(page: Page, least: () => number): Promise<number> {
  let here = 0
  await expect(async () => {
    here = await pagesHere(page)
    expect(here).toBeGreaterThan(0)
    expect(here).toBeGreaterThanOrEqual(least())
  }).toPass({ timeout: 60_000, intervals: [50] })
  return here
}

test('a first download that is broken off on a bad line goes on with the pages that are missing', async () => {
  const clinic = await stageClinic({ planted: patients() })
  const tablet = await openTablet({ url: clinic.server.url })
  const { page } = tablet
  const asked = hashesAsked(page)
  await enrol(page, 'KIARA-UJI', 'Tablet sinyal lemah')
  const cdp = await tablet.context.newCDPSession(page)
  await cdp.send('Network.enable')
  await cdp.send('Network.emulateNetworkConditions', { offline: false, latency: 150, downloadThroughput: SLOW, uploadThroughput: SLOW })
  await signIn(page, 'bidan.kiara', clinic.password)
  // Other streams come first: the app is closed with the first few of the patients' pages on its disk and the others on their way.
  const before = await expectPages(page, () => asked.flat().length - PATIENT_PAGES + 1)
  await expect(page.getByRole('button', { name: /Keadaan sinkron/ }).first()).toContainText('Belum pernah lengkap')
  const whole = asked.flat().length
  expect(before).toBeLessThan(whole)
  const until = asked.length
  await unlock(page, 'bidan.kiara', clinic.password)
  await expectSent(page)
  const again = asked.slice(until).flat()
  expect(again.length, 'what lay on the disk is not asked for again').toBeLessThanOrEqual(whole - before)
  expect(new Set([...asked.flat(), ...again]).size).toBe(whole)
  await goTo(page, 'Pelayanan')
  for (const [rm, name] of [['UJI-07999', /7999/], ['UJI-00001', /Budi .* 1\b/]] as const) {
    await page.getByLabel('Cari pasien').first().fill(rm)
    await expect(page.getByRole('main').getByRole('link', { name }).first()).toBeVisible()
  }
  await tablet.close()
  await clinic.server.stop()
})
