import { CognitoJwtVerifier, JwtVerifier } from 'aws-jwt-verify';
import { validateCognitoJwtFields } from 'aws-jwt-verify/cognito-verifier';
import type { Jwks } from 'aws-jwt-verify/jwk';
import {
  type Authorizer,
  type Environment,
  allow,
  issuerOf,
  keysUrl,
  unauthorized,
} from './rest-authorizer.ts';

/** As its documentation has it: the verifier of Cognito, with the keys that were shipped with it; or that of any issuer, which downloads them. */
export function createHandler(env: Environment): Authorizer {
  const verify = env.JWKS === undefined ? anyIssuer(env) : userPool(env, env.JWKS);
  return async (event) => allow((await verify(event.authorizationToken).catch(unauthorized)).sub, event);
}

function userPool({ USER_POOL_ID: userPoolId = '', USER_POOL_CLIENT_IDS = '' }: Environment, keys: string) {
  const clientId = USER_POOL_CLIENT_IDS.split(',');
  const verifier = CognitoJwtVerifier.create({ userPoolId, clientId, tokenUse: 'access' });
  verifier.cacheJwks(JSON.parse(keys) as Jwks);
  return async (token: string) => verifier.verifySync(token);
}

function anyIssuer(env: Environment) {
  const clientId = env.USER_POOL_CLIENT_IDS?.split(',') ?? [];
  const verifier = JwtVerifier.create({
    issuer: issuerOf(env),
    jwksUri: keysUrl(env),
    audience: null,
    customJwtCheck: ({ payload }) => validateCognitoJwtFields(payload, { tokenUse: 'access', clientId }),
  });
  return (token: string) => verifier.verify(token);
}
