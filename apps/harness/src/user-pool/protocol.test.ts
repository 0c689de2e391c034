import console from 'node:console';
import { type IncomingHttpHeaders, request } from 'node:http';
import { text } from 'node:stream/consumers';
import { ManualClock } from '@notes/adapter-in-memory';
import { keyPairRing as keyPairs } from '../test-support/key-pair-ring.ts';
import { OPERATIONS } from './operations.ts';
import { ALICE } from '../test-support/pool-fixture.ts';
import { type UserPool, startUserPool } from './start-user-pool.ts';

const clock = new ManualClock();
let pool: UserPool;
beforeEach(async () => {
  pool = await startUserPool({ port: 0, clock, keyPairs });
});
afterEach(() => pool.close());

interface Answer {
  readonly status: number | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

function send(
  method: string,
  path: string,
  headers: Record<string, string> = {},
  body: string | Buffer = '',
  endpoint = pool.endpoint,
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const { hostname, port } = new URL(endpoint);
    const sent = request({ hostname, port, method, path, headers }, (response) => {
      text(response).then((received) => {
        resolve({ status: response.statusCode, headers: response.headers, body: received });
      }, reject);
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

function call(operation: string, body: unknown, headers: Record<string, string> = {}): Promise<Answer> {
  const protocol = {
    'content-type': 'application/x-amz-json-1.1',
    'x-amz-target': `AWSCognitoIdentityProviderService.${operation}`,
  };
  const raw = typeof body === 'string' || Buffer.isBuffer(body);
  return send('POST', '/', { ...protocol, ...headers }, raw ? body : JSON.stringify(body));
}

describe('the JSON protocol', () => {
  it('answers with the media type, a request id and no caching', async () => {
    const body = { ClientId: pool.clientId, Username: ALICE.email, Password: ALICE.password };
    const answer = await call('SignUp', body, {
      'content-type': 'Application/X-Amz-Json-1.1; charset=utf-8',
    });
    expect(answer.status).toBe(200);
    expect(answer.headers).toMatchObject({
      'content-type': 'application/x-amz-json-1.1',
      'cache-control': 'no-store',
      'x-amzn-requestid': expect.stringMatching(/^[0-9a-f-]{36}$/) as string,
    });
    expect(JSON.parse(answer.body)).toMatchObject({ UserConfirmed: false });
  });

  it('names the error in the header and in the body', async () => {
    const answer = await call('GetUser', { AccessToken: 'token' });
    expect(answer.status).toBe(400);
    expect(answer.headers['x-amzn-errortype']).toBe('NotAuthorizedException:');
    expect(JSON.parse(answer.body)).toEqual({
      __type: 'NotAuthorizedException',
      message: 'Invalid Access Token',
    });
  });

  it.each([
    ['no JSON', '{', 'SerializationException'],
    ['no object', '[]', 'SerializationException'],
    ['null', 'null', 'SerializationException'],
    ['no UTF-8', Buffer.from([0x22, 0xff, 0x22]), 'SerializationException'],
    ['a number for text', { ClientId: 5 }, 'SerializationException'],
    [
      'a list for a map',
      { ClientId: '$', AuthFlow: 'USER_PASSWORD_AUTH', AuthParameters: [] },
      'SerializationException',
    ],
    [
      'a number in a map',
      { ClientId: '$', AuthFlow: 'USER_PASSWORD_AUTH', AuthParameters: { USERNAME: 1 } },
      'SerializationException',
    ],
    ['inherited members', '{"ClientId":"$","AuthFlow":"__proto__"}', 'InvalidParameterException'],
    ['nothing', {}, 'InvalidParameterException'],
    ['null members', { ClientId: null }, 'InvalidParameterException'],
  ])('refuses %s', async (_, body, type) => {
    const filled = Buffer.isBuffer(body)
      ? body
      : (typeof body === 'string' ? body : JSON.stringify(body)).replace('$', pool.clientId);
    const answer = await call('InitiateAuth', filled);
    expect(answer.status).toBe(400);
    expect(JSON.parse(answer.body)).toMatchObject({ __type: type });
  });

  it.each([
    ['a text', 'x'],
    ['texts', ['x']],
    ['pairs without names', [{ Value: 'x' }]],
    ['numbers', [{ Name: 'name', Value: 1 }]],
  ])('refuses %s as attributes', async (_, UserAttributes) => {
    const body = { ClientId: pool.clientId, Username: ALICE.email, Password: ALICE.password };
    const answer = await call('SignUp', { ...body, UserAttributes });
    expect(answer.status).toBe(400);
    expect(answer.headers['x-amzn-errortype']).toMatch(/^(Serialization|InvalidParameter)Exception:$/);
  });

  it('never fails on junk, whatever the operation', async () => {
    const junk: unknown[] = [{}, { __proto__: 1 }, [], null, 0, { ClientId: { a: 1 }, AccessToken: ['x'] }];
    const members = ['Username', 'Password', 'AccessToken', 'RefreshToken', 'Token', 'AuthFlow'];
    for (const operation of OPERATIONS.keys()) {
      for (const value of junk) {
        const body = Object.fromEntries(members.map((member) => [member, value]));
        const answer = await call(operation, { ClientId: pool.clientId, ...body });
        expect(answer.status).toBe(400);
      }
    }
  });

  it.each([
    ['an operation that is not there', { 'x-amz-target': 'AWSCognitoIdentityProviderService.AdminGetUser' }],
    ['another service', { 'x-amz-target': 'DynamoDB_20120810.GetItem' }],
    ['an inherited name', { 'x-amz-target': 'AWSCognitoIdentityProviderService.constructor' }],
    ['another media type', { 'content-type': 'application/json' }],
  ])('refuses %s', async (_, headers) => {
    const answer = await call('GetUser', { AccessToken: 'token' }, headers);
    expect(answer.status).toBe(400);
    expect(JSON.parse(answer.body)).toMatchObject({ __type: 'UnknownOperationException' });
  });

  it('refuses a request without target and media type', async () => {
    expect((await send('POST', '/', {}, '{}')).headers['x-amzn-errortype']).toBe(
      'UnknownOperationException:',
    );
  });

  it('refuses a body above 128 KiB', async () => {
    const answer = await call('GetUser', { AccessToken: 'x'.repeat(131_072) });
    expect(answer.status).toBe(413);
    expect(answer.headers).toMatchObject({
      'x-amzn-errortype': 'RequestEntityTooLargeException:',
      connection: 'close',
    });
  });

  it('survives a client that goes away in the middle of a request', async () => {
    const log = jest.spyOn(console, 'error');
    const { hostname, port } = new URL(pool.endpoint);
    const headers = { 'content-length': '100', 'x-amz-target': 'AWSCognitoIdentityProviderService.GetUser' };
    const sent = request({ hostname, port, method: 'POST', headers });
    const gone = new Promise((resolve) => sent.once('error', resolve));
    sent.write('{', () => sent.destroy(new Error('gone')));
    await gone;
    expect((await call('GetUser', {})).status).toBe(400);
    expect(log).not.toHaveBeenCalled();
    log.mockRestore();
  });

  it.each([
    ['GET', '/'],
    ['GET', '//'],
    ['POST', '/notes'],
    ['GET', '/us-east-1_Other/.well-known/jwks.json'],
    ['GET', '/_harness/rotate-keys'],
  ])('answers %s %s with 404', async (method, path) => {
    expect(await send(method, path)).toMatchObject({ status: 404, body: '{"message":"Not found"}' });
  });

  it('answers HEAD without a body', async () => {
    const answer = await send('HEAD', `/${pool.userPoolId}/.well-known/jwks.json`);
    expect(answer).toMatchObject({ status: 200, body: '' });
  });
});

describe('CORS', () => {
  const preflight = {
    origin: 'http://localhost:5173',
    'access-control-request-method': 'POST',
    'access-control-request-headers': 'content-type,x-amz-target,x-amz-user-agent',
  };

  it('lets any page call by default, as Cognito does', async () => {
    const answer = await send('OPTIONS', '/', preflight);
    expect(answer.status).toBe(200);
    expect(answer.headers).toMatchObject({
      'access-control-allow-origin': '*',
      'access-control-allow-methods': expect.stringContaining('POST') as string,
    });
    const allowed = String(answer.headers['access-control-allow-headers']).split(', ');
    const needed = ['content-type', 'x-amz-target', 'x-amz-user-agent', 'amz-sdk-request', 'authorization'];
    expect(allowed).toEqual(expect.arrayContaining([...needed, 'amz-sdk-invocation-id', 'cache-control']));
    expect(answer.body).toBe('');
  });

  it('shows errors to the page too', async () => {
    const answer = await call('GetUser', {}, { origin: 'http://localhost:5173' });
    expect(answer.status).toBe(400);
    expect(answer.headers['access-control-allow-origin']).toBe('*');
    expect(answer.headers['access-control-expose-headers']).toContain('x-amzn-ErrorType');
  });

  it('names only the origins of a given list', async () => {
    const allowedOrigins = ['http://localhost:5173'];
    const other = await startUserPool({ port: 0, clock, keyPairs, allowedOrigins });
    const ask = async (headers: Record<string, string>) =>
      (await send('OPTIONS', '/', headers, '', other.endpoint)).headers;
    const [listed, unlisted, none] = [
      await ask(preflight),
      await ask({ ...preflight, origin: 'http://evil.example' }),
      await ask({}),
    ];
    await other.close();
    expect(listed).toMatchObject({ 'access-control-allow-origin': 'http://localhost:5173', vary: 'Origin' });
    expect(unlisted).not.toHaveProperty('access-control-allow-origin');
    expect(none).not.toHaveProperty('access-control-allow-origin');
  });
});

it('answers a fault of its own with 500 and no detail, and logs it', async () => {
  const log = jest.spyOn(console, 'error').mockImplementation(() => undefined);
  const brokenClock = {
    now: () => {
      throw new Error('The clock is broken.');
    },
  };
  const broken = await startUserPool({ port: 0, clock: brokenClock, keyPairs });
  const body = JSON.stringify({ ClientId: broken.clientId, Username: ALICE.email });
  const headers = {
    'content-type': 'application/x-amz-json-1.1',
    'x-amz-target': 'AWSCognitoIdentityProviderService.ForgotPassword',
  };
  const answer = await send('POST', '/', headers, body, broken.endpoint);
  await broken.close();
  expect(answer.status).toBe(500);
  expect(JSON.parse(answer.body)).toEqual({ __type: 'InternalErrorException', message: 'Internal error.' });
  expect(log).toHaveBeenCalledWith('user pool: unexpected error', new Error('The clock is broken.'));
  log.mockRestore();
});
