import { build } from 'esbuild';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { assertLeftOut, stubs } from './left-out.ts';
import { writePackage } from './test-support/write-package.ts';

let workspaceRoot: string;

beforeEach(async () => {
  workspaceRoot = await mkdtemp(join(tmpdir(), 'left-out-'));
  await writePackage(workspaceRoot, {
    name: '@aws-sdk/credential-provider-node',
    files: {
      'index.js': `import { fromSSO } from '@aws-sdk/credential-provider-sso'; export const defaultProvider = () => fromSSO;`,
    },
  });
  await writePackage(workspaceRoot, {
    name: '@aws-sdk/credential-provider-sso',
    files: { 'index.js': `export const fromSSO = () => 'the whole chain';` },
  });
});

afterEach(async () => {
  await rm(workspaceRoot, { recursive: true, force: true });
});

/** A client of the SDK that imports what real ones do, unless told otherwise. */
async function writeClient(
  credentials = `import { defaultProvider } from '@aws-sdk/credential-provider-node';`,
) {
  await writePackage(workspaceRoot, {
    name: '@aws-sdk/client-sample',
    files: {
      'index.js': `${credentials}
        export const send = (own) => own ?? defaultProvider();
        export const listen = async () => {
          const { EventStreamSerde } = await import('@smithy/core/event-streams');
          return new EventStreamSerde();
        };`,
    },
  });
}

async function bundle(main = `export { send, listen } from '@aws-sdk/client-sample';`) {
  const outfile = join(workspaceRoot, 'dist/main.cjs');
  const { metafile } = await build({
    absWorkingDir: workspaceRoot,
    stdin: { contents: main, resolveDir: workspaceRoot },
    outfile,
    bundle: true,
    metafile: true,
    format: 'cjs',
    platform: 'node',
    logLevel: 'silent',
    alias: stubs,
  });
  return { outfile, metafile };
}

describe('stubs', () => {
  it('keeps the chain of credential providers and event streams out of a client', async () => {
    await writeClient();
    const { outfile, metafile } = await bundle();
    expect(() => {
      assertLeftOut(metafile);
    }).not.toThrow();
    expect(await readFile(outfile, 'utf8')).not.toContain('the whole chain');
    const client = createRequire(outfile)(outfile) as {
      send: (own?: string) => unknown;
      listen: () => Promise<unknown>;
    };
    expect(client.send('own')).toBe('own');
    expect(() => client.send()).toThrow('pass credentials to the client');
    await expect(client.listen()).rejects.toThrow('Event streams are not in this bundle');
  });

  it('fails the build when the SDK asks for another name of what is left out', async () => {
    await writeClient(`import { chain as defaultProvider } from '@aws-sdk/credential-provider-node';`);
    await expect(bundle()).rejects.toThrow('No matching export in "<data:text/javascript,');
  });
});

describe('assertLeftOut', () => {
  it('names what is in the bundle after all, and what was not there to be left out', async () => {
    await writeClient(`import { fromSSO as defaultProvider } from '@aws-sdk/credential-provider-sso';`);
    const { metafile } = await bundle();
    expect(() => {
      assertLeftOut(metafile);
    }).toThrow(
      /left-out\.ts.*: @aws-sdk\/credential-provider-sso is in the bundle; @aws-sdk\/credential-provider-node is no longer/,
    );
  });

  it('asks nothing of a bundle without a client', async () => {
    const { metafile } = await bundle(`export const handler = () => 1;`);
    expect(() => {
      assertLeftOut(metafile);
    }).not.toThrow();
  });
});
