import assert from 'node:assert/strict';
import { type Answer, client, notePath, signIn, uniqueId } from './client.ts';
import { strongTag } from './notes.ts';
import { assertCommonHeaders, assertProblem } from './problem.ts';
import type { HttpApiCase, HttpApiSubject } from './subject.ts';

/** One answer for each way in which a request of a known caller can end. */
async function everyAnswer(
  subject: HttpApiSubject,
  headers: Readonly<Record<string, string>> = {},
): Promise<ReadonlyMap<number, Answer>> {
  const { send } = await signIn(subject);
  const noteid = uniqueId();
  const path = notePath(noteid);
  const answers: Answer[] = [];
  const exchange = async (method: string, at: string, body?: unknown, more: Record<string, string> = {}) => {
    const answer = await send(method, at, { headers: { ...headers, ...more }, body });
    answers.push(answer);
    return answer;
  };
  const etag = strongTag(await exchange('POST', '/notes', { noteid, note: 'text' }));
  await exchange('GET', path);
  await exchange('PUT', path, { note: 'second text' }, { 'If-Match': etag });
  await exchange('PUT', path, { note: 'third text' }, { 'If-Match': etag });
  await exchange('PUT', path, { note: 'third text' });
  await exchange('POST', '/notes', { noteid, note: 'other' });
  await exchange('POST', '/notes', { noteid: uniqueId(), note: 'x'.repeat(256 * 1024 + 1) });
  await exchange('POST', '/notes', { noteid, note: 'x' }, { 'Content-Type': 'text/plain' });
  await exchange('GET', '/notes?limit=0');
  await exchange('DELETE', path);
  await exchange('GET', path);
  const byStatus = new Map(answers.map((answer) => [answer.status, answer]));
  const statuses = [200, 201, 204, 400, 404, 409, 412, 413, 415, 428];
  assert.deepEqual([...byStatus.keys()].toSorted(), statuses);
  return byStatus;
}

/** What the gateway answers by itself. */
async function gatewayAnswers(
  subject: HttpApiSubject,
  headers: Readonly<Record<string, string>> = {},
): Promise<readonly [unauthorized: readonly Answer[], unknownRoute: Answer]> {
  const caller = await signIn(subject);
  const refuse = (authorization?: string) => caller.send('GET', '/notes', { authorization, headers });
  const refused = [await refuse(), await refuse('secret'), await refuse(caller.otherUseToken)];
  return [refused, await caller.send('GET', '/nothing', { headers })];
}

function requireOrigin({ allowedOrigin }: HttpApiSubject, capability: string): string {
  assert.ok(allowedOrigin, `the capability ${capability} is declared, so allowedOrigin is needed`);
  return allowedOrigin;
}

function names(answer: Answer, header: string): string[] {
  return (answer.headers.get(header) ?? '').split(',').map((name) => name.trim().toLowerCase());
}

/** Asserts that a script of that origin may read the answer (Fetch standard, "CORS check"). */
function assertReadable(answer: Answer, origin: string): void {
  assert.equal(answer.headers.get('access-control-allow-origin'), origin, `on ${answer.status}`);
  const exposed = names(answer, 'access-control-expose-headers');
  for (const name of ['etag', 'location', 'x-request-id']) assert.ok(exposed.includes(name), name);
  assert.ok(names(answer, 'vary').includes('origin'), 'Vary names Origin');
}

export const headerCases: readonly HttpApiCase[] = [
  {
    name: 'headers: every answer has no-store, nosniff and a request id of its own',
    async run(subject) {
      const answers = await everyAnswer(subject);
      for (const answer of answers.values()) assertCommonHeaders(answer);
      const requestIds = [...answers.values()].map(({ headers }) => headers.get('x-request-id'));
      assert.equal(new Set(requestIds).size, requestIds.length);
    },
  },
  {
    name: 'headers: without an Origin that is allowed no origin may read an answer',
    async run(subject) {
      for (const origin of ['https://evil.example', 'null', `${subject.allowedOrigin ?? ''}.evil.example`]) {
        const answers = [...(await everyAnswer(subject, { Origin: origin })).values()];
        const preflight = await client(subject)('OPTIONS', '/notes', {
          headers: { Origin: origin, 'Access-Control-Request-Method': 'POST' },
        });
        for (const { headers } of [...answers, preflight]) {
          const allowed = headers.get('access-control-allow-origin');
          assert.ok(allowed !== origin && allowed !== '*', `${allowed} is allowed for ${origin}`);
        }
      }
    },
  },
  {
    name: 'headers: the allowed origin may read every answer',
    capability: 'allowed-origin',
    async run(subject) {
      const origin = requireOrigin(subject, 'allowed-origin');
      const answers = await everyAnswer(subject, { Origin: origin });
      for (const answer of answers.values()) assertReadable(answer, origin);
    },
  },
  {
    name: 'headers: a preflight of the allowed origin is granted, without a token',
    capability: 'allowed-origin',
    async run(subject) {
      const origin = requireOrigin(subject, 'allowed-origin');
      for (const [path, methods] of [
        ['/notes', ['GET', 'POST']],
        [notePath(uniqueId()), ['GET', 'PUT', 'DELETE']],
      ] as const) {
        for (const method of methods) {
          const answer = await client(subject)('OPTIONS', path, {
            headers: {
              Origin: origin,
              'Access-Control-Request-Method': method,
              'Access-Control-Request-Headers': 'authorization,content-type,if-match,if-none-match',
            },
          });
          assert.ok(answer.status >= 200 && answer.status < 300, `the preflight is ${answer.status}`);
          assert.equal(answer.headers.get('access-control-allow-origin'), origin);
          const allowedMethods = names(answer, 'access-control-allow-methods');
          assert.ok(allowedMethods.includes(method.toLowerCase()), method);
          const allowedHeaders = names(answer, 'access-control-allow-headers');
          for (const name of ['authorization', 'content-type', 'if-match', 'if-none-match']) {
            assert.ok(allowedHeaders.includes(name), name);
          }
        }
      }
    },
  },
  {
    name: 'gateway: a 401 is a problem that asks for a token, and never says what was wrong with it',
    capability: 'gateway-problems',
    async run(subject) {
      const [refused] = await gatewayAnswers(subject);
      const problems = refused.map((answer) => {
        // A WWW-Authenticate that an integration sets is renamed on its way.
        const { headers } = answer;
        const challenge = headers.get('www-authenticate') ?? headers.get('x-amzn-remapped-www-authenticate');
        assert.match(challenge ?? '', /^Bearer\b/);
        return { ...assertProblem(answer, 'unauthorized'), requestId: '' };
      });
      for (const problem of problems) assert.deepEqual(problem, problems[0]);
    },
  },
  {
    name: 'gateway: an unknown route is a problem',
    capability: 'gateway-problems',
    async run(subject) {
      const [, unknownRoute] = await gatewayAnswers(subject);
      assertProblem(unknownRoute, 'forbidden');
    },
  },
  {
    name: "gateway: the allowed origin may read the gateway's own answers",
    capability: 'gateway-problems',
    async run(subject) {
      const origin = requireOrigin(subject, 'gateway-problems');
      const [refused, unknownRoute] = await gatewayAnswers(subject, { Origin: origin });
      for (const answer of [...refused, unknownRoute]) assertReadable(answer, origin);
    },
  },
];
