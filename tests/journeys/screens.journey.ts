import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { expect, test, type Page } from '@playwright/test'
import { addMonths, dayAt, monthOf } from '#domain/core/day.ts'
import { startServer, type AppServer } from '#tests/support/app-server.ts'
import { axeFindings } from '#tests/support/axe.ts'
import { LANDSCAPE, openTablet, PORTRAIT } from '#tests/support/tablet.ts'
import { enrol, expectSent, pick, signIn, visit } from '#tests/support/steps.ts'

const PASSWORD = 'Kalodran-2026'
const PICTURES = resolve(import.meta.dirname, '../../docs/pictures')

/** A month that is over: it has figures on the first morning of the next one as well. */
const LAST_MONTH = addMonths(monthOf(dayAt(Date.now(), 'Asia/Jakarta')), -1)

/**
 * A screen: gone to by its path, then by a link on it, then by what is done there. Without a path it begins on the screen before.
 * `holds` is what it shows once it has read its data: without it an empty page would be looked at, and found to be in order.
 */
interface Screen {
  readonly name: string
  readonly path?: string
  readonly follow?: string
  readonly act?: (page: Page) => Promise<void>
  readonly holds?: string
  readonly picture?: 'landscape' | 'portrait'
}
/** `phone`: read on a phone as well, 360 px wide. */
interface Walk { readonly username: string; readonly part?: string; readonly code: string; readonly phone?: true; readonly screens: readonly Screen[] }

const ROW = 'main table tbody tr'
const FORM = 'main form'
const SHEET = 'main input'
const NOTHING_YET = 'main .card p'
const press = (name: string | RegExp) => (page: Page): Promise<void> => page.getByRole('main').getByRole('button', { name }).first().click()
const choose = (name: string | RegExp) => (page: Page): Promise<void> => page.getByRole('radio', { name }).check()
const type = (page: Page, name: string | RegExp, text: string): Promise<void> => page.getByRole('main').getByRole('textbox', { name }).fill(text)
/** Presses the menu on the page, and what it offers. */
const fromMenu = (menu: string | RegExp, item: string) => async (page: Page): Promise<void> => {
  await press(menu)(page)
  await page.getByRole('menuitem', { name: item }).click()
}
/** The same address with other query words; null leaves a word out. */
const readdress = (words: Readonly<Record<string, string | null>>) => async (page: Page): Promise<void> => {
  const address = new URL(page.url())
  for (const [word, value] of Object.entries(words)) if (value === null) address.searchParams.delete(word); else address.searchParams.set(word, value)
  await visit(page, `${address.pathname}${address.search}`)
}
const refused = async (page: Page): Promise<void> => { await expect(page.getByRole('main').getByRole('alert').first()).toBeVisible() }

/** Closes what lies over the page, so that the next screen can be gone to. */
async function closeDialog(page: Page): Promise<void> {
  if (await page.getByRole('dialog').count() === 0) return
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toHaveCount(0)
}

