import { randomBytes, timingSafeEqual } from 'node:crypto';
import { completeSignIn } from './authentication.ts';
import { findCredentials, guardSignIn } from './credentials.ts';
import { CognitoError } from './errors.ts';
import { type PendingChallenge, type Pool, USERNAME_LIMITS, poolName } from './pool.ts';
import { type RequestMembers, requiredParameter } from './request.ts';
import { createServerKeyPair, deriveSessionKey, parsePublicValue, signPasswordClaim, toHex } from './srp.ts';

/** Cognito's default AuthSessionValidity: 3 minutes, in milliseconds. */
const CHALLENGE_VALIDITY = 3 * 60_000;
const SECRET_BLOCK_BYTES = 64;
const TIMESTAMP =
  /^(Mon|Tue|Wed|Thu|Fri|Sat|Sun) (Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) [0-9]{1,2} [0-9]{2}:[0-9]{2}:[0-9]{2} UTC [0-9]{4}$/;

/** Step one, USER_SRP_AUTH: answers A with B and the salt. An unknown user gets a challenge too, one that nobody can pass. */
export function startSrpSignIn(pool: Pool, parameters: RequestMembers): Record<string, unknown> {
  const username = requiredParameter(parameters, 'USERNAME', USERNAME_LIMITS);
  const clientPublic = parsePublicValue(requiredParameter(parameters, 'SRP_A'));
  if (clientPublic === undefined) {
    throw new CognitoError('InvalidParameterException', 'SRP_A is not a valid public value.');
  }
  const { userId, password } = findCredentials(pool, username);
  const server = createServerKeyPair(password);
  const secretBlock = randomBytes(SECRET_BLOCK_BYTES).toString('base64');
  const expiresAt = pool.clock.now() + CHALLENGE_VALIDITY;
  pool.challenges.set(secretBlock, { username, userId, password, clientPublic, server, expiresAt });
  return {
    ChallengeName: 'PASSWORD_VERIFIER',
    ChallengeParameters: {
      SALT: toHex(password.salt),
      SECRET_BLOCK: secretBlock,
      SRP_B: toHex(server.public),
      USERNAME: userId,
      USER_ID_FOR_SRP: userId,
    },
  };
}

/** Step two, PASSWORD_VERIFIER: checks the proof. A challenge can be answered once, rightly or wrongly. */
export function finishSrpSignIn(pool: Pool, responses: RequestMembers): Record<string, unknown> {
  const username = requiredParameter(responses, 'USERNAME');
  const secretBlock = requiredParameter(responses, 'PASSWORD_CLAIM_SECRET_BLOCK');
  const signature = requiredParameter(responses, 'PASSWORD_CLAIM_SIGNATURE');
  const timestamp = requiredParameter(responses, 'TIMESTAMP');
  if (!TIMESTAMP.test(timestamp)) {
    const message = 'TIMESTAMP format should be EEE MMM d HH:mm:ss z yyyy in english.';
    throw new CognitoError('InvalidParameterException', message);
  }
  const challenge = takeChallenge(pool, secretBlock, username);
  const user = guardSignIn(pool, challenge.username, () => {
    const key = deriveSessionKey(challenge.clientPublic, challenge.server, challenge.password);
    const identity = { poolName: poolName(pool), userId: challenge.userId };
    const expected = signPasswordClaim(key, identity, Buffer.from(secretBlock, 'base64'), timestamp);
    const given = Buffer.from(signature, 'base64');
    const proven = given.length === expected.length && timingSafeEqual(given, expected);
    return proven && isCurrent(pool, challenge) ? challenge.userId : undefined;
  });
  return { AuthenticationResult: completeSignIn(pool, user), ChallengeParameters: {} };
}

function takeChallenge(pool: Pool, secretBlock: string, username: string): PendingChallenge {
  const challenge = pool.challenges.get(secretBlock);
  pool.challenges.delete(secretBlock);
  const names = [challenge?.username, challenge?.userId].map((name) => name?.toLowerCase());
  if (
    challenge === undefined ||
    challenge.expiresAt <= pool.clock.now() ||
    !names.includes(username.toLowerCase())
  ) {
    const message = 'Invalid session for the user, session is expired.';
    throw new CognitoError('NotAuthorizedException', message);
  }
  return challenge;
}

/** The password may have been changed since the challenge was made. */
function isCurrent(pool: Pool, { userId, password }: PendingChallenge): boolean {
  return pool.directory.find(userId)?.password === password;
}
