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

/** A user pool whose access tokens have Cognito's claims and are 1.7 KB long. */
export interface TokenSource {
  readonly jwks: JsonWebKeySet;
  /** The key that signs. */
  readonly kid: string;
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

/** The same token with the claims of somebody else, as a thief of the signature would send it. */
export function tampered({ token }: Sample): string {
  const [header = '', payload = '', signature = ''] = token.split('.');
  const claims = JSON.parse(Buffer.from(payload, 'base64url').toString()) as object;
  const changed = Buffer.from(JSON.stringify({ ...claims, sub: randomUUID() })).toString('base64url');
  return [header, changed, signature].join('.');
}

function kidOf(token: string): string {
  const [header = ''] = token.split('.');
  return (JSON.parse(Buffer.from(header, 'base64url').toString()) as { kid: string }).kid;
}
