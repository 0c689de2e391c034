import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createNotesApp } from './notes-app.ts';

/** Runs the app as the CLI does, with neither credentials nor a way to the network. */
function synthesize(context: Readonly<Record<string, string>>) {
  const outdir = mkdtempSync(join(tmpdir(), 'notes-infra-'));
  const nowhere = 'http://127.0.0.1:1';
  const { status, stderr } = spawnSync(process.execPath, [join(__dirname, 'main.ts')], {
    encoding: 'utf8',
    env: {
      CDK_OUTDIR: outdir,
      CDK_CONTEXT_JSON: JSON.stringify(context),
      CDK_VALIDATION: 'false',
      HOME: tmpdir(),
      NODE_USE_ENV_PROXY: '1',
      HTTP_PROXY: nowhere,
      HTTPS_PROXY: nowhere,
    },
  });
  return { outdir, status, stderr };
}

describe('the app', () => {
  it('synthesizes five stacks from what was built, with nothing left to look up', () => {
    const { outdir, status } = synthesize({ prefix: 'Staging' });
    expect(status).toBe(0);
    const manifest = JSON.parse(readFileSync(join(outdir, 'manifest.json'), 'utf8'));
    expect(manifest.missing).toBeUndefined();
    for (const stack of ['Auth', 'Data', 'Web', 'Api', 'WebContent']) {
      expect(existsSync(join(outdir, `Staging${stack}.template.json`))).toBe(true);
    }
    const zips = (stack: string) => {
      const { files } = JSON.parse(readFileSync(join(outdir, `${stack}.assets.json`), 'utf8'));
      return Object.values<{ source: { packaging: string; path: string } }>(files)
        .filter(({ source }) => source.packaging === 'zip')
        .map(({ source }) => readdirSync(join(outdir, source.path)).sort());
    };
    expect(zips('StagingApi')).toHaveLength(3);
    const build = readdirSync(join(__dirname, '../../../dist/apps/web')).sort();
    expect(zips('StagingWebContent')).toContainEqual(build.filter((name) => !name.startsWith('.')));
  });

  it('says what is wrong with its context', () => {
    const { status, stderr } = synthesize({ gateway: 'grpc' });
    expect(status).not.toBe(0);
    expect(stderr).toContain('The deployment is not configured: gateway is "grpc", not one of rest, http.');
  });

  it('says what to do when the bundles are not built', () => {
    const bundles = mkdtempSync(join(tmpdir(), 'notes-infra-'));
    expect(() => createNotesApp({ bundles })).toThrow('There is no Lambda bundle');
    for (const name of ['authorizer', 'notes-api']) {
      mkdirSync(join(bundles, name));
      writeFileSync(join(bundles, name, 'main.cjs'), '');
    }
    expect(() => createNotesApp({ bundles })).toThrow(
      /no build of the web app .* Run "npm run build" first\./,
    );
    mkdirSync(join(bundles, 'web'));
    writeFileSync(join(bundles, 'web/index.html'), 'no page');
    expect(() => createNotesApp({ bundles })).toThrow('has no <head>');
  });
});
