import { type KeyObject, createPublicKey, verify as verifySignature } from 'node:crypto';
import middy from '@middy/core';
import { CognitoTokenValidator, type CognitoTokenValidatorOptions } from '@notes/adapter-cognito';
import { systemClock } from '@notes/adapter-system';
import type { VerifiedToken } from '@notes/domain';
import { CognitoJwtVerifier } from 'aws-jwt-verify';
import { createVerifier } from 'fast-jwt';
import { createLocalJWKSet, jwtVerify } from 'jose';
import jsonwebtoken from 'jsonwebtoken';
import jwkToPem from 'jwk-to-pem';
import { EncryptionAlgorithms, JWTAuthMiddleware } from 'middy-middleware-jwt-auth';
import { CLIENT_ID, ISSUER, SCOPE, type Sample, type PublishedKeys, USER_POOL_ID } from './tokens.ts';

/** The claims that are looked at; a payload has more. */
interface Claims {
  readonly iss: string;
  readonly sub: string;
  readonly client_id: string;
  readonly token_use: string;
  readonly scope: string;
}

export type Answer = Claims | VerifiedToken;

/** Somebody who says what is in a good token and throws for any other. */
export type Verifier = { readonly name: string } & (
  | { readonly isAsync: false; readonly verify: (token: string) => Answer }
  | { readonly isAsync: true; readonly verify: (token: string) => Promise<Answer> }
);

/** Whether the answer is the right one for the token. */
export function isAnswerFor({ sub }: Sample, answer: Answer | undefined): boolean {
  if (!answer) return false;
  if ('sub' in answer) return answer.sub === sub && isOfOurClient(answer) && answer.scope === SCOPE;
  const { userId, tokenUse, clientId, scopes } = answer;
  return userId === sub && tokenUse === 'access' && clientId === CLIENT_ID && scopes.join(' ') === SCOPE;
}

const RS256_OF_ISSUER = { issuer: ISSUER, algorithms: ['RS256'] };

export const OURS = 'CognitoTokenValidator';
export const AWS_JWT_VERIFY = ['aws-jwt-verify, verifySync', 'aws-jwt-verify, verify'] as const;
export const JOSE = 'jose.jwtVerify';

/** Ours and the peers, none of which remembers tokens but ours. */
export function everyVerifier(published: PublishedKeys): readonly Verifier[] {
  return [
    ourVerifier(published),
    handWritten(published),
    ...awsJwtVerify(published),
    jose(published),
    fastJwt(published, { cache: false }),
    jsonwebtokenWithKeyObject(published),
    jsonwebtokenWithPems(published),
    middyJwtAuth(published),
  ];
}

/** Our validator as the authorizer has it. */
export function createOurs(
  { jwks }: PublishedKeys,
  options: Partial<CognitoTokenValidatorOptions> = {},
): CognitoTokenValidator {
  const pools = [{ issuer: ISSUER, clientIds: [CLIENT_ID], jwks }];
  return new CognitoTokenValidator({ tokenUse: 'access', pools, clock: systemClock, ...options });
}

function ourVerifier(published: PublishedKeys): Verifier {
  const validator = createOurs(published);
  return { name: OURS, isAsync: true, verify: (token) => validator.validate(token) };
}

/** The least that may be called a validator: nothing remembered, and of claims no more than the peers look at. */
function handWritten(published: PublishedKeys): Verifier {
  const key = publicKeyOf(published);
  const decode = (part: string) => JSON.parse(Buffer.from(part, 'base64url').toString()) as object;
  const verify = (token: string) => {
    const [header = '', payload = '', signature = ''] = token.split('.');
    const { alg, kid } = decode(header) as { readonly alg: string; readonly kid: string };
    const claims = decode(payload) as Claims & { readonly exp: number };
    const isGenuine =
      alg === 'RS256' &&
      kid === published.kid &&
      verifySignature(
        'RSA-SHA256',
        Buffer.from(`${header}.${payload}`),
        key,
        Buffer.from(signature, 'base64url'),
      );
    if (!isGenuine || claims.iss !== ISSUER || claims.exp * 1000 <= Date.now())
      throw new Error('Unauthorized');
    return ofOurClient(claims);
  };
  return { name: 'hand-written', isAsync: false, verify };
}

