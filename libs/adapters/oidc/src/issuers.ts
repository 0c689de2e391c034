import {
  EDDSA,
  ES256,
  KeySet,
  PS256,
  RS256,
  type SignatureAlgorithm,
  fetchJwks,
  importKeys,
  keySetTimes,
  numberWithin,
  secureUrl,
  wellKnownUrl,
} from '@notes/jwt';
import type { ClaimExpectations } from './claims.ts';
import { discoverJwksUrl } from './discovery.ts';
import type { OidcAlgorithm, OidcIssuer, OidcTokenValidatorOptions } from './options.ts';

/** An issuer with its keys. */
export interface TrustedIssuer {
  readonly algorithms: ReadonlySet<string>;
  readonly expected: ClaimExpectations;
  readonly keys: KeySet;
}

const ALGORITHMS: Readonly<Record<OidcAlgorithm, SignatureAlgorithm>> = { RS256, PS256, ES256, EdDSA: EDDSA };
const ALGORITHM_NAMES = ['RS256', 'PS256', 'ES256', 'EdDSA'] as const;

/** The issuers by what they call themselves. @throws TypeError or RangeError when the options make no sense. */
export function createIssuers(options: OidcTokenValidatorOptions): ReadonlyMap<string, TrustedIssuer> {
  const { issuers, tokenUse, requiredScopes = [] } = options;
  const created = new Map(issuers.map((issuer) => [issuer.issuer, createIssuer(issuer, options)]));
  if (created.size === 0) throw new TypeError('At least one issuer must be given.');
  if (created.size < issuers.length) throw new TypeError('An issuer is given twice.');
  if (tokenUse === 'id' && requiredScopes.length > 0) throw new TypeError('ID tokens have no scopes.');
  if (created.size > 1) checkPrefixes(issuers);
  return created;
}

function createIssuer(given: OidcIssuer, options: OidcTokenValidatorOptions): TrustedIssuer {
  const { tokenUse, requiredScopes = [], requiredGroups = [], clockToleranceSeconds = 5 } = options;
  const { issuer, audiences, clientIds, claims = {}, tokenUseMark = 'type', userIdPrefix = '' } = given;
  checkNames(issuer, 'audience', audiences);
  if (clientIds) checkNames(issuer, 'client id', clientIds);
  const algorithms = readAlgorithms(given);
  return {
    algorithms: new Set(algorithms.map(({ name }) => name)),
    expected: {
      tokenUse,
      tokenUseMark,
      issuer,
      audiences: new Set(audiences),
      audienceMatch: given.audienceMatch ?? (tokenUse === 'id' ? 'all' : 'any'),
      clientIds: clientIds && new Set(clientIds),
      claims,
      userIdPrefix,
      requiredScopes,
      requiredGroups,
      clockToleranceSeconds: numberWithin('clockToleranceSeconds', clockToleranceSeconds, 0, 300),
    },
    keys: createKeySet(given, algorithms, options),
  };
}

function createKeySet(
  { issuer, jwks, jwksUri, discoveryUrl }: OidcIssuer,
  algorithms: readonly SignatureAlgorithm[],
  { clock, keys, fetchJwks: fetch = fetchJwks }: OidcTokenValidatorOptions,
): KeySet {
  const times = keySetTimes(keys);
  const standardUrl = wellKnownUrl(issuer, 'openid-configuration');
  const url = discoveryUrl === undefined ? standardUrl : secureUrl('The discoveryUrl', discoveryUrl).href;
  return new KeySet({
    ...times,
    url:
      jwksUri === undefined
        ? discoverJwksUrl({ ...times, issuer, url, clock, fetchJwks: fetch })
        : secureUrl('The jwksUri', jwksUri).href,
    algorithms,
    clock,
    fetchJwks: fetch,
    ...(jwks && { embedded: importKeys(jwks, algorithms) }),
  });
}

function checkNames(issuer: string, what: string, names: readonly string[]): void {
  if (names.length > 0 && !names.includes('')) return;
  throw new TypeError(`The issuer ${issuer} needs at least one ${what}, and none may be empty.`);
}

/** Checked at run time as well: an allow-list may come from a configuration. */
function readAlgorithms({ issuer, algorithms = ALGORITHM_NAMES }: OidcIssuer): readonly SignatureAlgorithm[] {
  const found = algorithms.flatMap((name) => (Object.hasOwn(ALGORITHMS, name) ? ALGORITHMS[name] : []));
  if (found.length > 0 && found.length === algorithms.length) return found;
  throw new TypeError(`The issuer ${issuer} needs algorithms out of ${ALGORITHM_NAMES.join(', ')}.`);
}

/** With one that begins with another, a user of one issuer could have an id that is somebody else's at the other. */
function checkPrefixes(issuers: readonly OidcIssuer[]): void {
  const prefixes = new Set(
    issuers.map(({ issuer, userIdPrefix }) => {
      if (userIdPrefix !== undefined) return userIdPrefix;
      throw new TypeError(`The issuer ${issuer} needs a userIdPrefix, as there are several issuers.`);
    }),
  );
  for (const prefix of prefixes) {
    for (const other of prefixes) {
      if (other === prefix || !other.startsWith(prefix)) continue;
      throw new TypeError(`The userIdPrefix "${other}" begins with another, "${prefix}".`);
    }
  }
}