/** The medicine room as the one who works in it sees it. */
const MEDICINE_ROOM: readonly Screen[] = [
  { name: 'medicine', path: '/obat', holds: ROW, picture: 'landscape' },
  { name: 'medicine-attention', act: choose(/^Perlu perhatian/), holds: 'main table, main .card p' },
  { name: 'medicine-expiring', act: choose(/^Segera kedaluwarsa/), holds: 'main table, main .card p' },
  { name: 'medicine-slow', act: choose(/^Tidak bergerak/), holds: 'main table, main .card p' },
  { name: 'drug', path: '/obat', follow: 'main table a[href^="/obat/"]', holds: ROW },
  { name: 'receipt', path: '/obat/penerimaan', holds: FORM }, { name: 'dispense', path: '/obat/penyerahan', holds: FORM },
  { name: 'dispense-refused', act: async page => {
    await choose('Koperasi')(page)
    await press('Simpan')(page)
    await expect(page.getByRole('main').getByRole('alert').first()).toBeVisible()
  } },
  { name: 'handovers', path: '/obat/penyerahan/riwayat', holds: ROW },
  { name: 'handover', follow: 'main table a[href^="/obat/penyerahan/"]', act: press('Cetak etiket'), holds: SHEET, picture: 'portrait' },
  { name: 'handover-return', act: press('Kembalikan sebagian'), holds: '[role="dialog"] input' },
  { name: 'catalogue', path: '/obat/katalog', holds: ROW },
  { name: 'catalogue-drug', follow: 'main table a[href^="/obat/katalog/"]', holds: 'main dl' },
  { name: 'drug-proposal', follow: 'main a[href^="/obat/katalog/"][href$="/ubah"]', holds: FORM }, { name: 'proposals', path: '/obat/usulan', holds: 'main article table' },
  { name: 'proposal-withdraw', act: press('Tarik usulan'), holds: '[role="dialog"] button' },
  { name: 'proposals-answered', path: '/obat/usulan', act: choose(/^Sudah dijawab/), holds: 'main article table' },
  { name: 'deliveries', path: '/obat/kiriman', holds: ROW }, { name: 'delivery', follow: 'main table a[href^="/obat/kiriman/"]', holds: FORM },
  { name: 'shipments', path: '/obat/pengeluaran', holds: NOTHING_YET }, { name: 'new-shipment', path: '/obat/pengeluaran/baru', holds: FORM },
  { name: 'suppliers', path: '/obat/pemasok', holds: ROW }, { name: 'new-supplier', path: '/obat/pemasok/baru', holds: FORM },
  { name: 'orders', path: '/obat/pesanan', holds: NOTHING_YET }, { name: 'new-order', path: '/obat/pesanan/baru', holds: FORM },
  { name: 'purchases', path: '/obat/pembelian', holds: ROW }, { name: 'purchase', follow: 'main table a[href^="/obat/pembelian/"]', holds: 'main table' },
  { name: 'new-purchase', path: '/obat/pembelian/baru', holds: FORM },
  { name: 'prices', path: '/obat/harga', holds: ROW }, { name: 'price', follow: 'main table a[href^="/obat/harga/"]', holds: FORM },
  { name: 'price-history', path: '/obat/harga/parasetamol-500-mg-tablet', holds: ROW }, { name: 'price-waiting', path: '/obat/harga/amlodipin-5-mg-tablet', holds: 'main a[href="/obat/usulan"]' },
  { name: 'price-proposal', act: async page => {
    await type(page, 'Dasar harga', 'Daftar harga')
    await press('Usulkan ke kepala puskesmas')(page)
  }, holds: '[role="dialog"] textarea, [role="dialog"] input' },
  { name: 'new-count', path: '/obat/opname/baru', act: choose('Sebagian obat'), holds: FORM },
  { name: 'count', act: async page => {
    await choose('Semua obat')(page)
    await press('Mulai menghitung')(page)
  }, holds: 'main .count-entry input', picture: 'portrait' }, { name: 'counts', path: '/obat/opname', holds: ROW },
  { name: 'write-offs', path: '/obat/pemusnahan', holds: NOTHING_YET }, { name: 'new-write-off', path: '/obat/pemusnahan/baru', holds: FORM },
  { name: 'lplpo-list', path: '/obat/lplpo', holds: ROW }, { name: 'lplpo-draft', follow: 'main table a[href^="/obat/lplpo/2"]', holds: ROW, picture: 'landscape' },
  { name: 'lplpo-figure', act: press(/^Permintaan /), holds: '[role="dialog"] h2' },
  { name: 'lplpo-report', path: '/obat/lplpo', follow: 'main table a[href^="/obat/lplpo/laporan/"]', holds: ROW },
]

/** What of the medicine room the head of the puskesmas decides. */
const MEDICINE_DECISIONS: readonly Screen[] = [
  { name: 'medicine-head', path: '/obat', holds: ROW },
  { name: 'new-drug', path: '/obat/katalog/baru', holds: FORM }, { name: 'catalogue-import', path: '/obat/katalog/impor', holds: 'main input, main button' },
  { name: 'proposals-head', path: '/obat/usulan', holds: 'main article table' }, { name: 'proposal-refuse', act: press('Tolak'), holds: '[role="dialog"] textarea, [role="dialog"] input' },
  { name: 'proposals-head-answered', path: '/obat/usulan', act: choose(/^Sudah dijawab/), holds: 'main article table' }, { name: 'pharmacy-setting', path: '/pengaturan/farmasi', holds: FORM },
  { name: 'deliveries-head', path: '/obat/kiriman', holds: ROW }, { name: 'new-delivery', path: '/obat/kiriman/baru', holds: FORM },
  { name: 'counts-head', path: '/obat/opname', holds: 'main table, main .card p' },
  { name: 'lplpo-list-head', path: '/obat/lplpo', holds: ROW },
  { name: 'lplpo-approval', follow: 'main a[href^="/obat/lplpo/laporan/"]', act: press('Setujui'), holds: SHEET },
  { name: 'lplpo-rollup', path: '/obat/lplpo/rekap', holds: ROW },
]

