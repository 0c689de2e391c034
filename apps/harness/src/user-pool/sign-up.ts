import { randomUUID } from 'node:crypto';
import { deliverCode, deliveryDetails } from './code-delivery.ts';
import { CognitoError, attemptLimitExceeded } from './errors.ts';
import { checkPasswordPolicy } from './password-policy.ts';
import { type Operation, type Pool, poolName, requireClient, requireUsername } from './pool.ts';
import { attributeList, requiredText } from './request.ts';
import { createPasswordVerifier } from './srp.ts';
import type { User } from './user-directory.ts';
import { codeMismatch } from './verification-codes.ts';

const MAX_USERS = 10_000;
const MAX_ATTRIBUTE_LENGTH = 2048;
const EMAIL = /^[^\s@]+@[^\s@.]+(\.[^\s@.]+)+$/;
const READ_ONLY_ATTRIBUTES = ['sub', 'email_verified', 'phone_number_verified', 'identities'];
/** Standard attributes (OpenID Connect Core 1.0 section 5.1) that may be set at sign-up and come back as they are. */
const STANDARD_ATTRIBUTES = [
  ...['birthdate', 'family_name', 'gender', 'given_name', 'locale', 'middle_name', 'name', 'nickname'],
  ...['picture', 'preferred_username', 'profile', 'website', 'zoneinfo'],
];

/** What a new user is made from. */
export interface NewUser {
  readonly id?: string;
  readonly email: string;
  readonly password: string;
  readonly groups?: readonly string[];
  readonly attributes?: ReadonlyMap<string, string>;
  readonly confirmed: boolean;
}

/**
 * Adds a user, with a fresh id unless one is given.
 *
 * @throws CognitoError InvalidParameterException for an email address that is none, InvalidPasswordException,
 *   UsernameExistsException.
 */
export function addUser(pool: Pool, newUser: NewUser): User {
  const {
    id = randomUUID(),
    email,
    password,
    groups = [],
    attributes = new Map<string, string>(),
    confirmed,
  } = newUser;
  if (!EMAIL.test(email)) {
    throw new CognitoError('InvalidParameterException', 'Username should be an email.');
  }
  checkPasswordPolicy(password);
  if (pool.directory.find(email) !== undefined) {
    throw new CognitoError('UsernameExistsException', 'An account with the given email already exists.');
  }
  if (pool.directory.size >= MAX_USERS) {
    throw attemptLimitExceeded();
  }
  const verifier = createPasswordVerifier({ poolName: poolName(pool), userId: id }, password);
  const user: User = { id, email, groups, attributes, confirmed, password: verifier };
  pool.directory.add(user);
  return user;
}

/** SignUp: adds an unconfirmed user and mails a code. */
export const signUp: Operation = (pool, request) => {
  requireClient(pool, request);
  const email = requireUsername(request);
  const password = requiredText(request, 'Password');
  const attributes = new Map(attributeList(request, 'UserAttributes'));
  const emailAttribute = attributes.get('email') ?? email;
  attributes.delete('email');
  if (emailAttribute.toLowerCase() !== email.toLowerCase()) {
    throw new CognitoError('InvalidParameterException', 'The email attribute must be the username.');
  }
  checkAttributes(attributes);
  const user = addUser(pool, { email, password, attributes, confirmed: false });
  const details = deliverCode(pool, user, 'sign-up');
  return { UserConfirmed: false, UserSub: user.id, CodeDeliveryDetails: details };
};

/** ConfirmSignUp: takes the mailed code. An unknown user is answered as if the code were wrong. */
export const confirmSignUp: Operation = (pool, request) => {
  requireClient(pool, request);
  const username = requireUsername(request);
  const code = requiredText(request, 'ConfirmationCode', { maxLength: 2048, pattern: /^\S+$/ });
  pool.attempts.count('code-guess', username);
  const user = pool.directory.find(username);
  if (user === undefined) {
    throw codeMismatch();
  }
  if (user.confirmed) {
    throw new CognitoError('NotAuthorizedException', 'User cannot be confirmed. Current status is CONFIRMED');
  }
  pool.codes.check('sign-up', user.id, code);
  pool.codes.consume('sign-up', user.id);
  user.confirmed = true;
  return {};
};

/** ResendConfirmationCode: mails another code. An unknown user is told of a mail too. */
export const resendConfirmationCode: Operation = (pool, request) => {
  requireClient(pool, request);
  const username = requireUsername(request);
  pool.attempts.count('code-request', username);
  const user = pool.directory.find(username);
  if (user?.confirmed === true) {
    throw new CognitoError('InvalidParameterException', 'User is already confirmed.');
  }
  const details = user === undefined ? deliveryDetails(username) : deliverCode(pool, user, 'sign-up');
  return { CodeDeliveryDetails: details };
};

function checkAttributes(attributes: ReadonlyMap<string, string>): void {
  for (const [name, value] of attributes) {
    if (READ_ONLY_ATTRIBUTES.includes(name)) {
      throw new CognitoError('NotAuthorizedException', 'A client attempted to write unauthorized attribute');
    }
    if (!STANDARD_ATTRIBUTES.includes(name)) {
      const detail = `Type for attribute {${name}} could not be determined`;
      throw new CognitoError(
        'InvalidParameterException',
        `Attributes did not conform to the schema: ${detail}`,
      );
    }
    if (value.length > MAX_ATTRIBUTE_LENGTH) {
      const detail = `${name}: String must be no longer than ${MAX_ATTRIBUTE_LENGTH} characters`;
      throw new CognitoError(
        'InvalidParameterException',
        `Attributes did not conform to the schema: ${detail}`,
      );
    }
  }
}
