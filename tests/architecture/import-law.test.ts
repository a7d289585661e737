import { spawnSync } from 'node:child_process'
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'

const ROOT = resolve(import.meta.dirname, '../..')
const made: string[] = []
afterAll(() => { for (const folder of made) rmSync(folder, { recursive: true, force: true }) })

/** Runs the very configuration of `npm run laws` over a folder and tells which laws each file broke. */
function brokenLaws(folder: string): string[] {
  const run = spawnSync(process.execPath, [
    join(ROOT, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs'), '--config', '.dependency-cruiser.mjs', '--output-type', 'json',
    ...['src', 'seeds', 'scripts', 'tests'],
  ], { cwd: folder, encoding: 'utf8', maxBuffer: 256 * 1024 * 1024 })
  if (!run.stdout.startsWith('{')) throw new Error(`the law could not be run: ${run.stderr}`)
  const { summary, modules } = JSON.parse(run.stdout) as { summary: { violations: { rule: { name: string }; from: string; to: string }[] }; modules: unknown[] }
  if (modules.length === 0) throw new Error('nothing was read')
  return summary.violations.map(found => `${found.rule.name}: ${found.from}`)
}

/** A small house of the same shape as ours, in which the given files break the law. */
function houseWith(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'law-'))
  made.push(folder)
  symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'))
  for (const name of ['package.json', 'tsconfig.json', '.dependency-cruiser.mjs']) copyFileSync(join(ROOT, name), join(folder, name))
  const innocent = {
    'src/domain/core/day.ts': "import { z } from 'zod'\nexport const day = z.string()\n",
    'src/sync/chain.ts': "import { day } from '#domain/core/day.ts'\nimport { sha256 } from '@noble/hashes/sha2.js'\nexport const chain = [day, sha256]\n",
    'src/server/app.ts': "import { chain } from '#sync/chain.ts'\nexport const app = chain\n",
    'src/app/shared/format.ts': "import { day } from '#domain/core/day.ts'\nexport const format = day\n",
    'src/app/ui/modal-dialog.ts': "import { DialogRoot } from 'reka-ui'\nexport const dialog = DialogRoot\n",
    'src/app/features/members/routes.ts': "import { format } from '../../shared/format.ts'\nexport const routes = [format]\n",
    'src/app/features/medicine/routes.ts': 'export const routes = []\n',
    'seeds/drugs.ts': "import { day } from '#domain/core/day.ts'\nexport const drugs = [day]\n",
    'scripts/demo.ts': "import { app } from '#server/app.ts'\nexport const demo = app\n",
    'tests/some.ts': "import { app } from '#server/app.ts'\nexport const some = app\n",
  }
  for (const [path, text] of Object.entries({ ...innocent, ...files })) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), text)
  }
  return folder
}

/** A file that breaks a law, and the law that must name it. */
const VIOLATIONS: readonly { path: string; text: string; law: string }[] = [
  { path: 'src/domain/rules/a.ts', text: "import { chain } from '#sync/chain.ts'\nexport const a = chain\n", law: 'domain-stands-alone' },
  { path: 'src/domain/rules/b.ts', text: "import { format } from '../../app/shared/format.ts'\nexport const b = format\n", law: 'domain-stands-alone' },
  { path: 'src/domain/rules/c.ts', text: "import type { app } from '#server/app.ts'\nexport type C = typeof app\n", law: 'domain-stands-alone' },
  { path: 'src/domain/rules/d.ts', text: "import Dexie from 'dexie'\nexport const d = Dexie\n", law: 'domain-needs-zod-only' },
  { path: 'src/domain/rules/e.ts', text: "import { readFileSync } from 'node:fs'\nexport const e = readFileSync\n", law: 'domain-needs-zod-only' },
  { path: 'src/domain/rules/f.ts', text: "import { sha256 } from '@noble/hashes/sha2.js'\nexport const f = sha256\n", law: 'domain-needs-zod-only' },
  { path: 'src/sync/g.ts', text: "import { app } from '#server/app.ts'\nexport const g = app\n", law: 'sync-reaches-domain-only' },
  { path: 'src/sync/h.ts', text: "import { createHash } from 'node:crypto'\nexport const h = createHash\n", law: 'sync-needs-two-packages' },
  { path: 'src/app/i.ts', text: "import { app } from '#server/app.ts'\nexport const i = app\n", law: 'app-never-meets-server' },
  { path: 'src/app/j.ts', text: "export const j = () => import('../server/app.ts')\n", law: 'app-never-meets-server' },
  { path: 'src/server/k.ts', text: "import { format } from '#app/shared/format.ts'\nexport const k = format\n", law: 'server-never-meets-app' },
  { path: 'src/app/features/members/l.ts', text: "import { routes } from '../medicine/routes.ts'\nexport const l = routes\n", law: 'features-keep-apart' },
  { path: 'src/app/features/members/m.ts', text: "import { routes } from '#app/features/medicine/routes.ts'\nexport const m = routes\n", law: 'features-keep-apart' },
  { path: 'src/app/features/members/PageOfMembers.vue', text: "<script setup lang=\"ts\">\nimport { routes } from '../medicine/routes.ts'\n</script>\n<template><p>{{ routes.length }}</p></template>\n", law: 'features-keep-apart' },
  { path: 'src/app/shared/n.ts', text: "import { routes } from '#app/features/medicine/routes.ts'\nexport const n = routes\n", law: 'features-are-collected' },
  { path: 'src/app/features/members/o.ts', text: "import { DialogRoot } from 'reka-ui'\nexport const o = DialogRoot\n", law: 'overlays-in-one-place' },
  { path: 'seeds/p.ts', text: "import { app } from '#server/app.ts'\nexport const p = app\n", law: 'seeds-are-data' },
  { path: 'src/server/q.ts', text: "import { r } from './r.ts'\nexport const q = () => r\n", law: 'no-cycles' },
  { path: 'src/server/s.ts', text: "import { nothing } from './nothing.ts'\nexport const s = nothing\n", law: 'nothing-unresolved' },
]

describe('the import law', () => {
  it('holds in this house', () => {
    expect(brokenLaws(ROOT)).toEqual([])
  })

  it('has nothing against a house that keeps it', () => {
    expect(brokenLaws(houseWith({}))).toEqual([])
  })

  it('allows two files to know each other by type alone', () => {
    const house = houseWith({
      'src/domain/records/member.ts': "import { check } from '../rules/member-rules.ts'\nexport interface Member { name: string }\nexport const member = check\n",
      'src/domain/rules/member-rules.ts': "import type { Member } from '../records/member.ts'\nexport const check = (member: Member): boolean => member.name !== ''\n",
    })
    expect(brokenLaws(house)).toEqual([])
  })

  const files = Object.fromEntries(VIOLATIONS.map(({ path, text }) => [path, text]))
  const found = brokenLaws(houseWith({ ...files, 'src/server/r.ts': "import { q } from './q.ts'\nexport const r = () => q\n" }))
  for (const { path, law } of VIOLATIONS) {
    it(`catches ${path} breaking ${law}`, () => {
      expect(found).toContain(`${law}: ${path}`)
    })
  }
})