/** The consulting room as a nurse alone sees it. In the evening nobody waits in the demo: who is found is put into the queue. */
const CONSULTING_ROOM: readonly Screen[] = [
  { name: 'search', path: '/pelayanan', act: page => page.getByLabel('Cari pasien').fill('sa'), holds: 'main a[href^="/pelayanan/pasien/"]' },
  { name: 'service', act: press(/^Daftarkan antrean /), holds: 'main a[href^="/pelayanan/antrean/"]', picture: 'landscape' },
  { name: 'queue-menu', act: press(/^Lainnya untuk /), holds: '[role="menuitem"]' },
  { name: 'queue-priority', act: page => page.getByRole('menuitem', { name: 'Didahulukan…' }).click(), holds: '[role="dialog"] [role="radiogroup"]' },
  { name: 'queue-leave', act: fromMenu(/^Lainnya untuk /, 'Pergi tanpa dilayani…'), holds: '[role="dialog"] button' },
  { name: 'triage', path: '/pelayanan', follow: 'main a[href^="/pelayanan/antrean/"]', holds: FORM },
  { name: 'triage-alarm', act: async page => {
    for (const [label, value] of [['Sistole', '230'], ['Diastole', '130'], ['Nadi', '150'], ['Suhu', '40,5']] as const) await type(page, label, value)
    await expect(page.getByText(/^Nilai bahaya/)).toBeVisible()
  } },
  { name: 'triage-refused', act: async page => {
    await type(page, 'Diastole', '240')
    await press('Simpan')(page)
    await refused(page)
  } },
  { name: 'visit-form-empty', path: '/pelayanan', act: press(/^Layani /), holds: FORM },
  { name: 'visit-form-alarm', act: async page => {
    for (const [label, value] of [['Keluhan utama', 'Sakit kepala sejak pagi'], ['Sistole', '230'], ['Diastole', '90'], ['Nadi', '80']] as const) await type(page, label, value)
    await page.getByRole('checkbox', { name: 'Saya sudah memeriksa nilai ini' }).check()
    await type(page, 'Tindakan untuk nilai bahaya', 'Diukur ulang setelah istirahat, lalu dirujuk')
  } },
  { name: 'visit-form', act: async page => {
    await page.getByRole('main').getByRole('radiogroup', { name: 'Alergi' }).getByRole('radio', { name: 'Ada', exact: true }).check()
    await type(page, 'Alergi terhadap', 'amoksisilin')
    await pick(page, 'Diagnosis', 'J18.9')
    await press('Tambah obat')(page)
    await pick(page, 'Obat', 'Amoksisilin')
    await expect(page.getByRole('group', { name: 'Dosis lazim' })).toBeVisible()
  }, holds: 'main ul[aria-label^="Peringatan"] input', picture: 'portrait' },
  { name: 'visit-form-outcome', act: async page => {
    const folded = page.getByRole('main').locator('h2 button[aria-expanded="false"]')
    for (let left = await folded.count(); left > 0; left -= 1) await folded.first().click()
    await page.getByRole('main').getByRole('radio', { name: 'Rujuk', exact: true }).check()
  }, holds: 'main fieldset' },
  { name: 'visit-form-refused', act: async page => {
    await press('Tanda tangani')(page)
    await refused(page)
  } },
  { name: 'patient-new', path: '/pelayanan/pasien-baru', holds: FORM },
  { name: 'patient-new-unfolded', act: async page => {
    await page.getByRole('checkbox', { name: 'Hanya tahu umurnya' }).check()
    await page.getByRole('checkbox', { name: 'Tidak punya NIK' }).check()
    await page.getByRole('radio', { name: 'Bayi baru lahir' }).check()
    const folded = page.locator('main details:not([open]) > summary')
    for (let left = await folded.count(); left > 0; left -= 1) await folded.first().click()
    await choose(/^Aktif/)(page)
    await choose(/^Setuju/)(page)
    await page.getByLabel('Yang menyatakan').selectOption({ label: 'Orang tua' })
  }, holds: '#field-consentSpeaker' },
  { name: 'patient-new-refused', act: async page => {
    await press('Simpan dan daftarkan antrean')(page)
    await refused(page)
  } },
  { name: 'follow-ups-due', path: '/pelayanan/tindak-lanjut', holds: 'main table, main .card p' }, { name: 'follow-ups', path: '/pelayanan/tindak-lanjut?bagian=nanti', holds: ROW },
  { name: 'follow-up', follow: 'main table a[href^="/pelayanan/tindak-lanjut/"]', holds: FORM },
  { name: 'chronic-patients', path: '/pelayanan/pasien-kronis', holds: ROW },
  { name: 'patient', follow: 'main table a[href^="/pelayanan/pasien/"]:not([href*="kunjungan-baru"])', holds: 'main dl', picture: 'landscape' },
  { name: 'follow-up-new', follow: 'main a[href^="/pelayanan/tindak-lanjut/baru"]', holds: FORM },
  { name: 'follow-up-new-refused', act: async page => {
    await press('Simpan rencana')(page)
    await refused(page)
  } },
  { name: 'patient-edit', path: '/pelayanan/pasien-kronis', follow: 'main table a[href^="/pelayanan/pasien/"]:not([href*="kunjungan-baru"])', act: page => page.locator('main a[href$="/ubah"]').first().click(), holds: '#field-name' },
  { name: 'consent-paper', act: async page => { await visit(page, new URL(page.url()).pathname.replace(/ubah$/, 'persetujuan')) }, holds: 'main .print-sheet' },
  { name: 'household', act: async page => {
    await visit(page, new URL(page.url()).pathname.replace(/\/persetujuan$/, ''))
    await page.getByRole('main').getByRole('link', { name: 'Lihat keluarga' }).click()
  }, holds: 'main ul a' },
  { name: 'visit-signed', path: '/pelayanan/pasien-kronis', follow: 'main table a[href^="/pelayanan/pasien/"]:not([href*="kunjungan-baru"])', act: page => page.locator('main a[href^="/pelayanan/kunjungan/"]').first().click(), holds: 'main ol' },
  { name: 'visit-void', act: press('Batalkan kunjungan'), holds: '[role="dialog"] textarea, [role="dialog"] input' },
  { name: 'papers-menu', act: press('Surat dan cetak'), holds: '[role="menuitem"]' },
  { name: 'visit-paper', act: page => page.getByRole('menuitem', { name: 'Cetak ringkasan kunjungan' }).click(), holds: '#field-warnings' },
  { name: 'visit-paper-prescription', act: readdress({ jenis: 'resep' }), holds: 'main .print-sheet' },
  { name: 'addendum-new', act: async page => { await visit(page, new URL(page.url()).pathname.replace(/cetak$/, 'addendum')) }, holds: FORM },
  { name: 'addendum-new-refused', act: async page => {
    await page.getByRole('checkbox', { name: 'Diagnosis perlu diperbaiki' }).check()
    await press('Simpan addendum')(page)
    await refused(page)
  }, holds: 'main [role="combobox"]' },
  { name: 'letter-new-referral', act: async page => {
    await visit(page, new URL(page.url()).pathname.replace(/\/addendum$/, ''))
    await fromMenu('Surat dan cetak', 'Surat rujukan')(page)
  }, holds: FORM },
  ...(['sakit', 'sehat', 'persetujuan', 'penolakan'] as const).map((kind): Screen => ({ name: `letter-new-${kind}`, act: readdress({ jenis: kind }), holds: FORM })),
  { name: 'letter-new-refused', act: async page => {
    await press('Terbitkan surat')(page)
    await refused(page)
  } },
  { name: 'letter-new-visit', act: readdress({ jenis: 'rujukan', kunjungan: null }), holds: 'main a[href*="kunjungan="]' },
  { name: 'letter-new-kind', act: readdress({ jenis: null }), holds: 'main a[href*="jenis="]' },
  { name: 'letter-new-patient', path: '/pelayanan/surat/baru', holds: SHEET },
  { name: 'letters', path: '/pelayanan/surat', act: choose(/^Semua surat/), holds: ROW },
  { name: 'letters-unanswered', act: choose(/^Rujukan belum dibalas/), holds: ROW },
  { name: 'letter', follow: 'main table a[href^="/pelayanan/surat/"]', holds: 'main .print-sheet' },
  { name: 'letter-void', act: press('Batalkan surat'), holds: '[role="dialog"] textarea, [role="dialog"] input' },
  { name: 'letter-reply', act: press('Catat balasan rujukan'), holds: FORM },
  { name: 'visit-register-day', path: '/laporan/register-kunjungan', holds: 'main table, main .card p' },
  { name: 'visit-register', act: async page => {
    await choose('Per bulan')(page)
    await page.getByRole('main').getByLabel('Bulan', { exact: true }).selectOption(LAST_MONTH)
  }, holds: ROW },
  { name: 'lb1', path: `/laporan/lb1?bulan=${LAST_MONTH}`, holds: ROW, picture: 'landscape' },
  { name: 'lb1-records', follow: 'main table a[href^="/laporan/lb1/kunjungan"]', holds: ROW },
]

