import { type JsonWebKey, type KeyObject, createPublicKey, verify } from 'node:crypto';
import {
  type Authorizer,
  type Environment,
  type Keys,
  allow,
  issuerOf,
  keysUrl,
  unauthorized,
} from './rest-authorizer.ts';

/** Nothing but Node, and no check but the signature, `iss`, `client_id`, `token_use` and `exp`: the floor of what an honest authorizer costs. */
export function createHandler(env: Environment): Authorizer {
  const issuer = issuerOf(env);
  const clients = env.USER_POOL_CLIENT_IDS?.split(',') ?? [];
  let keys = env.JWKS === undefined ? undefined : importKeys(env.JWKS);

  return async (event) => {
    keys ??= importKeys(await download(keysUrl(env)));
    const [header = '', payload = '', signature = '', ...more] = event.authorizationToken.split('.');
    const { alg, kid } = decode(header);
    const claims = decode(payload);
    const key = alg === 'RS256' && typeof kid === 'string' && more.length === 0 && keys.get(kid);
    const isGenuine =
      key &&
      verify('RSA-SHA256', Buffer.from(`${header}.${payload}`), key, Buffer.from(signature, 'base64url')) &&
      claims['iss'] === issuer &&
      clients.includes(String(claims['client_id'])) &&
      claims['token_use'] === 'access' &&
      Number(claims['exp']) > Date.now() / 1000;
    return isGenuine ? allow(claims['sub'], event) : unauthorized('token');
  };
}

function importKeys(text: string): ReadonlyMap<string, KeyObject> {
  const { keys } = JSON.parse(text) as Keys;
  return new Map(
    keys.map((key) => [key.kid, createPublicKey({ key: key as unknown as JsonWebKey, format: 'jwk' })]),
  );
}

function decode(part: string): Readonly<Record<string, unknown>> {
  try {
    return JSON.parse(Buffer.from(part, 'base64url').toString()) as Record<string, unknown>;
  } catch (error) {
    return unauthorized(error);
  }
}

function download(url: string): Promise<string> {
  return new Promise((resolve, reject) => {
    process
      .getBuiltinModule('node:https')
      .get(url, { agent: false }, (response) => {
        if (response.statusCode !== 200) reject(new Error('The keys cannot be had.'));
        let text = '';
        response.setEncoding('utf8');
        response.on('data', (chunk: string) => (text += chunk)).on('error', reject);
        response.on('end', () => resolve(text));
      })
      .on('error', reject);
  });
}
