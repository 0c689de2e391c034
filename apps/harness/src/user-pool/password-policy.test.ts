import { checkPasswordPolicy } from './password-policy.ts';

describe('checkPasswordPolicy', () => {
  it.each([
    'Sunny-Day-1',
    'Aa1!aaaa',
    'Aa1 aaaa',
    'Aa1+aaaa',
    'Aa1\\aaaa',
    'Ää Aa1~äää',
    `Aa1!${'a'.repeat(252)}`,
  ])('takes %p', (password) => {
    expect(() => {
      checkPasswordPolicy(password);
    }).not.toThrow();
  });

  it.each([
    ['Aa1!aaa', 'Password not long enough'],
    ['aa1!aaaa', 'Password must have uppercase characters'],
    ['ää1!Äaaa', 'Password must have uppercase characters'],
    ['AA1!AAAA', 'Password must have lowercase characters'],
    ['Aaa!aaaa', 'Password must have numeric characters'],
    ['Aaa!aaa٣', 'Password must have numeric characters'],
    ['Aa1aaaaa', 'Password must have symbol characters'],
    ['Aa1aaaa€', 'Password must have symbol characters'],
  ])('refuses %p', (password, rule) => {
    expect(() => {
      checkPasswordPolicy(password);
    }).toThrow(
      expect.objectContaining({
        type: 'InvalidPasswordException',
        message: `Password did not conform with policy: ${rule}`,
      }),
    );
  });

  it.each([' Aa1!aaaa', 'Aa1!aaaa ', 'Aa1!\naaaa', 'A', `Aa1!${'a'.repeat(253)}`])(
    'calls %p a broken constraint',
    (password) => {
      expect(() => {
        checkPasswordPolicy(password, 'ProposedPassword');
      }).toThrow(
        expect.objectContaining({
          type: 'InvalidParameterException',
          message: expect.stringContaining(
            "Value at 'proposedPassword' failed to satisfy constraint",
          ) as string,
        }),
      );
    },
  );
});