/** The cooperative's books as the bendahara keeps them. */
const COOPERATIVE: readonly Screen[] = [
  { name: 'home-coop', path: '/' }, { name: 'cooperative', path: '/koperasi', holds: 'main a[href^="/koperasi/"]', picture: 'landscape' },
  { name: 'savings', path: '/koperasi/simpanan', holds: ROW, picture: 'landscape' },
  { name: 'savings-member', follow: 'main :is(td, li) a[href^="/koperasi/simpanan/"]', holds: 'main h2' },
  { name: 'savings-reversal', act: press(/^Balik/), holds: '[role="dialog"] textarea, [role="dialog"] input' },
  { name: 'savings-arrears', path: '/koperasi/simpanan/tunggakan', holds: ROW },
  { name: 'saving-new', path: '/koperasi/simpanan/catat', holds: FORM },
  { name: 'saving-new-refused', act: async page => {
    await press(/^Simpan$/)(page)
    await refused(page)
  } },
  { name: 'cash', path: '/koperasi/kas', holds: ROW },
  { name: 'cash-day', path: '/koperasi/kas/hari', holds: FORM }, { name: 'cash-new', path: '/koperasi/kas/baru', holds: FORM },
  { name: 'cash-new-refused', act: async page => {
    await press(/^Simpan$/)(page)
    await refused(page)
  } },
  { name: 'coop-sales', path: `/koperasi/penjualan?bulan=${LAST_MONTH}`, holds: 'main table' }, { name: 'self-reliance', path: '/koperasi/kemandirian', holds: 'main figure svg', picture: 'portrait' },
  { name: 'coop-statement', path: '/koperasi/laba-rugi', holds: 'main table' },
  { name: 'shu', path: '/koperasi/shu', holds: ROW }, { name: 'shu-year', follow: 'main a[href^="/koperasi/shu/"]', holds: 'main table' },
  { name: 'coop-setting', path: '/koperasi/pengaturan', holds: FORM },
  { name: 'members-coop', path: '/anggota', holds: ROW }, { name: 'member-coop', follow: 'main :is(td, li) a[href^="/anggota/"]', holds: 'main dl' },
  { name: 'member-leaves', act: press('Ubah status'), holds: '[role="dialog"] input' },
  { name: 'member-merges', act: press('Gabungkan'), holds: '[role="dialog"] input' },
  { name: 'member-new-coop', path: '/anggota/baru', holds: FORM }, { name: 'member-cards', path: '/anggota/kartu', holds: 'main input' }, { name: 'member-import', path: '/anggota/impor', holds: 'main h2' },
  { name: 'oversight-coop', path: `/laporan/koperasi?bulan=${LAST_MONTH}`, holds: 'main h2' },
  { name: 'oversight-send', act: press('Kirim laporan bulan'), holds: '[role="dialog"] textarea, [role="dialog"] input' },
  { name: 'remarks-coop', path: '/laporan/koperasi/catatan', holds: 'main a[href^="/laporan/koperasi/catatan/"]' },
]

