export interface PasswordRule {
  readonly text: string;
  readonly met: boolean;
}

/**
 * The rules of the user pool's password policy and which of them a password keeps. They are advice: the pool decides, and another pool may be
 * less strict.
 */
export function passwordRules(password: string): readonly PasswordRule[] {
  return [
    { text: 'At least 12 characters', met: [...password].length >= 12 },
    { text: 'A small letter', met: /[a-z]/.test(password) },
    { text: 'A capital letter', met: /[A-Z]/.test(password) },
    { text: 'A digit', met: /\d/.test(password) },
    { text: 'A symbol, such as - or !', met: /[^A-Za-z0-9\s]/.test(password) },
  ];
}
