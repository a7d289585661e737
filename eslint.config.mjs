import pluginVue from 'eslint-plugin-vue'
import { defineConfigWithVueTs, vueTsConfigs } from '@vue/eslint-config-typescript'

const NO_DEFAULT = { selector: 'ExportDefaultDeclaration', message: 'Name what you export; only components and configurations have a default.' }
const EXPLICIT_ENDING = {
  selector: ':matches(ImportDeclaration, ExportNamedDeclaration, ExportAllDeclaration)[source.value=/^(\\.|#)/]:not([source.value=/\\.(ts|mts|mjs|vue|css|csv|json|html)(\\?\\w+)*$/])',
  message: 'Write the ending of a local file (.ts, .vue).',
}
const NO_STAR = { selector: 'ExportAllDeclaration', message: 'No barrels: import from the file that has it.' }
/** Time, chance and the world outside are handed in as arguments, so that a rule gives the same answer everywhere. */
const PURE = [
  { selector: 'CallExpression[callee.object.name="Date"][callee.property.name="now"]', message: 'No clock here: take the time as an argument.' },
  { selector: 'NewExpression[callee.name="Date"][arguments.length=0]', message: 'No clock here: take the time as an argument.' },
  { selector: 'CallExpression[callee.object.name="Math"][callee.property.name="random"]', message: 'No chance here: take ids as arguments.' },
  { selector: 'AwaitExpression', message: 'No waiting here: load first, decide after.' },
]
const HONEST_TESTS = [
  { selector: 'CallExpression[callee.object.name="vi"][callee.property.name=/^(mock|doMock)$/]', message: 'No mocks of modules: use the real thing.' },
  { selector: 'MemberExpression[object.name=/^(it|test|describe)$/][property.name=/^(skip|only|todo|skipIf|fixme|fails)$/]', message: 'Nothing is skipped and nothing runs alone.' },
  { selector: 'CallExpression[callee.property.name="waitForTimeout"]', message: 'Wait for what should happen, not for time to pass.' },
]
const EVERYWHERE = [EXPLICIT_ENDING, NO_STAR]

export default defineConfigWithVueTs(
  { name: 'files', files: ['**/*.{ts,mts,mjs,vue}'] },
  { name: 'not ours', ignores: ['**/dist/**', '**/dist-server/**', '**/dist-test/**', '**/.data/**', 'test-results/**', 'playwright-report/**', 'tests/architecture/violations/**'] },
  pluginVue.configs['flat/recommended'],
  vueTsConfigs.recommended,
  // Types are vue-tsc's work. With them one rule about refs takes nine tenths of the whole run; without, it still knows the refs of its own file.
  { name: 'without types', files: ['**/*.{ts,mts,vue}'], languageOptions: { parserOptions: { projectService: false } } },
  {
    name: 'house',
    rules: {
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_', caughtErrors: 'none', ignoreRestSiblings: true }],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/ban-ts-comment': 'error',
      'eqeqeq': ['error', 'always', { null: 'ignore' }],
      'no-var': 'error',
      'prefer-const': 'error',
      'no-restricted-syntax': ['error', ...EVERYWHERE, NO_DEFAULT],
      'vue/no-v-html': 'error',
      'vue/multi-word-component-names': ['error', { ignores: ['App'] }],
      'vue/block-order': ['error', { order: ['script', 'template', 'style'] }],
      'vue/component-api-style': ['error', ['script-setup']],
      'vue/block-lang': ['error', { script: { lang: 'ts' } }],
      // How a line is broken is for people to decide; these rules only know lengths.
      'vue/max-attributes-per-line': 'off',
      'vue/singleline-html-element-content-newline': 'off',
      'vue/multiline-html-element-content-newline': 'off',
      'vue/html-indent': 'off',
      'vue/html-closing-bracket-newline': 'off',
      'vue/html-self-closing': 'off',
      'vue/first-attribute-linebreak': 'off',
      'vue/attributes-order': 'off',
      // Whether every case of a switch returns is known by the types alone.
      'vue/return-in-computed-property': 'off',
      // Optional properties are optional by their type.
      'vue/require-default-prop': 'off',
    },
  },
  { name: 'pure rooms', files: ['src/domain/**/*.ts', 'src/sync/**/*.ts'], rules: { 'no-restricted-syntax': ['error', ...EVERYWHERE, NO_DEFAULT, ...PURE] } },
  { name: 'no talk on the console', files: ['src/{domain,sync,app}/**/*.{ts,vue}', 'src/service-worker.ts'], rules: { 'no-console': 'error' } },
  { name: 'tests', files: ['tests/**/*.ts'], rules: { 'no-restricted-syntax': ['error', ...EVERYWHERE, NO_DEFAULT, ...HONEST_TESTS], 'vue/one-component-per-file': 'off', '@typescript-eslint/no-non-null-assertion': 'off', '@typescript-eslint/no-this-alias': 'off' } },
  { name: 'components and configurations', files: ['**/*.vue', '*.config.ts', '*.config.mjs', '.dependency-cruiser.mjs', 'tests/**/*.vite.config.ts'], rules: { 'no-restricted-syntax': ['error', ...EVERYWHERE] } },
)
