import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { type IncomingMessage, get } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ManualClock } from '@notes/adapter-in-memory';
import dynalite from 'dynalite';
import { type Harness, type HarnessInfo, type HarnessOptions, startHarness } from './start-harness.ts';
import { keyPairRing as keyPairs } from './test-support/key-pair-ring.ts';
import { freePort, holdPort } from './test-support/ports.ts';

const ADA = {
  id: '8b0ea1e1-6f3c-4c0e-9d5a-3f1b5a0c7ada',
  email: 'ada@example.com',
  password: 'Correct-horse-7',
};

const running: Harness[] = [];

async function start(options?: HarnessOptions): Promise<Harness> {
  const harness = await startHarness({ keyPairs, ...options });
  running.push(harness);
  return harness;
}

afterEach(async () => {
  for (const harness of running.splice(0)) await harness.stop();
});

async function accessToken({ userPool }: Harness): Promise<string> {
  await userPool?.addUser(ADA);
  return (await userPool?.signIn(ADA.email, ADA.password))?.accessToken ?? 'no pool';
}

function send({ info }: Harness, path: string, token: string, init: RequestInit = {}): Promise<Response> {
  const headers = { Authorization: token, ...(init.body ? { 'Content-Type': 'application/json' } : {}) };
  return fetch(info.invokeUrl + path, { ...init, headers });
}

function create(harness: Harness, token: string, noteid: string): Promise<Response> {
  return send(harness, '/notes', token, { method: 'POST', body: JSON.stringify({ noteid, note: 'text' }) });
}

describe('startHarness', () => {
  it('needs no options', async () => {
    const harness = await startHarness();
    running.push(harness);
    const token = await accessToken(harness);
    expect((await create(harness, token, 'note1')).status).toBe(201);
    expect((await send(harness, '/notes/note1', token)).status).toBe(200);
    const { headers } = await fetch(`${harness.info.invokeUrl}/notes`, { headers: { Origin: 'null' } });
    expect(headers.get('access-control-allow-origin')).toBeNull();
  });

  it('listens on loopback only, on the ports that it is given', async () => {
    const [port, userPoolPort] = [await freePort(), await freePort()];
    const { info } = await start({ port, userPoolPort });
    expect(info).toEqual({
      invokeUrl: `http://127.0.0.1:${port}`,
      region: 'us-east-1',
      issuer: `http://127.0.0.1:${userPoolPort}/us-east-1_LocalPool`,
      userPoolEndpoint: `http://127.0.0.1:${userPoolPort}`,
      userPoolId: 'us-east-1_LocalPool',
      clientId: 'notesharnesslocalappclient',
    });
  });

  it('frees its ports when it stops, and can be started on them again', async () => {
    const first = await start();
    const ports = {
      port: Number(new URL(first.info.invokeUrl).port),
      userPoolPort: Number(new URL(first.info.userPoolEndpoint).port),
    };
    const token = await accessToken(first);
    await create(first, token, 'note1');
    await first.stop();
    await first.stop();
    for (const url of [first.info.invokeUrl, first.info.userPoolEndpoint]) {
      await expect(fetch(url)).rejects.toThrow('fetch failed');
    }

    const second = await start(ports);
    expect(second.info).toEqual(first.info);
    // Nobody knows the keys of the first pool any more, and nothing of its notes is left.
    expect((await send(second, '/notes', token)).status).toBe(401);
    expect(await (await send(second, '/notes', await accessToken(second))).json()).toEqual({ notes: [] });
  });

  it.each(['port', 'userPoolPort'] as const)(
    'rejects when %s is taken, and leaves nothing running',
    async (taken) => {
      const held = await holdPort();
      const ports = { port: await freePort(), userPoolPort: await freePort(), [taken]: held.port };
      await expect(startHarness({ ...ports, keyPairs, store: 'dynamodb' })).rejects.toMatchObject({
        code: 'EADDRINUSE',
        message: expect.stringContaining(String(held.port)),
      });
      await held.release();
      for (const port of [ports.port, ports.userPoolPort]) await (await holdPort(port)).release();
    },
  );

  it('rejects a TTL that the gateway does not know, and leaves nothing running', async () => {
    const userPoolPort = await freePort();
    await expect(startHarness({ userPoolPort, keyPairs, authorizerTtl: 3601 })).rejects.toThrow('ttlSeconds');
    await (await holdPort(userPoolPort)).release();
  });

  it('lets each of several origins read proxied answers', async () => {
    const allowedOrigins = ['https://a.example', 'https://b.example'];
    const harness = await start({ allowedOrigins });
    const Authorization = await accessToken(harness);
    for (const Origin of allowedOrigins) {
      const { headers } = await fetch(`${harness.info.invokeUrl}/notes`, {
        headers: { Authorization, Origin },
      });
      expect(headers.get('access-control-allow-origin')).toBe(Origin);
    }
  });
});

