import { CognitoError, constraintError } from './errors.ts';

const MIN_LENGTH = 8;
const MAX_LENGTH = 256;
/** The characters that count as symbols; a space counts too, since one at either end is refused before. */
const SYMBOL = /[\^$*.[\]{}()?\-"!@#%&/\\,><':;|_~`=+ ]/;

const RULES: readonly (readonly [pattern: RegExp, message: string])[] = [
  [new RegExp(`^.{${MIN_LENGTH},}$`, 's'), 'Password not long enough'],
  [/[A-Z]/, 'Password must have uppercase characters'],
  [/[a-z]/, 'Password must have lowercase characters'],
  [/[0-9]/, 'Password must have numeric characters'],
  [SYMBOL, 'Password must have symbol characters'],
];

/**
 * Cognito's default password policy: at least 8 characters, upper and lower case letters, digits and symbols (Amazon Cognito
 * Developer Guide, "Adding user pool password requirements").
 *
 * @throws CognitoError InvalidPasswordException naming the first broken rule; InvalidParameterException for a password that is
 *   longer than 256 characters, shorter than 2, or has white space at either end.
 */
export function checkPasswordPolicy(password: string, field = 'Password'): void {
  if (password.length > MAX_LENGTH) {
    throw constraintError(field, `Member must have length less than or equal to ${MAX_LENGTH}`);
  }
  if (!/^\S.*\S$/.test(password)) {
    throw constraintError(field, 'Member must satisfy regular expression pattern: [\\S]+.*[\\S]+');
  }
  const broken = RULES.find(([pattern]) => !pattern.test(password));
  if (broken !== undefined) {
    throw new CognitoError('InvalidPasswordException', `Password did not conform with policy: ${broken[1]}`);
  }
}
