import type { Clock } from '@notes/domain';
import { type FetchJwks, type FetchLimits, type FindJwksUrl, secureUrl, wellKnownUrl } from '@notes/jwt';
import { parseStrictJson } from '@notes/strict-json';

/**
 * Where an OAuth 2.0 authorization server publishes its metadata when it is no OpenID Provider (RFC 8414, section 3.1): the well-known part comes before
 * the path of the issuer.
 * @throws TypeError when the issuer is no plain https URL; http is for loopback only.
 */
export function authorizationServerMetadataUrl(issuer: string): string {
  wellKnownUrl(issuer, '');
  const { origin, pathname } = new URL(issuer);
  return `${origin}/.well-known/oauth-authorization-server${pathname.replace(/\/$/, '')}`;
}

export interface DiscoveryOptions {
  readonly issuer: string;
  /** Of the discovery document. */
  readonly url: string;
  /** How long what it says serves. */
  readonly maxAgeSeconds: number;
  readonly clock: Clock;
  readonly fetchJwks: FetchJwks;
  readonly fetchLimits: FetchLimits;
}

/**
 * Looks into the issuer's discovery document for its keys (OpenID Connect Discovery 1.0, section 4; RFC 8414, section 3), and remembers what it
 * said, unless no keys were there.
 */
export function discoverJwksUrl(options: DiscoveryOptions): FindJwksUrl {
  const { issuer, url, maxAgeSeconds, clock, fetchJwks, fetchLimits } = options;
  let found: { readonly jwksUrl: string; readonly at: number } | undefined;
  return async (attempt) => {
    const at = clock.now();
    if (found && attempt === 1 && at - found.at <= maxAgeSeconds * 1000) return found.jwksUrl;
    found = undefined;
    const jwksUrl = readJwksUrl(await fetchJwks(url, fetchLimits), issuer);
    found = { jwksUrl, at };
    return jwksUrl;
  };
}

function readJwksUrl(text: string, issuer: string): string {
  const document = parseStrictJson(text);
  if (typeof document !== 'object' || document === null) {
    throw new TypeError('The discovery document is no JSON object.');
  }
  const { issuer: named, jwks_uri: jwksUri } = document as Readonly<Record<string, unknown>>;
  // Section 4.3: exactly, or else one issuer could speak for another.
  if (named !== issuer) throw new TypeError('The discovery document is that of another issuer.');
  if (typeof jwksUri !== 'string') throw new TypeError('The discovery document has no jwks_uri.');
  return secureUrl('The jwks_uri', jwksUri).href;
}