describe('the paths of the harness itself', () => {
  let info: HarnessInfo;
  let stop: () => Promise<void>;

  beforeAll(async () => {
    ({ info, stop } = await startHarness({ keyPairs }));
  });
  afterAll(() => stop());

  it('say what a client needs to know', async () => {
    const response = await fetch(`${info.invokeUrl}/_harness/info`);
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(await response.json()).toEqual(info);
  });

  it('show the mails that the pool would have sent', async () => {
    const outbox = async () => (await fetch(`${info.invokeUrl}/_harness/outbox?latest`)).json();
    expect(await outbox()).toEqual([]);
    await fetch(info.userPoolEndpoint, {
      method: 'POST',
      headers: {
        'Content-Type': 'application/x-amz-json-1.1',
        'X-Amz-Target': 'AWSCognitoIdentityProviderService.SignUp',
      },
      body: JSON.stringify({ ClientId: info.clientId, Username: ADA.email, Password: ADA.password }),
    });
    expect(await outbox()).toEqual([
      {
        to: ADA.email,
        kind: 'sign-up',
        subject: 'Your verification code',
        body: expect.stringMatching(/^Your verification code is \d{6}$/),
        code: expect.stringMatching(/^\d{6}$/),
        sentAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
      },
    ]);
  });

  it.each([
    ['localhost:3000', 200],
    ['[::1]', 200],
    ['localhost.example', 403],
    ['example.com:3000', 403],
  ])('answer %s with %i, since a page of another name must not read the mails', async (host, status) => {
    const request = get(`${info.invokeUrl}/_harness/outbox`, { headers: { host }, agent: false });
    const [response] = (await once(request, 'response')) as [IncomingMessage];
    response.resume();
    expect(response.statusCode).toBe(status);
  });

  it('are no routes of the API', async () => {
    expect((await fetch(`${info.invokeUrl}/_harness/other`)).status).toBe(404);
    expect((await fetch(`${info.invokeUrl}/_harness/info`, { method: 'POST' })).status).toBe(403);
  });
});

describe('the store', () => {
  it('may be an outside DynamoDB, where notes outlive the harness', async () => {
    const database = dynalite({ createTableMs: 0, deleteTableMs: 0 }).listen(0, '127.0.0.1');
    await once(database, 'listening');
    const { port } = database.address() as AddressInfo;
    const options = { store: 'dynamodb', dynamoDbEndpoint: `http://127.0.0.1:${port}` } as const;
    const first = await start(options);
    const { userPool } = first;
    if (!userPool) throw new Error('There is no pool.');
    const token = await accessToken(first);
    await create(first, token, 'note1');

    const { issuer, region, userPoolId, clientId } = first.info;
    const second = await start({ ...options, outsidePool: { issuer, region, userPoolId, clientId } });
    expect((await send(second, '/notes/note1', token)).status).toBe(200);
    await second.stop();
    await first.stop();
    database.close();
    await once(database, 'close');
  });

  it('may be a file, where a user finds the notes again', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'notes-file-'));
    const options = { store: 'sqlite', dataFile: join(folder, 'notes.db') } as const;
    const first = await start(options);
    await create(first, await accessToken(first), 'note1');
    await first.stop();

    const second = await start(options);
    expect((await send(second, '/notes/note1', await accessToken(second))).status).toBe(200);
    await second.stop();
    await rm(folder, { recursive: true });
  });

  it('has to be there', async () => {
    const userPoolPort = await freePort();
    const dynamoDbEndpoint = `http://127.0.0.1:${await freePort()}`;
    await expect(startHarness({ store: 'dynamodb', dynamoDbEndpoint, userPoolPort })).rejects.toThrow(
      'ECONNREFUSED',
    );
    await (await holdPort(userPoolPort)).release();
  });
});

