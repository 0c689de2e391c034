import { randomBytes } from 'node:crypto';
import type { TokenIssuer } from '@notes/adapter-in-memory';
import type { Clock } from '@notes/domain';
import { AttemptLimiter, SignInLockout } from './attempts.ts';
import { BoundedMap } from './bounded-map.ts';
import { CognitoError } from './errors.ts';
import type { Outbox } from './mail.ts';
import { type RequestMembers, requiredText } from './request.ts';
import { Sessions } from './sessions.ts';
import type { PasswordVerifier, ServerKeyPair } from './srp.ts';
import { UserDirectory } from './user-directory.ts';
import { VerificationCodes } from './verification-codes.ts';

const PENDING_CHALLENGES = 1000;

/** Refresh token rotation of the app client, as Cognito's RefreshTokenRotationType has it. */
export interface RefreshTokenRotation {
  /** How long a rotated token is accepted still, 0 to 60 seconds. */
  readonly retryGracePeriodSeconds: number;
}

/** What does not change while the pool runs. */
export interface PoolSettings {
  readonly userPoolId: string;
  readonly clientId: string;
  /** How long ID and access tokens live, in seconds. */
  readonly tokenValidity: number;
  /** Undefined: refresh tokens are not rotated. */
  readonly refreshTokenRotation?: RefreshTokenRotation | undefined;
}

/** A started SRP sign-in that waits for the client's proof. */
export interface PendingChallenge {
  readonly username: string;
  /** What the client was told as USER_ID_FOR_SRP; of nobody when the user does not exist. */
  readonly userId: string;
  readonly password: PasswordVerifier;
  readonly clientPublic: bigint;
  readonly server: ServerKeyPair;
  readonly expiresAt: number;
}

/** Everything that the operations work on. */
export interface Pool {
  readonly settings: PoolSettings;
  readonly clock: Clock;
  readonly tokens: TokenIssuer;
  readonly directory: UserDirectory;
  readonly sessions: Sessions;
  readonly codes: VerificationCodes;
  readonly outbox: Outbox;
  readonly attempts: AttemptLimiter;
  readonly lockout: SignInLockout;
  /** By secret block, in base64. */
  readonly challenges: BoundedMap<string, PendingChallenge>;
  /** Seeds what unknown users are answered; never leaves the process. */
  readonly secret: Buffer;
}

/** One operation of the API: takes the members of a request, gives the members of the response, throws CognitoError. */
export type Operation = (pool: Pool, request: RequestMembers) => Record<string, unknown>;

/** An empty pool. */
export function createPool(parts: Pick<Pool, 'settings' | 'tokens' | 'clock' | 'outbox'>): Pool {
  const { clock } = parts;
  return {
    ...parts,
    directory: new UserDirectory(),
    sessions: new Sessions(clock),
    codes: new VerificationCodes(clock),
    attempts: new AttemptLimiter(clock),
    lockout: new SignInLockout(clock),
    challenges: new BoundedMap(PENDING_CHALLENGES),
    secret: randomBytes(32),
  };
}

/** The part of the pool id after its underscore, which the SRP proofs are bound to. */
export function poolName({ settings }: Pool): string {
  return settings.userPoolId.slice(settings.userPoolId.indexOf('_') + 1);
}

/** @throws CognitoError ResourceNotFoundException when the request names another app client than the pool's. */
export function requireClient({ settings }: Pool, request: RequestMembers): void {
  const clientId = requiredText(request, 'ClientId', { maxLength: 128, pattern: /^[\w+]+$/ });
  if (clientId !== settings.clientId) {
    throw new CognitoError('ResourceNotFoundException', `User pool client ${clientId} does not exist.`);
  }
}

/** What the API takes as a username: an email address or a user id. */
export const USERNAME_LIMITS = { maxLength: 128, pattern: /^[\p{L}\p{M}\p{S}\p{N}\p{P}]+$/u };

/** The Username member. */
export function requireUsername(request: RequestMembers): string {
  return requiredText(request, 'Username', USERNAME_LIMITS);
}
