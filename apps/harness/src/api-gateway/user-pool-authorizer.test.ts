import { type TokenRefusalReason, TokenError, type VerifiedToken } from '@notes/domain';
import { startGateway, stopGateways } from './test-fixtures/gateway.ts';

afterEach(stopGateways);

describe('the user pool authorizer', () => {
  const claims = {
    sub: 'user-1',
    email: 'a@example.com',
    email_verified: true,
    'cognito:groups': ['admins', 'staff'],
    exp: 1529704103,
    iat: 1528067103,
    auth_time: 1529700503,
    address: { city: 'X' },
  };
  const token = `e30.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.sig`;
  const verified = {} as VerifiedToken;
  const cognito = (validate: (token: string) => Promise<VerifiedToken>) => ({
    authorizer: { type: 'cognito' as const, validator: { validate } },
    describe: { authorizer: 'cognito' as const },
  });
  const refusing = (reason: TokenRefusalReason | 'keys-unavailable') =>
    cognito(() => Promise.reject(new TokenError(reason, 'no')));

  it.each([token, `Bearer ${token}`])('hands all claims on as text', async (header) => {
    const validate = jest.fn(() => Promise.resolve(verified));
    const gateway = await startGateway(cognito(validate));
    const { body } = await gateway.send({ headers: { Authorization: header } });
    expect(JSON.parse(body).requestContext.authorizer).toEqual({
      claims: {
        sub: 'user-1',
        email: 'a@example.com',
        email_verified: 'true',
        'cognito:groups': 'admins,staff',
        exp: 'Fri Jun 22 21:48:23 UTC 2018',
        iat: 'Sun Jun 03 23:05:03 UTC 2018',
        auth_time: '1529700503',
        address: '{"city":"X"}',
      },
    });
    expect(validate).toHaveBeenCalledWith(token);
  });

  it('fills the mapping templates', async () => {
    const gateway = await startGateway({
      ...cognito(() => Promise.resolve(verified)),
      describe: { authorizer: 'cognito', integration: 'mapped' },
      integration: (event) => Promise.resolve({ event }),
    });
    const { body } = await gateway.send({ headers: { Authorization: token } });
    expect(JSON.parse(body).event).toMatchObject({
      payload: { Key: { userId: 'user-1' } },
      expiresAt: 'Fri Jun 22 21:48:23 UTC 2018',
    });
  });

  it('is 401 without a token and for a refused one', async () => {
    const validate = jest.fn(() => Promise.resolve(verified));
    const gateway = await startGateway(cognito(validate));
    expect((await gateway.send({ headers: {} })).status).toBe(401);
    expect(validate).not.toHaveBeenCalled();
    for (const reason of ['expired', 'signature'] as const) {
      const refusal = await startGateway(refusing(reason));
      expect((await refusal.send({})).status).toBe(401);
      expect(refusal.log[0]?.reason).toBe(`the token was refused: ${reason}`);
    }
  });

  it('is 500 when the keys cannot be had, or the validator breaks', async () => {
    expect((await (await startGateway(refusing('keys-unavailable'))).send({})).status).toBe(500);
    const broken = await startGateway(cognito(() => Promise.reject(new Error('broken'))));
    expect((await broken.send({})).status).toBe(500);
  });

  it('is 500 when the validator accepts what is no token', async () => {
    const gateway = await startGateway(cognito(() => Promise.resolve(verified)));
    expect((await gateway.send({ headers: { Authorization: 'nonsense' } })).status).toBe(500);
    expect(gateway.log[0]).toMatchObject({ authorizer: 'failed', reason: 'a defect of this gateway' });
  });
});
