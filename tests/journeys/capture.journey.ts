import { inflateRawSync } from 'node:zlib'
import { expect, test } from '@playwright/test'
import { openPage } from '#sync/pages/open.ts'
import { PartReader } from '#sync/pages/parts.ts'
import { stageClinic } from '#tests/support/clinic.ts'
import { ALL_WORDS, CLINICAL_WORDS, plantedRecords, plantedSales, PLANTED_DRUGS, SOLD_WORDS } from '#tests/support/planted.ts'
import { openTablet, type Tablet } from '#tests/support/tablet.ts'
import { enrol, expectSent, fillVisit, newPatient, sign, signIn, syncNow } from '#tests/support/steps.ts'

const TYPED = { name: 'Moqfan Ruvaqi', nik: '3673992203810043', complaint: 'Gatal vurqanit' }
const CLINICAL = [...CLINICAL_WORDS, ...Object.values(TYPED)]

/** Pages are packed and deflated: what they hold is written out, or their bytes would hide every word. */
function rowsIn(answer: Buffer): string {
  const parts = new PartReader().take(Uint8Array.from(answer)).filter(part => part.length > 0)
  return parts.map(part => JSON.stringify(openPage(new Uint8Array(inflateRawSync(part))).rows())).join('\n')
}

/** Everything the server answers to this tablet, whatever asked for it: pages, scripts, data, the service worker. */
async function capture(tablet: Tablet): Promise<() => Promise<{ text: string; answers: number }>> {
  const bodies: Promise<string>[] = []
  // What a page reads as it comes cannot be read a second time: it is taken on its way.
  await tablet.context.route('**/api/sync/pages', async route => {
    const answer = await route.fetch()
    bodies.push(answer.body().then(rowsIn))
    await route.fulfill({ response: answer })
  })
  tablet.context.on('response', answer => {
    // A redirect or an answer from the cache has no body to read; what has one is kept whole.
    bodies.push(answer.body().then(body => `${answer.url()}\n${JSON.stringify(answer.headers())}\n${body.toString('utf8')}`, () => answer.url()))
  })
  return async () => ({ text: (await Promise.all(bodies)).join('\n'), answers: bodies.length })
}

test('BR-65, BR-67 nothing that the server sent to lurah, pengawas, ketua, bendahara or a nurse of another pustu holds a clinical word or what somebody bought', async () => {
  const clinic = await stageClinic({ drugs: PLANTED_DRUGS, planted: [...plantedRecords(), ...plantedSales()] })
  const tablets: Tablet[] = []
  const open = async (code: string, username: string) => {
    const tablet = await openTablet({ url: clinic.server.url })
    tablets.push(tablet)
    const captured = await capture(tablet)
    await enrol(tablet.page, code, username)
    await signIn(tablet.page, username, clinic.password)
    await expectSent(tablet.page)
    return { tablet, captured }
  }
  const kiara = await open('KIARA-UJI', 'bidan.kiara')
  const lurah = await open('LURAH-UJI', 'lurah.kiara')
  const pengawas = await open('LURAH-UJI', 'pengawas.kiara')
  const ketua = await open('LURAH-UJI', 'ketua.kiara')
  const bendahara = await open('LURAH-UJI', 'bendahara.kiara')
  const teritih = await open('TERITIH-UJI', 'bidan.teritih')
  const others = [lurah, pengawas, ketua, bendahara, teritih]

  await newPatient(kiara.tablet.page, { name: TYPED.name, nik: TYPED.nik, born: '22-03-1981', sex: 'Laki-laki' })
  await fillVisit(kiara.tablet.page, { complaint: TYPED.complaint, vitals: { Sistole: '120', Diastole: '80' }, diagnosis: 'J06.9' })
  await sign(kiara.tablet.page)
  for (const { tablet } of [kiara, ...others]) await syncNow(tablet.page)

  const own = await kiara.captured()
  expect([...CLINICAL_WORDS, ...SOLD_WORDS].filter(word => !own.text.includes(word)), 'the search works: the own nurse was sent all of them').toEqual([])
  for (const { captured } of others) {
    const other = await captured()
    expect(other.answers).toBeGreaterThan(10)
    expect([...CLINICAL, ...SOLD_WORDS].filter(word => other.text.toLowerCase().includes(word.toLowerCase()))).toEqual([])
  }
  // The trade itself is there: whoever examines the books sees what was taken, and the staff what members bought in rupiah.
  expect((await lurah.captured()).text).toContain('trade-day')
  expect((await ketua.captured()).text).toContain('member-trade')
  expect((await pengawas.captured()).text).not.toMatch(/"kind":"(?:member-trade|trade-item)"/)
  const nurse = await teritih.captured()
  expect(ALL_WORDS.filter(word => nurse.text.includes(word)).length, 'the catalogue of medicine reaches every nurse').toBe(PLANTED_DRUGS.length)

  for (const tablet of tablets) await tablet.close()
  await clinic.server.stop()
})
