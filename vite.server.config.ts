import { defineConfig } from 'vite'

/**
 * The server and the programs that people run, bundled for Node so that nothing has to be transpiled at start. Packages
 * stay outside the bundle: two of them are native, and each is installed anyway.
 */
export default defineConfig({
  publicDir: false,
  build: {
    ssr: true,
    target: 'node20',
    outDir: 'dist-server',
    emptyOutDir: true,
    rolldownOptions: {
      input: {
        main: 'src/server/main.ts',
        demo: 'scripts/demo.ts',
        simulate: 'scripts/simulate.ts',
        bench: 'scripts/bench.ts',
      },
      output: { entryFileNames: '[name].js', format: 'es' },
    },
  },
})
