import { randomUUID } from 'node:crypto';
import { type JsonWebKeySet, TokenIssuer } from '@notes/adapter-in-memory';
import { systemClock } from '@notes/adapter-system';

export const USER_POOL_ID = 'eu-west-1_Bench0001';
export const ISSUER = `https://cognito-idp.eu-west-1.amazonaws.com/${USER_POOL_ID}`;
export const CLIENT_ID = '5example1client2id3of4pool';

export const SCOPE = 'openid profile email notes/read notes/write';
const GROUPS = Array.from({ length: 14 }, (_, index) => `eu-west-1-department-${index}-readers`);

/** A token, and what it says. */
export interface Sample {
  readonly token: string;
  readonly sub: string;
}

/** The keys of a user pool. */
export interface PublishedKeys {
  readonly jwks: JsonWebKeySet;
  /** The key that signs. */
  readonly kid: string;
}

/** A user pool whose access tokens have Cognito's claims and are 1.7 KB long. */
export interface TokenSource extends PublishedKeys {
  /** Tokens that nobody has seen before. */
  fresh(count: number): readonly Sample[];
  expired(): Sample;
}

export async function createTokenSource(): Promise<TokenSource> {
  const issuer = await TokenIssuer.create({ issuer: ISSUER, clock: systemClock });
  const issue = (expiresInSeconds: number): Sample => {
    const sub = randomUUID();
    const request = { userId: sub, username: sub, clientId: CLIENT_ID, groups: GROUPS, scopes: [SCOPE] };
    return { sub, token: issuer.issueAccessToken({ ...request, expiresInSeconds }) };
  };
  return {
    jwks: issuer.jwks(),
    kid: kidOf(issue(60).token),
    fresh: (count) => Array.from({ length: count }, () => issue(3600)),
    expired: () => issue(-60),
  };
}

/** Tokens to accept, and some to refuse: the claims of somebody else, and one that has expired. */
export interface Trial {
  readonly good: readonly Sample[];
  readonly bad: readonly string[];
}

export function createTrial(source: TokenSource): Trial {
  const good = source.fresh(3);
  return { good, bad: [...good.map(tampered), source.expired().token] };
}

/** Copies as a function gets them: out of JSON, so that V8 knows nothing of their text yet. */
export function asReceived<T>(values: readonly T[]): readonly T[] {
  return JSON.parse(JSON.stringify(values)) as readonly T[];
}

/** Makes something anew for each round, and keeps it for those who take part in the round. */
export function inRounds<T>(make: () => T): (round: number) => T {
  let current: { readonly round: number; readonly made: T } | undefined;
  return (round) => {
    if (current?.round !== round) current = { round, made: make() };
    return current.made;
  };
}

/** The same token with the claims of somebody else, as a thief of the signature would send it. */
function tampered({ token }: Pick<Sample, 'token'>): string {
  const [header = '', payload = '', signature = ''] = token.split('.');
  return [header, encode({ ...decode(payload), sub: randomUUID() }), signature].join('.');
}

/** So many distinct tokens with claims that nobody signed, every fourth with a key id of its own as well. */
export function* forgeries(genuine: readonly string[], count: number): Generator<string> {
  for (let index = 0; index < count; index++) {
    const token = genuine[index % genuine.length] ?? '';
    const altered = tampered({ token });
    yield index % 4 === 0
      ? `${encode({ kid: randomUUID(), alg: 'RS256' })}${altered.slice(altered.indexOf('.'))}`
      : altered;
  }
}

function kidOf(token: string): string {
  const [header = ''] = token.split('.');
  return (decode(header) as { kid: string }).kid;
}

function encode(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

function decode(part: string): object {
  return JSON.parse(Buffer.from(part, 'base64url').toString()) as object;
}