/** What the head sees, decides, visits and follows up. */
const SUPERVISION: readonly Screen[] = [
  { name: 'service-hours', path: '/pengawasan/jam-pelayanan', holds: FORM }, { name: 'service-days', path: '/pengawasan/hari-pelayanan', holds: 'main table' },
  { name: 'activities-head', path: '/program', act: page => page.getByRole('main').getByLabel('Bulan', { exact: true }).selectOption(LAST_MONTH).then(() => undefined), holds: 'main a[href^="/program/kegiatan/"]:not([href$="/baru"])' },
  // What waits for the head is there in every month.
  { name: 'activity-head', path: '/perlu-ditinjau', follow: 'main a[href^="/program/kegiatan/"]', holds: 'main section h2' },
  { name: 'activity-seen', act: press('Sudah dilihat'), holds: '[role="dialog"] textarea, [role="dialog"] input' },
  { name: 'complaint-head', path: '/pengaduan', follow: 'main table a[href^="/pengaduan/"]', holds: 'main h2' },
  { name: 'complaint-class', act: press('Ubah kelas'), holds: '[role="dialog"] textarea' },
  { name: 'coaching', path: '/pengawasan/pembinaan', holds: 'main table', picture: 'landscape' },
  { name: 'coaching-move', act: press(/^Pindah tanggal/), holds: '[role="dialog"] input' },
  { name: 'coaching-plan', path: '/pengawasan/pembinaan/rencana', holds: FORM },
  { name: 'coaching-plan-refused', act: async page => {
    await press('Simpan rencana')(page)
    await refused(page)
  } },
  { name: 'coaching-report', path: '/pengawasan/pembinaan', follow: 'main table a[href^="/pengawasan/pembinaan/"]', holds: 'main h2' },
  { name: 'coaching-open', path: '/pengawasan/pembinaan', act: press(/^Mulai kunjungan /), holds: 'main section li a' },
  { name: 'coaching-visit', act: press('Bagian berikutnya'), holds: 'main [role="radiogroup"]', picture: 'portrait' },
  { name: 'coaching-finding', act: async page => {
    await page.getByRole('main').locator('[role="radiogroup"]').nth(1).getByRole('radio', { name: 'Sebagian', exact: true }).check()
    await press(/^Buat temuan/)(page)
  }, holds: 'main form textarea' },
  { name: 'coaching-end', act: async page => {
    await page.getByRole('main').getByRole('button', { name: 'Batal', exact: true }).click()
    await press('Penutup')(page)
  }, holds: FORM },
  { name: 'coaching-summary', path: '/pengawasan/pembinaan/ringkasan', holds: 'main .print-sheet' },
  { name: 'findings', path: '/pengawasan/tindak-lanjut', holds: ROW }, { name: 'finding', follow: 'main table a[href^="/pengawasan/tindak-lanjut/"]', holds: 'main dl' },
  { name: 'finding-new', path: '/pengawasan/tindak-lanjut/baru', holds: FORM },
  { name: 'indicators', path: '/pengawasan/indikator', holds: 'main h2', picture: 'landscape' }, { name: 'indicator', follow: 'main a[href^="/pengawasan/indikator/"]', holds: 'main h1' },
  { name: 'supervision-setting', path: '/pengawasan/pengaturan', holds: FORM },
  { name: 'anomalies', path: `/pengawasan/kejanggalan?bulan=${LAST_MONTH}`, holds: 'main h2, main .card p' },
  { name: 'kelurahan-pack', path: `/pengawasan/lokakarya?bulan=${LAST_MONTH}`, holds: 'main .print-sheet', picture: 'portrait' },
  { name: 'review-decided', path: '/perlu-ditinjau/diputuskan', holds: 'main li h3' },
]

