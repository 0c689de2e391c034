import { deploy as deployAll } from './test-support/deployments.ts';

const deploy = (context: Readonly<Record<string, unknown>> = {}) => deployAll({ web: false, ...context });

const propertiesOf = (context: Readonly<Record<string, unknown>>, type: string) =>
  deploy(context)
    .ofType(type)
    .map(({ Properties }) => Properties);

describe('the user pool', () => {
  const { ofType } = deploy();

  it('signs in by email, with a strong password and an optional second factor', () => {
    expect(ofType('AWS::Cognito::UserPool').map(({ Properties }) => Properties)).toMatchObject([
      {
        UsernameAttributes: ['email'],
        AutoVerifiedAttributes: ['email'],
        Policies: {
          PasswordPolicy: {
            MinimumLength: 12,
            RequireLowercase: true,
            RequireUppercase: true,
            RequireNumbers: true,
            RequireSymbols: true,
          },
        },
        MfaConfiguration: 'OPTIONAL',
        EnabledMfas: ['SOFTWARE_TOKEN_MFA'],
        AccountRecoverySetting: { RecoveryMechanisms: [{ Name: 'verified_email', Priority: 1 }] },
      },
    ]);
  });

  it('has a client without a secret that signs in by SRP only', () => {
    const [client] = ofType('AWS::Cognito::UserPoolClient').map(({ Properties }) => Properties);
    expect(client).toMatchObject({
      GenerateSecret: false,
      ExplicitAuthFlows: ['ALLOW_USER_SRP_AUTH'],
      AllowedOAuthFlowsUserPoolClient: false,
      PreventUserExistenceErrors: 'ENABLED',
      EnableTokenRevocation: true,
      RefreshTokenRotation: { Feature: 'ENABLED', RetryGracePeriodSeconds: 30 },
      AccessTokenValidity: 15,
      IdTokenValidity: 15,
    });
  });

  it('has groups, and scopes to read and to write', () => {
    expect(ofType('AWS::Cognito::UserPoolGroup').map(({ Properties }) => Properties['GroupName'])).toEqual([
      'administrators',
      'members',
    ]);
    expect(ofType('AWS::Cognito::UserPoolResourceServer')[0]?.Properties).toMatchObject({
      Identifier: 'notes',
      Scopes: [{ ScopeName: 'read' }, { ScopeName: 'write' }],
    });
  });

  it.each([
    ['off', 'OFF', undefined],
    ['required', 'ON', ['SOFTWARE_TOKEN_MFA']],
  ])('has a second factor that is %s', (mfa, MfaConfiguration, EnabledMfas) => {
    const [pool] = propertiesOf({ mfa }, 'AWS::Cognito::UserPool');
    expect([pool?.['MfaConfiguration'], pool?.['EnabledMfas']]).toEqual([MfaConfiguration, EnabledMfas]);
  });

  it('names its issuer, or another one', () => {
    const issuerOf = (context: Readonly<Record<string, unknown>>) =>
      JSON.stringify(deploy(context).auth.findOutputs('Issuer')['Issuer']);
    expect(issuerOf({})).toMatch(/"https:\/\/",\{"Fn::GetAtt":\["UserPool[^"]*","ProviderName"\]\}/);
    expect(issuerOf({ issuer: 'https://issuer.example/{userPoolId}' })).toMatch(
      /"https:\/\/issuer\.example\/",\{"Ref":"UserPool/,
    );
  });

  it('takes a plain password only when asked to', () => {
    const [client] = propertiesOf({ passwordAuth: true }, 'AWS::Cognito::UserPoolClient');
    expect(client?.['ExplicitAuthFlows']).toEqual(['ALLOW_USER_PASSWORD_AUTH', 'ALLOW_USER_SRP_AUTH']);
  });
});

describe('the table', () => {
  it("has the adapter's keys, pays by request and can be restored", () => {
    expect(propertiesOf({}, 'AWS::DynamoDB::Table')).toMatchObject([
      {
        TableName: 'Notes',
        KeySchema: [
          { AttributeName: 'userId', KeyType: 'HASH' },
          { AttributeName: 'noteId', KeyType: 'RANGE' },
        ],
        AttributeDefinitions: [
          { AttributeName: 'userId', AttributeType: 'S' },
          { AttributeName: 'noteId', AttributeType: 'S' },
        ],
        BillingMode: 'PAY_PER_REQUEST',
        PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
        SSESpecification: { SSEEnabled: true },
      },
    ]);
  });

  it("is encrypted with the customer's key when asked to", () => {
    const { ofType } = deploy({ tableKey: 'customer', prefix: 'Staging' });
    expect(ofType('AWS::DynamoDB::Table')[0]?.Properties).toMatchObject({
      TableName: 'Staging',
      SSESpecification: { SSEEnabled: true, SSEType: 'KMS', KMSMasterKeyId: expect.anything() },
    });
    expect(ofType('AWS::KMS::Key')[0]?.Properties).toMatchObject({ EnableKeyRotation: true });
  });
});
