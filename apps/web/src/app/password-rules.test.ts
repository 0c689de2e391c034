import { passwordRules } from './password-rules.ts';

const unmet = (password: string) =>
  passwordRules(password)
    .filter(({ met }) => !met)
    .map(({ text }) => text);

describe('passwordRules', () => {
  it('are all kept by a good password', () => {
    expect(unmet('Correct-horse-7')).toEqual([]);
  });

  it.each([
    ['Correct-7', 'At least 12 characters'],
    ['CORRECT-HORSE-7', 'A small letter'],
    ['correct-horse-7', 'A capital letter'],
    ['Correct-horse-x', 'A digit'],
    ['Correct horse 7', 'A symbol, such as - or !'],
  ])('%j breaks one: %s', (password, rule) => {
    expect(unmet(password)).toEqual([rule]);
  });
});
