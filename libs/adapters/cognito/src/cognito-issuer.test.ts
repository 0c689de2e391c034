import { cognitoIssuer, jwksUrl } from './cognito-issuer.ts';

describe('cognitoIssuer', () => {
  it.each([
    ['eu-west-1_Ab12Cd34E', 'https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_Ab12Cd34E'],
    ['us-gov-west-1_Ab12Cd34E', 'https://cognito-idp.us-gov-west-1.amazonaws.com/us-gov-west-1_Ab12Cd34E'],
    ['eusc-de-east-1_Ab12Cd34E', 'https://cognito-idp.eusc-de-east-1.amazonaws.com/eusc-de-east-1_Ab12Cd34E'],
    ['cn-north-1_Ab12Cd34E', 'https://cognito-idp.cn-north-1.amazonaws.com.cn/cn-north-1_Ab12Cd34E'],
  ])('is, for %s, %s', (userPoolId, issuer) => {
    expect(cognitoIssuer(userPoolId)).toBe(issuer);
  });

  it.each([
    '',
    'eu-west-1',
    '_Ab12',
    'eu-west-1_',
    'eu-west-1_a/b',
    'eu west_1',
    'attacker.example/_a',
    'eu-west-1_a\n',
  ])('refuses %j', (userPoolId) => {
    expect(() => cognitoIssuer(userPoolId)).toThrow(/user pool id/);
  });
});

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
