import type { KnipConfig } from 'knip'

/** Every file, value and package has a user; what is found by name only is named here. Types may stand ready. */
const config: KnipConfig = {
  entry: [
    'src/app/main.ts', 'src/service-worker.ts', 'src/app/features/*/routes.ts', 'src/**/*.worker.ts',
    'src/server/main.ts', 'scripts/{demo,simulate,bench}.ts', 'scripts/*.mjs',
    'tests/**/*.test.ts', 'tests/journeys/**/*.journey.ts', 'playwright.config.ts',
  ],
  project: ['src/**/*.{ts,vue}', 'seeds/**/*.ts', 'scripts/**/*.{ts,mjs}', 'tests/**/*.{ts,vue}'],
  ignoreExportsUsedInFile: true,
  include: ['files', 'dependencies', 'unlisted', 'unresolved', 'binaries', 'exports'],
}
export default config
