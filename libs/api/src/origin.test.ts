import { isOrigin } from './origin.ts';

describe('isOrigin', () => {
  it.each(['https://notes.example.com', 'http://127.0.0.1:5173', 'http://localhost'])('takes %j', (value) => {
    expect(isOrigin(value)).toBe(true);
  });

  it.each([
    '',
    '*',
    'null',
    'notes.example.com',
    'https://x.example/',
    'https://x.example:443',
    'HTTPS://x.example',
  ])('refuses %j', (value) => {
    expect(isOrigin(value)).toBe(false);
  });
});
