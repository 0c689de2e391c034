import { type IncomingMessage, type Server, type ServerResponse, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type JsonWebKeySet, type KeyPairSource, TokenIssuer } from '@notes/adapter-in-memory';
import type { Clock } from '@notes/domain';
import { completeSignIn } from './authentication.ts';
import { authenticate } from './credentials.ts';
import { type Mail, Outbox } from './mail.ts';
import { type Pool, type PoolSettings, type RefreshTokenRotation, createPool } from './pool.ts';
import { createRequestListener } from './request-listener.ts';
import { addUser } from './sign-up.ts';

/** What {@link startUserPool} is given. */
export interface UserPoolOptions {
  /** 0 for any free one. */
  readonly port: number;
  /** The address to listen on; default 127.0.0.1. */
  readonly host?: string;
  /** What codes, tokens and lockouts expire by. */
  readonly clock: Clock;
  /** Default: the part of the pool id before its underscore, or us-east-1. */
  readonly region?: string;
  /** Of the form `{region}_{letters and digits}`; the same at every start by default. */
  readonly userPoolId?: string;
  /** Letters, digits, `_` and `+`; the same at every start by default. */
  readonly clientId?: string;
  /** The origins whose pages may call the pool; any by default, as with Cognito. */
  readonly allowedOrigins?: readonly string[];
  /** Rotates refresh tokens; off by default. */
  readonly refreshTokenRotation?: RefreshTokenRotation;
  /** How long ID and access tokens live: 1 to 86,400 seconds, 3600 by default. Cognito itself takes no less than 300. */
  readonly tokenValidity?: number;
  /** Called with each mail that the pool would have sent. */
  readonly onMail?: (mail: Mail) => void;
  /** Where the keys that sign come from; fresh ones by default. */
  readonly keyPairs?: KeyPairSource;
}

/** A user as {@link UserPool.addUser} made it. */
export interface PoolUser {
  /** The `sub` and the username. */
  readonly userId: string;
  readonly email: string;
  readonly groups: readonly string[];
}

/** What a sign-in gives. */
export interface SignInTokens {
  readonly idToken: string;
  readonly accessToken: string;
  readonly refreshToken: string;
}

/** A running user pool. */
export interface UserPool {
  /** Where the API listens, such as `http://127.0.0.1:9229`: the endpoint to give to an SDK. */
  readonly endpoint: string;
  /** The `iss` claim of its tokens: `{endpoint}/{userPoolId}`. */
  readonly issuer: string;
  readonly region: string;
  readonly userPoolId: string;
  readonly clientId: string;
  /** The latest 1000 mails that the pool would have sent, the oldest first. */
  outbox(): readonly Mail[];
  /**
   * Adds a confirmed user.
   *
   * @param user `id`, its `sub`, is a fresh UUID by default; give one that is to stay the same from run to run.
   *
   * @throws CognitoError as the operation SignUp.
   */
  addUser(user: {
    id?: string;
    email: string;
    password: string;
    groups?: readonly string[];
  }): Promise<PoolUser>;
  /**
   * Signs a user in as the flow USER_PASSWORD_AUTH does.
   *
   * @throws CognitoError NotAuthorizedException, UserNotConfirmedException.
   */
  signIn(email: string, password: string): Promise<SignInTokens>;
  /** Signs with fresh keys from now on. The old public keys stay in the key set, unless `keepPublished` is false. */
  rotateKeys(options?: { keepPublished?: boolean }): Promise<void>;
  /** The public keys that are published now. */
  jwks(): JsonWebKeySet;
  /** Ends all connections and frees the port; once more does nothing. */
  close(): Promise<void>;
}

const DEFAULT_REGION = 'us-east-1';
const DEFAULT_POOL_NAME = 'LocalPool';
const DEFAULT_CLIENT_ID = 'notesharnesslocalappclient';

