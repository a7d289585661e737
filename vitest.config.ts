import { defineConfig } from 'vitest/config'
import vue from '@vitejs/plugin-vue'

/** Two rooms: `node` for everything pure, server and store; `dom` for components. Journeys run in Chromium by Playwright. */
export default defineConfig({
  test: {
    // Left to itself, it keeps one core free for somebody who watches; here nobody does.
    maxWorkers: '100%',
    projects: [
      {
        plugins: [vue()],
        test: { name: 'node', environment: 'node', include: ['tests/**/*.test.ts'], exclude: ['tests/app/ui/**', 'tests/app/features/**', 'tests/journeys/**'], testTimeout: 30_000, hookTimeout: 60_000 },
      },
      {
        plugins: [vue()],
        test: { name: 'dom', environment: 'happy-dom', include: ['tests/app/{ui,features}/**/*.test.ts'], testTimeout: 30_000 },
      },
    ],
  },
})
