import type { RequestListener } from 'node:http';
import { type AddressInfo, createServer } from 'node:net';
import { gzipSync } from 'node:zlib';
import { type TestServer, startTestServer } from '@notes/contracts';
import { fetchJwks } from './jwks-fetcher.ts';

const json = { 'content-type': 'application/json' };
let server: TestServer | undefined;

/** What becomes of a fetch from a server that behaves so. The time-out is never what decides, but where `timeoutMs` is given. */
async function fetchFrom(
  listener: RequestListener,
  { timeoutMs = 20_000, maxBytes = 1000 } = {},
): Promise<string> {
  server = await startTestServer(listener);
  return fetchJwks(`${server.origin}/jwks.json`, { timeoutMs, maxBytes });
}

afterEach(async () => {
  await server?.close();
  server = undefined;
});

describe('fetchJwks', () => {
  it.each([
    'application/json',
    'application/json; charset=utf-8',
    'application/jwk-set+json',
    'Application/JSON;x',
  ])('gets the text of an answer of the type %s', async (type) => {
    const text = await fetchFrom((request, response) => {
      expect(request.headers).toMatchObject({ accept: 'application/json', connection: 'close' });
      response.writeHead(200, { 'content-type': type }).end('{"keys":"ä€"}');
    });
    expect(text).toBe('{"keys":"ä€"}');
  });

  it.each([201, 204, 404, 429, 500, 503])('refuses the status %i', async (status) => {
    const answer = fetchFrom((_, response) => response.writeHead(status, json).end('{}'));
    await expect(answer).rejects.toThrow(`status ${status}`);
  });

  it.each([301, 302, 307, 308])('follows no redirect of the status %i', async (status) => {
    const answer = fetchFrom((_, response) =>
      response.writeHead(status, { ...json, location: '/elsewhere' }).end('{}'),
    );
    await expect(answer).rejects.toThrow(`status ${status}`);
    expect(server?.requests).toBe(1);
  });

  it.each(['text/html', 'text/plain', 'application/jsonp', 'text/json', 'text/application/json', ''])(
    'refuses the type %j',
    async (type) => {
      const answer = fetchFrom((_, response) =>
        response.writeHead(200, type ? { 'content-type': type } : {}).end('{}'),
      );
      await expect(answer).rejects.toThrow('not JSON');
    },
  );

  it('refuses a compressed answer', async () => {
    const answer = fetchFrom((_, response) =>
      response.writeHead(200, { ...json, 'content-encoding': 'gzip' }).end(gzipSync('{}')),
    );
    await expect(answer).rejects.toThrow('compressed');
  });

  it('takes as many bytes as allowed, and not one more', async () => {
    await expect(
      fetchFrom((_, response) => response.writeHead(200, json).end('x'.repeat(1000))),
    ).resolves.toHaveLength(1000);
    await server?.close();
    const answer = fetchFrom((_, response) => response.writeHead(200, json).end('x'.repeat(1001)));
    await expect(answer).rejects.toThrow('longer than 1000 bytes');
  });

  it('stops reading an answer that never ends', async () => {
    const answer = fetchFrom((_, response) => {
      response.writeHead(200, json);
      const more = () => response.write('x'.repeat(500)) && setImmediate(more);
      more();
      response.on('error', () => undefined);
    });
    await expect(answer).rejects.toThrow('longer than 1000 bytes');
  });

  it('refuses bytes that are not UTF-8', async () => {
    const answer = fetchFrom((_, response) =>
      response.writeHead(200, json).end(Buffer.from([0x22, 0xff, 0x22])),
    );
    await expect(answer).rejects.toThrow('UTF-8');
  });

  it('refuses an answer that is cut off', async () => {
    const answer = fetchFrom((_, response) => {
      response.writeHead(200, { ...json, 'content-length': '100' });
      response.write('{"keys":[]}', () => response.destroy());
    });
    await expect(answer).rejects.toThrow();
  });

  it('refuses a connection that is closed without an answer', async () => {
    await expect(fetchFrom((request) => request.socket.destroy())).rejects.toThrow();
  });

  it('gives up a server that says nothing', async () => {
    await expect(fetchFrom(() => undefined, { timeoutMs: 30 })).rejects.toThrow('within 30 ms');
  });

  it('gives up a server that drips', async () => {
    const answer = fetchFrom(
      (_, response) => {
        response.writeHead(200, json);
        const drip = setInterval(() => response.write(' '), 5);
        response.on('close', () => clearInterval(drip));
      },
      { timeoutMs: 80, maxBytes: 1_000_000 },
    );
    await expect(answer).rejects.toThrow('within 80 ms');
  });

  it('rejects when nobody listens', async () => {
    const { origin, close } = await startTestServer(() => undefined);
    await close();
    await expect(fetchJwks(`${origin}/jwks.json`, { timeoutMs: 20_000, maxBytes: 1000 })).rejects.toThrow();
  });

  it('leaves no timer behind that would keep a process from its end', async () => {
    jest.useFakeTimers({ now: 0, doNotFake: ['nextTick', 'setImmediate', 'queueMicrotask'] });
    try {
      await fetchFrom((_, response) => response.writeHead(200, json).end('{}'));
      expect(jest.getTimerCount()).toBe(0);
      await server?.close();
      await expect(fetchFrom((_, response) => response.writeHead(500).end())).rejects.toThrow();
      expect(jest.getTimerCount()).toBe(0);
    } finally {
      jest.useRealTimers();
    }
  });

  it('hangs up on an answer that it refuses', async () => {
    let hungUp: () => void;
    const closed = new Promise<void>((resolve) => (hungUp = resolve));
    const answer = fetchFrom((_, response) => {
      response.on('close', () => hungUp());
      response.writeHead(500, json).write('{');
    });
    await expect(answer).rejects.toThrow('status 500');
    await closed;
  });

  it('speaks TLS to an https address', async () => {
    let firstByte: number | undefined;
    const plain = createServer((socket) => {
      socket.once('data', (data) => {
        firstByte = data[0];
        socket.destroy();
      });
    });
    await new Promise<void>((resolve) => plain.listen(0, '127.0.0.1', resolve));
    const url = `https://127.0.0.1:${(plain.address() as AddressInfo).port}/jwks.json`;
    await expect(fetchJwks(url, { timeoutMs: 20_000, maxBytes: 1000 })).rejects.toThrow();
    // RFC 8446, section 5.1: a record of the handshake.
    expect(firstByte).toBe(22);
    await new Promise((resolve) => plain.close(resolve));
  });
});