const WALKS: readonly Walk[] = [
  { username: 'bidan.kiara', code: 'KIARA-DEMO', screens: [
    { name: 'home', path: '/', picture: 'landscape' },
    { name: 'members', path: '/anggota', picture: 'portrait' }, { name: 'member', path: '/anggota', follow: 'main :is(td, li) a[href^="/anggota/"]' },
    { name: 'member-edit', follow: 'main a[href^="/anggota/"][href$="/ubah"]' }, { name: 'new-member', path: '/anggota/baru' },
    ...MEDICINE_ROOM,
    { name: 'reports', path: '/laporan' },
    { name: 'review', path: '/perlu-ditinjau', holds: 'main li h3' }, { name: 'review-decided-own', path: '/perlu-ditinjau/diputuskan', holds: 'main li h3' }, { name: 'settings', path: '/pengaturan' }, { name: 'password', path: '/pengaturan/kata-sandi' },
    { name: 'pin', path: '/pin', act: page => page.getByRole('button', { name: 'Pasang PIN' }).click() },
  ] },
  { username: 'perawat.kiara', code: 'KIARA-DEMO', screens: [
    { name: 'home-nurse', path: '/' }, { name: 'duty-people', path: '/', act: press('Ubah petugas'), holds: '[role="dialog"] input' },
    { name: 'service-days-nurse', path: '/pengawasan/hari-pelayanan', holds: 'main table' }, { name: 'activities', path: '/program', holds: 'main h2, main table, main .card p' },
    { name: 'activity-new', path: '/program/kegiatan/baru', act: async page => {
      await type(page, 'Mulai', '09.00')
      await type(page, 'Selesai', '10.00')
    }, holds: 'main textarea' },
    { name: 'activity-new-refused', act: async page => {
      await press('Simpan')(page)
      await refused(page)
    } },
    { name: 'findings-nurse', path: '/pengawasan/tindak-lanjut', holds: ROW }, { name: 'finding-nurse', follow: 'main table a[href^="/pengawasan/tindak-lanjut/"]', act: press(/^Tambah bukti/), holds: 'main form textarea' },
    ...CONSULTING_ROOM,
  ] },
  { username: 'kapus', code: 'KAPUS-DEMO', screens: [
    { name: 'home-head', path: '/' }, { name: 'supervision', path: '/pengawasan', picture: 'landscape' }, { name: 'supervision-visits', path: '/pengawasan/kunjungan' },
    { name: 'visit-door', path: '/pengawasan/kunjungan', follow: 'main a[href^="/pelayanan/kunjungan/"]' },
    { name: 'visit', act: press('Pembinaan'), holds: 'main dl', picture: 'portrait' },
    { name: 'patient-head', follow: 'main a[href^="/pelayanan/pasien/"]', holds: 'main dl' }, { name: 'readings', path: '/pengawasan/pembacaan', holds: ROW },
    { name: 'handed-out', path: '/pengawasan/obat-diserahkan' }, { name: 'supervision-stock', path: '/pengawasan/stok', holds: ROW },
    ...MEDICINE_DECISIONS,
    { name: 'letters-head', path: '/pelayanan/surat', act: choose(/^Semua surat/), holds: ROW },
    { name: 'clinic-setting', path: '/pengaturan/klinik', holds: FORM }, { name: 'clinic-limits', path: '/pengaturan/klinik/tanda-vital', holds: ROW },
    { name: 'clinic-limit', act: press(/^Ubah /), holds: '[role="dialog"] input' }, { name: 'clinic-sign', path: '/pengaturan/klinik/tanda-vital', act: press(/tanda tangan/i), holds: '[role="dialog"] input' },
    { name: 'clinic-safety', path: '/pengaturan/klinik/keamanan-obat', holds: ROW },
    { name: 'lb1-head', path: `/laporan/lb1?bulan=${LAST_MONTH}`, holds: ROW },
    { name: 'lb1-records-head', follow: 'main table a[href^="/laporan/lb1/kunjungan"]', holds: ROW }, { name: 'visit-register-head', path: '/laporan/register-kunjungan', holds: 'main table, main .card p' },
    { name: 'review-head', path: '/perlu-ditinjau', holds: 'main li h3' },
    { name: 'review-addendum', act: async page => {
      await press('Lihat isi')(page)
      await press('Pembinaan')(page)
    }, holds: 'main li article' },
    { name: 'addendum-approval', act: press('Setujui'), holds: '[role="dialog"] textarea, [role="dialog"] input' },
    { name: 'visit-with-addendum', follow: 'main li a[href^="/pelayanan/kunjungan/"]', holds: 'main article' },
    { name: 'member-counts', path: '/laporan/jumlah-anggota' },
    { name: 'complaints', path: '/pengaduan', holds: 'main h1' }, { name: 'complaint-new', path: '/pengaduan/baru', holds: FORM }, { name: 'calendar', path: '/pengaduan/kalender', holds: FORM },
    { name: 'accounts', path: '/pengaturan/akun' }, { name: 'account', path: '/pengaturan/akun', follow: 'main a[href^="/pengaturan/akun/"]:not([href$="/baru"])' }, { name: 'new-account', path: '/pengaturan/akun/baru' }, { name: 'tablets', path: '/pengaturan/tablet' },
    { name: 'facilities', path: '/pengaturan/fasilitas' }, { name: 'facility', path: '/pengaturan/fasilitas', follow: 'main a[href^="/pengaturan/fasilitas/"]:not([href$="/baru"])' }, { name: 'new-facility', path: '/pengaturan/fasilitas/baru' },
  ] },
  { username: 'kapus', part: 'supervision', code: 'KAPUS-DEMO', screens: SUPERVISION },
  { username: 'lurah.kiara', code: 'LURAH-DEMO', phone: true, screens: [
    { name: 'home-lurah', path: '/' }, { name: 'reports-lurah', path: '/laporan' }, { name: 'member-report', path: '/laporan/anggota', picture: 'landscape' },
    { name: 'member-report-list', follow: 'main a[href*="bagian=akhir"]' },
    { name: 'oversight', path: `/laporan/koperasi?bulan=${LAST_MONTH}`, holds: 'main h2', picture: 'landscape' },
    { name: 'oversight-detail', follow: 'main a[href^="/laporan/koperasi/rincian"]', holds: 'main table, main .card p' },
    { name: 'remarks', path: '/laporan/koperasi/catatan', holds: 'main a[href^="/laporan/koperasi/catatan/"]' }, { name: 'remark', follow: 'main :is(td, li, article) a[href^="/laporan/koperasi/catatan/"]', holds: 'main h1' },
    { name: 'remark-new', path: '/laporan/koperasi/catatan/baru', holds: FORM },
    { name: 'remark-new-refused', act: async page => {
      await press('Kirim catatan')(page)
      await refused(page)
    } },
    { name: 'member-lurah', path: '/anggota', follow: 'main :is(td, li) a[href^="/anggota/"]', holds: 'main dl' },
    { name: 'uncover', act: press(/^Lihat NIK/), holds: '[role="dialog"] textarea, [role="dialog"] input' },
    { name: 'uncoverings', path: '/laporan/koperasi/pembacaan', holds: 'main h1' },
  ] },
  { username: 'bendahara.kiara', code: 'KOPERASI-DEMO', screens: COOPERATIVE },
  { username: 'dinkes', code: 'DINKES-DEMO', screens: [{ name: 'home-office', path: '/' }, { name: 'dinkes', path: '/dinkes', holds: 'main table, main h2' }, { name: 'settings-office', path: '/pengaturan' }] },
]

