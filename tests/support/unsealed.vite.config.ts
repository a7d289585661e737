import { resolve } from 'node:path'
import { defineConfig, mergeConfig, type Plugin } from 'vite'
import app from '../../vite.config.ts'

/** Replaces the sealing module of the app, for the counter-proof of the stolen profile. Production code has no switch for it. */
const withoutSealing: Plugin = {
  name: 'without-sealing',
  enforce: 'pre',
  async resolveId(source, importer) {
    if (!source.endsWith('/sealing.ts') || importer?.includes('/tests/')) return null
    const found = await this.resolve(source, importer, { skipSelf: true })
    return found?.id.endsWith('/src/app/vault/sealing.ts') ? resolve(import.meta.dirname, 'unsealed.ts') : found
  },
}

export default mergeConfig(app, defineConfig({ plugins: [withoutSealing], worker: { plugins: () => [withoutSealing] }, build: { outDir: 'dist-test/unsealed', emptyOutDir: true, chunkSizeWarningLimit: 4000 } }))
