import { TokenHeaders } from './token-header.ts';

const encoded = (header: unknown) => Buffer.from(JSON.stringify(header)).toString('base64url');

describe('TokenHeaders', () => {
  it.each([undefined, 'JWT', 'jwt', 'at+jwt', 'application/at+jwt', 'application/JWT'])(
    'accepts the type %s',
    (typ) => {
      expect(new TokenHeaders().read(encoded({ alg: 'RS256', kid: 'one', typ })).keyId).toBe('RS256 one');
    },
  );

  it.each(['JWS', 'x/jwt', 'atapplication/+jwt', 'dpop+jwt', 'logout+jwt', '', 1, null, ['JWT']])(
    'refuses the type %j',
    (typ) => {
      const header = encoded({ alg: 'RS256', kid: 'one', typ });
      expect(() => new TokenHeaders().read(header)).toThrow(expect.objectContaining({ reason: 'algorithm' }));
    },
  );

  it.each([
    [{ kid: 'one' }, 'algorithm', 'its algorithm is not RS256'],
    [{ alg: 'RS256', kid: 'one', crit: [] }, 'algorithm', 'its header asks for an extension'],
    [{ alg: 'RS256', kid: 'one', b64: true }, 'algorithm', 'its header asks for an extension'],
    [{ alg: 'RS256', kid: 'one', cty: 'JWT' }, 'algorithm', 'it is nested'],
    [{ alg: 'RS256', kid: 'one', typ: 'JWS' }, 'algorithm', 'its type is not that of a JWT'],
    [{ alg: 'RS256' }, 'unknown-key', 'it has no kid'],
    [{ alg: 'RS256', kid: '' }, 'unknown-key', 'it has no kid'],
    [{ alg: 'RS256', kid: 1 }, 'malformed', 'its kid is no text'],
    [{ alg: 'RS256', kid: null }, 'malformed', 'its kid is no text'],
  ])('refuses the header %j and says why', (header, reason, detail) => {
    expect(() => new TokenHeaders().read(encoded(header))).toThrow(
      expect.objectContaining({ reason, message: `The token is refused: ${detail}.` }),
    );
  });

  it.each<[readonly string[] | undefined, string, boolean]>([
    [undefined, 'RS256', true],
    [undefined, 'PS256', false],
    [['ES256', 'EdDSA'], 'ES256', true],
    [['ES256', 'EdDSA'], 'EdDSA', true],
    [['ES256', 'EdDSA'], 'RS256', false],
    [['ES256', 'EdDSA'], 'EDDSA', false],
    [['ES256', 'EdDSA'], 'ES256 or EdDSA', false],
    [[], 'RS256', false],
  ])('allows with the list %j the algorithm %s: %j', (algorithms, alg, isAllowed) => {
    const read = () => new TokenHeaders(algorithms).read(encoded({ alg, kid: 'one' }));
    if (isAllowed) expect(read()).toEqual({ algorithm: alg, keyId: `${alg} one` });
    else expect(read).toThrow(expect.objectContaining({ reason: 'algorithm' }));
  });

  it.each([undefined, null, 256, ['RS256'], { RS256: true }, 'none', 'rs256', 'RS256 '])(
    'refuses the algorithm %j and names those allowed',
    (alg) => {
      const header = encoded({ alg, kid: 'one' });
      const message = 'The token is refused: its algorithm is not RS256 or ES256.';
      expect(() => new TokenHeaders(['RS256', 'ES256']).read(header)).toThrow(
        expect.objectContaining({ reason: 'algorithm', message }),
      );
    },
  );

  it('says of which type a token is, and nothing where the header does not', () => {
    const read = (typ?: string) => new TokenHeaders().read(encoded({ alg: 'RS256', kid: 'one', typ }));
    const header = { algorithm: 'RS256', keyId: 'RS256 one' };
    expect(read('application/AT+JWT')).toEqual({ ...header, type: 'at+jwt' });
    expect(read('JWT')).toEqual({ ...header, type: 'jwt' });
    expect(read()).not.toHaveProperty('type');
  });

  it('passes over what a header says about keys elsewhere', () => {
    const elsewhere = {
      jku: 'https://attacker.example',
      jwk: { kty: 'oct' },
      x5u: 'https://attacker.example',
    };
    const header = encoded({ alg: 'RS256', kid: 'one', ...elsewhere });
    expect(new TokenHeaders().read(header)).toEqual({ algorithm: 'RS256', keyId: 'RS256 one' });
  });

  it('gives the same answer for a header that it remembers', () => {
    const headers = new TokenHeaders();
    const header = encoded({ alg: 'RS256', kid: 'one' });
    expect(headers.read(header)).toBe(headers.read(header));
    expect(headers.size).toBe(1);
  });

  it('goes on when more headers come than it remembers', () => {
    const headers = new TokenHeaders();
    const sizes = new Set<number>();
    for (let round = 0; round < 2; round++) {
      for (let index = 0; index < 100; index++) {
        expect(headers.read(encoded({ alg: 'RS256', kid: `key-${index}` })).keyId).toBe(`RS256 key-${index}`);
        sizes.add(headers.size);
      }
    }
    expect(Math.max(...sizes)).toBe(32);
  });

  it('remembers no header that it refused', () => {
    const headers = new TokenHeaders();
    const header = encoded({ alg: 'none', kid: 'one' });
    for (let round = 0; round < 2; round++) expect(() => headers.read(header)).toThrow(/RS256/);
    expect(headers.size).toBe(0);
  });
});
