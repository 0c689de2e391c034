import { CognitoTokenValidator, cognitoIssuer } from '@notes/adapter-cognito';
import { TokenIssuer } from '@notes/adapter-in-memory';
import { systemClock as clock } from '@notes/adapter-system';
import { type AuthorizerHandler, type RequestLogEntry, createAuthorizerHandler } from '@notes/lambda';

const METHOD_ARN = 'arn:aws:execute-api:eu-west-1:123456789012:abc123/prod/GET/orders/7';

/** Puts the authorizer together as another team would, and prints, as JSON, what it answers to a genuine token, an expired one and a forged one. */
async function main(): Promise<void> {
  const issuer = cognitoIssuer('eu-west-1_Ab12Cd34E');
  const clientId = '4example26charclientid0001';
  const pool = await TokenIssuer.create({ issuer, clock });
  const stranger = await TokenIssuer.create({ issuer, clock });
  const log: RequestLogEntry[] = [];
  const handler = createAuthorizerHandler({
    tokenValidator: new CognitoTokenValidator({
      tokenUse: 'access',
      pools: [{ issuer, clientIds: [clientId], jwks: pool.jwks() }],
      clock,
      // The pool cannot be asked: what is not embedded is not published.
      fetchJwks: async () => JSON.stringify(pool.jwks()),
    }),
    log: (entry) => log.push(entry),
  });
  const user = { userId: 'sub-of-alice', username: 'alice', clientId };
  const answers = {
    genuine: await answer(handler, pool.issueAccessToken(user)),
    expired: await answer(handler, pool.issueAccessToken({ ...user, expiresInSeconds: -1 })),
    forged: await answer(handler, stranger.issueAccessToken(user)),
    outcomes: log.map(({ outcome, code }) => code ?? outcome),
  };
  console.log(JSON.stringify(answers));
}

async function answer(handler: AuthorizerHandler, token: string): Promise<unknown> {
  const event = {
    type: 'REQUEST',
    methodArn: METHOD_ARN,
    headers: { Authorization: `Bearer ${token}` },
    requestContext: { requestId: 'request-1' },
  } as const;
  try {
    return await handler(event, {} as Parameters<AuthorizerHandler>[1]);
  } catch (error) {
    return (error as Error).message;
  }
}

void main();
