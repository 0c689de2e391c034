import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync } from 'node:fs';
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
      NODE_USE_ENV_PROXY: '1',
      HTTP_PROXY: nowhere,
      HTTPS_PROXY: nowhere,
    },
  });
  return { outdir, status, stderr };
}

describe('the app', () => {
  it('synthesizes three stacks from the built bundles, with nothing left to look up', () => {
    const { outdir, status } = synthesize({ prefix: 'Staging' });
    expect(status).toBe(0);
    const manifest = JSON.parse(readFileSync(join(outdir, 'manifest.json'), 'utf8'));
    expect(manifest.missing).toBeUndefined();
    for (const stack of ['StagingAuth', 'StagingData', 'StagingApi']) {
      expect(existsSync(join(outdir, `${stack}.template.json`))).toBe(true);
    }
    const { files } = JSON.parse(readFileSync(join(outdir, 'StagingApi.assets.json'), 'utf8'));
    const zips = Object.values<{ source: { packaging: string } }>(files).filter(
      ({ source }) => source.packaging === 'zip',
    );
    expect(zips).toHaveLength(3);
  });

  it('says what is wrong with its context', () => {
    const { status, stderr } = synthesize({ gateway: 'grpc' });
    expect(status).not.toBe(0);
    expect(stderr).toContain('The deployment is not configured: gateway is "grpc", not one of rest, http.');
  });

  it('says what to do when the bundles are not built', () => {
    const bundles = mkdtempSync(join(tmpdir(), 'notes-infra-'));
    expect(() => createNotesApp({ bundles })).toThrow('Run "npm run build" first.');
  });
});