/** A finger's width, less what rounding takes. */
const FINGER = 47.5

/** What is pressed and is smaller than a finger, hidden things and links within a sentence left out; a radio or a tick is pressed on its label. */
function smallTargets(page: Page): Promise<string[]> {
  return page.evaluate(finger => [...document.querySelectorAll<HTMLElement>('a[href], button, input, select, textarea, summary, [role="combobox"], [role="option"], [role="menuitem"]')].flatMap(target => {
    const pressed = target.matches('[type="radio"], [type="checkbox"]') ? target.closest('label') ?? target : target
    const { width, height } = pressed.getBoundingClientRect()
    // The way past the navigation is there for the keyboard only, until it has the focus.
    const isHidden = !pressed.checkVisibility() || width <= 1 || height <= 1 || target.classList.contains('sr-only')
    const isInSentence = target.matches('a') && getComputedStyle(target).display === 'inline' && (target.parentElement?.textContent.trim() ?? '') !== target.textContent.trim()
    return isHidden || isInSentence || (width >= finger && height >= finger) ? [] : [`${target.tagName.toLowerCase()} "${(target.getAttribute('aria-label') ?? target.textContent).trim().slice(0, 40)}" is ${Math.round(width)}×${Math.round(height)}`]
  }), FINGER)
}

/** Words that stick out of what holds them, or are cut off at its edge without a sign of it; those of a drawing are held by the drawing. */
function cutOff(page: Page): Promise<string[]> {
  return page.evaluate(() => [...document.querySelectorAll<HTMLElement>('main *, [role="dialog"] *')].flatMap(element => {
    const drawing = element.closest('svg')
    if (drawing) {
      const [words, frame] = [element.getBoundingClientRect(), drawing.getBoundingClientRect()]
      if (element.localName !== 'text' || !element.checkVisibility()) return []
      const sticksOut = words.left < frame.left - 1 || words.right > frame.right + 1 || words.top < frame.top - 1 || words.bottom > frame.bottom + 1
      return [...(sticksOut ? [`"${element.textContent.trim()}" sticks out of its drawing`] : []), ...(words.height < 14 ? [`"${element.textContent.trim()}" is drawn ${Math.round(words.height)} px high`] : [])]
    }
    const style = getComputedStyle(element)
    const hasWords = [...element.childNodes].some(node => node.nodeType === Node.TEXT_NODE && (node.textContent ?? '').trim() !== '')
    const isSeen = element.checkVisibility() && element.clientWidth > 1 && style.display !== 'inline' && !element.closest('.sr-only')
    const maySpill = ['auto', 'scroll'].includes(style.overflowX) || style.textOverflow === 'ellipsis' || element.matches('input, textarea, select')
    return hasWords && isSeen && !maySpill && element.scrollWidth > element.clientWidth + 1
      ? [`${element.tagName.toLowerCase()} "${element.textContent.trim().slice(0, 40)}" is cut off: ${element.scrollWidth} px of words in ${element.clientWidth}`] : []
  }))
}

