import { once } from 'node:events';
import { connect } from 'node:net';
import { describeRestApi } from '@notes/api';
import { startApiGateway } from './start-api-gateway.ts';
import { TOKEN, allowAll, echo, startGateway, stopGateways } from './test-fixtures/gateway.ts';

afterEach(stopGateways);

describe('limits', () => {
  const small = { change: { maxRequestBytes: 100 } };
  const post = (body: string | Buffer, headers = {}) => ({
    method: 'POST',
    body,
    headers: { Authorization: TOKEN, 'Content-Type': 'text/plain', ...headers },
  });

  it('takes a body of exactly the limit', async () => {
    const gateway = await startGateway(small);
    expect((await gateway.send(post('x'.repeat(100)))).status).toBe(200);
  });

  it('answers a longer body with 413', async () => {
    const gateway = await startGateway(small);
    const response = await gateway.send(post('x'.repeat(101)));
    expect(response).toMatchObject({ status: 413, headers: { connection: 'close' } });
    expect(JSON.parse(response.body).status).toBe(413);
  });

  it('answers a longer chunked body with 413, without waiting for its end', async () => {
    const gateway = await startGateway(small);
    const head = `POST /notes HTTP/1.1\r\nHost: x\r\nAuthorization: ${TOKEN}\r\nTransfer-Encoding: chunked\r\n\r\n`;
    expect(await gateway.raw(`${head}c8\r\n${'x'.repeat(200)}\r\n`)).toContain('HTTP/1.1 413');
  });

  it('answers an event that Lambda would not take with 413', async () => {
    const gateway = await startGateway({});
    expect((await gateway.send(post(Buffer.alloc(6_400_000, 'x')))).status).toBe(413);
  });

  it('answers headers of more than 10 KB with 431', async () => {
    const gateway = await startGateway({});
    const response = await gateway.send({ headers: { 'x-long': 'x'.repeat(10_300) } });
    expect(response.status).toBe(431);
    expect(response.headers['x-amzn-requestid']).toBeTruthy();
  });

  it.each([
    'nonsense\r\n\r\n',
    'GET /notes HTTP/9.9\r\n\r\n',
    'GET /notes HTTP/1.1\r\nHost: x\r\nbad header\r\n\r\n',
  ])('answers %j with 400 and goes on', async (text) => {
    const gateway = await startGateway({});
    expect(await gateway.raw(text)).toContain('HTTP/1.1 400 Bad Request');
    expect((await gateway.send({})).status).toBe(200);
  });

  it('does not wait for ever for a slow client', async () => {
    const gateway = await startGateway({ clientTimeoutMs: 50 });
    expect(await gateway.raw('GET /notes HTTP/1.1\r\nHost: x\r\n')).toContain('HTTP/1.1 408');
    expect(
      await gateway.raw(
        `POST /notes HTTP/1.1\r\nHost: x\r\nAuthorization: ${TOKEN}\r\nContent-Length: 10\r\n\r\nabc`,
      ),
    ).toContain('HTTP/1.1 408');
  });

  it('survives clients that go away while sending and while waiting', async () => {
    const called = Promise.withResolvers<undefined>();
    const release = Promise.withResolvers<undefined>();
    const gateway = await startGateway({
      integration: async () => {
        called.resolve(undefined);
        await release.promise;
        return { statusCode: 200 };
      },
    });
    const { hostname, port } = new URL(gateway.invokeUrl);
    const head = `POST /notes HTTP/1.1\r\nHost: x\r\nAuthorization: ${TOKEN}\r\nContent-Type: text/plain\r\n`;

    const sending = connect(Number(port), hostname);
    sending.write(`${head}Content-Length: 10\r\n\r\nabc`);
    await once(sending, 'connect');
    sending.resetAndDestroy();

    const waiting = connect(Number(port), hostname);
    waiting.write(`${head}Content-Length: 3\r\n\r\nabc`);
    await called.promise;
    waiting.resetAndDestroy();
    await once(waiting, 'close');
    release.resolve(undefined);

    expect((await gateway.send({ path: '/nothing' })).status).toBe(403);
  });
});

describe('the server', () => {
  it('hands every request to the local hook first', async () => {
    const gateway = await startGateway({
      local: (request, response) => {
        if (request.url !== '/_harness/info') return false;
        response.end('info');
        return true;
      },
    });
    expect((await gateway.send({ path: '/_harness/info', headers: {} })).body).toBe('info');
    expect((await gateway.send({ path: '/_harness/other', headers: {} })).status).toBe(403);
    expect(gateway.log).toHaveLength(1);
  });

  it('survives a local hook that fails', async () => {
    const gateway = await startGateway({ local: () => Promise.reject(new Error('broken')) });
    await expect(gateway.send({})).rejects.toThrow('socket hang up');
  });

  it('answers what it has before it closes, and takes nothing new', async () => {
    const called = Promise.withResolvers<undefined>();
    const release = Promise.withResolvers<undefined>();
    const gateway = await startGateway({
      integration: async () => {
        called.resolve(undefined);
        await release.promise;
        return { statusCode: 200, body: 'done' };
      },
    });
    const pending = gateway.send({});
    await called.promise;
    const closed = gateway.close();
    await expect(gateway.send({})).rejects.toThrow('ECONNREFUSED');
    release.resolve(undefined);
    expect(await pending).toMatchObject({ status: 200, body: 'done' });
    await closed;
    await gateway.close();
  });

  it('rejects when the port is taken', async () => {
    const gateway = await startGateway({});
    const port = Number(new URL(gateway.invokeUrl).port);
    await expect(startGateway({ port })).rejects.toThrow('EADDRINUSE');
  });

  it('works without a log', async () => {
    const gateway = await startApiGateway({
      port: 0,
      api: describeRestApi({
        authorizer: 'lambda',
        integration: 'proxy',
        tableName: 'Notes',
        allowedOrigins: [],
      }),
      authorizer: { type: 'lambda', handler: allowAll() },
      integration: echo,
      clock: { now: () => 0 },
    });
    const response = await fetch(`${gateway.invokeUrl}/notes`, { headers: { Authorization: TOKEN } });
    expect(response.status).toBe(200);
    await response.text();
    await gateway.close();
  });

  it('logs neither token nor body', async () => {
    const gateway = await startGateway({ describe: { integration: 'mapped' } });
    const body = JSON.stringify({ noteid: 'a', note: 'secret text' });
    await gateway.send({ method: 'POST', body });
    await gateway.send({ method: 'POST', body: 'secret text' });
    const text = JSON.stringify(gateway.log);
    expect(text).not.toContain(TOKEN);
    expect(text).not.toContain('secret');
    expect(gateway.log[1]).toEqual({
      requestId: expect.any(String),
      method: 'POST',
      route: '/notes',
      status: 400,
      authorizer: 'allowed-from-cache',
      duration: 0,
      reason: 'the body does not fit its model',
    });
  });
});
