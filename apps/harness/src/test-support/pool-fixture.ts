import {
  CognitoIdentityProviderClient,
  ConfirmSignUpCommand,
  GetUserCommand,
  InitiateAuthCommand,
  RespondToAuthChallengeCommand,
  SignUpCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { ManualClock } from '@notes/adapter-in-memory';
import { createSrpSession, signSrpSession, wrapAuthChallenge, wrapInitiateAuth } from 'cognito-srp-helper';
import { type UserPool, type UserPoolOptions, startUserPool } from '../user-pool/start-user-pool.ts';
import { keyPairRing } from './key-pair-ring.ts';
import './native-arithmetic.ts';

export const ALICE = { email: 'Alice@Example.com', password: 'Sunny-Day-1' };
export const BOB = { email: 'bob@example.com', password: 'Rainy-Night-2' };
export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** A running pool with the AWS SDK's client pointed at it. */
export interface PoolFixture {
  readonly pool: UserPool;
  readonly clock: ManualClock;
  readonly client: CognitoIdentityProviderClient;
  stop(): Promise<void>;
}

export async function startFixture(
  options: Partial<UserPoolOptions> = {},
  clock = new ManualClock(),
): Promise<PoolFixture> {
  const pool = await startUserPool({ port: 0, clock, keyPairs: keyPairRing, ...options });
  const client = new CognitoIdentityProviderClient({
    region: pool.region,
    endpoint: pool.endpoint,
    maxAttempts: 1,
  });
  const stop = async (): Promise<void> => {
    client.destroy();
    await pool.close();
  };
  return { pool, clock, client, stop };
}

/** The code of the latest mail. */
export function latestCode({ pool }: PoolFixture): string {
  return pool.outbox().at(-1)?.code ?? 'no mail';
}

/** A code that is not the one given. */
export function otherCode(code: string): string {
  return code === '000000' ? '111111' : '000000';
}

/** Signs up and confirms over the API; gives the user's id. */
export async function register(
  fixture: PoolFixture,
  { email, password }: typeof ALICE,
): Promise<string | undefined> {
  const { client, pool } = fixture;
  const signUp = new SignUpCommand({ ClientId: pool.clientId, Username: email, Password: password });
  const { UserSub } = await client.send(signUp);
  const confirmation = { ClientId: pool.clientId, Username: email, ConfirmationCode: latestCode(fixture) };
  await client.send(new ConfirmSignUpCommand(confirmation));
  return UserSub;
}

/** Signs in with USER_PASSWORD_AUTH. */
export async function signInWithPassword({ client, pool }: PoolFixture, { email, password }: typeof ALICE) {
  const { AuthenticationResult } = await client.send(
    new InitiateAuthCommand({
      ClientId: pool.clientId,
      AuthFlow: 'USER_PASSWORD_AUTH',
      AuthParameters: { USERNAME: email, PASSWORD: password },
    }),
  );
  return AuthenticationResult ?? {};
}

/** Starts a sign-in with USER_SRP_AUTH; gives what the second request is made from. */
export async function startSrp({ client, pool }: PoolFixture, { email, password }: typeof ALICE) {
  const session = createSrpSession(email, password, pool.userPoolId, false);
  const request = { ClientId: pool.clientId, AuthFlow: 'USER_SRP_AUTH', AuthParameters: { USERNAME: email } };
  const challenge = await client.send(
    new InitiateAuthCommand(wrapInitiateAuth(session, request) as InitiateAuthCommand['input']),
  );
  const signed = signSrpSession(session, { ChallengeParameters: challenge.ChallengeParameters ?? {} });
  const response = wrapAuthChallenge(signed, {
    ClientId: pool.clientId,
    ChallengeName: 'PASSWORD_VERIFIER',
    ChallengeResponses: { USERNAME: challenge.ChallengeParameters?.['USERNAME'] ?? '' },
  });
  return { challenge, response: response as RespondToAuthChallengeCommand['input'] };
}

/** Signs in with USER_SRP_AUTH from start to end. */
export async function signInWithSrp(fixture: PoolFixture, user: typeof ALICE) {
  const { response } = await startSrp(fixture, user);
  const { AuthenticationResult } = await fixture.client.send(new RespondToAuthChallengeCommand(response));
  return AuthenticationResult ?? {};
}

/** Calls GetUser. */
export function getUser({ client }: PoolFixture, AccessToken: string | undefined) {
  return client.send(new GetUserCommand({ AccessToken }));
}

/** The claims of a token, unverified. */
export function claimsOf(token: string | undefined): Record<string, unknown> {
  const payload = Buffer.from(token?.split('.')[1] ?? '', 'base64url').toString('utf8');
  return JSON.parse(payload) as Record<string, unknown>;
}
