import comments from '@eslint-community/eslint-plugin-eslint-comments/configs';
import js from '@eslint/js';
import nx from '@nx/eslint-plugin';
import prettier from 'eslint-config-prettier';
import reactHooks from 'eslint-plugin-react-hooks';
import { defineConfig } from 'eslint/config';
import { builtinModules } from 'node:module';
import tseslint from 'typescript-eslint';

const tests = ['**/*.test.ts', '**/test-support/**/*.ts', '**/test-fixtures/**/*.ts'];
const compositionRoots = ['apps/*/src/**/composition-root.ts', 'apps/*/src/**/composition-root.test.ts'];
const configurationReaders = [
  'apps/*/src/**/config.ts',
  'apps/*/src/**/main.ts',
  // Each a whole app in a file.
  'tools/benchmarks/src/peers/*.ts',
];

const containerPackages = ['inversify', '@inversifyjs/*', 'reflect-metadata'];
const everyLibrary = [
  'domain',
  'util',
  'jwt',
  'api',
  'contracts',
  'wiring',
  'lambda',
  'adapter',
  'constructs',
  'client',
];
// What a test needs to have the real notes API in its own process.
const notesApiInProcess = ['domain', 'lambda', 'adapter:in-memory', 'adapter:system'];

/**
 * Who may depend on whom. Nx matches the tags of both projects (the `nx` field of their package.json).
 *
 * @param {{ test?: boolean, compositionRoot?: boolean }} file what kind of file the rule is for
 */
function moduleBoundaries({ test = false, compositionRoot = false } = {}) {
  const may = (source, targets, constraint = {}) => ({
    sourceTag: `type:${source}`,
    onlyDependOnLibsWithTags: targets.map((target) => (target.includes(':') ? target : `type:${target}`)),
    ...constraint,
  });
  const noContainer = { bannedExternalImports: containerPackages };

  return [
    'error',
    {
      enforceBuildableLibDependency: false,
      depConstraints: [
        may('domain', [], { allowedExternalImports: test ? ['fast-check'] : [] }),
        may('util', [], noContainer),
        may('test-kit', [], noContainer),
        may('jwt', ['domain', 'util', ...(test ? ['contracts'] : [])], noContainer),
        may('api', ['domain'], noContainer),
        may('contracts', ['domain'], noContainer),
        may('adapter', ['domain', 'util', 'jwt', ...(test ? ['contracts', 'test-kit'] : [])], noContainer),
        may('lambda', ['domain', 'api', 'util', ...(test ? ['adapter:in-memory'] : [])], noContainer),
        may('wiring', ['domain']),
        may('constructs', [], noContainer),
        may('client', test ? notesApiInProcess : [], noContainer),
        may('app', [...everyLibrary, ...(test ? ['test-kit'] : [])], compositionRoot ? {} : noContainer),
        may('tool', [...everyLibrary, 'test-kit'], noContainer),
      ],
    },
  ];
}

const innerFiles = {
  regex: '^@notes/[^/]+/',
  message: 'Import another project by its package name only: what its index.ts does not list is its own.',
};
const environment = {
  group: ['process', 'node:process'],
  importNames: ['env'],
  message: "Only an app's config.ts or main.ts reads the environment.",
};
const testSupport = {
  regex: '(/test-(support|fixtures)/|\\.test(\\.ts)?$)',
  message: 'Only tests import what supports tests.',
};
const nodeBuiltIns = {
  regex: `^(node:.*|(${builtinModules.join('|')})(/.*)?)$`,
  message: 'The domain imports nothing, not even a Node built-in: ask for it through a port.',
};
const restrictedImports = (...patterns) => ['error', { patterns }];

const restrictedSyntax = [
  {
    selector: 'ExportDefaultDeclaration, ExportSpecifier[exported.name="default"]',
    message: 'Named exports only.',
  },
  { selector: 'Decorator', message: 'No decorators: bind with typed service identifiers.' },
  {
    selector: 'Identifier[name=/^(Scan(Command|Input|CommandInput)|paginateScan)$/]',
    message: 'No Scan: every read names the partition of one owner.',
  },
];

