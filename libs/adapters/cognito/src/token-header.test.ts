import { TokenHeaders } from './token-header.ts';

const encoded = (header: unknown) => Buffer.from(JSON.stringify(header)).toString('base64url');

describe('TokenHeaders', () => {
  it.each([undefined, 'JWT', 'jwt', 'at+jwt', 'application/at+jwt', 'application/JWT'])(
    'accepts the type %s',
    (typ) => {
      expect(new TokenHeaders().kidOf(encoded({ alg: 'RS256', kid: 'one', typ }))).toBe('one');
    },
  );

  it.each(['JWS', 'dpop+jwt', 'logout+jwt', '', 1, null, ['JWT']])('refuses the type %j', (typ) => {
    const header = encoded({ alg: 'RS256', kid: 'one', typ });
    expect(() => new TokenHeaders().kidOf(header)).toThrow(expect.objectContaining({ reason: 'algorithm' }));
  });

  it('goes on when more headers come than it remembers', () => {
    const headers = new TokenHeaders();
    for (let round = 0; round < 2; round++) {
      for (let index = 0; index < 100; index++) {
        expect(headers.kidOf(encoded({ alg: 'RS256', kid: `key-${index}` }))).toBe(`key-${index}`);
      }
    }
  });

  it('remembers no header that it refused', () => {
    const headers = new TokenHeaders();
    const header = encoded({ alg: 'none', kid: 'one' });
    for (let round = 0; round < 2; round++) expect(() => headers.kidOf(header)).toThrow(/RS256/);
  });
});
