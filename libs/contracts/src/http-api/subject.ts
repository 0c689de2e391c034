import type { Closable } from '../bridge.ts';
import type { ContractCase } from '../contract.ts';

/**
 * What a front door may be able to carry, or its test to do, beyond what all of them must. Each adds cases; none takes a case away.
 *
 * - `not-modified`: it passes `If-None-Match` on and can answer 304.
 * - `repeated-parameters`: it passes every value of a repeated query parameter on, so that repetition can be refused.
 * - `duplicate-members`: it passes bodies on as they were sent, so that a member given twice can be refused.
 * - `pointers`: a 400 names each wrong parameter and header by its own pointer rather than the request as a whole.
 * - `body-pointers`: no model but that of a JSON object is in front of the function, so that a 400 names each wrong member of the body
 *   by its own pointer.
 * - `allowed-origin`: one origin's scripts are allowed to read answers. Needs `allowedOrigin`.
 * - `gateway-problems`: the answers that the gateway gives without asking the function (401, unknown routes) are problem details with
 *   the headers of every other answer, CORS included. Needs `allowedOrigin`.
 * - `expiry`: the test can move time. Needs `expireTokens`.
 * - `key-rotation`: the test can make the user pool sign with new keys. Needs `rotateKeys`.
 */
export type HttpApiCapability =
  | 'not-modified'
  | 'repeated-parameters'
  | 'duplicate-members'
  | 'pointers'
  | 'body-pointers'
  | 'allowed-origin'
  | 'gateway-problems'
  | 'expiry'
  | 'key-rotation';

/** A signed-in user. */
export interface HttpApiCaller {
  /** Of the use that this front door expects: an access token, or an ID token. Good for five minutes at least. */
  readonly token: string;
  /** The other one of the two. */
  readonly otherUseToken: string;
}

/** A deployment to talk to, with what the declared capabilities need. It may be shared by all cases. */
export interface HttpApiSubject extends Closable {
  /** The URL below which `/notes` is; without a slash at the end, with a stage or a base path where there is one. */
  readonly invokeUrl: string;
  /** Signs in a user whom no case has met, and who has no notes. */
  newCaller(): Promise<HttpApiCaller>;
  /** The only origin, or the first of those, whose scripts may read answers. Required by `allowed-origin` and `gateway-problems`. */
  readonly allowedOrigin?: string;
  /** Returns when every token of before has expired; users who sign in afterwards get fresh ones. Required by `expiry`. */
  readonly expireTokens?: () => Promise<void>;
  /**
   * Returns when the pool signs with new keys and the front door may be expected to accept them; the old ones are still published.
   * Required by `key-rotation`.
   */
  readonly rotateKeys?: () => Promise<void>;
}

export type HttpApiCase = ContractCase<HttpApiSubject, HttpApiCapability>;
