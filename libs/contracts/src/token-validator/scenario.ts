import assert from 'node:assert/strict';
import { inspect } from 'node:util';
import { TokenError, type TokenRefusalReason, type TokenValidator, type VerifiedToken } from '@notes/domain';
import {
  type Signer,
  type TestAlgorithm,
  type TestKey,
  type TokenPart,
  createKeyFor,
  forgeToken,
  signerFor,
} from './forge.ts';
import type {
  TokenValidatorCapability,
  TokenValidatorCase,
  TokenValidatorSubject,
  TokenWorld,
} from './subject.ts';

export const SUBJECT = '6b1f6c4e-7d1b-4a56-9f7e-2f1f5d3c9a10';
export const USERNAME = 'alice';
export const CLIENT = '4examplefirstclient26chars';
export const OTHER_CLIENT = '4exampleothrclient26chars0';
export const HOUR = 3600;
export const DAY = 24 * HOUR;

/** 2027-01-15T08:00:00Z, in seconds. */
export const START = 1_800_000_000;

/** The key pairs of the issuer and of an attacker. Making them is slow and they never change, so that all cases share them. */
export interface TestKeys {
  readonly first: TestKey;
  readonly second: TestKey;
  readonly attacker: TestKey;
}

const sharedKeys = new Map<TestAlgorithm, Promise<TestKeys>>();

function testKeys(algorithm: TestAlgorithm): Promise<TestKeys> {
  const known = sharedKeys.get(algorithm);
  if (known) return known;
  const made = Promise.all(
    ['first-key', 'second-key', 'attacker-key'].map((kid) => createKeyFor(algorithm, kid)),
  ).then(([first, second, attacker]) => {
    assert.ok(first && second && attacker);
    return { first, second, attacker };
  });
  sharedKeys.set(algorithm, made);
  return made;
}

type Claims = Readonly<Record<string, unknown>>;

/** One issuer, its keys and the time, and a validator in the middle. */
export class TokenScenario {
  readonly issuer: string;
  /** The one that the keys are for, and the only one to be accepted. */
  readonly algorithm: TestAlgorithm;
  readonly keys: TestKeys;
  readonly tokenUse: 'access' | 'id';
  /** What the issuer publishes: both of its keys, until the case changes it. */
  published: readonly TestKey[];
  reachable = true;
  /** How often the published keys were asked for. */
  reads = 0;
  /** Milliseconds since the Unix epoch. */
  now = START * 1000;

  constructor(issuer: string, algorithm: TestAlgorithm, keys: TestKeys, tokenUse: 'access' | 'id') {
    this.issuer = issuer;
    this.algorithm = algorithm;
    this.keys = keys;
    this.tokenUse = tokenUse;
    this.published = [keys.first, keys.second];
  }

  get world(): TokenWorld {
    return {
      clock: { now: () => this.now },
      tokenUse: this.tokenUse,
      clientIds: [CLIENT, OTHER_CLIENT],
      publishedKeys: () => {
        this.reads++;
        return this.reachable ? { keys: this.published.map(({ jwk }) => jwk) } : undefined;
      },
    };
  }

  advance(seconds: number): void {
    this.now += seconds * 1000;
  }

  /** The claims of a good token of the use in question, with those changes; undefined takes a claim out. */
  claims(changes: Claims = {}): Claims {
    const own =
      this.tokenUse === 'access'
        ? { client_id: CLIENT, username: USERNAME, scope: 'notes/read notes/write' }
        : { aud: CLIENT, 'cognito:username': USERNAME, email: 'alice@example.com', email_verified: true };
    const times = { auth_time: START, iat: START, exp: START + DAY };
    return {
      sub: SUBJECT,
      iss: this.issuer,
      token_use: this.tokenUse,
      ...times,
      jti: 'token-1',
      ...own,
      ...changes,
    };
  }

  /** Signs with that key as the header should say. */
  signer(key: TestKey): Signer {
    return signerFor(this.algorithm, key);
  }

  /** A token signed by the first key, unless told otherwise; good when the claims are. */
  token(claims: TokenPart = this.claims(), key: TestKey = this.keys.first): string {
    return forgeToken({ kid: key.kid, alg: this.algorithm }, claims, this.signer(key));
  }

  /** A good token of the first key but for its header, and perhaps for its signature. */
  tokenWithHeader(header: TokenPart, signer: Signer = this.signer(this.keys.first)): string {
    return forgeToken(header, this.claims(), signer);
  }
}

/** A case in a scenario of its own. Access tokens unless the options say otherwise. */
export function tokenCase(
  name: string,
  body: (scenario: TokenScenario, validator: TokenValidator) => Promise<void>,
  {
    tokenUse = 'access',
    capability,
  }: { tokenUse?: 'access' | 'id'; capability?: TokenValidatorCapability } = {},
): TokenValidatorCase {
  return {
    name,
    ...(capability && { capability }),
    async run(subject: TokenValidatorSubject) {
      const { issuer, algorithm = 'RS256' } = subject;
      const scenario = new TokenScenario(issuer, algorithm, await testKeys(algorithm), tokenUse);
      await body(scenario, await subject.createValidator(scenario.world));
    },
  };
}

/** A case in which one token is refused. */
export function refusalCase(
  name: string,
  reason: TokenRefusalReason,
  makeToken: (scenario: TokenScenario) => string,
): TokenValidatorCase {
  return tokenCase(name, async (scenario, validator) => {
    await refused(validator, makeToken(scenario), reason);
    await accepted(validator, scenario.token());
  });
}

/** What the validator says of a token that it must accept. */
export async function accepted(validator: TokenValidator, token: string): Promise<VerifiedToken> {
  return validator.validate(token);
}

/** Asserts that the token is refused, for that reason, with an error that holds no part of the token. */
export async function refused(
  validator: TokenValidator,
  token: string,
  reason: TokenRefusalReason | 'keys-unavailable',
): Promise<void> {
  const error = await rejection(validator, token);
  assert.ok(error instanceof TokenError, `expected a TokenError, got ${inspect(error, { depth: 1 })}`);
  assert.equal(error.reason, reason);
  assert.equal(error.code, reason === 'keys-unavailable' ? 'unavailable' : 'unauthorized');
  assertKeepsSecret(error, token);
}

async function rejection(validator: TokenValidator, token: string): Promise<unknown> {
  let outcome: Promise<VerifiedToken>;
  try {
    outcome = validator.validate(token);
  } catch (error) {
    return assert.fail(`validate must reject, but it threw ${String(error)}`);
  }
  return outcome.then(
    () => assert.fail('the token was accepted'),
    (error: unknown) => error,
  );
}

/** Shorter parts of a token, such as "abc", may well be words of a message. */
const SHORTEST_SECRET = 16;

function assertKeepsSecret(error: Error, token: string): void {
  const everything = inspect(error, { depth: Infinity, showHidden: true, maxStringLength: Infinity });
  for (const secret of [token.trim(), ...token.trim().split('.')]) {
    const leaked = secret.length >= SHORTEST_SECRET && everything.includes(secret);
    assert.ok(!leaked, 'the error holds the token or a part of it');
  }
}
