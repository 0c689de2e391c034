import { once } from 'node:events';
import { type Socket, connect } from 'node:net';
import { type TestGateway, TOKEN, startGateway, stopGateways } from './test-fixtures/gateway.ts';

afterEach(stopGateways);

const HEAD = `POST /notes HTTP/1.1\r\nHost: x\r\nAuthorization: ${TOKEN}\r\nContent-Type: text/plain\r\n`;

/** Connects, and says these words. */
async function open(gateway: TestGateway, words = ''): Promise<Socket> {
  const { hostname, port } = new URL(gateway.invokeUrl);
  const socket = connect(Number(port), hostname);
  socket.on('error', () => undefined);
  await once(socket, 'connect');
  if (words !== '') socket.write(words);
  return socket;
}

/** Everything that the other side says until the end of the connection, however it comes to it. */
function heard(socket: Socket): Promise<string> {
  let said = '';
  socket.on('data', (chunk: Buffer) => (said += chunk.toString()));
  return new Promise((resolve) => socket.once('close', () => resolve(said)));
}

/** Says a byte now and then, until the other side has had enough. */
async function drip(gateway: TestGateway, words: string, byte: string): Promise<string> {
  const socket = await open(gateway, words);
  const timer = setInterval(() => socket.write(byte), 10);
  socket.once('close', () => clearInterval(timer));
  return heard(socket);
}

describe('clients that never come to an end', () => {
  it.each([
    ['headers', `${HEAD}X-Slow: `],
    ['a body', `${HEAD}Content-Length: 1000000\r\n\r\n`],
    ['a chunked body', `${HEAD}Transfer-Encoding: chunked\r\n\r\nfffff\r\n`],
  ])('are told so and cut off, while others are answered: %s, a byte at a time', async (_what, words) => {
    const gateway = await startGateway({ clientTimeoutMs: 300 });
    const offenders = Array.from({ length: 50 }, () => drip(gateway, words, 'a'));
    const answers = await Promise.all(Array.from({ length: 20 }, () => gateway.send({})));
    expect(answers.map(({ status }) => status)).toEqual(Array(20).fill(200));
    for (const said of await Promise.all(offenders)) expect(said).toMatch(/^HTTP\/1\.1 408 /);
    expect((await gateway.send({})).status).toBe(200);
  });

  it('are cut off when they say nothing at all', async () => {
    const gateway = await startGateway({ clientTimeoutMs: 300 });
    const idle = await Promise.all(Array.from({ length: 200 }, () => open(gateway)));
    const closed = Promise.all(idle.map(heard));
    expect((await gateway.send({})).status).toBe(200);
    await closed;
  });
});

describe('clients that say too much', () => {
  it('are refused at the limits, and do not hinder others', async () => {
    const gateway = await startGateway({});
    const huge = [
      `GET /notes HTTP/1.1\r\nHost: x\r\nX-Long: ${'x'.repeat(1_000_000)}\r\n\r\n`,
      `${HEAD}Content-Length: ${1024 ** 4}\r\n\r\n`,
      `${HEAD}Transfer-Encoding: chunked\r\n\r\nffffff\r\n${'x'.repeat(0xffffff)}\r\n0\r\n\r\n`,
    ];
    // Who goes on sending may be cut off before the answer has arrived.
    const said = huge.map((request) =>
      gateway.raw(request).catch((error: unknown) => (error as NodeJS.ErrnoException).code),
    );
    expect((await gateway.send({})).status).toBe(200);
    const [headers, length, body] = await Promise.all(said);
    expect(headers).toMatch(/^(HTTP\/1\.1 431 |ECONNRESET|EPIPE)/);
    expect(length).toMatch(/^HTTP\/1\.1 413 /);
    expect(body).toMatch(/^(HTTP\/1\.1 413 |ECONNRESET|EPIPE)/);
    expect((await gateway.send({})).status).toBe(200);
  });
});

describe('the end of the server', () => {
  it('does not wait for connections on which nothing is being answered', async () => {
    const gateway = await startGateway({});
    const sockets = await Promise.all([
      open(gateway),
      open(gateway, 'GET /notes HTTP/1.1\r\nHost: x\r\n'),
      open(gateway, `GET /nothing HTTP/1.1\r\nHost: x\r\n\r\n`),
    ]);
    const [, , answered] = sockets;
    await once(answered, 'data');
    const closed = Promise.all(sockets.map((socket) => once(socket, 'close')));
    await gateway.close();
    await closed;
  });

  it('waits no longer for a request that never comes to its end than it would have otherwise', async () => {
    const gateway = await startGateway({ clientTimeoutMs: 300 });
    const slow = await open(gateway, `${HEAD}Content-Length: 10\r\n\r\nabc`);
    const told = heard(slow);
    // The request has been taken when another that came after it has been answered.
    await gateway.send({});
    await gateway.close();
    expect(await told).toBe('');
  });
});
