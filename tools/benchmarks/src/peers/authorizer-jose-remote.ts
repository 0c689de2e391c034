import { type JSONWebKeySet, createLocalJWKSet, createRemoteJWKSet, jwtVerify } from 'jose';
import {
  type Authorizer,
  type Environment,
  allow,
  issuerOf,
  keysUrl,
  unauthorized,
} from './rest-authorizer.ts';

/** As jose's documentation has it: `jwtVerify` with the set of keys that was shipped with it, or with the one that it downloads. */
export function createHandler(env: Environment): Authorizer {
  const issuer = issuerOf(env);
  const clients = env.USER_POOL_CLIENT_IDS?.split(',') ?? [];
  const keys =
    env.JWKS === undefined
      ? createRemoteJWKSet(new URL(keysUrl(env)))
      : createLocalJWKSet(JSON.parse(env.JWKS) as JSONWebKeySet);

  return async (event) => {
    const { payload } = await jwtVerify(event.authorizationToken, keys, {
      issuer,
      algorithms: ['RS256'],
      requiredClaims: ['exp', 'sub'],
    }).catch(unauthorized);
    if (payload['token_use'] !== 'access') return unauthorized('token_use');
    if (!clients.includes(String(payload['client_id']))) return unauthorized('client_id');
    return allow(payload.sub, event);
  };
}
