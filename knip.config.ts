import type { KnipConfig } from 'knip'

/** Every file, value and package has a user; what is found by name only is named here. Types may stand ready. */
const config: KnipConfig = {
  entry: [
    'src/app/features/*/routes.ts', 'src/**/*.worker.ts', 'scripts/{demo,simulate,bench}.ts', 'scripts/*.mjs',
    'tests/**/*.test.ts', 'tests/**/*.vite.config.ts', 'tests/support/unsealed.ts', 'tests/bench/bench-entry.ts', 'tests/bench/bare/main.ts', 'tests/journeys/**/*.journey.ts',
  ],
  project: ['src/**/*.{ts,vue}', 'seeds/**/*.ts', 'scripts/**/*.{ts,mjs}', 'tests/**/*.{ts,vue}'],
  // Imported by the style sheet; programs of the system.
  ignoreDependencies: ['tailwindcss'],
  ignoreBinaries: ['apt-get', 'pg_dump'],
  ignoreExportsUsedInFile: true,
  include: ['files', 'dependencies', 'unlisted', 'unresolved', 'binaries', 'exports'],
}
export default config
