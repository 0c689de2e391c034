import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { promisify } from 'node:util';

/** Something that a bundle must refuse: a small proof that it is whole. What else it must do, the benches of cold starts check. */
export interface Refusal {
  readonly event: object;
  readonly environment: Readonly<Record<string, string>>;
  /** The status that is answered, or the message of the error. */
  readonly outcome: number | string;
}

export const refusesToken: Refusal = {
  event: {
    type: 'TOKEN',
    authorizationToken: 'eyJhbGciOiJub25lIn0.eyJzdWIiOiJhZGEifQ.',
    methodArn: 'arn:aws:execute-api:us-east-1:123456789012:abc/prod/GET/notes',
  },
  environment: { USER_POOL_ID: 'us-east-1_Bench', USER_POOL_CLIENT_IDS: 'client', JWKS: keySet() },
  outcome: 'Unauthorized',
};

export const refusesNobody: Refusal = {
  event: {
    httpMethod: 'GET',
    resource: '/notes/{noteid}',
    path: '/notes/n1',
    pathParameters: { noteid: 'n1' },
    headers: {},
    requestContext: { requestId: 'r', path: '/prod/notes/n1', authorizer: null },
  },
  environment: { NOTES_TABLE_NAME: 'Notes', AWS_REGION: 'us-east-1' },
  outcome: 401,
};

function keySet(): string {
  const key = generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey.export({ format: 'jwk' });
  return JSON.stringify({ keys: [{ ...key, kid: 'k', alg: 'RS256', use: 'sig' }] });
}

const CALL = `
  const [bundle, event] = process.argv.slice(1);
  require(bundle).handler(JSON.parse(event), { awsRequestId: 'r' })
    .then(({ statusCode }) => statusCode, ({ message }) => message)
    .then((outcome) => { process.stdout.write('\\n' + JSON.stringify(outcome)); process.exit(); });`;

/** @throws AssertionError when a bundle does anything else. */
export async function assertRefuses(bundle: string, { event, environment, outcome }: Refusal): Promise<void> {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['-e', CALL, bundle, JSON.stringify(event)],
    { env: environment },
  );
  // The function's own log comes first.
  assert.deepEqual(JSON.parse(stdout.split('\n').at(-1) ?? ''), outcome, bundle);
}
