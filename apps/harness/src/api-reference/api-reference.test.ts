import { request } from 'node:http';
import { text } from 'node:stream/consumers';
import { openApiDocument } from '@notes/api';
import { type Harness, startHarness } from '../start-harness.ts';
import { keyPairRing as keyPairs } from '../test-support/key-pair-ring.ts';

let harness: Harness;
let origin: string;

beforeAll(async () => {
  harness = await startHarness({ keyPairs, allowedOrigins: ['https://notes.example'] });
  origin = harness.info.invokeUrl;
});
afterAll(() => harness.stop());

/** Sends the path as it is; fetch would tidy it up. */
function send(path: string, { method = 'GET', host = new URL(origin).host } = {}) {
  return new Promise<{ status: number | undefined; headers: NodeJS.Dict<string | string[]>; body: string }>(
    (resolve, reject) => {
      const sent = request(origin, { path, method, headers: { host }, agent: false }, (response) => {
        const { statusCode: status, headers } = response;
        text(response).then((body) => resolve({ status, headers, body }), reject);
      });
      sent.once('error', reject).end();
    },
  );
}

const pages = [
  ['/openapi.json', 'application/json'],
  ['/docs', 'text/html; charset=utf-8'],
  ['/docs?from=readme', 'text/html; charset=utf-8'],
  ['/docs/start.js', 'text/javascript; charset=utf-8'],
  ['/docs/swagger-ui-bundle.js', 'text/javascript; charset=utf-8'],
  ['/docs/swagger-ui.css', 'text/css; charset=utf-8'],
  ['/docs/index.css', 'text/css; charset=utf-8'],
  ['/docs/favicon-32x32.png', 'image/png'],
] as const;

it.each(pages)('serves %s', async (path, contentType) => {
  const { status, headers, body } = await send(path);
  expect(status).toBe(200);
  expect(headers).toMatchObject({
    'content-type': contentType,
    'x-content-type-options': 'nosniff',
    'cache-control': 'no-store',
    'referrer-policy': 'no-referrer',
  });
  expect(headers['content-security-policy']).toMatch(
    /^default-src 'none'; script-src 'self'; style-src 'self';/,
  );
  expect(headers['content-security-policy']).not.toMatch(/unsafe|https?:|\*/);
  expect(body.length).toBeGreaterThan(0);
});

it('serves the document with its own address for the only server', async () => {
  const { body } = await send('/openapi.json');
  const expected = openApiDocument({ invokeUrl: origin });
  expect(JSON.parse(body)).toEqual(JSON.parse(JSON.stringify(expected)));
  expect(expected.servers.map(({ url }) => url)).toEqual([origin]);
});

it('has nothing on the page that is not a file of this origin', async () => {
  const { body } = await send('/docs');
  const addresses = [...body.matchAll(/(?:src|href)="([^"]*)"/g)].map(([, address]) => address);
  expect(addresses).toHaveLength(5);
  for (const address of addresses) {
    expect(pages.map(([path]) => path)).toContain(address);
  }
  expect(body).not.toMatch(/<script>|<style|style=|\son\w+=/);
});

it('answers HEAD as GET, without the body', async () => {
  const [head, get] = [await send('/docs', { method: 'HEAD' }), await send('/docs')];
  expect(head.body).toBe('');
  expect(head.headers['content-length']).toBe(get.headers['content-length']);
});

it.each(['localhost:3000', 'notes.example'])(
  'redirects from %s to the address that the document names',
  async (host) => {
    const { status, headers } = await send('/docs?x', { host });
    expect([status, headers['location']]).toEqual([307, `${origin}/docs`]);
  },
);

it.each([
  '/docs/',
  '/docs/package.json',
  '/docs/index.html',
  '/docs/../package.json',
  '/docs/%2e%2e/package.json',
  '/docs/..%2fpackage.json',
  '/docs/swagger-ui.css/..',
  '/docs/constructor',
  '/__proto__',
  '/openapi.yaml',
])('leaves %s to the API', async (path) => {
  const { status, body } = await send(path);
  expect([status, JSON.parse(body).code]).toEqual([403, 'forbidden']);
});

it.each(['POST', 'PUT', 'DELETE', 'OPTIONS'])('leaves %s to the API', async (method) => {
  expect((await send('/docs', { method })).status).toBe(403);
});
