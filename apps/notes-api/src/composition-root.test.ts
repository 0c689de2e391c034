import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { type Server, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { composeNotesApi } from './composition-root.ts';
import { readConfig } from './config.ts';

const BUNDLE = join(__dirname, '../../../dist/apps/notes-api/main.cjs');
const METAFILE = join(__dirname, '../../../dist/inspect/notes-api/meta.json');

interface Metafile {
  readonly outputs: Readonly<Record<string, { readonly inputs: object }>>;
}

describe('readConfig', () => {
  it('reads the table and the origins', () => {
    expect(readConfig({ NOTES_TABLE_NAME: 'Notes' })).toMatchObject({
      tableName: 'Notes',
      allowedOrigins: [],
    });
    const origins = 'https://notes.example.com, http://127.0.0.1:5173';
    expect(readConfig({ NOTES_TABLE_NAME: ' Notes-1.x ', ALLOWED_ORIGINS: origins })).toMatchObject({
      tableName: 'Notes-1.x',
      allowedOrigins: ['https://notes.example.com', 'http://127.0.0.1:5173'],
    });
  });

  it('names every problem at once', () => {
    const broken = { NOTES_TABLE_NAME: 'a b', ALLOWED_ORIGINS: '*,https://x.example.com/,null' };
    expect(() => readConfig(broken)).toThrow(/NOTES_TABLE_NAME.*"\*".*"https:\/\/x\.example\.com\/".*"null"/);
    expect(() => readConfig({})).toThrow(/NOTES_TABLE_NAME/);
  });
});

const event = {
  httpMethod: 'GET',
  resource: '/notes/{noteid}',
  path: '/notes/note1',
  pathParameters: { noteid: 'note1' },
  headers: {},
  requestContext: {
    requestId: 'request-1',
    path: '/prod/notes/note1',
    authorizer: { principalId: 'ada', exp: '4102444800' },
  },
};

describe('composeNotesApi', () => {
  it('answers without any request to the store where the store is not needed', async () => {
    const handler = composeNotesApi(readConfig({ NOTES_TABLE_NAME: 'Notes' }));
    const info = jest.spyOn(console, 'info').mockImplementation();
    expect(await handler({ operation: 'ping' }, { awsRequestId: 'r' } as never)).toBe('pong');
    expect(info).toHaveBeenCalledTimes(1);
    info.mockRestore();
  });
});

describe('the bundle', () => {
  let dynamo: Server;
  let seen: { target: unknown; keyId: unknown; token: unknown; invocation: unknown; body: unknown }[];
  /** What the next requests get instead of an answer that finds nothing: a status, or none at all. */
  let troubles: (number | 'silence')[];

  beforeAll(async () => {
    dynamo = createServer((request, response) => {
      let body = '';
      request.on('data', (chunk: Buffer) => (body += chunk.toString()));
      request.on('end', () => {
        seen.push({
          target: request.headers['x-amz-target'],
          keyId: /Credential=([^/]+)\//.exec(request.headers.authorization ?? '')?.[1],
          token: request.headers['x-amz-security-token'],
          invocation: request.headers['amz-sdk-invocation-id'],
          body: JSON.parse(body),
        });
        const trouble = troubles.shift();
        if (trouble === 'silence') return;
        response.statusCode = trouble ?? 200;
        response.setHeader('Content-Type', 'application/x-amz-json-1.0');
        response.end('{}');
      });
    });
    dynamo.listen(0, '127.0.0.1');
    await once(dynamo, 'listening');
  });

  beforeEach(() => {
    seen = [];
    troubles = [];
  });

  afterAll(async () => {
    dynamo.closeAllConnections();
    dynamo.close();
    await once(dynamo, 'close');
  });

  /** Loads the bundle as Lambda does, calls its handler, and calls it once more with other variables in its environment. */
  async function callBundle(
    environment: Record<string, string>,
    later: Record<string, string> = {},
  ): Promise<unknown[]> {
    const call = `handler(${JSON.stringify(event)}, { awsRequestId: 'r' })`;
    const script = `
      console.info = console.error = () => undefined;
      const { handler } = require(${JSON.stringify(BUNDLE)});
      (async () => {
        const first = await ${call};
        Object.assign(process.env, ${JSON.stringify(later)});
        console.log(JSON.stringify([first, await ${call}]));
        process.exit(0);
      })();`;
    const { stdout } = await promisify(execFile)(process.execPath, ['-e', script], { env: environment });
    return JSON.parse(stdout) as unknown[];
  }

  function environment(variables: Record<string, string> = {}): Record<string, string> {
    const { port } = dynamo.address() as AddressInfo;
    return {
      NOTES_TABLE_NAME: 'Notes',
      AWS_REGION: 'eu-central-1',
      AWS_ENDPOINT_URL_DYNAMODB: `http://127.0.0.1:${port}`,
      ...variables,
    };
  }

  it('asks DynamoDB for the caller’s own note, with the credentials of the moment', async () => {
    const first = {
      AWS_ACCESS_KEY_ID: 'ASIAONE',
      AWS_SECRET_ACCESS_KEY: 'a',
      AWS_SESSION_TOKEN: 'token-1',
    };
    const later = {
      AWS_ACCESS_KEY_ID: 'ASIATWO',
      AWS_SECRET_ACCESS_KEY: 'b',
      AWS_SESSION_TOKEN: 'token-2',
    };
    const answers = await callBundle(environment(first), later);
    const missing = { statusCode: 404, headers: { 'x-request-id': 'request-1' } };
    expect(answers).toMatchObject([missing, missing]);
    const request = {
      target: 'DynamoDB_20120810.GetItem',
      body: { TableName: 'Notes', Key: { userId: { S: 'ada' }, noteId: { S: 'note1' } } },
    };
    expect(seen).toMatchObject([
      { ...request, keyId: 'ASIAONE', token: 'token-1' },
      { ...request, keyId: 'ASIATWO', token: 'token-2' },
    ]);
  });

  it('looks for credentials nowhere but in the environment', async () => {
    const file = join(await mkdtemp(join(tmpdir(), 'notes-api-')), 'credentials');
    await writeFile(file, '[default]\naws_access_key_id = AKIAFILE\naws_secret_access_key = a\n');
    try {
      const answers = await callBundle(environment({ AWS_SHARED_CREDENTIALS_FILE: file }));
      expect(answers).toMatchObject([{ statusCode: 503 }, { statusCode: 503 }]);
      expect(seen).toEqual([]);
    } finally {
      await rm(dirname(file), { recursive: true });
    }
  });

  const credentials = { AWS_ACCESS_KEY_ID: 'ASIAONE', AWS_SECRET_ACCESS_KEY: 'a' };

  it('tries again what failed on the way or was not answered in time', async () => {
    troubles = [500, 'silence'];
    const answers = await callBundle(environment(credentials));
    expect(answers).toMatchObject([{ statusCode: 404 }, { statusCode: 404 }]);
    const invocations = seen.map(({ invocation }) => invocation);
    expect(invocations).toHaveLength(4);
    // Attempts of one call have the id of that call.
    expect(new Set(invocations.slice(0, 3)).size).toBe(1);
    expect(invocations[3]).not.toBe(invocations[0]);
    for (const id of invocations)
      expect(id).toMatch(/^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/);
  });

  it('gives up after the third attempt', async () => {
    troubles = [503, 503, 503];
    const answers = await callBundle(environment(credentials));
    expect(answers).toMatchObject([{ statusCode: 503 }, { statusCode: 404 }]);
    expect(seen).toHaveLength(4);
  });

  /** The hosts that the bundle turns to for a table that answers over TLS. */
  async function hostsOf(variables: Record<string, string>): Promise<readonly unknown[]> {
    const script = `
      console.info = console.error = () => undefined;
      const hosts = new Set();
      require('node:https').request = ({ host, port }) => {
        hosts.add(port === undefined ? host : host + ':' + port);
        throw new Error('no network');
      };
      const { handler } = require(${JSON.stringify(BUNDLE)});
      (async () => {
        await handler(${JSON.stringify(event)}, { awsRequestId: 'r' });
        console.log(JSON.stringify([...hosts]));
        process.exit(0);
      })();`;
    const env = { NOTES_TABLE_NAME: 'Notes', ...credentials, ...variables };
    const { stdout } = await promisify(execFile)(process.execPath, ['-e', script], { env });
    return JSON.parse(stdout) as unknown[];
  }

  it.each([
    [{ AWS_REGION: 'eu-central-1' }, 'dynamodb.eu-central-1.amazonaws.com'],
    [{ AWS_REGION: 'cn-north-1' }, 'dynamodb.cn-north-1.amazonaws.com.cn'],
    [{ AWS_REGION: 'us-gov-west-1' }, 'dynamodb.us-gov-west-1.amazonaws.com'],
    [{ AWS_REGION: 'us-east-1', AWS_USE_FIPS_ENDPOINT: 'true' }, 'dynamodb-fips.us-east-1.amazonaws.com'],
    [{ AWS_REGION: 'us-east-1', AWS_USE_DUALSTACK_ENDPOINT: 'true' }, 'dynamodb.us-east-1.api.aws'],
    [{ AWS_REGION: 'us-east-1', AWS_ENDPOINT_URL: 'https://emulator.test:8443' }, 'emulator.test:8443'],
    // What the SDK cannot read it leaves out.
    [{ AWS_REGION: 'eu-west-1', AWS_USE_FIPS_ENDPOINT: 'perhaps' }, 'dynamodb.eu-west-1.amazonaws.com'],
  ])('turns to the endpoint of %p', async (variables, host) => {
    expect(await hostsOf(variables)).toEqual([host]);
  });

  it('reads no configuration file', async () => {
    const file = join(await mkdtemp(join(tmpdir(), 'notes-api-')), 'config');
    await writeFile(file, '[default]\nendpoint_url = https://elsewhere.test\n');
    try {
      const hosts = await hostsOf({ AWS_REGION: 'eu-central-1', AWS_CONFIG_FILE: file });
      expect(hosts).toEqual(['dynamodb.eu-central-1.amazonaws.com']);
    } finally {
      await rm(dirname(file), { recursive: true });
    }
  });

  it('loads no part of Node that only other surroundings need', async () => {
    const script = `
      require('node:http');
      console.info = console.error = () => undefined;
      const { handler } = require(${JSON.stringify(BUNDLE)});
      (async () => {
        await handler(${JSON.stringify(event)}, { awsRequestId: 'r' });
        console.log(JSON.stringify(process.moduleLoadList));
        process.exit(0);
      })();`;
    const env = environment(credentials);
    const { stdout } = await promisify(execFile)(process.execPath, ['-e', script], { env });
    const loaded = JSON.parse(stdout) as string[];
    expect(loaded).toContain('NativeModule https');
    expect(loaded.filter((name) => /fs\/promises|readline|webstreams|http2|undici/.test(name))).toEqual([]);
  });

  it('holds nothing of the SDK’s chain of credential providers, and no JSON Schema', async () => {
    const { outputs } = JSON.parse(await readFile(METAFILE, 'utf8')) as Metafile;
    const files = Object.values(outputs).flatMap(({ inputs }) => Object.keys(inputs));
    expect(files).toContainEqual(expect.stringContaining('@aws-sdk/client-dynamodb'));
    const unwanted =
      /@aws-sdk\/(credential-provider|token-providers|nested-clients)|credential-provider-imds|parseIni|to-json-schema/;
    expect(files.filter((file) => unwanted.test(file))).toEqual([]);
  });

  it('fails at the cold start when it is not configured', async () => {
    await expect(callBundle({})).rejects.toThrow(/The notes API is not configured/);
  });
});