function awsJwtVerify(published: PublishedKeys): readonly Verifier[] {
  const create = () => {
    const verifier = CognitoJwtVerifier.create({
      userPoolId: USER_POOL_ID,
      tokenUse: 'access',
      clientId: CLIENT_ID,
    });
    verifier.cacheJwks({ keys: published.jwks.keys.map((key) => ({ ...key })) });
    return verifier;
  };
  const [forSync, forAsync] = [create(), create()];
  return [
    { name: AWS_JWT_VERIFY[0], isAsync: false, verify: (token) => forSync.verifySync(token) },
    { name: AWS_JWT_VERIFY[1], isAsync: true, verify: (token) => forAsync.verify(token) },
  ];
}

function jose({ jwks }: PublishedKeys): Verifier {
  const keys = createLocalJWKSet({ keys: jwks.keys.map((key) => ({ ...key })) });
  const verify = async (token: string) => {
    const { payload } = await jwtVerify(token, keys, RS256_OF_ISSUER);
    return ofOurClient(payload);
  };
  return { name: JOSE, isAsync: true, verify };
}

/** The one peer that can remember tokens. */
export function rememberingVerifier(published: PublishedKeys): Verifier {
  return fastJwt(published, { cache: true });
}

function fastJwt(published: PublishedKeys, { cache }: { readonly cache: boolean }): Verifier {
  const key = pemOf(published);
  const verify = createVerifier({ key, algorithms: ['RS256'], allowedIss: ISSUER, cache });
  const name = `fast-jwt${cache ? ' with its cache' : ''}`;
  return { name, isAsync: false, verify: (token) => ofOurClient(verify(token) as object) };
}

/** As AWS's article of 2016 had it, with the algorithm named. */
function jsonwebtokenWithPems({ jwks }: PublishedKeys): Verifier {
  const pems = new Map(jwks.keys.map((key) => [key.kid, jwkToPem(key)]));
  const verify = (token: string) => {
    const decoded = jsonwebtoken.decode(token, { complete: true });
    const pem = pems.get(decoded?.header.kid ?? '');
    if (decoded?.payload['iss'] !== ISSUER || pem === undefined) throw new Error('Unauthorized');
    return ofOurClient(jsonwebtoken.verify(token, pem, RS256_OF_ISSUER));
  };
  return { name: 'jsonwebtoken, PEM of jwk-to-pem', isAsync: false, verify };
}

function jsonwebtokenWithKeyObject(published: PublishedKeys): Verifier {
  const key = publicKeyOf(published);
  const verify = (token: string) => ofOurClient(jsonwebtoken.verify(token, key, RS256_OF_ISSUER));
  return { name: 'jsonwebtoken, KeyObject', isAsync: false, verify };
}

interface AuthorizedEvent {
  readonly httpMethod: 'GET';
  readonly headers: { readonly authorization: string };
  readonly auth: { readonly payload: Claims };
}

function middyJwtAuth(published: PublishedKeys): Verifier {
  const middleware = JWTAuthMiddleware.create<Claims>({
    algorithm: EncryptionAlgorithms.RS256,
    credentialsRequired: true,
    secretOrPublicKey: pemOf(published),
    isPayload: (payload: Claims): payload is Claims => payload.iss === ISSUER && isOfOurClient(payload),
  });
  const handler = middy<AuthorizedEvent, Claims>().use({ before: middleware.before as never });
  handler.handler(async ({ auth }) => auth.payload);
  const verify = (token: string) => {
    const event = { httpMethod: 'GET', headers: { authorization: `Bearer ${token}` } } as AuthorizedEvent;
    return handler(event, {});
  };
  return { name: 'middy, middy-middleware-jwt-auth', isAsync: true, verify };
}

/** What a general library leaves to its user. */
function ofOurClient(claims: object): Claims {
  if (!isOfOurClient(claims)) throw new Error('Unauthorized');
  return claims;
}

function isOfOurClient(claims: object): claims is Claims {
  const { token_use: use, client_id: client } = claims as Claims;
  return use === 'access' && client === CLIENT_ID;
}

export function publicKeyOf({ jwks, kid }: PublishedKeys): KeyObject {
  const jwk = jwks.keys.find((key) => key.kid === kid);
  if (!jwk) throw new Error('The key that signs is not published.');
  return createPublicKey({ key: { ...jwk }, format: 'jwk' });
}

function pemOf(published: PublishedKeys): string {
  return publicKeyOf(published).export({ type: 'spki', format: 'pem' }).toString();
}
