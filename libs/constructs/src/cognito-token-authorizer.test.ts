import { mkdtempSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { type IAuthorizer, MockIntegration, RestApi } from 'aws-cdk-lib/aws-apigateway';
import { HttpApi, HttpMethod } from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpUrlIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { UserPool } from 'aws-cdk-lib/aws-cognito';
import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import { CognitoTokenAuthorizer, type CognitoTokenAuthorizerProps } from './cognito-token-authorizer.ts';

function bundle(): string {
  const folder = mkdtempSync(join(tmpdir(), 'notes-constructs-'));
  writeFileSync(join(folder, 'main.cjs'), '');
  return folder;
}

function deploy(
  props: Partial<CognitoTokenAuthorizerProps> = {},
  use: (stack: Stack, authorizer: CognitoTokenAuthorizer) => void = () => undefined,
) {
  const app = new App({ outdir: mkdtempSync(join(tmpdir(), 'notes-constructs-')) });
  const stack = new Stack(app, 'Stack', { env: { region: 'eu-central-1', account: '123456789012' } });
  const userPool = UserPool.fromUserPoolId(stack, 'UserPool', 'eu-central-1_Ab12');
  const authorizer = new CognitoTokenAuthorizer(stack, 'TokenAuthorizer', {
    bundle: bundle(),
    userPool,
    clientIds: ['client1', 'client2'],
    ...props,
  });
  use(stack, authorizer);
  const resolved = (text: string) => JSON.stringify(stack.resolve(text));
  return { app, template: Template.fromStack(stack), issuer: authorizer.issuer, resolved };
}

const environmentOf = (template: Template) =>
  Object.values(
    template.findResources('AWS::Lambda::Function', { Properties: { Handler: 'main.handler' } }),
  ).map(({ Properties }) => Properties.Environment.Variables)[0];

const keySetOf = (template: Template) =>
  Object.values(template.findResources('Custom::PublishedKeySet'))[0]?.['Properties'];

const overRest =
  (use: (authorizer: CognitoTokenAuthorizer) => IAuthorizer) =>
  (stack: Stack, authorizer: CognitoTokenAuthorizer) => {
    new RestApi(stack, 'Api').root.addMethod('GET', new MockIntegration(), { authorizer: use(authorizer) });
  };

const overHttp = (stack: Stack, authorizer: CognitoTokenAuthorizer) => {
  new HttpApi(stack, 'Api').addRoutes({
    path: '/',
    methods: [HttpMethod.GET],
    integration: new HttpUrlIntegration('Backend', 'https://backend.example'),
    authorizer: authorizer.httpAuthorizer(),
  });
};

describe('CognitoTokenAuthorizer', () => {
  it('tells the function its pool, its clients and the keys published by the pool', () => {
    const { template, issuer, resolved } = deploy();
    expect(environmentOf(template)).toEqual({
      USER_POOL_ID: 'eu-central-1_Ab12',
      USER_POOL_CLIENT_IDS: 'client1,client2',
      JWKS: { 'Fn::GetAtt': [expect.stringContaining('KeySet'), 'KeySet'] },
    });
    expect(resolved(issuer)).toContain(
      '["https://cognito-idp.eu-central-1.",{"Ref":"AWS::URLSuffix"},"/eu-central-1_Ab12"]',
    );
    const { Url, Revision } = keySetOf(template) as { Url: unknown; Revision: string };
    expect(JSON.stringify(Url)).toBe(resolved(`${issuer}/.well-known/jwks.json`));
    expect(Revision).toBe('1');
  });

  it('takes another issuer, its scopes, and asks again for another revision', () => {
    const { template } = deploy({
      issuer: 'https://issuer.example',
      keySetRevision: '2026-11',
      scopes: { read: ['orders/read'], write: ['orders/write', 'orders/admin'] },
    });
    expect(environmentOf(template)).toMatchObject({
      TOKEN_ISSUER: 'https://issuer.example',
      READ_SCOPES: 'orders/read',
      WRITE_SCOPES: 'orders/write,orders/admin',
    });
    expect(keySetOf(template)).toMatchObject({
      Url: 'https://issuer.example/.well-known/jwks.json',
      Revision: '2026-11',
    });
  });

  it('takes the keys from elsewhere', () => {
    const { template } = deploy({ keySetUrl: 'http://127.0.0.1:4566/keys' });
    expect(keySetOf(template)).toMatchObject({ Url: 'http://127.0.0.1:4566/keys' });
    expect(environmentOf(template)).not.toHaveProperty('TOKEN_ISSUER');
  });

  it('runs as Lambda functions of this project do', () => {
    const { template } = deploy({ reservedConcurrentExecutions: 5, memorySize: 256 });
    template.hasResourceProperties('AWS::Lambda::Function', {
      Handler: 'main.handler',
      Runtime: 'nodejs24.x',
      Architectures: ['arm64'],
      Timeout: 5,
      MemorySize: 256,
      ReservedConcurrentExecutions: 5,
      TracingConfig: { Mode: 'Active' },
      LoggingConfig: { LogFormat: 'JSON', ApplicationLogLevel: 'INFO', LogGroup: Match.anyValue() },
    });
  });

  it('keeps logs for a month unless told otherwise', () => {
    deploy().template.allResources('AWS::Logs::LogGroup', {
      Properties: { RetentionInDays: 30 },
      DeletionPolicy: 'Retain',
    });
    deploy({
      logRetention: RetentionDays.ONE_DAY,
      logRemovalPolicy: RemovalPolicy.DESTROY,
    }).template.allResources('AWS::Logs::LogGroup', {
      Properties: { RetentionInDays: 1 },
      DeletionPolicy: 'Delete',
    });
  });

  it('zips the handler of the key set function alone', () => {
    const { app } = deploy();
    const assets = readdirSync(app.synth().directory).filter((name) => name.startsWith('asset.'));
    const files = assets.flatMap((asset) => readdirSync(join(app.outdir, asset)));
    expect(files.sort()).toEqual(['index.mjs', 'main.cjs']);
  });

  it('says what to do when the bundle is not built', () => {
    expect(() => deploy({ bundle: '/nowhere' })).toThrow(
      'There is no Lambda bundle /nowhere/main.cjs. Run "npm run build" first.',
    );
  });

  it('stands in front of a REST API by token, for a minute', () => {
    const { template } = deploy(
      {},
      overRest((authorizer) => authorizer.tokenAuthorizer('^a$')),
    );
    template.hasResourceProperties('AWS::ApiGateway::Authorizer', {
      Type: 'TOKEN',
      AuthorizerResultTtlInSeconds: 60,
      IdentityValidationExpression: '^a$',
      IdentitySource: 'method.request.header.Authorization',
    });
    template.hasResourceProperties('AWS::ApiGateway::Method', { AuthorizationType: 'CUSTOM' });
  });

  it('stands in front of a REST API by request', () => {
    const { template } = deploy(
      { cacheTtl: Duration.seconds(0) },
      overRest((authorizer) => authorizer.requestAuthorizer()),
    );
    template.hasResourceProperties('AWS::ApiGateway::Authorizer', {
      Type: 'REQUEST',
      AuthorizerResultTtlInSeconds: 0,
      IdentitySource: 'method.request.header.Authorization',
    });
  });

  it('needs no validation expression', () => {
    const { template } = deploy(
      {},
      overRest((authorizer) => authorizer.tokenAuthorizer()),
    );
    template.hasResourceProperties('AWS::ApiGateway::Authorizer', {
      IdentityValidationExpression: Match.absent(),
    });
  });

  it('stands in front of an HTTP API, with simple responses', () => {
    deploy({}, overHttp).template.hasResourceProperties('AWS::ApiGatewayV2::Authorizer', {
      AuthorizerType: 'REQUEST',
      AuthorizerPayloadFormatVersion: '2.0',
      EnableSimpleResponses: true,
      AuthorizerResultTtlInSeconds: 60,
      IdentitySource: ['$request.header.Authorization'],
    });
  });

  it('keeps a simple response for its own route when scopes decide', () => {
    const scopes = { read: ['a'], write: ['b'] };
    deploy({ scopes }, overHttp).template.hasResourceProperties('AWS::ApiGatewayV2::Authorizer', {
      IdentitySource: ['$request.header.Authorization', '$context.routeKey'],
    });
  });
});
