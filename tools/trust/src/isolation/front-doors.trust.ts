import { recordFigures } from '../support/figures.ts';
import { type HarnessProcess, killHarnesses, startHarnessProcess } from '../support/harness-process.ts';
import { type HttpRequest, comparableAnswer } from './comparable-answer.ts';

const JSON_BODY = { 'Content-Type': 'application/json' };

let compared = 0;
afterAll(() => recordFigures('isolation-over-http', { 'answers compared byte for byte': compared }));
afterEach(() => killHarnesses());

/** Everything that may be asked of one note, in every way to make it conditional. */
function requestsFor(id: string, etag: string): HttpRequest[] {
  const path = `/notes/${id}`;
  const tags = [etag, `W/${etag}`, '*', '"none"', 'unquoted', `${etag}, "none"`];
  const replace = { method: 'PUT', path, body: JSON.stringify({ note: 'mine' }) };
  return [
    { method: 'GET', path },
    ...tags.map((tag) => ({ method: 'GET', path, headers: { 'If-None-Match': tag } })),
    { method: 'GET', path, headers: { 'If-Match': etag } },
    { method: 'GET', path: `${path}?userId=ada` },
    { ...replace, headers: JSON_BODY },
    ...tags.map((tag) => ({ ...replace, headers: { ...JSON_BODY, 'If-Match': tag } })),
    { ...replace, headers: { ...JSON_BODY, 'If-Match': etag, 'If-None-Match': '*' } },
    { ...replace, headers: { 'Content-Type': 'text/plain', 'If-Match': etag } },
    ...['{"note":""}', '{', '{"note":"x","userId":"ada"}'].map((body) => ({
      ...replace,
      headers: { ...JSON_BODY, 'If-Match': etag },
      body,
    })),
    ...tags.map((tag) => ({ method: 'DELETE', path, headers: { 'If-Match': tag } })),
    { method: 'DELETE', path },
    ...['HEAD', 'POST', 'PATCH', 'OPTIONS'].map((method) => ({ method, path })),
  ];
}

it.each([
  ['proxy integration, memory', []],
  ['proxy integration, DynamoDB', ['--store', 'dynamodb']],
  ['mapping templates, memory', ['--integration', 'mapped']],
  ['mapping templates, DynamoDB', ['--integration', 'mapped', '--store', 'dynamodb']],
])("%s: another user's note answers byte for byte as a missing one, whatever is asked", async (_, args) => {
  const harness: HarnessProcess = await startHarnessProcess({ args });
  const { ada, bob } = harness.tokens;
  const ask = (token: string, request: HttpRequest) => comparableAnswer(harness.invokeUrl, token, request);
  // Ids of one length: Content-Length is compared as well.
  const body = JSON.stringify({ noteid: 'foreign', note: "Ada's" });
  const created = await ask(ada, { method: 'POST', path: '/notes', headers: JSON_BODY, body });
  expect(created.status).toBe('HTTP/1.1 201 Created');
  const { etag = '' } = created;
  const stored = await ask(ada, { method: 'GET', path: '/notes/foreign' });
  expect(stored.etag).toBe(etag);

  const missing = requestsFor('missing', etag);
  for (const [index, request] of requestsFor('foreign', etag).entries()) {
    const answer = await ask(bob, request);
    expect([request, answer]).toEqual([request, await ask(bob, missing[index] ?? request)]);
    expect(JSON.stringify(answer)).not.toContain("Ada's");
    compared++;
  }
  expect(await ask(ada, { method: 'GET', path: '/notes/foreign' })).toEqual(stored);
  await harness.terminate();
});
