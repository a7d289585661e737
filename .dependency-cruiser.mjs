/** The import law (docs/adr/0001-the-house.md). Imports run inwards: domain ← sync ← { app, server }. */

const ROOMS = 'src/(app|server|sync|domain)'

/** What a room may reach besides itself; anything else under src is forbidden to it. */
const forbid = (name, from, to, comment) => ({ name, severity: 'error', comment, from, to })

export default {
  forbidden: [
    forbid('domain-stands-alone', { path: '(^|/)src/domain/' }, { path: '(^|/)(src/(app|server|sync)|seeds|scripts|tests)/' }, 'The domain imports nothing of the house.'),
    forbid('domain-needs-zod-only', { path: '(^|/)src/domain/' }, { dependencyTypes: ['npm', 'npm-dev', 'npm-optional', 'npm-peer', 'npm-no-pkg', 'core', 'unknown'], pathNot: '(^|/)(node_modules/)?zod(/|$)' }, 'The domain is pure: zod and nothing else.'),
    forbid('sync-reaches-domain-only', { path: '(^|/)src/sync/' }, { path: '(^|/)(src/(app|server)|seeds|scripts|tests)/' }, 'The protocol knows the domain, not who speaks it.'),
    forbid('sync-needs-two-packages', { path: '(^|/)src/sync/' }, { dependencyTypes: ['npm', 'npm-dev', 'npm-optional', 'npm-peer', 'npm-no-pkg', 'core', 'unknown'], pathNot: '(^|/)(node_modules/)?(zod|@noble/hashes)(/|$)' }, 'The protocol is pure: zod and @noble/hashes.'),
    forbid('app-never-meets-server', { path: '(^|/)src/(app/|service-worker)' }, { path: '(^|/)(src/server|scripts|tests)/' }, 'Tablet and server meet in src/sync only.'),
    forbid('server-never-meets-app', { path: '(^|/)src/server/' }, { path: '(^|/)(src/app|scripts|tests)/' }, 'Tablet and server meet in src/sync only.'),
    forbid('features-keep-apart', { path: '(^|/)src/app/features/([^/]+)/' }, { path: '(^|/)src/app/features/([^/]+)/', pathNot: '(^|/)src/app/features/$2/' }, 'What two features need goes to src/app/shared.'),
    forbid('features-are-collected', { path: '(^|/)src/app/', pathNot: '(^|/)src/app/(features/|router\\.ts)' }, { path: '(^|/)src/app/features/' }, 'Only the router knows features.'),
    forbid('overlays-in-one-place', { path: `(^|/)${ROOMS}/`, pathNot: '(^|/)src/app/ui/' }, { path: '(^|/)(node_modules/)?reka-ui(/|$)' }, 'Only src/app/ui imports reka-ui.'),
    forbid('seeds-are-data', { path: '(^|/)seeds/' }, { path: '(^|/)(src/(app|server)|scripts|tests)/' }, 'Seeds know the domain and the protocol only.'),
    forbid('no-cycles', {}, { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } }, 'Two files that need each other are one file, or three. A type alone makes no cycle at run time.'),
    forbid('nothing-unresolved', { path: '(^|/)(src|seeds|scripts|tests)/' }, { couldNotResolve: true, path: '^(\\.|#)' }, 'An import of our own that leads nowhere; packages are the business of the type check and of knip.'),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: ['^(dist|dist-server|dist-test)/', 'tests/architecture/violations/'] },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    parser: 'tsc',
    enhancedResolveOptions: { conditionNames: ['import', 'require', 'node', 'default', 'types'], extensions: ['.ts', '.mts', '.vue', '.mjs', '.js', '.d.ts'] },
  },
}
