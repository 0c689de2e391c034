import { type IncomingMessage, type Server, type ServerResponse, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type KeySetRequest, handler } from './key-set-function/index.mjs';

const KEY = { kty: 'RSA', kid: 'one', alg: 'RS256', use: 'sig', n: 'AQAB', e: 'AQAB' };

interface Answer {
  readonly headers: IncomingMessage['headers'];
  readonly text: string;
}

let server: Server;
let origin: string;
let answers: Answer[];
let fetches: number;
let keys: (response: ServerResponse) => void;
let statusOfAnswer: number;

/** One server is both the issuer and the place where CloudFormation waits for the answer. */
beforeAll(async () => {
  server = createServer((request, response) => {
    if (request.method !== 'PUT') {
      fetches++;
      keys(response);
      return;
    }
    let text = '';
    request.on('data', (chunk: Buffer) => (text += chunk.toString()));
    request.on('end', () => {
      answers.push({ headers: request.headers, text });
      response.writeHead(statusOfAnswer).end();
    });
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterAll(() => new Promise((closed) => server.close(closed)));

beforeEach(() => {
  answers = [];
  fetches = 0;
  statusOfAnswer = 200;
  keys = send({ keys: [KEY] });
  jest.spyOn(console, 'warn').mockImplementation();
});

afterEach(() => jest.restoreAllMocks());

const send =
  (body: unknown, status = 200, headers = {}) =>
  (response: ServerResponse) => {
    response.writeHead(status, headers).end(typeof body === 'string' ? body : JSON.stringify(body));
  };

async function ask(request: Partial<KeySetRequest> = {}) {
  const waits: number[] = [];
  const event: KeySetRequest = {
    RequestType: 'Create',
    ResponseURL: `${origin}/answer?signature=x`,
    StackId: 'arn:stack',
    RequestId: 'request-1',
    LogicalResourceId: 'KeySet',
    ResourceProperties: { Url: `${origin}/jwks.json` },
    ...request,
  };
  await handler(event, undefined, async (milliseconds) => waits.push(milliseconds));
  const [answer] = answers;
  if (!answer) throw new Error('There was no answer.');
  return { waits, headers: answer.headers, body: JSON.parse(answer.text) };
}

describe('the key set function', () => {
  it('answers CloudFormation with the keys', async () => {
    const { body, headers } = await ask();
    expect(body).toEqual({
      Status: 'SUCCESS',
      PhysicalResourceId: 'KeySet',
      StackId: 'arn:stack',
      RequestId: 'request-1',
      LogicalResourceId: 'KeySet',
      Data: { KeySet: JSON.stringify({ keys: [KEY] }) },
    });
    expect(headers['content-type']).toBe('');
    expect(fetches).toBe(1);
  });

  it('keeps its identity when it is updated', async () => {
    const { body } = await ask({ RequestType: 'Update', PhysicalResourceId: 'earlier' });
    expect(body).toMatchObject({ PhysicalResourceId: 'earlier' });
  });

  it('hands on public signing keys only, and of them only what verifies', async () => {
    const more = [{ ...KEY, x5c: ['certificate'] }, { kty: 'EC', kid: 'two' }, { kty: 'RSA' }, null];
    keys = send({ keys: more, other: 1 });
    expect((await ask()).body.Data.KeySet).toBe(JSON.stringify({ keys: [KEY] }));
  });

  it('fetches nothing for a resource that goes', async () => {
    const { body } = await ask({ RequestType: 'Delete', PhysicalResourceId: 'KeySet' });
    expect(body).toMatchObject({ Status: 'SUCCESS', Data: { KeySet: '' } });
    expect(fetches).toBe(0);
  });

  it('tries again', async () => {
    const [good, bad] = [send({ keys: [KEY] }), send('later', 503)];
    keys = (response) => (fetches < 3 ? bad : good)(response);
    const { body, waits } = await ask();
    expect(body.Data.KeySet).toBe(JSON.stringify({ keys: [KEY] }));
    expect(waits).toEqual([1000, 2000]);
  });

  it.each([
    ['an error', send('no', 500)],
    ['no JSON', send('<html>')],
    ['no key set', send({})],
    ['no keys', send({ keys: [] })],
    ['null', send('null')],
    ['a redirection', send('', 302, { Location: '/elsewhere' })],
    ['more than fits', send({ keys: Array.from({ length: 5 }, () => ({ ...KEY, n: 'A'.repeat(683) })) })],
    ['an endless answer', send(`{"keys":[${' '.repeat(70_000)}]}`)],
    ['nothing', (response: ServerResponse) => response.destroy()],
  ])('does not fail the deployment for %s', async (_, answer) => {
    keys = answer;
    const { body } = await ask();
    expect(body).toMatchObject({ Status: 'SUCCESS', Data: { KeySet: '' } });
    expect(fetches).toBe(3);
    expect(console.warn).toHaveBeenCalledTimes(3);
  });

  it.each(['http://issuer.example/jwks.json', 'ftp://127.0.0.1/', 'nonsense', 'http://127.0.0.1.example/'])(
    'does not even ask %s',
    async (Url) => {
      expect((await ask({ ResourceProperties: { Url } })).body.Data).toEqual({ KeySet: '' });
    },
  );

  it('stays within the 4096 bytes that CloudFormation takes', async () => {
    keys = send({ keys: Array.from({ length: 4 }, () => ({ ...KEY, n: 'A'.repeat(342) })) });
    await ask();
    expect(answers[0]?.text).toContain('AAAA');
    expect(Buffer.byteLength(answers[0]?.text ?? '')).toBeLessThan(4096);
  });

  it('fails when its answer is not taken, so that Lambda runs it again', async () => {
    statusOfAnswer = 403;
    await expect(ask()).rejects.toThrow('CloudFormation took the answer with status 403.');
  });
});
