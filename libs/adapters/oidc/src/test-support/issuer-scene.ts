import {
  type TestAlgorithm,
  TestClock,
  type TestKey,
  createKeyFor,
  forgeToken,
  signerFor,
} from '@notes/contracts';
import { OidcTokenValidator } from '../oidc-token-validator.ts';
import type { OidcIssuer, OidcTokenValidatorOptions } from '../options.ts';

export const ISSUER = 'https://issuer.example/tenant';
export const AUDIENCE = 'https://api.example/notes';

type Claims = Readonly<Record<string, unknown>>;

const keys = new Map<string, Promise<TestKey>>();

/** A key pair, made once for all tests of a file. */
export function keyFor(algorithm: TestAlgorithm, kid: string = algorithm): Promise<TestKey> {
  const name = `${algorithm} ${kid}`;
  const key = keys.get(name) ?? createKeyFor(algorithm, kid);
  keys.set(name, key);
  return key;
}

export const clock = new TestClock();

/** The claims of a good access token (RFC 9068, section 2.2), with those changes; undefined takes a claim out. */
export function accessClaims(changes: Claims = {}): Claims {
  return {
    iss: ISSUER,
    sub: 'alice',
    aud: AUDIENCE,
    client_id: 'web',
    exp: clock.now() / 1000 + 600,
    iat: clock.now() / 1000,
    jti: 'token-1',
    scope: 'notes/read',
    ...changes,
  };
}

/** A token of {@link keyFor}'s key of that algorithm; good when the claims are. */
export async function tokenOf(
  claims: Claims = accessClaims(),
  algorithm: TestAlgorithm = 'ES256',
  header: Claims = {},
): Promise<string> {
  const key = await keyFor(algorithm);
  const full = { typ: 'at+jwt', alg: algorithm, kid: key.kid, ...header };
  return forgeToken(full, claims, signerFor(algorithm, key));
}

/** A validator of one issuer whose keys, one for each algorithm, are known. */
export async function validatorFor(
  issuer: Partial<OidcIssuer> = {},
  options: Partial<OidcTokenValidatorOptions> = {},
): Promise<OidcTokenValidator> {
  const published = await Promise.all(
    (['RS256', 'PS256', 'ES256', 'EdDSA'] as const).map((name) => keyFor(name)),
  );
  const jwks = { keys: published.map(({ jwk }) => jwk) };
  return new OidcTokenValidator({
    tokenUse: 'access',
    clock,
    issuers: [{ issuer: ISSUER, audiences: [AUDIENCE], jwks, ...issuer }],
    fetchJwks: () => Promise.reject(new Error('Nothing is fetched here.')),
    ...options,
  });
}