export default defineConfig(
  { ignores: ['**/dist/', '**/coverage/', '**/node_modules/', '.nx/', 'tmp/'] },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  js.configs.recommended,
  comments.recommended,
  {
    rules: {
      '@eslint-community/eslint-comments/require-description': 'error',
      eqeqeq: 'error',
      'max-lines': ['error', { max: 300, skipBlankLines: true, skipComments: true }],
    },
  },
  {
    files: ['**/*.{ts,tsx}'],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: {
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
    },
    plugins: { '@nx': nx },
    rules: {
      '@nx/enforce-module-boundaries': moduleBoundaries(),
      '@typescript-eslint/ban-ts-comment': ['error', { 'ts-expect-error': 'allow-with-description' }],
      '@typescript-eslint/consistent-type-exports': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      // Spreading a string by code point is what the limits of a note are about.
      '@typescript-eslint/no-misused-spread': ['error', { allow: ['string'] }],
      // As tsc has it: an underscore says that a name is unused on purpose.
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true },
      ],
      '@typescript-eslint/prefer-readonly': 'error',
      // An async method without await is how an adapter turns what it throws into the rejection its port promises.
      '@typescript-eslint/require-await': 'off',
      '@typescript-eslint/restrict-template-expressions': [
        'error',
        { allowNumber: true, allowBoolean: true },
      ],
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      'no-restricted-imports': restrictedImports(innerFiles, testSupport, environment),
      'no-restricted-properties': [
        'error',
        { object: 'process', property: 'env', message: environment.message },
      ],
      'no-restricted-syntax': ['error', ...restrictedSyntax],
    },
  },
  {
    // Generated as a whole from the OpenAPI document.
    files: ['libs/client/src/schema.ts'],
    rules: { 'max-lines': 'off' },
  },
  {
    files: ['apps/web/**/*.{ts,tsx}'],
    extends: [reactHooks.configs.flat.recommended],
  },
  {
    // The domain's tsconfig.json leaves its tests out, so that no test type reaches the domain; the tests have their own.
    files: ['libs/domain/**/*.ts'],
    languageOptions: {
      parserOptions: {
        projectService: false,
        project: ['libs/domain/tsconfig.json', 'libs/domain/tsconfig.test.json'],
        tsconfigRootDir: import.meta.dirname,
      },
    },
  },
  {
    files: ['libs/domain/**/*.ts'],
    ignores: tests,
    rules: { 'no-restricted-imports': restrictedImports(innerFiles, testSupport, nodeBuiltIns) },
  },
  {
    files: configurationReaders,
    rules: {
      'no-restricted-imports': restrictedImports(innerFiles, testSupport),
      'no-restricted-properties': 'off',
    },
  },
  {
    files: tests,
    rules: {
      '@nx/enforce-module-boundaries': moduleBoundaries({ test: true }),
      // Matchers such as expect.any() and bodies read with JSON.parse are `any`; the assertion is the check.
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
      '@typescript-eslint/unbound-method': 'off',
      'no-restricted-imports': restrictedImports(innerFiles),
      'no-restricted-properties': 'off',
    },
  },
  {
    // Declarations of packages without types, whose default exports are not ours to name.
    files: ['**/*.d.ts'],
    rules: { 'no-restricted-syntax': 'off' },
  },
  {
    files: compositionRoots,
    rules: { '@nx/enforce-module-boundaries': moduleBoundaries({ compositionRoot: true }) },
  },
  {
    files: ['**/*.cjs', 'jest.preset.js'],
    languageOptions: {
      sourceType: 'commonjs',
      globals: {
        __dirname: 'readonly',
        console: 'readonly',
        module: 'writable',
        performance: 'readonly',
        process: 'readonly',
        require: 'readonly',
      },
    },
  },
  prettier,
);
