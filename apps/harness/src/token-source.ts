import { type KeyPairSource, type KeySource, TokenIssuer } from '@notes/adapter-in-memory';
import type { Clock } from '@notes/domain';
import type { Mail } from './user-pool/mail.ts';
import { type UserPool, startUserPool } from './user-pool/start-user-pool.ts';

/** A user pool that runs elsewhere, a real one included, or any other issuer. */
export interface OutsidePool {
  /** Empty for an issuer that is no user pool. */
  readonly userPoolId: string;
  readonly issuer: string;
  readonly region: string;
  readonly clientId: string;
  /** What an issuer that is no user pool calls the API in its access tokens. */
  readonly audience?: string;
}

/** Gives out an access token for a user of that id, without a password. */
export type IssueToken = (user: { readonly id: string; readonly name: string }) => string;

export interface TokenSourceOptions {
  /** Used instead of the emulated one. */
  readonly outsidePool?: OutsidePool;
  /** Of the user pool. Default 0. */
  readonly userPoolPort?: number;
  /** Seconds for which the emulated pool's ID and access tokens live, 1 to 86,400; default 3600. */
  readonly tokenValidity?: number;
  /** Called with each mail that the emulated pool would have sent. */
  readonly onMail?: (mail: Mail) => void;
  /** Where the emulated pool's keys come from; fresh ones by default. */
  readonly keyPairs?: KeyPairSource;
}

/** Where the tokens of callers come from. */
export interface TokenSource {
  readonly pool: OutsidePool;
  /** Absent with an outside pool and without any. */
  readonly userPool?: UserPool;
  /** There without any pool only. */
  readonly issueToken?: IssueToken;
  /** The published keys, where they are in this process. */
  readonly keys: KeySource;
}

/** Where there is no user pool: its issuer is a name only, and nothing listens there. */
const NO_POOL = {
  userPoolId: '',
  region: 'us-east-1',
  clientId: 'notesharnesslocalappclient',
  issuer: 'https://issuer.invalid/notes-harness',
};

/** Opens the emulated pool, unless there is an outside one. */
export async function openUserPool(options: TokenSourceOptions, clock: Clock): Promise<TokenSource> {
  const { outsidePool, userPoolPort = 0, tokenValidity, onMail, keyPairs } = options;
  if (outsidePool) return { pool: outsidePool, keys: { jwks: () => ({ keys: [] }) } };
  const userPool = await startUserPool({
    port: userPoolPort,
    clock,
    ...(tokenValidity !== undefined && { tokenValidity }),
    ...(onMail && { onMail }),
    ...(keyPairs && { keyPairs }),
  });
  return { pool: userPool, userPool, keys: userPool };
}

/** Makes an issuer of tokens without any pool. */
export async function createTokenIssuer(
  { tokenValidity = 3600, keyPairs }: TokenSourceOptions,
  clock: Clock,
): Promise<TokenSource> {
  const { issuer, clientId } = NO_POOL;
  const tokens = await TokenIssuer.create({ issuer, clock, ...(keyPairs && { keyPairs }) });
  return {
    pool: NO_POOL,
    keys: tokens,
    issueToken: ({ id, name }) =>
      tokens.issueAccessToken({ userId: id, username: name, clientId, expiresInSeconds: tokenValidity }),
  };
}
