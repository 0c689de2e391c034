import { EXPOSED_HEADERS } from '@notes/api';
import { deploy } from './test-support/deployments.ts';

const HTTP = { gateway: 'http', web: false };
const JWT = { ...HTTP, authorizer: 'jwt' };

const scopesByRoute = (context: Readonly<Record<string, unknown>>) =>
  Object.fromEntries(
    deploy(context)
      .ofType('AWS::ApiGatewayV2::Route')
      .map(({ Properties }) => [Properties['RouteKey'], Properties['AuthorizationScopes']]),
  );

describe('the HTTP API', () => {
  it('checks issuer and client itself, and keeps ID tokens out by asking for a scope', () => {
    const { ofType } = deploy(JWT);
    expect(ofType('AWS::ApiGatewayV2::Authorizer')[0]?.Properties).toMatchObject({
      AuthorizerType: 'JWT',
      JwtConfiguration: { Audience: [{ 'Fn::ImportValue': expect.stringContaining('WebClient') }] },
    });
    expect(ofType('AWS::Lambda::Function')).toHaveLength(1);
    const anyScope = ['aws.cognito.signin.user.admin', 'notes/read', 'notes/write'];
    expect(scopesByRoute(JWT)).toEqual({
      'POST /notes': anyScope,
      'GET /notes': anyScope,
      'GET /notes/{noteid}': anyScope,
      'PUT /notes/{noteid}': anyScope,
      'DELETE /notes/{noteid}': anyScope,
      'OPTIONS /notes': undefined,
      'OPTIONS /notes/{noteid}': undefined,
    });
  });

  it('asks for the scopes it was told', () => {
    expect(
      scopesByRoute({ ...JWT, readScopes: 'notes/read', writeScopes: 'notes/write,notes/admin' }),
    ).toMatchObject({
      'GET /notes': ['notes/read'],
      'DELETE /notes/{noteid}': ['notes/write', 'notes/admin'],
    });
  });

  it('leaves scopes to the Lambda authorizer', () => {
    expect(Object.values(scopesByRoute(HTTP)).filter((scopes) => scopes !== undefined)).toEqual([]);
  });

  it('lets the configured origins alone read its answers, its own refusals too', () => {
    const allowedOrigins = ['https://a.example', 'https://b.example'];
    const [api] = deploy({ ...JWT, allowedOrigins }).ofType('AWS::ApiGatewayV2::Api');
    expect(api?.Properties['CorsConfiguration']).toEqual({
      AllowOrigins: allowedOrigins,
      AllowMethods: ['POST', 'GET', 'PUT', 'DELETE'],
      AllowHeaders: ['Authorization', 'Content-Type', 'If-None-Match', 'If-Match'],
      ExposeHeaders: EXPOSED_HEADERS.split(', '),
      MaxAge: 600,
    });
    expect(deploy(JWT).ofType('AWS::ApiGatewayV2::Api')[0]?.Properties).not.toHaveProperty(
      'CorsConfiguration',
    );
  });

  it('is throttled, and hands on requests in payload format 2.0', () => {
    const { ofType, api } = deploy({
      ...HTTP,
      throttleRate: 7,
      domainName: 'api.example.com',
      certificateArn: 'arn:aws:acm:eu-central-1:123456789012:certificate/a1b2',
    });
    expect(ofType('AWS::ApiGatewayV2::Stage')[0]?.Properties).toMatchObject({
      StageName: '$default',
      AutoDeploy: true,
      DefaultRouteSettings: { ThrottlingRateLimit: 7, ThrottlingBurstLimit: 200 },
    });
    expect(ofType('AWS::ApiGatewayV2::Integration').map(({ Properties }) => Properties)).toMatchObject([
      { IntegrationType: 'AWS_PROXY', PayloadFormatVersion: '2.0' },
    ]);
    expect(ofType('AWS::ApiGatewayV2::ApiMapping')).toHaveLength(1);
    api.hasOutput('InvokeUrl', { Value: 'https://api.example.com' });
  });
});
