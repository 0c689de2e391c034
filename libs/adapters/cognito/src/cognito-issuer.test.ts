import { cognitoIssuer } from './cognito-issuer.ts';

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
