import { CognitoTokenValidator, type JsonWebKeySet } from '@notes/adapter-cognito';
import { ManualClock } from '@notes/adapter-in-memory';
import { type Signer, type TestKey, forgeToken, rs256 } from '@notes/contracts';
import { TokenError } from '@notes/domain';
import { type AuthorizerEvent, type AuthorizerHandler, createAuthorizerHandler } from '@notes/lambda';
import { tokenEvent } from '../support/authorizer-process.ts';
import { type KeyServer, answering } from '../support/key-server.ts';

const CLIENT = '4examplefirstclient26chars';
/** Seconds since the Unix epoch; a token of a scene lives for ten years. */
const START = 1_800_000_000;
const TOKEN_LIFE = 10 * 365 * 24 * 3600;

/** Defaults of the adapter: when keys are fetched again, and how much longer they serve in an outage, in seconds. */
export const [MAX_AGE, OUTAGE] = [15 * 60, 6 * 3600];
/** How often the adapter asks before it gives up. */
export const ATTEMPTS = 2;
/** Longer than anything takes that is meant to succeed. */
export const FETCH_TIMEOUT_SECONDS = 20;

let scenes = 0;

/**
 * A validator, and the authorizer's handler upon it, with an issuer of their own on a real server and a clock that is moved by hand.
 */
export class Scene {
  readonly clock = new ManualClock(START * 1000);
  readonly validator: CognitoTokenValidator;
  readonly #handler: AuthorizerHandler;
  readonly #server: KeyServer;
  readonly #pool = `eu-west-1_Fault${++scenes}`;
  #tokens = 0;

  constructor(server: KeyServer, { embedded }: { readonly embedded?: readonly TestKey[] } = {}) {
    this.#server = server;
    const jwks = embedded && (keySet(...embedded) as JsonWebKeySet);
    this.validator = new CognitoTokenValidator({
      tokenUse: 'access',
      pools: [{ issuer: this.issuer, clientIds: [CLIENT], ...(jwks && { jwks }) }],
      clock: this.clock,
      keys: { timeoutSeconds: FETCH_TIMEOUT_SECONDS },
    });
    this.#handler = createAuthorizerHandler({ tokenValidator: this.validator, log: () => undefined });
  }

  get issuer(): string {
    return this.#server.issuer(this.#pool);
  }

  get fetches(): number {
    return this.#server.fetches(this.#pool);
  }

  serve(listener: Parameters<KeyServer['serve']>[1]): void {
    this.#server.serve(this.#pool, listener);
  }

  publish(...keys: readonly TestKey[]): void {
    this.serve(answering(keySet(...keys)));
  }

  advance(seconds: number): void {
    this.clock.advance(seconds * 1000);
  }

  /** A fresh token, which nobody can remember, signed by that key under its kid. */
  token(key: TestKey): string {
    return this.#forge(key.kid, rs256(key));
  }

  /** A token of a kid that nobody publishes. */
  strangeToken(): string {
    return this.#forge(`unknown-${this.#tokens}`, () => Buffer.alloc(256));
  }

  /** `let in`, or the reason why not. */
  async verdict(token: string): Promise<string> {
    return this.validator.validate(token).then(
      () => 'let in',
      (error: unknown) => (error instanceof TokenError ? error.reason : String(error)),
    );
  }

  /** The status that the gateway makes of what the authorizer's handler does. */
  async status(token: string): Promise<200 | 401 | 500> {
    const event = tokenEvent(token) as AuthorizerEvent;
    return this.#handler(event, { awsRequestId: 'r' } as Parameters<AuthorizerHandler>[1]).then(
      () => 200,
      (error: unknown) => (error instanceof Error && error.message === 'Unauthorized' ? 401 : 500),
    );
  }

  /**
   * Waits for the fetch that is under way: a token of an unknown kid waits for it too, and within the cool-down asks for no other. Gives its
   * verdict.
   */
  settled(): Promise<string> {
    return this.verdict(this.strangeToken());
  }

  #forge(kid: string, signer: Signer): string {
    const claims = {
      sub: 'ada',
      iss: this.issuer,
      client_id: CLIENT,
      token_use: 'access',
      iat: START,
      exp: START + TOKEN_LIFE,
      jti: `${++this.#tokens}`,
    };
    return forgeToken({ kid, alg: 'RS256' }, claims, signer);
  }
}

export function keySet(...keys: readonly TestKey[]): object {
  return { keys: keys.map(({ jwk }) => jwk) };
}

/** A scene whose validator has just fetched that key. */
export async function warmScene(server: KeyServer, key: TestKey): Promise<Scene> {
  const scene = new Scene(server);
  scene.publish(key);
  expect(await scene.verdict(scene.token(key))).toBe('let in');
  expect(scene.fetches).toBe(1);
  return scene;
}
