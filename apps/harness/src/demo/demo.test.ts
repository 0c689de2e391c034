import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ManualClock } from '@notes/adapter-in-memory';
import { type HarnessOptions, startHarness } from '../start-harness.ts';
import { keyPairRing as keyPairs } from '../test-support/key-pair-ring.ts';
import { demonstrateCognitoAuthorizer, demonstrateNotes } from './demo.ts';
import { perform } from './steps.ts';
import { signUpAndIn } from './user-pool-client.ts';

async function demonstrate(demonstration: typeof demonstrateNotes, options: HarnessOptions): Promise<string> {
  const clock = new ManualClock();
  const harness = await startHarness({ clock, keyPairs, ...options });
  const lines: string[] = [];
  try {
    await demonstration(harness, clock, (line) => lines.push(line));
  } finally {
    await harness.stop();
  }
  return lines.join('\n');
}

describe('the demo', () => {
  it('goes through the notes without a surprise, and prints every request and answer', async () => {
    const output = await demonstrate(demonstrateNotes, {});
    for (const status of [200, 201, 204, 304, 400, 401, 404, 409, 412, 428]) {
      expect(output).toContain(`\n< ${status} `);
    }
    expect(output.match(/^> /gm)).toHaveLength(output.match(/^< /gm)?.length ?? 0);
  });

  it('goes through the other front door without a surprise', async () => {
    const output = await demonstrate(demonstrateCognitoAuthorizer, {
      authorizer: 'cognito',
      integration: 'mapped',
    });
    expect(output).toContain('Here the access token is the wrong one');
  });

  it('ends with a surprise on the wrong front door', async () => {
    await expect(demonstrate(demonstrateNotes, { authorizer: 'cognito' })).rejects.toMatchObject({
      name: 'Surprise',
      message: 'Ada creates the note of S11 with her bare access token: expected 201, got 401',
    });
  });
});

describe('signing up', () => {
  it('fails with what the user pool says', async () => {
    const harness = await startHarness({ keyPairs });
    const signUp = signUpAndIn(harness.info, 'ada@example.com', 'short');
    await expect(signUp.finally(() => harness.stop())).rejects.toThrow('SignUp: InvalidPasswordException: ');
  });
});

describe('a step', () => {
  const server = createServer((request, response) => {
    response.setHeader('ETag', '"1"');
    response.end(request.method === 'DELETE' ? '' : JSON.stringify({ note: 'text', version: 2 }));
  });
  let invokeUrl: string;

  beforeAll(async () => {
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    invokeUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(async () => {
    server.close();
    server.closeAllConnections();
    await once(server, 'close');
  });

  it('gives what came back when it is what was expected', async () => {
    const lines: string[] = [];
    const step = {
      title: 'read',
      status: 200,
      headers: { Authorization: 'x'.repeat(50) },
      expect: { version: 2 },
    };
    const { body, headers } = await perform(invokeUrl, step, (line) => lines.push(line));
    expect(body).toEqual({ note: 'text', version: 2 });
    expect(headers.get('etag')).toBe('"1"');
    expect(lines).toEqual([
      '\n# read',
      `> GET /notes -H 'Authorization: ${'x'.repeat(20)}...'`,
      '< 200 ETag: "1" {"note":"text","version":2}',
    ]);
  });

  it('is a surprise with another status', async () => {
    await expect(perform(invokeUrl, { title: 'read', status: 404 }, () => undefined)).rejects.toMatchObject({
      name: 'Surprise',
      message: 'read: expected 404, got 200',
    });
  });

  it.each([
    ['a member of another value', 'GET', { version: 1 }, 'expected version to be 1, got 2'],
    ['a member of another type', 'GET', { version: '2' }, 'expected version to be "2", got 2'],
    ['a member that is missing', 'GET', { message: 'x' }, 'expected message to be "x", got undefined'],
    ['no body', 'DELETE', { note: 'text' }, 'expected note to be "text", got undefined'],
  ] as const)('is a surprise with %s', async (_, method, expected, message) => {
    const step = { title: 'read', method, status: 200, expect: expected };
    await expect(perform(invokeUrl, step, () => undefined)).rejects.toMatchObject({
      name: 'Surprise',
      message: `read: ${message}`,
    });
  });
});
