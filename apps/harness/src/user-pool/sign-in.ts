import { completeSignIn, issueTokens } from './authentication.ts';
import { authenticate } from './credentials.ts';
import { CognitoError } from './errors.ts';
import { type Operation, type Pool, USERNAME_LIMITS, requireClient } from './pool.ts';
import { type RequestMembers, requiredParameter, requiredText, textMap } from './request.ts';
import { finishSrpSignIn, startSrpSignIn } from './srp-sign-in.ts';

type Step = (pool: Pool, parameters: RequestMembers) => Record<string, unknown>;

const FLOWS: ReadonlyMap<string, Step> = new Map([
  ['USER_SRP_AUTH', startSrpSignIn],
  ['USER_PASSWORD_AUTH', signInWithPassword],
  ['REFRESH_TOKEN_AUTH', refreshWithoutRotation],
  ['REFRESH_TOKEN', refreshWithoutRotation],
]);

/** InitiateAuth: the flows USER_SRP_AUTH, USER_PASSWORD_AUTH and REFRESH_TOKEN_AUTH (also spelled REFRESH_TOKEN). */
export const initiateAuth: Operation = (pool, request) => {
  requireClient(pool, request);
  const flow = FLOWS.get(requiredText(request, 'AuthFlow'));
  if (flow === undefined) {
    throw flowNotSupported();
  }
  return flow(pool, textMap(request, 'AuthParameters'));
};

/** RespondToAuthChallenge: the challenge PASSWORD_VERIFIER. */
export const respondToAuthChallenge: Operation = (pool, request) => {
  requireClient(pool, request);
  if (requiredText(request, 'ChallengeName') !== 'PASSWORD_VERIFIER') {
    throw new CognitoError('InvalidParameterException', 'Challenge not supported.');
  }
  return finishSrpSignIn(pool, textMap(request, 'ChallengeResponses'));
};

function signInWithPassword(pool: Pool, parameters: RequestMembers): Record<string, unknown> {
  const username = requiredParameter(parameters, 'USERNAME', USERNAME_LIMITS);
  const user = authenticate(pool, username, requiredParameter(parameters, 'PASSWORD'));
  return { AuthenticationResult: completeSignIn(pool, user), ChallengeParameters: {} };
}

/** An app client with refresh token rotation cannot use this flow (Amazon Cognito Developer Guide, "Refresh tokens"). */
function refreshWithoutRotation(pool: Pool, parameters: RequestMembers): Record<string, unknown> {
  if (pool.settings.refreshTokenRotation !== undefined) {
    throw flowNotSupported();
  }
  const session = pool.sessions.redeem(requiredParameter(parameters, 'REFRESH_TOKEN'));
  return { AuthenticationResult: issueTokens(pool, session), ChallengeParameters: {} };
}

function flowNotSupported(): CognitoError {
  return new CognitoError('InvalidParameterException', 'Initiate Auth method not supported.');
}
