import { TokenIssuer } from '@notes/adapter-in-memory';
import { systemClock } from '@notes/adapter-system';
import { LambdaFunction } from './test-support/lambda-function.ts';

const ISSUER = 'https://cognito-idp.eu-central-1.amazonaws.com/eu-central-1_Ab12';
const CLIENT_ID = 'client1';

const event = (authorizationToken: string) => ({
  type: 'TOKEN',
  authorizationToken,
  methodArn: 'arn:aws:execute-api:eu-central-1:123456789012:a1b2c3/prod/GET/notes',
});

describe('the authorizer', () => {
  let issuer: TokenIssuer;
  let environment: Record<string, string>;
  let lambda: LambdaFunction | undefined;

  beforeAll(async () => {
    issuer = await TokenIssuer.create({ issuer: ISSUER, clock: systemClock });
    environment = {
      USER_POOL_ID: 'eu-central-1_Ab12',
      USER_POOL_CLIENT_IDS: CLIENT_ID,
      JWKS: JSON.stringify(issuer.jwks()),
    };
  });

  afterEach(async () => {
    await lambda?.stop();
    lambda = undefined;
  });

  const tokenOf = (userId: string, clientId = CLIENT_ID) =>
    issuer.issueAccessToken({ userId, username: userId, clientId });

  it('is found, and answers from a cold start', async () => {
    lambda = await LambdaFunction.start({ app: 'authorizer', environment });
    expect(await lambda.invoke(event(tokenOf('ada')))).toEqual({
      response: expect.objectContaining({ principalId: 'ada' }),
    });
  });

  it('answers every later call from the same process', async () => {
    lambda = await LambdaFunction.start({ app: 'authorizer', environment });
    for (const userId of ['ada', 'bob', 'ada']) {
      expect(await lambda.invoke(event(tokenOf(userId)))).toMatchObject({
        response: { principalId: userId },
      });
    }
    expect(
      lambda.log.filter(({ message }) => (message as { outcome?: string }).outcome === 'allow'),
    ).toHaveLength(3);
  });

  it('fails with exactly "Unauthorized", and goes on serving', async () => {
    lambda = await LambdaFunction.start({ app: 'authorizer', environment });
    for (const refused of ['a.b.c', '', tokenOf('ada', 'another-client'), `${tokenOf('ada')}x`]) {
      expect(await lambda.invoke(event(refused))).toEqual({
        error: expect.objectContaining({ errorType: 'Error', errorMessage: 'Unauthorized' }),
      });
    }
    expect(await lambda.invoke(event(tokenOf('ada')))).toMatchObject({ response: { principalId: 'ada' } });
  });

  it('fails with another message when the keys cannot be had', async () => {
    const { JWKS: _, ...rest } = environment;
    // Nothing listens on this port of the loopback interface.
    const unreachable = 'http://127.0.0.1:1/pool';
    lambda = await LambdaFunction.start({
      app: 'authorizer',
      environment: { ...rest, TOKEN_ISSUER: unreachable },
    });
    const stranded = await TokenIssuer.create({ issuer: unreachable, clock: systemClock });
    const token = stranded.issueAccessToken({ userId: 'ada', username: 'ada', clientId: CLIENT_ID });
    expect(await lambda.invoke(event(token))).toEqual({
      error: expect.objectContaining({ errorMessage: expect.not.stringMatching(/^unauthorized$/i) }),
    });
  });

  it('writes JSON lines that hold no token', async () => {
    lambda = await LambdaFunction.start({ app: 'authorizer', environment });
    const tokens = [tokenOf('ada'), tokenOf('bob', 'another-client'), `${tokenOf('eve')}x`];
    for (const token of tokens) await lambda.invoke(event(token));
    await lambda.stop();

    const outcomes = lambda.log.map(({ message }) => (message as { outcome?: string }).outcome);
    expect(outcomes).toEqual(expect.arrayContaining(['allow', 'unauthorized']));
    for (const line of lambda.log) {
      expect(line).toEqual(
        expect.objectContaining({
          timestamp: expect.any(String),
          level: expect.any(String),
          requestId: expect.any(String),
        }),
      );
    }
    for (const part of tokens.flatMap((token) => token.split('.'))) {
      if (part.length > 8) expect(lambda.output).not.toContain(part);
    }
  });

  it('reports a wrong handler name when it starts', async () => {
    lambda = await LambdaFunction.start({ app: 'authorizer', handler: 'main.noHandler', environment });
    expect(await lambda.failedStart()).toMatchObject({
      errorType: 'Runtime.HandlerNotFound',
      errorMessage: 'main.noHandler is undefined or not exported',
    });
  });

  it('reports a wrong module name when it starts', async () => {
    lambda = await LambdaFunction.start({ app: 'authorizer', handler: 'index.handler', environment });
    expect(await lambda.failedStart()).toMatchObject({ errorType: 'Runtime.ImportModuleError' });
  });

  it('reports every variable that is missing when it starts', async () => {
    lambda = await LambdaFunction.start({ app: 'authorizer', environment: { READ_SCOPES: 'notes/read' } });
    const { errorMessage } = await lambda.failedStart();
    for (const name of ['USER_POOL_ID', 'USER_POOL_CLIENT_IDS', 'READ_SCOPES', 'WRITE_SCOPES']) {
      expect(errorMessage).toContain(name);
    }
  });
});
