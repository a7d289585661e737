import { defineConfig, mergeConfig, type Plugin } from 'vite'
import app from '../../vite.config.ts'

/** The app with a door for the benchmark beside its own entry; everything else is the production build. */
const benchEntry: Plugin = {
  name: 'bench-entry',
  transformIndexHtml: { order: 'pre', handler: html => html.replace('/src/app/main.ts', '/tests/bench/bench-entry.ts') },
}

export default mergeConfig(app, defineConfig({ plugins: [benchEntry], build: { outDir: 'dist-test/bench', emptyOutDir: true } }))
