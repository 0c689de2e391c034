import { type JsonWebKey, type KeyObject, createHmac, createPublicKey, verify } from 'node:crypto';
import {
  TokenError,
  type TokenRefusalReason,
  type TokenValidator,
  type VerifiedToken,
  userId,
} from '@notes/domain';
import type { TokenWorld } from '../../src/token-validator/subject.ts';
import type { Fault } from './faults.ts';
import { ReferenceKeys } from './reference-keys.ts';
import { type JsonObject, decodePart } from './reference-form.ts';

/** A correct validator, in the plainest words, that can be given one fault at a time. */
export class ReferenceValidator implements TokenValidator {
  readonly #world: TokenWorld;
  readonly #issuer: string;
  readonly #fault: Fault | undefined;
  readonly #keys: ReferenceKeys;
  readonly #answers = new Map<string, VerifiedToken>();

  constructor(issuer: string, world: TokenWorld, fault?: Fault) {
    this.#world = world;
    this.#issuer = issuer;
    this.#fault = fault;
    this.#keys = new ReferenceKeys(world, fault);
  }

  validate(token: string): Promise<VerifiedToken> {
    if (this.#has('throws instead of rejecting') && !token.includes('.')) refuse('malformed');
    return this.#validate(token).catch((error: unknown) => {
      if (!(error instanceof TokenError)) throw error;
      if (this.#has('puts the token into the message')) {
        throw new TokenError(error.reason, `Refused: ${token}`);
      }
      if (this.#has('puts the token into the cause')) {
        throw new TokenError(error.reason, 'Refused.', { cause: { token } });
      }
      throw error;
    });
  }

  #has(fault: Fault): boolean {
    return this.#fault === fault;
  }

  async #validate(given: string): Promise<VerifiedToken> {
    if (this.#has('fetches keys before looking at the token')) await this.#keys.find('');
    const token = this.#tidied(given);
    const keepsAnswers =
      this.#has('keeps accepted tokens past exp') || this.#has('hands out one answer to all');
    const kept =
      keepsAnswers || this.#has('keeps accepted tokens of removed keys')
        ? this.#answers.get(token)
        : undefined;
    if (kept) {
      if (!this.#has('keeps accepted tokens past exp')) this.#checkTimes({ exp: kept.expiresAt });
      return kept;
    }
    const parts = token.split('.');
    if (parts.length !== 3 && !(this.#has('ignores further parts') && parts.length > 3)) refuse('malformed');
    const [headerPart = '', payloadPart = '', signaturePart = ''] = parts;
    const header = decodePart(headerPart, this.#fault);
    const claims = decodePart(payloadPart, this.#fault);
    const signature = Buffer.from(signaturePart, 'base64url');
    if (signature.toString('base64url') !== signaturePart && !this.#has('decodes base64 laxly')) {
      refuse('malformed');
    }

    this.#checkHeader(header);
    this.#checkIssuer(claims);
    await this.#checkSignature(header, Buffer.from(`${headerPart}.${payloadPart}`), signature);
    const answer = this.#readClaims(claims);
    this.#checkTimes(claims);
    this.#answers.set(token, answer);
    return answer;
  }

  #tidied(token: string): string {
    if (token.length > 16_384 && !this.#has('reads tokens of any size')) refuse('malformed');
    if (this.#has('trims the token')) return token.trim();
    return this.#has('strips the scheme') ? token.replace(/^Bearer /, '') : token;
  }

  #checkHeader(header: JsonObject): void {
    const { alg } = header;
    const wronglyAllowed =
      (this.#has('accepts alg none') && String(alg).toLowerCase() === 'none') ||
      (this.#has('takes HS256 with the public key') && alg === 'HS256') ||
      (this.#has('takes the hash from the token') && alg === 'RS512');
    if (alg !== 'RS256' && !wronglyAllowed) refuse('algorithm');
    if (('crit' in header || 'b64' in header) && !this.#has('ignores crit')) refuse('algorithm');
    if ('cty' in header && !this.#has('ignores cty')) refuse('algorithm');
    const { kid } = header;
    if (kid !== undefined && typeof kid !== 'string') refuse('malformed');
  }

  #checkIssuer({ iss }: JsonObject): void {
    if (typeof iss !== 'string' || iss === '') refuse('claims');
    const matches =
      iss === this.#issuer ||
      this.#has('ignores iss') ||
      (this.#has('compares the beginning of iss') && iss.startsWith(this.#issuer)) ||
      (this.#has('ignores a slash at the end of iss') && iss === `${this.#issuer}/`);
    if (!matches) refuse('issuer');
  }

  async #checkSignature(header: JsonObject, signed: Buffer, signature: Buffer): Promise<void> {
    if (this.#has('accepts alg none') && header['alg'] !== 'RS256') return;
    const inHeader = this.#has('takes the key from the header') ? header['jwk'] : undefined;
    const keys = inHeader
      ? [createPublicKey({ key: inHeader as JsonWebKey, format: 'jwk' })]
      : await this.#keys.find(header['kid']);
    if (this.#has('verifies no signature')) return;
    if (header['alg'] === 'HS256') {
      const secrets = keys.map((key) => key.export({ format: 'pem', type: 'spki' }));
      if (secrets.some((secret) => createHmac('sha256', secret).update(signed).digest().equals(signature))) {
        return;
      }
    }
    const hash = header['alg'] === 'RS512' ? 'RSA-SHA512' : 'RSA-SHA256';
    if (!keys.some((key: KeyObject) => verify(hash, signed, key, signature))) refuse('signature');
  }

  #readClaims(claims: JsonObject): VerifiedToken {
    const { tokenUse } = this.#world;
    const use = text(claims, 'token_use');
    if (use !== tokenUse && !this.#has('ignores the use')) refuse('token-use');
    const clientId = this.#client(claims);
    const username = optionalText(claims, tokenUse === 'access' ? 'username' : 'cognito:username');
    return {
      userId: this.#userId(
        this.#has('takes the username for the user id') ? (username ?? '') : text(claims, 'sub'),
      ),
      tokenUse,
      clientId,
      issuer: this.#issuer,
      expiresAt: Number(claims['exp']),
      ...(username !== undefined && { username }),
      scopes: this.#scopes(claims),
      groups: this.#groups(claims),
    };
  }

  #userId(sub: string): VerifiedToken['userId'] {
    if (this.#has('takes any subject')) return sub as VerifiedToken['userId'];
    try {
      return userId(sub);
    } catch {
      return refuse('claims');
    }
  }

  #client(claims: JsonObject): string {
    const { tokenUse, clientIds } = this.#world;
    if (this.#has('ignores the use')) return clientIds[0] ?? '';
    const own = tokenUse === 'access' ? 'client_id' : 'aud';
    if (this.#has('accepts an ID token without an audience') && tokenUse === 'id' && !claims['aud']) {
      return '';
    }
    const client = text(claims, own);
    const candidates = this.#has('takes the client from either claim')
      ? [client, claims['aud'], claims['client_id']]
      : [client];
    const allowed = candidates.some(
      (candidate) => typeof candidate === 'string' && clientIds.includes(candidate),
    );
    if (!allowed && !this.#has('ignores the client')) refuse('client');
    return client;
  }

  #scopes(claims: JsonObject): readonly string[] {
    if (this.#world.tokenUse === 'id' && !this.#has('gives ID tokens scopes')) return [];
    const { scope = '' } = claims;
    if (typeof scope !== 'string') return refuse('claims');
    return scope.split(' ').filter((name) => name !== '' || this.#has('takes an empty scope for one'));
  }

  #groups({ 'cognito:groups': groups = [] }: JsonObject): readonly string[] {
    if (this.#has('takes groups as they come')) return groups as string[];
    const isList = Array.isArray(groups) && groups.every((group) => typeof group === 'string');
    return isList ? groups : refuse('claims');
  }

  #checkTimes(claims: JsonObject): void {
    const now = this.#world.clock.now() / 1000;
    const exp = this.#has('takes exp as text') ? Number(claims['exp']) : time(claims, 'exp');
    if (exp === undefined) refuse('claims');
    const expired = this.#has('accepts a token at exp') ? exp < now : exp <= now;
    if (expired && !this.#has('ignores exp')) refuse('expired');
    if ((time(claims, 'nbf') ?? 0) > now && !this.#has('ignores nbf')) refuse('not-yet-valid');
    if ((time(claims, 'iat') ?? 0) > now && !this.#has('ignores iat')) refuse('not-yet-valid');
  }
}

function refuse(reason: TokenRefusalReason): never {
  throw new TokenError(reason, `The token is refused: ${reason}.`);
}

function text(claims: JsonObject, claim: string): string {
  const value = claims[claim];
  return typeof value === 'string' && value !== '' ? value : refuse('claims');
}

function optionalText(claims: JsonObject, claim: string): string | undefined {
  const value = Object.hasOwn(claims, claim) ? claims[claim] : undefined;
  return value === undefined || typeof value === 'string' ? value : refuse('claims');
}

function time(claims: JsonObject, claim: string): number | undefined {
  const value = claims[claim];
  if (value === undefined) return undefined;
  return typeof value === 'number' && Number.isFinite(value) ? value : refuse('claims');
}