/**
 * Starts an emulator of an Amazon Cognito user pool whose users sign in with their email address, with one public app client. It
 * speaks the JSON protocol of the user pools API and publishes its keys like Cognito does; docs/user-pool-emulator.md says what it
 * does and what it does not.
 *
 * @throws TypeError for an option that Cognito would not allow, and what `listen` throws when the port is taken.
 */
export async function startUserPool(options: UserPoolOptions): Promise<UserPool> {
  const { port, host = '127.0.0.1', clock, allowedOrigins, onMail, keyPairs } = options;
  const { region, ...settings } = readSettings(options);
  const listener =
    Promise.withResolvers<(request: IncomingMessage, response: ServerResponse) => Promise<void>>();
  const server = createServer((request, response) => {
    void listener.promise.then((listen) => listen(request, response));
  });
  const endpoint = await listen(server, port, host);
  const issuer = `${endpoint}/${settings.userPoolId}`;
  const tokens = await TokenIssuer.create({ issuer, clock, ...(keyPairs && { keyPairs }) });
  const pool = createPool({ settings, tokens, clock, outbox: new Outbox(onMail) });
  listener.resolve(createRequestListener(pool, allowedOrigins));
  const { userPoolId, clientId } = settings;
  return { endpoint, issuer, region, userPoolId, clientId, ...commands(pool), close: () => close(server) };
}

function commands(pool: Pool): Pick<UserPool, 'outbox' | 'addUser' | 'signIn' | 'rotateKeys' | 'jwks'> {
  return {
    outbox: () => pool.outbox.mails(),
    addUser: (newUser) =>
      new Promise((resolve) => {
        const { id: userId, email, groups } = addUser(pool, { ...newUser, confirmed: true });
        resolve({ userId, email, groups });
      }),
    signIn: (email, password) =>
      new Promise((resolve) => {
        const result = completeSignIn(pool, authenticate(pool, email, password));
        resolve({
          idToken: result.IdToken,
          accessToken: result.AccessToken,
          refreshToken: result.RefreshToken,
        });
      }),
    rotateKeys: ({ keepPublished = true } = {}) => pool.tokens.rotateKeys({ keepPublished }),
    jwks: () => pool.tokens.jwks(),
  };
}

function readSettings(options: UserPoolOptions): PoolSettings & { readonly region: string } {
  const { clientId = DEFAULT_CLIENT_ID, refreshTokenRotation, tokenValidity = 3600 } = options;
  const region = options.region ?? options.userPoolId?.split('_')[0] ?? DEFAULT_REGION;
  const userPoolId = options.userPoolId ?? `${region}_${DEFAULT_POOL_NAME}`;
  if (!/^[a-z0-9-]+_[0-9a-zA-Z]+$/.test(userPoolId) || !userPoolId.startsWith(`${region}_`)) {
    throw new TypeError('userPoolId must be the region, an underscore, then letters and digits');
  }
  if (!/^[\w+]{1,128}$/.test(clientId)) {
    throw new TypeError('clientId must be 1 to 128 letters, digits, underscores and plus signs');
  }
  const grace = refreshTokenRotation?.retryGracePeriodSeconds ?? 0;
  if (!(Number.isInteger(grace) && grace >= 0 && grace <= 60)) {
    throw new TypeError('retryGracePeriodSeconds must be a whole number from 0 to 60');
  }
  if (!(Number.isInteger(tokenValidity) && tokenValidity >= 1 && tokenValidity <= 86_400)) {
    throw new TypeError('tokenValidity must be a whole number of seconds from 1 to 86400');
  }
  return { region, userPoolId, clientId, refreshTokenRotation, tokenValidity };
}

function listen(server: Server, port: number, host: string): Promise<string> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      const { address, family, port: chosen } = server.address() as AddressInfo;
      resolve(`http://${family === 'IPv6' ? `[${address}]` : address}:${chosen}`);
    });
  });
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => {
      resolve();
    });
    server.closeAllConnections();
  });
}
