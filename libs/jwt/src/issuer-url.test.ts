import { jwksUrl, secureUrl, wellKnownUrl } from './issuer-url.ts';

describe('jwksUrl', () => {
  it.each([
    ['https://issuer.example/pool', 'https://issuer.example/pool/.well-known/jwks.json'],
    ['https://issuer.example/', 'https://issuer.example/.well-known/jwks.json'],
    ['http://127.0.0.1:9229/pool', 'http://127.0.0.1:9229/pool/.well-known/jwks.json'],
    ['http://127.255.255.254/pool', 'http://127.255.255.254/pool/.well-known/jwks.json'],
    ['http://localhost:9229/pool', 'http://localhost:9229/pool/.well-known/jwks.json'],
    ['http://[::1]:9229/pool', 'http://[::1]:9229/pool/.well-known/jwks.json'],
  ])('is, for %s, %s', (issuer, url) => {
    expect(jwksUrl(issuer)).toBe(url);
  });

  it.each([
    'http://issuer.example/pool',
    'http://127.0.0.1.example/pool',
    'http://localhost.example/',
    'ftp://127.0.0.1/',
  ])('asks for https instead of %s', (issuer) => {
    expect(() => jwksUrl(issuer)).toThrow(/must use https/);
  });

  it.each([
    '',
    'pool',
    'https://issuer.example/pool?x',
    'https://issuer.example/#',
    'https://issuer.example/pool#keys',
    'https://a b/',
    ' https://issuer.example/',
    'https://issuer.example/pool\n',
    'https://issuer.example:99999/',
  ])('refuses %j and says which it is', (issuer) => {
    const message = `The issuer "${issuer}" is no URL of the form https://host/path.`;
    expect(() => jwksUrl(issuer)).toThrow(new TypeError(message));
  });

  it.each([
    'https://user:secret@issuer.example/',
    'https://:secret@issuer.example/',
    'https://secret@issuer.example/',
    'http://user:secret@127.0.0.1/',
    'https://user:secret@:port/',
  ])('refuses %s, and does not repeat what may be a password', (issuer) => {
    const message = 'The issuer is no URL of the form https://host/path.';
    expect(() => jwksUrl(issuer)).toThrow(new TypeError(message));
  });
});

describe('wellKnownUrl', () => {
  it.each([
    ['https://issuer.example', 'https://issuer.example/.well-known/openid-configuration'],
    ['https://issuer.example/a/b/', 'https://issuer.example/a/b/.well-known/openid-configuration'],
    ['https://issuer.example/a//', 'https://issuer.example/a//.well-known/openid-configuration'],
    ['https://issuer.example:8443/ä', 'https://issuer.example:8443/ä/.well-known/openid-configuration'],
  ])('is, for %s, %s', (issuer, url) => {
    expect(wellKnownUrl(issuer, 'openid-configuration')).toBe(url);
  });
});

describe('secureUrl', () => {
  it.each(['https://keys.example/', 'https://keys.example/a?tenant=b', 'http://localhost:9229/'])(
    'takes %s, which need not be that of an issuer',
    (text) => {
      expect(secureUrl('The jwks_uri', text).href).toBe(text);
    },
  );

  it('says what is no URL, or not safe', () => {
    expect(() => secureUrl('The jwks_uri', 'keys')).toThrow(
      new TypeError('The jwks_uri "keys" is no URL of the form https://host/path.'),
    );
    expect(() => secureUrl('The jwks_uri', 'http://keys.example/')).toThrow(
      new TypeError(
        'The jwks_uri "http://keys.example/" must use https; plain http is for loopback addresses only.',
      ),
    );
  });
});
