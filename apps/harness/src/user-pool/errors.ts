/** The exceptions of the Cognito user pools API that this emulator gives (API reference, "Errors" of each operation). */
export type CognitoErrorType =
  | 'CodeMismatchException'
  | 'ExpiredCodeException'
  | 'ForbiddenException'
  | 'InternalErrorException'
  | 'InvalidParameterException'
  | 'InvalidPasswordException'
  | 'LimitExceededException'
  | 'NotAuthorizedException'
  | 'RefreshTokenReuseException'
  | 'RequestEntityTooLargeException'
  | 'ResourceNotFoundException'
  | 'SerializationException'
  | 'UnknownOperationException'
  | 'UnsupportedTokenTypeException'
  | 'UserNotConfirmedException'
  | 'UserNotFoundException'
  | 'UsernameExistsException';

const STATUSES: Partial<Record<CognitoErrorType, number>> = {
  ForbiddenException: 403,
  RequestEntityTooLargeException: 413,
  InternalErrorException: 500,
};

/** Refuses a request the way the user pools API does. The message goes to the caller: it never holds a password, code or token. */
export class CognitoError extends Error {
  override readonly name = 'CognitoError';
  readonly type: CognitoErrorType;
  /** The HTTP status that goes with the type. */
  readonly status: number;

  constructor(type: CognitoErrorType, message: string) {
    super(message);
    this.type = type;
    this.status = STATUSES[type] ?? 400;
  }
}

/** Wrong password and unknown user alike. */
export function wrongCredentials(): CognitoError {
  return new CognitoError('NotAuthorizedException', 'Incorrect username or password.');
}

/** A value that breaks a constraint of the API's model. `field` is the member's name as the API spells it. */
export function constraintError(field: string, constraint: string): CognitoError {
  const name = field.charAt(0).toLowerCase() + field.slice(1);
  return new CognitoError(
    'InvalidParameterException',
    `1 validation error detected: Value at '${name}' failed to satisfy constraint: ${constraint}`,
  );
}

/** Too many mails or too many guesses. */
export function attemptLimitExceeded(): CognitoError {
  return new CognitoError('LimitExceededException', 'Attempt limit exceeded, please try after some time.');
}
