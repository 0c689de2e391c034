import type { Metafile, Plugin } from 'esbuild';
import { readFile } from 'node:fs/promises';
import { extname } from 'node:path';

/** A module of a package that a Lambda function needs only a part of, or not at all. */
interface Replacement {
  readonly package: string;
  /** Path within the package. */
  readonly module: string;
  /** What is bundled in its place. It must export whatever the package asks it for, or the build fails. */
  readonly contents: (source: string) => string;
}

const NO_CLASSES = 'The containers of this bundle bind no classes.';

/**
 * Every byte that is bundled is read by V8 at each cold start, and some modules load large parts of Node besides. What stands here was
 * measured: docs/performance.md says what it gave. A function of ours behaves as before; what it never calls throws.
 */
const REPLACEMENTS: readonly Replacement[] = [
  {
    // There is no home directory with ~/.aws in Lambda. To look for it loads node:fs/promises, and with that readline; and of each setting that
    // is not there the chain of sources makes four errors with their stacks.
    package: '@smithy/core',
    module: 'dist-es/submodules/config/node-config-provider/configLoader.js',
    contents: () => `
      import { memoize } from '../property-provider/memoize';
      export const loadConfig = ({ environmentVariableSelector, default: fallback }, { signingName, logger } = {}) =>
        memoize(async () => {
          let value;
          try {
            value = environmentVariableSelector(process.env, { signingName, logger });
          } catch {
            // As for the SDK, what cannot be read is not there.
          }
          if (value !== undefined) return value;
          return typeof fallback === 'function' ? fallback() : fallback;
        });`,
  },
  {
    // The global ReadableStream loads web streams, which no request or response of Node's http client is.
    package: '@smithy/core',
    module: 'dist-es/submodules/serde/util-stream/stream-type-check.js',
    contents: () => `
      export const isReadableStream = (stream) => stream?.constructor?.name === 'ReadableStream';
      export const isBlob = (blob) => blob?.constructor?.name === 'Blob';`,
  },
  {
    // The global crypto loads Web Crypto, and so does the function that makes up for it.
    package: '@smithy/core',
    module: 'dist-es/submodules/serde/uuid/v4.js',
    contents: () => `import { randomUUID } from 'node:crypto'; export const bindV4 = () => randomUUID;`,
  },
  {
    package: '@smithy/core',
    module: 'dist-es/submodules/serde/index.js',
    contents: (source) =>
      replaceOnce(
        source,
        'import { getRandomValues } from "node:crypto";',
        'const getRandomValues = undefined;',
      ),
  },
  {
    package: '@smithy/core',
    module: 'dist-es/submodules/checksum/sha256/Sha256Js.js',
    contents: () => refusingClass('Sha256Js', 'SHA-256 is that of node:crypto.'),
  },
  {
    package: '@smithy/core',
    module: 'dist-es/submodules/retry/util-retry/DefaultRateLimiter.js',
    contents: () => refusingClass('DefaultRateLimiter', 'The adaptive retry mode is not in this bundle.'),
  },
  {
    // Asked only for defaultsMode "auto" where the environment does not say that this is Lambda.
    package: '@smithy/core',
    module: 'dist-es/submodules/config/config-resolver/regionConfig/getInstanceMetadataRegion.js',
    contents: () => `export const getInstanceMetadataRegion = async () => undefined;`,
  },
  {
    // For the User-Agent. The rest names the package's own scripts and dependencies.
    package: '@aws-sdk/client-dynamodb',
    module: 'package.json',
    contents: (source) =>
      JSON.stringify({ version: (JSON.parse(source) as { readonly version: string }).version }),
  },
  {
    // Our composition roots bind values and what is made of other services (toResolvedValue), no classes, and have no decorators.
    package: '@inversifyjs/core',
    module: 'lib/planning/models/InstanceBindingNodeImplementation.js',
    contents: () => refusingClass('InstanceBindingNodeImplementation', NO_CLASSES),
  },
  {
    package: '@inversifyjs/core',
    module: 'lib/metadata/calculations/getClassMetadata.js',
    contents: () => refusingFunction('getClassMetadata', NO_CLASSES),
  },
  {
    // Code made of text at run time, for containers with `jitless: false`. Ours are jitless, as they are by default.
    package: '@inversifyjs/core',
    module: 'lib/planning/calculations/buildNoActivationsResolvedValueBindingNodeResolverJit.js',
    contents: () =>
      refusingFunction(
        'buildNoActivationsResolvedValueBindingNodeResolverJit',
        'The containers of this bundle are jitless.',
      ),
  },
];

/** An esbuild plugin that bundles {@link REPLACEMENTS} in the place of what they replace. */
export const replacements: Plugin = {
  name: 'replacements',
  setup(build) {
    for (const { package: name, module, contents } of REPLACEMENTS) {
      const filter = new RegExp(`node_modules[\\\\/]${toPathPattern(`${name}/${module}`)}$`);
      build.onLoad({ filter }, async ({ path }) => ({
        contents: contents(await readFile(path, 'utf8')),
        loader: extname(path) === '.json' ? 'json' : 'js',
      }));
    }
  },
};

/** @throws Error when a package is bundled of which a module to be replaced is no longer there: perhaps it has another name now. */
export function assertReplaced({ inputs }: Metafile): void {
  const files = Object.keys(inputs).map((file) => file.replaceAll('\\', '/'));
  const missed = REPLACEMENTS.filter(
    ({ package: name, module }) =>
      files.some((file) => file.includes(`node_modules/${name}/`)) &&
      !files.some((file) => file.endsWith(`node_modules/${name}/${module}`)),
  );
  if (missed.length > 0) {
    const list = missed.map(({ package: name, module }) => `${name}/${module}`).join(', ');
    throw new Error(`Look at tools/bundle/src/replacements.ts: nothing imports ${list} any more.`);
  }
}

function toPathPattern(path: string): string {
  return path
    .split('/')
    .map((part) => part.replaceAll('.', '\\.'))
    .join('[\\\\/]');
}

function refusingClass(name: string, reason: string): string {
  return `export class ${name} { constructor() { throw new Error(${JSON.stringify(reason)}); } }`;
}

function refusingFunction(name: string, reason: string): string {
  return `export function ${name}() { throw new Error(${JSON.stringify(reason)}); }`;
}

function replaceOnce(source: string, text: string, by: string): string {
  if (source.split(text).length !== 2) throw new Error(`It does not say once: ${text}`);
  return source.replace(text, by);
}
