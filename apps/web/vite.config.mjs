import { LICENCES_FILE, thirdPartyLicences } from '@notes/bundle';
import { createHash } from 'node:crypto';
import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { defineConfig } from 'vite';

const SERVICE_WORKER = 'service-worker';

/**
 * Tells the service worker which files there are to keep, and a version that changes whenever one of them does.
 *
 * @returns {import('vite').Plugin}
 */
function precache() {
  let publicDir = '';
  return {
    name: 'notes-precache',
    apply: 'build',
    configResolved(config) {
      publicDir = config.publicDir;
    },
    generateBundle: {
      order: 'post',
      async handler(_options, bundle) {
        const worker = bundle[`${SERVICE_WORKER}.js`];
        if (worker?.type !== 'chunk') throw new Error('The build has no service worker.');
        if (worker.imports.length > 0) throw new Error('The service worker must be one file.');

        const version = createHash('sha256');
        const urls = [];
        for (const [fileName, file] of Object.entries(bundle).sort(([a], [b]) => (a < b ? -1 : 1))) {
          version.update(fileName).update(file.type === 'chunk' ? file.code : file.source);
          if (file !== worker && !fileName.startsWith('.'))
            urls.push(`/${fileName.replace(/^index\.html$/, '')}`);
        }
        for (const fileName of (await readdir(publicDir)).sort()) {
          version.update(fileName).update(await readFile(join(publicDir, fileName)));
          urls.push(`/${fileName}`);
        }

        const injected = { version: version.digest('hex').slice(0, 16), urls };
        if (!worker.code.includes('__PRECACHE__')) throw new Error('The service worker asks for no files.');
        worker.code = worker.code.replaceAll('__PRECACHE__', JSON.stringify(injected));
      },
    },
  };
}

/**
 * Hands the licences of the packages in the scripts on with them, for whoever asks; the service worker does not keep them.
 *
 * @returns {import('vite').Plugin}
 */
function licences() {
  return {
    name: 'notes-licences',
    apply: 'build',
    generateBundle: {
      order: 'post',
      handler(_options, bundle) {
        const files = Object.values(bundle).flatMap((file) =>
          file.type === 'chunk' ? Object.keys(file.modules) : [],
        );
        const workspaceRoot = join(import.meta.dirname, '../..');
        const source = thirdPartyLicences({ files, workspaceRoot });
        this.emitFile({ type: 'asset', fileName: LICENCES_FILE, source });
      },
    },
  };
}

export default defineConfig({
  root: import.meta.dirname,
  // In this order: what the first has not seen, the service worker does not load.
  plugins: [precache(), licences()],
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  build: {
    outDir: '../../dist/apps/web',
    emptyOutDir: true,
    // Everything is a file of its own: the Content-Security-Policy takes nothing inline.
    assetsInlineLimit: 0,
    // What is loaded later is not to be loaded ahead.
    modulePreload: { polyfill: false, resolveDependencies: () => [] },
    rolldownOptions: {
      input: {
        main: join(import.meta.dirname, 'index.html'),
        [SERVICE_WORKER]: join(import.meta.dirname, 'src/service-worker/service-worker.ts'),
      },
      output: {
        entryFileNames: ({ name }) =>
          name === SERVICE_WORKER ? `${SERVICE_WORKER}.js` : 'assets/[name]-[hash].js',
      },
    },
  },
});
