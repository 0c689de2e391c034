import { SessionError, type SessionErrorCode } from './session.ts';

type Action = 'sign-up' | 'confirm' | 'sign-in' | 'reset' | 'sign-out';

const SENTENCES: Record<SessionErrorCode, string> = {
  'wrong-credentials': 'The email address or the password is not right.',
  'user-exists': 'There is already an account with this email address. Sign in instead.',
  'wrong-code': 'This is not the code that was sent. Check it and try again.',
  'expired-code': 'This code is no longer valid. Ask for a new one.',
  'weak-password':
    'This password is too weak. Use a longer one with upper and lower case letters and digits.',
  'invalid-email': 'This does not look like an email address.',
  'too-many-attempts': 'There were too many attempts. Wait a few minutes and try again.',
  offline: 'The sign-in service cannot be reached. Check your connection and try again.',
  expired: 'Your session has ended. Sign in again to go on.',
  unknown: 'Something went wrong. Try again.',
};

export function sessionError(
  code: SessionErrorCode,
  cause?: unknown,
  sentence = SENTENCES[code],
): SessionError {
  return new SessionError(code, sentence, cause === undefined ? undefined : { cause });
}

/**
 * Names of Cognito's exceptions, and of Amplify's own errors, by what they mean to the person.
 * https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/CommonErrors.html and each operation's page.
 */
const CODES: Readonly<Record<string, SessionErrorCode>> = {
  NotAuthorizedException: 'wrong-credentials',
  UserNotFoundException: 'wrong-credentials',
  EmptySignInPassword: 'wrong-credentials',
  UsernameExistsException: 'user-exists',
  AliasExistsException: 'user-exists',
  CodeMismatchException: 'wrong-code',
  EmptyConfirmSignUpCode: 'wrong-code',
  EmptyConfirmResetPasswordConfirmationCode: 'wrong-code',
  ExpiredCodeException: 'expired-code',
  InvalidPasswordException: 'weak-password',
  PasswordHistoryPolicyViolationException: 'weak-password',
  EmptySignUpPassword: 'weak-password',
  EmptyConfirmResetPasswordNewPassword: 'weak-password',
  EmptySignInUsername: 'invalid-email',
  EmptySignUpUsername: 'invalid-email',
  EmptyResetPasswordUsername: 'invalid-email',
  LimitExceededException: 'too-many-attempts',
  TooManyRequestsException: 'too-many-attempts',
  TooManyFailedAttemptsException: 'too-many-attempts',
  NetworkError: 'offline',
};

/** What Amplify threw, for the person at the screen. */
export function toSessionError(error: unknown, action: Action): SessionError {
  if (error instanceof SessionError) return error;
  const { name, message } = error instanceof Error ? error : { name: '', message: '' };
  if (name === 'NotAuthorizedException' && /attempts exceeded/i.test(message)) {
    return sessionError('too-many-attempts', error);
  }
  if (name === 'InvalidParameterException') return invalidParameter(error, message, action);
  if (name === 'CodeDeliveryFailureException') {
    return sessionError('unknown', error, 'The code could not be sent to this address. Try again later.');
  }
  if (name === 'NotAuthorizedException' && action !== 'sign-in') return sessionError('unknown', error);
  return sessionError(CODES[name] ?? 'unknown', error);
}

// Cognito says which parameter in the message only.
function invalidParameter(error: unknown, message: string, action: Action): SessionError {
  if (/already confirmed/i.test(message)) {
    return sessionError('user-exists', error, 'This address is confirmed already. Sign in.');
  }
  if (/password/i.test(message) && !/reset password/i.test(message))
    return sessionError('weak-password', error);
  if (/code/i.test(message)) return sessionError('wrong-code', error);
  if (action === 'reset') {
    const sentence = 'The password of this account cannot be reset, because its address was never confirmed.';
    return sessionError('unknown', error, sentence);
  }
  return sessionError(/email|username/i.test(message) ? 'invalid-email' : 'unknown', error);
}

/** Errors of a renewal after which Amplify, too, gives the tokens up; everything else may pass. */
const ENDED: readonly string[] = [
  'NotAuthorizedException',
  'TokenRevokedException',
  'RefreshTokenReuseException',
  'UserNotFoundException',
  'PasswordResetRequiredException',
  'UserNotConfirmedException',
  'UserUnAuthenticatedException',
  'TokenRefreshException',
];

export const endsSession = (error: unknown): boolean => error instanceof Error && ENDED.includes(error.name);
