import jsonwebtoken from 'jsonwebtoken';
import jwkToPem from 'jwk-to-pem';
import {
  type Authorizer,
  type Environment,
  type Keys,
  allow,
  issuerOf,
  keysUrl,
  unauthorized,
} from './rest-authorizer.ts';

/**
 * As the article of 2016 has it: jsonwebtoken, and PEMs made by jwk-to-pem of keys that were shipped with it or are downloaded once. Its
 * `request` is no longer maintained; what is used instead, Node's own fetch, loads sooner. What it left open is closed: the client, and
 * the algorithm.
 */
export function createHandler(env: Environment): Authorizer {
  const issuer = issuerOf(env);
  const clients = env.USER_POOL_CLIENT_IDS?.split(',') ?? [];
  let pems = env.JWKS === undefined ? undefined : toPems(JSON.parse(env.JWKS) as Keys);

  return async (event) => {
    if (!pems) {
      const response = await fetch(keysUrl(env));
      if (!response.ok) throw new Error('The keys cannot be had.');
      pems = toPems((await response.json()) as Keys);
    }
    const { authorizationToken: token } = event;
    const decoded = jsonwebtoken.decode(token, { complete: true });
    if (decoded?.payload['iss'] !== issuer) return unauthorized('issuer');
    if (decoded.payload['token_use'] !== 'access') return unauthorized('token_use');
    if (!clients.includes(String(decoded.payload['client_id']))) return unauthorized('client_id');
    const pem = pems.get(decoded.header.kid ?? '');
    if (pem === undefined) return unauthorized('kid');
    try {
      return allow(jsonwebtoken.verify(token, pem, { algorithms: ['RS256'], issuer })['sub'], event);
    } catch (error) {
      return unauthorized(error);
    }
  };
}

function toPems({ keys }: Keys): ReadonlyMap<string, string> {
  return new Map(keys.map(({ kid, kty, n, e }) => [kid, jwkToPem({ kty, n, e })]));
}
