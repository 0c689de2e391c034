import assert from 'node:assert/strict';
import type { Answer } from './client.ts';

/** The codes of the API's errors that a client can bring about, and their statuses. */
const PROBLEM_STATUS = {
  'invalid-request': 400,
  unauthorized: 401,
  forbidden: 403,
  'note-not-found': 404,
  'note-exists': 409,
  'version-mismatch': 412,
  'note-too-large': 413,
  'unsupported-media-type': 415,
  'precondition-required': 428,
} as const;

export type ExpectedProblem = keyof typeof PROBLEM_STATUS;

/** Problem details (RFC 9457) with the API's own members. */
export interface ProblemDetails {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly code: string;
  readonly requestId: string;
  readonly errors?: readonly { readonly pointer: string; readonly detail: string }[];
}

const MEMBERS = ['code', 'detail', 'requestId', 'status', 'title', 'type'];

/** Asserts that an answer is the problem of that code, in full, with the headers of every answer. */
export function assertProblem(answer: Answer, code: ExpectedProblem): ProblemDetails {
  assertStatus(answer, PROBLEM_STATUS[code]);
  assert.match(answer.headers.get('content-type') ?? '', /^application\/problem\+json\b/);
  assertCommonHeaders(answer);
  const problem = JSON.parse(answer.text) as ProblemDetails;
  const members = code === 'invalid-request' ? [...MEMBERS, 'errors'] : MEMBERS;
  assert.deepEqual(Object.keys(problem).toSorted(), members.toSorted());
  assert.equal(problem.code, code);
  assert.equal(problem.status, answer.status);
  assert.equal(problem.requestId, answer.headers.get('x-request-id'));
  assert.ok(URL.canParse(problem.type), 'type is an absolute URI');
  for (const text of [problem.title, problem.detail]) assert.match(text, /\S/);
  if (code === 'invalid-request') assertErrors(problem);
  return problem;
}

function assertErrors({ errors = [] }: ProblemDetails): void {
  assert.ok(errors.length > 0, 'errors says what is wrong');
  for (const error of errors) {
    assert.deepEqual(Object.keys(error).toSorted(), ['detail', 'pointer']);
    // A JSON Pointer in its fragment form (RFC 6901, section 6).
    assert.match(error.pointer, /^#(\/[^/]*)*$/);
    assert.match(error.detail, /\S/);
  }
}

/** Asserts the status, and shows the answer when it is another. */
export function assertStatus(answer: Answer, status: number): void {
  assert.equal(
    answer.status,
    status,
    `expected ${status}, got ${answer.status}: ${answer.text.slice(0, 300)}`,
  );
}

/** What every answer carries. */
export function assertCommonHeaders({ headers }: Answer): void {
  assert.equal(headers.get('cache-control'), 'no-store');
  assert.equal(headers.get('x-content-type-options'), 'nosniff');
  assert.match(headers.get('x-request-id') ?? '', /\S/);
  for (const name of ['set-cookie', 'x-powered-by', 'access-control-allow-credentials']) {
    assert.equal(headers.get(name), null, `${name} is not sent`);
  }
}

const INTERNAL: readonly RegExp[] = [
  /\n\s+at\s/,
  /\bat .{1,200}:\d+:\d+/,
  /\b\w+\.(?:ts|cjs|mjs):\d+/,
  /node_modules|node:internal/,
  /\barn:aws/,
  /dynamo/i,
  /ConditionalCheck|ProvisionedThroughput|ValidationException/,
  /"(?:stack|errorType|stackTrace|trace|cause)"/,
  /\b(?:Type|Reference|Range|Syntax|Note|Token|Request)Error\b/,
  /ECONN|ENOTFOUND|ETIMEDOUT/,
];

/** Asserts that an error says nothing of stack, table, ARN or SDK. */
export function assertNothingInternal({ status, text }: Answer): void {
  const found = INTERNAL.find((pattern) => pattern.test(text));
  assert.equal(found, undefined, `an answer ${status} shows the inside: ${text.slice(0, 300)}`);
}
