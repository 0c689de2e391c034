import { readConfig } from './config.ts';

const read = (context: Readonly<Record<string, unknown>>) => readConfig((name) => context[name]);

describe('readConfig', () => {
  it('has a default for everything', () => {
    expect(read({})).toEqual({
      prefix: 'Notes',
      gateway: 'rest',
      authorizer: 'lambda',
      integration: 'proxy',
      authorizerTtl: 60,
      allowedOrigins: [],
      mfa: 'optional',
      groups: ['administrators', 'members'],
      passwordAuth: false,
      ephemeral: false,
      tableKey: 'aws',
      keySetRevision: '1',
      throttle: { rateLimit: 100, burstLimit: 200 },
      concurrency: {},
      accountLogRole: true,
      operations: true,
      web: true,
    });
  });

  it('takes texts from the command line and JSON from cdk.json', () => {
    const expected = {
      authorizerTtl: 0,
      ephemeral: true,
      allowedOrigins: ['https://a.example', 'http://localhost:3000'],
      throttle: { rateLimit: 5, burstLimit: 200 },
    };
    const origins = expected.allowedOrigins;
    expect(
      read({ authorizerTtl: '0', ephemeral: 'true', allowedOrigins: origins.join(' , '), throttleRate: '5' }),
    ).toMatchObject(expected);
    expect(
      read({ authorizerTtl: 0, ephemeral: true, allowedOrigins: origins, throttleRate: 5 }),
    ).toMatchObject(expected);
  });

  it('takes every option', () => {
    expect(
      read({
        issuer: 'https://issuer.example/{userPoolId}',
        keySetUrl: 'https://keys.example',
        readScopes: 'aws.cognito.signin.user.admin',
        writeScopes: 'notes/write,aws.cognito.signin.user.admin',
        waf: true,
        domainName: 'api.example.com',
        certificateArn: 'arn:cert',
        hostedZoneId: 'Z1',
        hostedZoneName: 'example.com',
        web: true,
        webDomainName: 'example.com',
        webCertificateArn: 'arn:aws:acm:us-east-1:123456789012:certificate/a1b2',
        authorizerConcurrency: 5,
        notesConcurrency: 7,
        alarmEmail: 'ops@example.com',
        alarmTopicArn: 'arn:topic',
      }),
    ).toMatchObject({
      issuer: 'https://issuer.example/{userPoolId}',
      keySetUrl: 'https://keys.example',
      scopes: {
        read: ['aws.cognito.signin.user.admin'],
        write: ['notes/write', 'aws.cognito.signin.user.admin'],
      },
      wafRateLimit: 2000,
      domain: {
        name: 'api.example.com',
        certificateArn: 'arn:cert',
        hostedZone: { id: 'Z1', name: 'example.com' },
      },
      web: true,
      webDomain: {
        name: 'example.com',
        certificateArn: 'arn:aws:acm:us-east-1:123456789012:certificate/a1b2',
        hostedZone: { id: 'Z1', name: 'example.com' },
      },
      concurrency: { authorizer: 5, notes: 7 },
      alarmEmail: 'ops@example.com',
      alarmTopicArn: 'arn:topic',
    });
  });

  it.each([
    [
      { authorizer: 'cognito' },
      'web=true does not go with authorizer=cognito: the web app sends access tokens',
    ],
    [{ mfa: 'required' }, 'web=true does not go with mfa=required'],
    [
      { readScopes: 'aws.cognito.signin.user.admin', writeScopes: 'notes/write' },
      'web=true does not go with readScopes and writeScopes without aws.cognito.signin.user.admin',
    ],
  ])(
    'leaves out a web app that could not be used with %j, and refuses to be told otherwise',
    (context, problem) => {
      expect(read(context).web).toBe(false);
      expect(() => read({ ...context, web: 'true' })).toThrow(problem);
    },
  );

  it.each([
    [{ prefix: '1' }, 'prefix is "1"'],
    [{ gateway: 'grpc' }, 'gateway is "grpc", not one of rest, http'],
    [{ authorizer: 'jwt' }, 'authorizer=jwt needs gateway=http'],
    [{ gateway: 'http', authorizer: 'cognito' }, 'authorizer=cognito needs gateway=rest'],
    [{ gateway: 'http', integration: 'mapped' }, 'integration=mapped needs gateway=rest'],
    [{ gateway: 'http', waf: 'true' }, 'waf=true needs gateway=rest'],
    [{ authorizerTtl: '3601' }, 'authorizerTtl is "3601", not a whole number from 0 to 3600'],
    [{ authorizerTtl: '1.5' }, 'authorizerTtl is "1.5"'],
    [{ allowedOrigins: 'https://a.example/' }, 'allowedOrigins holds "https://a.example/"'],
    [{ allowedOrigins: '*' }, 'allowedOrigins holds "*"'],
    [{ mfa: 'sms' }, 'mfa is "sms", not one of optional, off, required'],
    [{ ephemeral: 'yes' }, 'ephemeral is "yes", not true or false'],
    [{ readScopes: 'notes/read' }, 'readScopes and writeScopes are set together'],
    [{ readScopes: 'a', writeScopes: 'b', authorizer: 'cognito' }, 'takes ID tokens'],
    [{ domainName: 'api.example.com' }, 'domainName and certificateArn are set together'],
    [{ hostedZoneName: 'example.com' }, 'hostedZoneId and hostedZoneName are set together'],
    [{ hostedZoneId: 'Z1', hostedZoneName: 'example.com' }, 'hostedZoneId needs domainName or webDomainName'],
    [
      {
        domainName: 'api.badexample.com',
        certificateArn: 'arn:cert',
        hostedZoneId: 'Z1',
        hostedZoneName: 'example.com',
      },
      'domainName is "api.badexample.com", which is not in the zone example.com',
    ],
    [{ webDomainName: 'notes.example.com' }, 'webDomainName and webCertificateArn are set together'],
    [
      { webDomainName: 'notes.example.com', webCertificateArn: 'arn:aws:acm:eu-west-1:1:certificate/a' },
      'webCertificateArn is not of us-east-1',
    ],
    [
      {
        web: false,
        webDomainName: 'notes.example.com',
        webCertificateArn: 'arn:aws:acm:us-east-1:1:certificate/a',
      },
      'webDomainName needs web=true',
    ],
    [{ issuer: { url: 'x' } }, 'issuer is neither a text'],
  ])('refuses %j', (context, problem) => {
    expect(() => read(context)).toThrow(problem);
  });

  it('names every problem at once', () => {
    expect(() => read({ gateway: 'grpc', authorizerTtl: -1 })).toThrow(
      'The deployment is not configured: gateway is "grpc", not one of rest, http; authorizerTtl is "-1", not a whole number from 0 to 3600.',
    );
  });
});
