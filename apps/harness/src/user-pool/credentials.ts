import { createHmac, timingSafeEqual } from 'node:crypto';
import { wrongCredentials } from './errors.ts';
import { type Pool, poolName } from './pool.ts';
import { type PasswordVerifier, createPasswordVerifier, createSimulatedVerifier, toHex } from './srp.ts';
import type { User } from './user-directory.ts';

/** What a sign-in is checked against: a user's own, or a stand-in that no password fits. */
export interface Credentials {
  readonly userId: string;
  readonly password: PasswordVerifier;
}

/** The credentials of a user; for an unknown one a stand-in that is the same at each call. */
export function findCredentials(pool: Pool, username: string): Credentials {
  const user = pool.directory.find(username);
  if (user !== undefined) {
    return { userId: user.id, password: user.password };
  }
  const seed = createHmac('sha256', pool.secret).update(username.toLowerCase()).digest();
  return { userId: uuidFrom(seed), password: createSimulatedVerifier(seed) };
}

/** Whether that is the user's password; takes the same time whichever way it ends. */
export function passwordMatches(pool: Pool, { userId, password }: Credentials, candidate: string): boolean {
  const derived = createPasswordVerifier({ poolName: poolName(pool), userId }, candidate, password.salt);
  return timingSafeEqual(fixedLength(derived.verifier), fixedLength(password.verifier));
}

/**
 * The user of that name and password.
 *
 * @throws CognitoError NotAuthorizedException for a wrong password, an unknown user, and a user who is locked out.
 */
export function authenticate(pool: Pool, username: string, password: string): User {
  return guardSignIn(pool, username, () => {
    const credentials = findCredentials(pool, username);
    return passwordMatches(pool, credentials, password) ? credentials.userId : undefined;
  });
}

/**
 * Runs a proof of a password under the lockout. The proof gives the id of the user who passed it, or undefined.
 *
 * @throws CognitoError NotAuthorizedException as {@link authenticate}.
 */
export function guardSignIn(pool: Pool, username: string, proof: () => string | undefined): User {
  const name = pool.directory.find(username)?.email ?? username;
  pool.lockout.check(name);
  const userId = proof();
  const user = userId === undefined ? undefined : pool.directory.find(userId);
  if (user === undefined) {
    pool.lockout.failed(name);
    throw wrongCredentials();
  }
  pool.lockout.succeeded(name);
  return user;
}

function fixedLength(verifier: bigint): Buffer {
  return Buffer.from(toHex(verifier).padStart(768, '0'), 'hex');
}

/** A UUID of version 4 made from the first bytes of a digest (RFC 9562 section 5.4). */
function uuidFrom(digest: Buffer): string {
  const bytes = Buffer.from(digest.subarray(0, 16));
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x40, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