describe('the web app', () => {
  const PAGE = '<!doctype html><title>Notes</title>';
  let folder: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'notes-web-'));
    await writeFile(join(folder, 'index.html'), PAGE);
  });
  afterAll(() => rm(folder, { recursive: true }));

  it('is served on an origin of its own, with what it needs to know', async () => {
    const { info, webUrl } = await start({ web: { folder } });
    expect(new URL(String(webUrl)).origin).toBe(webUrl);
    expect(webUrl).not.toBe(info.invokeUrl);
    const page = await fetch(`${webUrl}/`);
    expect(await page.text()).toBe(PAGE);
    expect(page.headers.get('content-security-policy')).toContain(
      `connect-src 'self' ${info.invokeUrl} ${info.userPoolEndpoint};`,
    );
    expect(await (await fetch(`${webUrl}/config.json`)).json()).toEqual(info);
  });

  it('may read the answers of the API, those of the gateway itself too', async () => {
    const allowedOrigins = ['https://a.example'];
    const harness = await start({ web: { folder }, allowedOrigins });
    const Origin = String(harness.webUrl);
    const allowed = async (path: string, token: string, origin: string) => {
      const headers = { Authorization: token, Origin: origin };
      const response = await fetch(harness.info.invokeUrl + path, { headers });
      return [response.status, response.headers.get('access-control-allow-origin')];
    };
    const token = await accessToken(harness);
    expect(await allowed('/notes', token, Origin)).toEqual([200, Origin]);
    expect(await allowed('/notes', 'no token', Origin)).toEqual([401, Origin]);
    expect(await allowed('/notes', token, 'https://a.example')).toEqual([200, 'https://a.example']);
    expect(await allowed('/notes', token, 'https://b.example')).toEqual([200, null]);
  });

  it('is not served unless it is asked for', async () => {
    expect(await start()).not.toHaveProperty('webUrl');
  });

  it('has to be built, and its port free', async () => {
    const [userPoolPort, missing] = [await freePort(), join(folder, 'missing')];
    await expect(startHarness({ userPoolPort, keyPairs, web: { folder: missing } })).rejects.toMatchObject({
      name: 'WebAppNotBuiltError',
      message: `The web app is not built: there is no ${join(missing, 'index.html')}. Build it with "npx nx build web".`,
    });
    const held = await holdPort();
    const web = { folder, port: held.port };
    await expect(startHarness({ userPoolPort, keyPairs, web })).rejects.toMatchObject({ code: 'EADDRINUSE' });
    await held.release();
    await (await holdPort(userPoolPort)).release();
    const harness = await start({ web });
    expect(harness.webUrl).toBe(`http://127.0.0.1:${held.port}`);
    await harness.stop();
    await (await holdPort(held.port)).release();
  });
});

it('gives tokens of the validity that it is told', async () => {
  const clock = new ManualClock(Date.now());
  const harness = await start({ tokenValidity: 5, authorizerTtl: 0, clock });
  const token = await accessToken(harness);
  clock.advance(4000);
  expect((await send(harness, '/notes', token)).status).toBe(200);
  clock.advance(1000);
  expect((await send(harness, '/notes', token)).status).toBe(401);
});