/** The lurah's own telephone. */
const PHONE = { width: 360, height: 740 }

/** What is wrong on the screen as it stands, lying and standing. */
async function findingsOf(page: Page, name: string, picture?: Screen['picture'], phone?: boolean): Promise<string[]> {
  const findings: string[] = []
  for (const [orientation, size] of [['landscape', LANDSCAPE], ['portrait', PORTRAIT], ...(phone ? [['phone', PHONE] as const] : [])] as const) {
    await page.setViewportSize(size)
    // A bar at the foot lies over what scrolls beneath it: such a screen is looked at in its whole length.
    if (await page.locator('[data-page-bar]').count() > 0) await page.setViewportSize({ ...size, height: Math.max(size.height, await page.evaluate(() => document.documentElement.scrollHeight)) })
    findings.push(...(await axeFindings(page)).map(finding => `${name} ${orientation}: ${finding}`))
    findings.push(...(await smallTargets(page)).map(finding => `${name} ${orientation}: ${finding}`))
    findings.push(...(await cutOff(page)).map(finding => `${name} ${orientation}: ${finding}`))
    const tooWide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
    if (tooWide > 0) findings.push(`${name} ${orientation}: ${tooWide} px wider than the screen`)
    if (picture !== orientation || process.env.PICTURES !== '1') continue
    await page.setViewportSize(size)
    await page.mouse.move(0, 0)
    await page.evaluate(() => { scrollTo(0, 0) })
    await expect(page.locator('[data-toast-region] > *')).toHaveCount(0)
    await page.screenshot({ path: join(PICTURES, `${name}-${orientation}.png`) })
  }
  await page.setViewportSize(LANDSCAPE)
  return findings
}

test.describe('every screen is accessible, lying and standing', () => {
  // A walk goes through sixty screens twice; a busy machine takes its time over them.
  // Walks share nothing but the demo that they look at: two go side by side, each worker with a server of its own.
  test.describe.configure({ mode: 'parallel', timeout: 600_000 })
  let server: AppServer
  test.beforeAll(async () => {
    // As in the afternoon, whatever the hour: a pustu at night has no queue to look at.
    server = await startServer({ program: 'demo', args: ['--until', '14:00'], dataDir: join(mkdtempSync(join(tmpdir(), 'screens-')), 'demo'), patience: 120_000 })
  })
  test.afterAll(async () => { await server.stop() })

  test('axe finds nothing on the set-up of a new server, refused and not', async () => {
    const empty = await startServer({ dataDir: mkdtempSync(join(tmpdir(), 'set-up-')) })
    const { page, close } = await openTablet({ url: empty.url, viewport: LANDSCAPE })
    await page.goto('/')
    await page.getByRole('link', { name: 'Mulai penyiapan' }).click()
    await expect(page.getByRole('button', { name: 'Siapkan' })).toBeVisible()
    const findings = await findingsOf(page, 'set-up')
    await page.getByRole('button', { name: 'Siapkan' }).click()
    await expect(page.getByRole('alert').first()).toBeVisible()
    findings.push(...await findingsOf(page, 'set-up refused'))
    await close()
    await empty.stop()
    expect(findings).toEqual([])
  })

  for (const { username, part, code, phone, screens } of WALKS) {
    test(`axe finds nothing on the screens of ${username}${part ? `, ${part}` : ''}`, async () => {
      const tablet = await openTablet({ url: server.url, viewport: LANDSCAPE })
      const { page } = tablet
      // The walk goes on: one run tells what is wrong on all of them.
      const look = async (name: string, picture?: Screen['picture']): Promise<void> => { expect.soft(await findingsOf(page, name, picture, phone), name).toEqual([]) }
      const isFirst = username === WALKS[0]?.username
      if (isFirst) {
        await page.goto('/')
        await expect(page.getByLabel('Kode pendaftaran')).toBeVisible()
        await look('enrol')
      }
      await enrol(page, code, `Tablet ${username}`)
      if (isFirst) await look('sign-in')
      await signIn(page, username, PASSWORD)
      await expectSent(page)
      for (const { name, path, follow, act, holds, picture } of screens) {
        if (path !== undefined) await visit(page, path)
        if (follow !== undefined) {
          const before = page.url()
          await page.locator(follow).first().click()
          await expect(page).not.toHaveURL(before)
          await expect(page.getByRole('heading', { level: 1 }).first()).toBeVisible()
        }
        await act?.(page)
        if (holds !== undefined) await expect.soft(page.locator(holds).first(), `${name} shows ${holds}`).toBeVisible()
        await look(name, picture)
        await closeDialog(page)
      }
      await page.getByRole('button', { name: 'Kunci' }).first().click()
      await expect(page.getByLabel(/^(Kata sandi|PIN)/)).toBeVisible()
      if (isFirst) await look('locked')
      await tablet.close()
    })
  }
})
