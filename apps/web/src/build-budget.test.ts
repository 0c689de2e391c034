import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

const DIST = join(__dirname, '../../../dist/apps/web');
const KIB = 1024;
const read = (path: string) => readFileSync(join(DIST, path), 'utf8');
const gzipped = (path: string) => gzipSync(read(path), { level: 9 }).length;
const found = (text: string, pattern: RegExp) => [...text.matchAll(pattern)].map(([, name = '']) => name);

/** A script and what it imports without being asked, by path. */
function closure(script: string, seen = new Set<string>()): ReadonlySet<string> {
  if (seen.has(script)) return seen;
  seen.add(script);
  for (const name of found(read(script), /(?:\bfrom|\bimport)\s*["'`]\.\/([^"'`]+)["'`]/g)) {
    closure(`assets/${name}`, seen);
  }
  return seen;
}

describe('the build', () => {
  const html = read('index.html');
  const scripts = found(html, /<script[^>]* src="\/([^"]+)"/g);
  const styles = found(html, /<link[^>]* rel="stylesheet"[^>]* href="\/([^"]+)"/g);
  const firstLoad = [...new Set(scripts.flatMap((script) => [...closure(script)]))];
  const assets = readdirSync(join(DIST, 'assets')).map((name) => `assets/${name}`);
  const amplify = assets.filter((path) => /\/amplify-[^/]+\.js$/.test(path));

  it('has one script and one style sheet on the page', () => {
    expect(scripts).toEqual([expect.stringMatching(/^assets\/main-[\w-]+\.js$/)]);
    expect(styles).toEqual([expect.stringMatching(/^assets\/main-[\w-]+\.css$/)]);
  });

  it('loads at most 45 KiB of script first, and 8 KiB of style', () => {
    const script = firstLoad.reduce((sum, path) => sum + gzipped(path), 0);
    const style = styles.reduce((sum, path) => sum + gzipped(path), 0);

    expect(script).toBeGreaterThan(5 * KIB);
    expect(script).toBeLessThanOrEqual(45 * KIB);
    expect(style).toBeLessThanOrEqual(8 * KIB);
  });

  it('leaves Amplify to a chunk of its own that nothing loads ahead', () => {
    expect(amplify).toHaveLength(1);
    expect(firstLoad).not.toContain(amplify[0]);
    expect(read(amplify[0] ?? '')).toContain('aws-amplify');
    expect(firstLoad.filter((path) => read(path).includes('aws-amplify'))).toEqual([]);
    expect(html).not.toMatch(/modulepreload|prefetch/);
    expect(html).not.toContain('amplify');
  });

  it('has nothing inline that the Content-Security-Policy would refuse', () => {
    expect(html).not.toMatch(/<script(?![^>]*\ssrc=)[^>]*>/);
    expect(html).not.toMatch(/<style|\sstyle=|\son\w+=/);
  });

  it('has a service worker of one file that keeps all of the app', () => {
    const worker = read('service-worker.js');
    const kept = found(worker, /"(\/[^"]*)"/g);

    expect(worker).not.toMatch(/^\s*(import|export)\b/m);
    expect(new Set(kept)).toEqual(
      new Set(['/', '/icon.svg', '/manifest.webmanifest', ...assets.map((path) => `/${path}`)]),
    );
    expect(kept.filter((path) => path !== '/' && !existsSync(join(DIST, path)))).toEqual([]);
  });

  it('hands on the licences of the packages in its scripts', () => {
    const licences = read('THIRD-PARTY-LICENSES.txt');

    for (const name of [
      'preact',
      '@preact/signals',
      'idb',
      'uuid',
      '@aws-amplify/auth',
      '@aws-amplify/core',
    ]) {
      expect(licences).toMatch(new RegExp(`^${name}@\\d[\\w.-]* \\((MIT|ISC|Apache-2\\.0)\\)$`, 'm'));
    }
    expect(licences).not.toMatch(/^(vite|rolldown|fake-indexeddb)@/m);
  });
});
