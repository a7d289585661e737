import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'vite'

/** The page beside which the opening of the app is measured. */
export default defineConfig({
  root: import.meta.dirname,
  plugins: [vue()],
  build: { target: 'es2022', outDir: '../../../dist-test/bare', emptyOutDir: true },
})
