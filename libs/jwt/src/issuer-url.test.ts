import { jwksUrl } from './issuer-url.ts';

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
    'https://user:pw@issuer.example/',
    'https://a b/',
  ])('refuses %j', (issuer) => {
    expect(() => jwksUrl(issuer)).toThrow(/no URL/);
  });
});
