import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { clientConfig } from './client-config.ts';

const outputs = {
  NotesAuth: {
    Region: 'eu-central-1',
    UserPoolId: 'eu-central-1_Ab12',
    UserPoolClientId: 'client1',
    Issuer: 'https://cognito-idp.eu-central-1.amazonaws.com/eu-central-1_Ab12',
    ExportsOutputRefUserPool: 'eu-central-1_Ab12',
  },
  NotesData: { TableName: 'Notes' },
  NotesApi: { InvokeUrl: 'https://a1b2.execute-api.eu-central-1.amazonaws.com/prod' },
};

const config = {
  invokeUrl: 'https://a1b2.execute-api.eu-central-1.amazonaws.com/prod',
  region: 'eu-central-1',
  issuer: 'https://cognito-idp.eu-central-1.amazonaws.com/eu-central-1_Ab12',
  userPoolEndpoint: 'https://cognito-idp.eu-central-1.amazonaws.com',
  userPoolId: 'eu-central-1_Ab12',
  clientId: 'client1',
};

describe('clientConfig', () => {
  it('gathers what a client needs', () => {
    expect(clientConfig(outputs)).toEqual(config);
    expect(clientConfig(outputs, 'http://127.0.0.1:4566')).toEqual({
      ...config,
      userPoolEndpoint: 'http://127.0.0.1:4566',
    });
  });

  it('names every output that is missing', () => {
    expect(() => clientConfig({ NotesAuth: { Region: 'eu-central-1', Issuer: '' }, Other: null })).toThrow(
      'no stack has the output InvokeUrl; no stack has the output Issuer; no stack has the output UserPoolId; no stack has the output UserPoolClientId.',
    );
    expect(() => clientConfig('nonsense')).toThrow('no stack has the output Region');
  });

  it('refuses the outputs of two deployments', () => {
    const both = { ...outputs, StagingApi: { InvokeUrl: 'https://other.example/prod' } };
    expect(() => clientConfig(both)).toThrow('several deployments have the output InvokeUrl');
  });

  it('refuses an issuer that is no URL', () => {
    const odd = { ...outputs, NotesAuth: { ...outputs.NotesAuth, Issuer: 'issuer' } };
    expect(() => clientConfig(odd)).toThrow('the output Issuer is no URL');
  });
});

describe('the command', () => {
  const folder = mkdtempSync(join(tmpdir(), 'notes-client-config-'));
  const file = join(folder, 'outputs.json');
  const run = (...args: string[]) =>
    spawnSync(process.execPath, [join(__dirname, 'main.ts'), ...args], { encoding: 'utf8' });

  beforeAll(() => writeFileSync(file, JSON.stringify(outputs)));

  it('prints the configuration', () => {
    const { status, stdout } = run(file);
    expect(status).toBe(0);
    expect(JSON.parse(stdout)).toEqual(config);
  });

  it('writes it into a file', () => {
    const out = join(folder, 'config.json');
    expect(run(file, '--out', out, '--user-pool-endpoint', 'http://127.0.0.1:1')).toMatchObject({
      status: 0,
      stdout: '',
    });
    expect(JSON.parse(readFileSync(out, 'utf8'))).toEqual({
      ...config,
      userPoolEndpoint: 'http://127.0.0.1:1',
    });
  });

  it('says how it is used', () => {
    expect(run('--help')).toMatchObject({ status: 0, stdout: expect.stringContaining('usage:') });
  });

  it.each([
    [[join(folder, 'none.json')], /There are no outputs of a deployment in .*none\.json: deploy first/],
    [['--nonsense'], /--nonsense/],
  ])('fails with a message for %j', (args, message) => {
    const { status, stderr } = run(...args);
    expect(status).toBe(1);
    expect(stderr).toMatch(message);
    expect(stderr).not.toMatch(/\n {4}at /);
  });
});
