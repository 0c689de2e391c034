import { SessionError, type SessionErrorCode } from './session.ts';
import { toSessionError } from './session-errors.ts';

type Action = Parameters<typeof toSessionError>[1];

const failure = (name: string, message = name) => Object.assign(new Error(message), { name });

// The messages are Cognito's own.
it.each<[Action, string, string, SessionErrorCode]>([
  ['sign-in', 'NotAuthorizedException', 'Incorrect username or password.', 'wrong-credentials'],
  ['sign-in', 'NotAuthorizedException', 'Password attempts exceeded', 'too-many-attempts'],
  ['sign-in', 'UserNotFoundException', 'User does not exist.', 'wrong-credentials'],
  ['sign-in', 'NetworkError', 'A network error has occurred.', 'offline'],
  ['sign-in', 'TooManyRequestsException', 'Rate exceeded', 'too-many-attempts'],
  ['sign-in', 'EmptySignInUsername', '', 'invalid-email'],
  ['sign-up', 'UsernameExistsException', 'User already exists', 'user-exists'],
  ['sign-up', 'InvalidPasswordException', 'Password did not conform with policy', 'weak-password'],
  ['sign-up', 'InvalidParameterException', 'Invalid email address format.', 'invalid-email'],
  ['sign-up', 'InvalidParameterException', 'Username should be an email.', 'invalid-email'],
  [
    'sign-up',
    'InvalidParameterException',
    "Value at 'password' failed to satisfy constraint",
    'weak-password',
  ],
  ['sign-up', 'InvalidParameterException', 'Something new', 'unknown'],
  ['sign-up', 'NotAuthorizedException', 'SignUp is not permitted for this user pool', 'unknown'],
  ['sign-up', 'CodeDeliveryFailureException', '', 'unknown'],
  ['confirm', 'CodeMismatchException', 'Invalid verification code provided, please try again.', 'wrong-code'],
  ['confirm', 'ExpiredCodeException', 'Invalid code provided, please request a code again.', 'expired-code'],
  ['confirm', 'InvalidParameterException', 'User is already confirmed.', 'user-exists'],
  [
    'confirm',
    'InvalidParameterException',
    "Value at 'confirmationCode' failed to satisfy constraint",
    'wrong-code',
  ],
  [
    'reset',
    'LimitExceededException',
    'Attempt limit exceeded, please try after some time.',
    'too-many-attempts',
  ],
  [
    'reset',
    'InvalidParameterException',
    'Cannot reset password for the user as there is no registered/verified email or phone_number',
    'unknown',
  ],
  ['reset', 'Something', '', 'unknown'],
])('%s: %s (%s) is %s', (action, name, message, code) => {
  const error = failure(name, message);
  const mapped = toSessionError(error, action);
  expect(mapped).toMatchObject({ code, cause: error });
  expect(mapped.message).toMatch(/^[A-Z].*\.$/);
  expect(mapped.message).not.toContain('Exception');
});

it('takes anything, and leaves its own as they are', () => {
  expect(toSessionError('text', 'sign-in').code).toBe('unknown');
  const own = new SessionError('expired', 'x');
  expect(toSessionError(own, 'sign-in')).toBe(own);
});
