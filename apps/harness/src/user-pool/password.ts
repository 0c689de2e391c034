import { authorizeUser } from './access-token.ts';
import { deliverCode, deliveryDetails } from './code-delivery.ts';
import { passwordMatches } from './credentials.ts';
import { wrongCredentials } from './errors.ts';
import { checkPasswordPolicy } from './password-policy.ts';
import { type Operation, type Pool, poolName, requireClient, requireUsername } from './pool.ts';
import { requiredText } from './request.ts';
import { createPasswordVerifier } from './srp.ts';
import type { User } from './user-directory.ts';
import { codeMismatch } from './verification-codes.ts';

/** ForgotPassword: mails a code. A user who is unknown or has no verified address is told of a mail that is not sent. */
export const forgotPassword: Operation = (pool, request) => {
  requireClient(pool, request);
  const username = requireUsername(request);
  pool.attempts.count('code-request', username);
  const user = pool.directory.find(username);
  if (user?.confirmed !== true) {
    return { CodeDeliveryDetails: deliveryDetails(user?.email ?? username) };
  }
  return { CodeDeliveryDetails: deliverCode(pool, user, 'forgot-password') };
};

/** ConfirmForgotPassword: sets a new password with the mailed code. A password that breaks the policy leaves the code valid. */
export const confirmForgotPassword: Operation = (pool, request) => {
  requireClient(pool, request);
  const username = requireUsername(request);
  const code = requiredText(request, 'ConfirmationCode', { maxLength: 2048, pattern: /^\S+$/ });
  const password = requiredText(request, 'Password');
  pool.attempts.count('code-guess', username);
  const user = pool.directory.find(username);
  if (user === undefined) {
    throw codeMismatch();
  }
  pool.codes.check('forgot-password', user.id, code);
  checkPasswordPolicy(password);
  pool.codes.consume('forgot-password', user.id);
  setPassword(pool, user, password);
  pool.lockout.succeeded(user.email);
  return {};
};

/** ChangePassword: for a signed-in user who knows the old one. */
export const changePassword: Operation = (pool, request) => {
  const previous = requiredText(request, 'PreviousPassword');
  const proposed = requiredText(request, 'ProposedPassword');
  const user = authorizeUser(pool, request);
  pool.attempts.count('password-guess', user.id);
  if (!passwordMatches(pool, { userId: user.id, password: user.password }, previous)) {
    throw wrongCredentials();
  }
  checkPasswordPolicy(proposed, 'ProposedPassword');
  setPassword(pool, user, proposed);
  return {};
};

function setPassword(pool: Pool, user: User, password: string): void {
  user.password = createPasswordVerifier({ poolName: poolName(pool), userId: user.id }, password);
  pool.sessions.revokeAll(user.id);
}
