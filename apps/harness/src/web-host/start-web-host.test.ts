import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { type IncomingHttpHeaders, request } from 'node:http';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer, text } from 'node:stream/consumers';
import { gunzipSync } from 'node:zlib';
import { type WebHost, startWebHost } from './start-web-host.ts';

const CONFIG = { invokeUrl: 'http://127.0.0.1:3000/v1', userPoolEndpoint: 'http://127.0.0.1:9229' };
const SCRIPT = 'export const text = "long enough to be worth compressing";\n'.repeat(40);

let parent: string;
let host: WebHost;

beforeAll(async () => {
  parent = await mkdtemp(join(tmpdir(), 'notes-web-'));
  const folder = join(parent, 'site');
  await mkdir(join(folder, 'assets'), { recursive: true });
  await writeFile(join(parent, 'secret.txt'), 'not served');
  await writeFile(join(folder, 'index.html'), '<!doctype html><title>Notes</title>');
  await writeFile(join(folder, 'sw.js'), '// small');
  await writeFile(join(folder, 'config.json'), '{"of":"another deployment"}');
  await writeFile(join(folder, 'with space.txt'), 'found');
  await writeFile(join(folder, 'data.bin'), Buffer.alloc(2000));
  await writeFile(join(folder, 'assets', 'app-1a2b.js'), SCRIPT);
  await symlink(join(parent, 'secret.txt'), join(folder, 'link.txt'));
  await symlink(parent, join(folder, 'linked'));
  host = await startWebHost({ port: 0, folder, config: Promise.resolve(CONFIG) });
});
afterAll(async () => {
  await host.close();
  await rm(parent, { recursive: true });
});

interface Answer {
  readonly status: number | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** Sends the path as it is; fetch would tidy it up. */
function send(path: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const sent = request(host.origin, { path, headers, method }, (response) => {
      const { statusCode: status, headers: received } = response;
      buffer(response).then((body) => resolve({ status, headers: received, body }), reject);
    });
    sent.once('error', reject).end();
  });
}

