import { type AuthorizerPolicy, createAuthorizerHandler } from '@notes/lambda';
import { deepEqual, rejects } from 'node:assert/strict';
import { timeCalls } from './timing.ts';
import { type PublishedKeys, type Sample, type Trial, asReceived } from './tokens.ts';
import { type Verifier, createOurs } from './verifiers.ts';

const STAGE_ARN = 'arn:aws:execute-api:eu-west-1:123456789012:a1b2c3d4e5/prod';

export interface TokenEvent {
  readonly type: 'TOKEN';
  readonly authorizationToken: string;
  readonly methodArn: string;
}

type Policy = Pick<AuthorizerPolicy, 'principalId' | 'policyDocument'>;

export interface Authorizer {
  readonly name: string;
  readonly decide: (event: TokenEvent) => Promise<Policy>;
}

export const OUR_HANDLER = 'createAuthorizerHandler';

/** The handler of the deployed function. Its log line is made as Lambda's runtime makes it, but goes nowhere. */
export function ourAuthorizer(published: PublishedKeys): Authorizer {
  let logged = 0;
  const handler = createAuthorizerHandler({
    tokenValidator: createOurs(published),
    log: (entry) => (logged += JSON.stringify(entry).length),
  });
  const context = { awsRequestId: '8f507cfc-example' } as never;
  const decide = (event: TokenEvent) => handler(event, context) as Promise<AuthorizerPolicy>;
  return { name: OUR_HANDLER, decide };
}

/** The least that has an authorizer's answers: no log, no scopes, no context. */
export function smallestAuthorizer({ name, verify }: Verifier): Authorizer {
  const decide = async ({ authorizationToken, methodArn }: TokenEvent): Promise<Policy> => {
    let principalId: string;
    try {
      const claims = await verify(authorizationToken.replace(/^Bearer /i, ''));
      principalId = 'sub' in claims ? claims.sub : claims.userId;
    } catch {
      throw new Error('Unauthorized');
    }
    const [api = '', stage = ''] = methodArn.split('/');
    return { principalId, policyDocument: allow(`${api}/${stage}/*`) };
  };
  return { name, decide };
}

export function tokenEvent(token: string): TokenEvent {
  return { type: 'TOKEN', authorizationToken: `Bearer ${token}`, methodArn: `${STAGE_ARN}/GET/notes/note1` };
}

/** @throws AssertionError unless good tokens get their policy and bad ones exactly what the gateway takes for a 401. */
export async function expectDecisions(authorizer: Authorizer, { good, bad }: Trial): Promise<void> {
  await timeAuthorizer(authorizer, good);
  for (const token of bad) await rejects(authorizer.decide(tokenEvent(token)), { message: 'Unauthorized' });
}

/** Microseconds a call. @throws AssertionError for a wrong policy. */
export async function timeAuthorizer({ decide }: Authorizer, samples: readonly Sample[]): Promise<number> {
  const events = asReceived(samples.map(({ token }) => tokenEvent(token)));
  const { answers, microseconds } = await timeCalls(events, decide);
  answers.forEach((policy, index) => {
    const sample = samples[index];
    if (sample) expectPolicy(sample, policy);
  });
  return microseconds;
}

function expectPolicy({ sub }: Sample, { principalId, policyDocument }: Policy): void {
  deepEqual([principalId, policyDocument], [sub, allow(`${STAGE_ARN}/*`)]);
}

function allow(resource: string): Policy['policyDocument'] {
  return {
    Version: '2012-10-17',
    Statement: [{ Action: 'execute-api:Invoke', Effect: 'Allow', Resource: [resource] }],
  };
}
