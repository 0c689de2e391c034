import type { Metafile, Plugin } from 'esbuild';

/** The package whose modules are replaced: what all clients of the AWS SDK have in common. */
const PACKAGE = '@smithy/core';

/**
 * Modules that make Node load large parts of itself which a Lambda function has no use for, by their paths within the package, and what is
 * bundled in place of each. A module stands here if that gains a millisecond of a cold start or more; docs/performance.md says how much. They
 * are inner modules, of the pinned version: a test holds what they export to the real ones, the build fails when one is no longer there, and
 * the tests of the notes API see the bundle choose endpoints and credentials as the SDK would.
 */
const REPLACEMENTS: Readonly<Record<string, string>> = {
  // There is no home directory with ~/.aws in Lambda. To look for it loads node:fs/promises, and with that readline; and of each setting that
  // is not there the chain of sources makes four errors with their stacks.
  'dist-es/submodules/config/node-config-provider/configLoader.js': `
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
  // The global ReadableStream loads web streams, which no request or response of Node's http client is.
  'dist-es/submodules/serde/util-stream/stream-type-check.js': `
    export const isReadableStream = (stream) => stream?.constructor?.name === 'ReadableStream';
    export const isBlob = (blob) => blob?.constructor?.name === 'Blob';`,
};

/** Of each module that is replaced, its path within node_modules. */
export const REPLACED_MODULES: readonly string[] = Object.keys(REPLACEMENTS).map(
  (module) => `${PACKAGE}/${module}`,
);

/** An esbuild plugin that bundles something smaller in the place of {@link REPLACED_MODULES}. */
export const replacements: Plugin = {
  name: 'replacements',
  setup(build) {
    for (const [module, contents] of Object.entries(REPLACEMENTS)) {
      const filter = new RegExp(`node_modules[\\\\/]${toPathPattern(`${PACKAGE}/${module}`)}$`);
      build.onLoad({ filter }, () => ({ contents, loader: 'js' }));
    }
  },
};

/** @throws Error when the package is bundled, but not a module that is to be replaced: perhaps it has another name now. */
export function assertReplaced({ inputs }: Metafile): void {
  const files = Object.keys(inputs).map((file) => file.replaceAll('\\', '/'));
  if (!files.some((file) => file.includes(`node_modules/${PACKAGE}/`))) return;
  const missed = REPLACED_MODULES.filter(
    (module) => !files.some((file) => file.endsWith(`node_modules/${module}`)),
  );
  if (missed.length > 0) {
    throw new Error(
      `Look at tools/bundle/src/replacements.ts: nothing imports ${missed.join(', ')} any more.`,
    );
  }
}

function toPathPattern(path: string): string {
  return path
    .split('/')
    .map((part) => part.replaceAll('.', '\\.'))
    .join('[\\\\/]');
}