describe('the web host', () => {
  it.each([
    ['/', 'text/html; charset=utf-8', 'no-cache'],
    ['/index.html?from=home', 'text/html; charset=utf-8', 'no-cache'],
    ['/sw.js', 'text/javascript; charset=utf-8', 'no-cache'],
    ['/with%20space.txt', 'text/plain; charset=utf-8', 'no-cache'],
    ['/data.bin', 'application/octet-stream', 'no-cache'],
    ['/assets/app-1a2b.js', 'text/javascript; charset=utf-8', 'public, max-age=31536000, immutable'],
  ])('serves %s', async (path, contentType, cacheControl) => {
    const { status, headers } = await send(path);
    expect(status).toBe(200);
    expect(headers).toMatchObject({ 'content-type': contentType, 'cache-control': cacheControl });
  });

  it('serves the configuration of this deployment, whatever the build holds', async () => {
    const { headers, body } = await send('/config.json');
    expect(JSON.parse(body.toString())).toEqual(CONFIG);
    expect(headers).toMatchObject({ 'content-type': 'application/json', 'cache-control': 'no-cache' });
  });

  it.each([
    '/missing',
    '/assets',
    '/assets/',
    '/../secret.txt',
    '/assets/../../secret.txt',
    '/%2e%2e/secret.txt',
    '/..%2fsecret.txt',
    '/..%5csecret.txt',
    '/..\\secret.txt',
    '/%00',
    '/index.html%00.txt',
    '/%E0%A4',
    '//index.html',
    '/./index.html',
    '/link.txt',
    '/linked/secret.txt',
    '/INDEX.HTML',
  ])('has no %s', async (path) => {
    const { status, body } = await send(path);
    expect([status, body.toString()]).toEqual([404, 'Not found\n']);
  });

  it.each([
    ['/', 'GET', {}, 200],
    ['/', 'GET', { 'if-none-match': '*' }, 304],
    ['/missing', 'GET', {}, 404],
    ['/', 'POST', {}, 405],
    ['/', 'GET', { host: 'localhost' }, 307],
    ['/', 'GET', { host: 'notes.example' }, 421],
  ])('sends the security headers with every answer: %s %s %j', async (path, method, headers, status) => {
    const answer = await send(path, headers, method);
    expect(answer.status).toBe(status);
    expect(answer.headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
    });
    expect(answer.headers['content-security-policy']).toContain(
      "connect-src 'self' http://127.0.0.1:3000 http://127.0.0.1:9229;",
    );
    expect(answer.headers).not.toHaveProperty('strict-transport-security');
  });

  it('answers 304 while nothing has changed', async () => {
    const { headers } = await send('/assets/app-1a2b.js');
    const etag = String(headers.etag);
    for (const value of [etag, `W/"other", ${etag}`]) {
      const again = await send('/assets/app-1a2b.js', { 'if-none-match': value, 'accept-encoding': 'gzip' });
      expect([again.status, again.body.length, again.headers.etag]).toEqual([304, 0, etag]);
      expect(again.headers['cache-control']).toBe('public, max-age=31536000, immutable');
    }
    expect((await send('/index.html', { 'if-none-match': etag })).status).toBe(200);
  });

  it('sees a new build at once', async () => {
    const file = join(parent, 'site', 'new.txt');
    expect((await send('/new.txt')).status).toBe(404);
    await writeFile(file, 'one');
    const { headers } = await send('/new.txt');
    await writeFile(file, 'two');
    const { body } = await send('/new.txt', { 'if-none-match': String(headers.etag) });
    expect(body.toString()).toBe('two');
  });

  it.each([
    ['/assets/app-1a2b.js', 'gzip, deflate, br', true],
    ['/assets/app-1a2b.js', 'br;q=1, gzip;q=0.5', true],
    ['/assets/app-1a2b.js', 'GZIP', true],
    ['/assets/app-1a2b.js', 'gzip;q=0', false],
    ['/assets/app-1a2b.js', 'gzip; q=0.000, br', false],
    ['/assets/app-1a2b.js', 'x-gzip', false],
    ['/assets/app-1a2b.js', '', false],
    ['/sw.js', 'gzip', false],
    ['/data.bin', 'gzip', false],
  ])('compresses %s for "%s": %s', async (path, accepted, compressed) => {
    const { headers, body } = await send(path, accepted === '' ? {} : { 'accept-encoding': accepted });
    const plain = await send(path);
    expect(headers['content-encoding']).toBe(compressed ? 'gzip' : undefined);
    expect(headers['content-length']).toBe(String(body.length));
    expect(headers).toMatchObject({ vary: 'Accept-Encoding', etag: plain.headers.etag });
    expect(compressed ? gunzipSync(body) : body).toEqual(plain.body);
  });

  it('answers HEAD as GET, without the body', async () => {
    const [head, get] = [await send('/', {}, 'HEAD'), await send('/')];
    expect(head.body.length).toBe(0);
    expect({ ...head.headers, date: '' }).toEqual({ ...get.headers, date: '' });
  });

  it.each(['POST', 'PUT', 'DELETE', 'OPTIONS', 'TRACE'])('refuses %s', async (method) => {
    const { status, headers } = await send('/', {}, method);
    expect([status, headers.allow]).toEqual([405, 'GET, HEAD']);
  });

  it.each(['localhost', 'localhost:1234', 'LocalHost:80', '[::1]:8080'])(
    'redirects from %s to the origin that the API knows',
    async (name) => {
      const { status, headers } = await send('/a%20b?c', { host: name });
      expect([status, headers.location]).toEqual([307, `${host.origin}/a%20b?c`]);
      expect(headers['cache-control']).toBe('no-store');
    },
  );

  it.each([
    'notes.example',
    '127.0.0.1',
    '127.0.0.1:1',
    'localhost.example',
    'xlocalhost',
    '127.0.0.1.example',
  ])('refuses the name %s, which another site may point here', async (name) => {
    const { status, body } = await send('/config.json', { host: name });
    expect([status, body.toString()]).toEqual([421, `The app is at ${host.origin}\n`]);
  });

  it.each([
    ['GET http://notes.example/secret HTTP/1.0\r\nHost: localhost\r\n\r\n', '307', '/'],
    ['GET / HTTP/1.0\r\n\r\n', '421', ''],
  ])('knows what to do with %j', async (raw, status, location) => {
    const socket = connect(Number(new URL(host.origin).port), '127.0.0.1');
    socket.write(raw);
    const answer = await text(socket);
    expect(answer.split(' ')[1]).toBe(status);
    expect(/^Location: (.*)\r$/m.exec(answer)?.[1] ?? '').toBe(location && host.origin + location);
  });

  it('ends a connection when it cannot read a file', async () => {
    const folder = join(parent, 'gone');
    await mkdir(folder);
    await writeFile(join(folder, 'index.html'), 'here');
    const other = await startWebHost({ port: 0, folder, config: Promise.resolve(CONFIG) });
    await rm(folder, { recursive: true });
    await expect(fetch(other.origin)).rejects.toThrow('fetch failed');
    await other.close();
  });
});
