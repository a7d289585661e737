import { resolve } from 'node:path'
import { defineConfig, type Plugin } from 'vite'
import vue from '@vitejs/plugin-vue'
import tailwindcss from '@tailwindcss/vite'
import { VitePWA } from 'vite-plugin-pwa'

interface Modules { getModuleInfo(id: string): { readonly importedIds: readonly string[] } | null }

/** All that a file of ours needs before it runs. */
function neededBy(file: string): (id: string, modules: Modules) => boolean {
  let needed: Set<string> | null = null
  return (id, modules) => {
    if (!needed) {
      needed = new Set()
      const open = [resolve(import.meta.dirname, file)]
      for (let next = open.pop(); next !== undefined; next = open.pop()) {
        if (needed.has(next)) continue
        needed.add(next)
        open.push(...modules.getModuleInfo(next)?.importedIds ?? [])
      }
    }
    return needed.has(id)
  }
}

const inTheFirstFile = neededBy('src/app/main.ts')
const atTheDoor = neededBy('src/app/start.ts')
const behindTheLock = neededBy('src/app/behind-the-lock.ts')
/** What many pages are made of. */
const SHARED_BY = 4
const isShared = (id: string): boolean => /[\\/]src[\\/](app[\\/](ui|shared)|domain|sync)[\\/]|[\\/]@lucide[\\/]/.test(id)

/** The door is fetched beside the first file, which shows the kept one, and not after it. */
const fetchDoorAtOnce: Plugin = {
  name: 'fetch-door-at-once',
  transformIndexHtml: {
    order: 'post',
    handler(page, { bundle = {} }) {
      const door = Object.values(bundle).find(file => file.type === 'chunk' && file.name === 'door')
      if (door?.type !== 'chunk') return []
      return [door.fileName, ...door.imports.filter(name => !page.includes(name))].map(name => ({ tag: 'link', injectTo: 'head', attrs: { rel: 'modulepreload', crossorigin: true, href: `/${name}` } }))
    },
  },
}

/** The tablet's app. The server has a configuration of its own beside this one. */
export default defineConfig({
  plugins: [
    vue(),
    tailwindcss(),
    fetchDoorAtOnce,
    VitePWA({
      strategies: 'injectManifest',
      srcDir: 'src',
      filename: 'service-worker.ts',
      injectRegister: false,
      registerType: 'prompt',
      injectManifest: { globPatterns: ['**/*.{js,css,html,svg,png,webmanifest,woff2}'] },
      manifest: {
        name: 'Koperasi Klinik Desa', short_name: 'Klinik Desa', lang: 'id', start_url: '/', display: 'standalone',
        background_color: '#ffffff', theme_color: '#0b4f3a',
        icons: [
          { src: '/icon-192.png', sizes: '192x192', type: 'image/png' },
          { src: '/icon-512.png', sizes: '512x512', type: 'image/png', purpose: 'any maskable' },
        ],
      },
    }),
  ],
  worker: { format: 'es' },
  build: {
    target: 'es2022', outDir: 'dist', sourcemap: false,
    // It would be one more file before the first; a browser without it fetches a little later.
    modulePreload: { polyfill: false },
    rolldownOptions: {
      output: {
        // Each file costs a way through the service worker: three large ones open much sooner than a hundred small ones.
        codeSplitting: {
          groups: [
            { debugName: 'first', name: (id, modules) => (inTheFirstFile(id, modules) ? 'first' : null), priority: 4 },
            { debugName: 'door', name: (id, modules) => (atTheDoor(id, modules) ? 'door' : null), priority: 3 },
            { debugName: 'behind-the-lock', name: (id, modules) => (behindTheLock(id, modules) ? 'behind-the-lock' : null), priority: 2 },
            { name: 'shared', test: isShared, minShareCount: SHARED_BY, priority: 1 },
          ],
        },
      },
    },
  },
})
