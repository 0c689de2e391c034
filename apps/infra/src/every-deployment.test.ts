import { describeRestApi } from '@notes/api';
import { notesTableActions } from '@notes/adapter-dynamodb';
import { AwsSolutionsChecks, ServerlessChecks } from 'cdk-nag';
import { DEPLOYMENTS, type Deployment, deploy } from './test-support/deployments.ts';
import { specFindings } from './test-support/resource-spec.ts';

const STATEFUL = [
  'AWS::Cognito::UserPool',
  'AWS::DynamoDB::Table',
  'AWS::KMS::Key',
  'AWS::Logs::LogGroup',
  'AWS::S3::Bucket',
];

interface Statement {
  readonly Effect: string;
  readonly Action: string | readonly string[];
  readonly Resource: unknown;
  readonly Principal?: unknown;
}

/** Every policy of every role, as one line for each statement: actions, then the kind of resource. */
function statements({ resources }: Deployment): string[] {
  return [...resources.values()]
    .filter(({ Type }) => Type === 'AWS::IAM::Policy')
    .flatMap(({ Properties }) => (Properties['PolicyDocument'] as { Statement: Statement[] }).Statement)
    .map(({ Effect, Action, Resource }) => `${Effect} ${[Action].flat().sort().join()} on ${kind(Resource)}`)
    .sort();
}

function kind(resource: unknown): string {
  if (resource === '*') return '*';
  const text = JSON.stringify(resource);
  const [, found] =
    /"Fn::(?:GetAtt|ImportValue|GetStackOutput|Sub)".*?(Logs|TableKey|Table|Bucket|cdk-hnb659fds-assets)/.exec(
      text,
    ) ?? [];
  return (found ?? text) + (text.endsWith('"/*"]]}') ? ' objects' : '');
}

describe.each(Object.entries(DEPLOYMENTS))('%s', (_name, context) => {
  let deployment: Deployment;
  beforeAll(() => {
    deployment = deploy(context);
  });
  const isRest = context['gateway'] !== 'http';
  const hasAuthorizerFunction = context['authorizer'] === undefined;
  const routes = describeRestApi({
    authorizer: context['authorizer'] === 'cognito' ? 'cognito' : 'lambda',
    integration: context['integration'] === 'mapped' ? 'mapped' : 'proxy',
    tableName: 'Notes',
    allowedOrigins: [],
  }).routes;

  it('has the authorizer in front of every route except OPTIONS', () => {
    const [authorizer] = isRest
      ? deployment.ofType('AWS::ApiGateway::Authorizer')
      : deployment.ofType('AWS::ApiGatewayV2::Authorizer');
    const type = hasAuthorizerFunction
      ? { true: 'TOKEN', false: 'REQUEST' }[`${isRest}`]
      : { true: 'COGNITO_USER_POOLS', false: 'JWT' }[`${isRest}`];
    expect(authorizer?.Properties[isRest ? 'Type' : 'AuthorizerType']).toBe(type);
    const methods = deployment.ofType(isRest ? 'AWS::ApiGateway::Method' : 'AWS::ApiGatewayV2::Route');
    expect(methods).toHaveLength(routes.length);
    const open = methods.filter(({ Properties }) => Properties['AuthorizerId'] === undefined);
    expect(open.map(({ Properties }) => Properties['HttpMethod'] ?? Properties['RouteKey'])).toEqual(
      isRest ? ['OPTIONS', 'OPTIONS'] : ['OPTIONS /notes', 'OPTIONS /notes/{noteid}'],
    );
    for (const { Properties } of methods.filter((each) => !open.includes(each))) {
      const kinds = {
        TOKEN: 'CUSTOM',
        REQUEST: 'CUSTOM',
        COGNITO_USER_POOLS: 'COGNITO_USER_POOLS',
        JWT: 'JWT',
      };
      expect(Properties['AuthorizationType']).toBe(kinds[type as keyof typeof kinds]);
    }
  });

  it('allows exactly what is used', () => {
    const functions = hasAuthorizerFunction ? 3 : 1;
    const each = (statement: string) => Array.from({ length: functions }, () => statement);
    expect(statements(deployment)).toEqual(
      [
        `Allow ${[...notesTableActions].sort().join()} on Table`,
        ...each('Allow logs:CreateLogStream,logs:PutLogEvents on Logs'),
        ...each('Allow xray:PutTelemetryRecords,xray:PutTraceSegments on *'),
        ...(context['tableKey'] === 'customer'
          ? ['Allow kms:Decrypt,kms:DescribeKey,kms:Encrypt,kms:GenerateDataKey on TableKey']
          : []),
        ...(deployment.web
          ? [
              'Allow logs:CreateLogStream,logs:PutLogEvents on Logs',
              'Allow s3:GetObject on cdk-hnb659fds-assets objects',
              'Allow s3:ListBucket on Bucket',
              'Allow s3:DeleteObject,s3:PutObject on Bucket objects',
            ]
          : []),
      ].sort(),
    );
    const roles = deployment.ofType('AWS::IAM::Role');
    expect(roles.flatMap(({ Properties }) => Properties['Policies'] ?? [])).toEqual([]);
    const managed = roles.flatMap(
      ({ Properties }) => (Properties['ManagedPolicyArns'] as unknown[] | undefined) ?? [],
    );
    const names = managed.map((each) => /[^/"}]+(?="[^"]*$)/.exec(JSON.stringify(each))?.[0]);
    expect(names.sort()).toEqual(
      [
        ...(isRest && context['accountLogRole'] !== false ? ['AmazonAPIGatewayPushToCloudWatchLogs'] : []),
        // Of the function that empties a bucket that is to be thrown away; the AWS CDK has no other for it.
        ...(deployment.web && context['ephemeral'] ? ['AWSLambdaBasicExecutionRole'] : []),
      ].sort(),
    );
  });

  it('keeps what holds state, unless it is to be thrown away', () => {
    const policies = [...deployment.resources]
      // The key of an alarm topic keeps nothing that outlives the alarms.
      .filter(([path, { Type }]) => STATEFUL.includes(Type) && !path.includes('Operations'))
      .flatMap(([, each]) => [each.DeletionPolicy, each.UpdateReplacePolicy]);
    expect(policies.length).toBeGreaterThanOrEqual(8);
    expect(new Set(policies)).toEqual(new Set([context['ephemeral'] ? 'Delete' : 'Retain']));
    expect(deployment.ofType('AWS::Cognito::UserPool')[0]?.Properties['DeletionProtection']).toBe(
      context['ephemeral'] ? 'INACTIVE' : 'ACTIVE',
    );
    expect(deployment.ofType('AWS::DynamoDB::Table')[0]?.Properties['DeletionProtectionEnabled']).toBe(
      !context['ephemeral'],
    );
  });

  it('lets nobody in but the services that have to', () => {
    for (const { Properties } of deployment.ofType('AWS::Lambda::Permission')) {
      expect(Properties['Principal']).toBe('apigateway.amazonaws.com');
      expect(JSON.stringify(Properties['SourceArn'])).toMatch(/execute-api/);
    }
    expect(deployment.ofType('AWS::Lambda::Url')).toEqual([]);
    for (const { Type, Properties } of deployment.resources.values()) {
      if (Type === 'AWS::DynamoDB::Table') expect(Properties).not.toHaveProperty('ResourcePolicy');
      if (['AWS::KMS::Key', 'AWS::SNS::TopicPolicy', 'AWS::S3::BucketPolicy'].includes(Type)) {
        const policy = (Properties['PolicyDocument'] ?? Properties['KeyPolicy']) as {
          Statement: Statement[];
        };
        const anybody = policy.Statement.filter(({ Principal }) =>
          ['"*"', '{"AWS":"*"}'].includes(JSON.stringify(Principal)),
        );
        expect(anybody.filter(({ Effect }) => Effect === 'Allow')).toEqual([]);
      }
      if (Type === 'AWS::S3::Bucket') {
        expect(Properties['PublicAccessBlockConfiguration']).toEqual({
          BlockPublicAcls: true,
          BlockPublicPolicy: true,
          IgnorePublicAcls: true,
          RestrictPublicBuckets: true,
        });
        expect(Properties).not.toHaveProperty('AccessControl');
        expect(Properties).not.toHaveProperty('WebsiteConfiguration');
      }
    }
  });

  it('hands the functions no secret, and no token to a log', () => {
    const names = deployment
      .ofType('AWS::Lambda::Function')
      .flatMap(({ Properties }) =>
        Object.keys((Properties['Environment'] as { Variables?: object } | undefined)?.Variables ?? {}),
      );
    const known = [
      ...['USER_POOL_ID', 'USER_POOL_CLIENT_IDS', 'TOKEN_ISSUER', 'JWKS', 'READ_SCOPES', 'WRITE_SCOPES'],
      ...['NOTES_TABLE_NAME', 'ALLOWED_ORIGINS', 'AWS_CA_BUNDLE'],
    ];
    expect(names.filter((each) => !known.includes(each))).toEqual([]);
    for (const { Properties } of [
      ...deployment.ofType('AWS::ApiGateway::Stage'),
      ...deployment.ofType('AWS::ApiGatewayV2::Stage'),
    ]) {
      const { Format } = (Properties['AccessLogSetting'] ?? Properties['AccessLogSettings']) as {
        Format: string;
      };
      const fields = JSON.parse(Format) as Record<string, string>;
      expect(fields).toMatchObject({ requestId: '$context.requestId', status: '$context.status' });
      expect(Object.keys(fields)).toEqual(
        expect.arrayContaining([
          'route',
          'principal',
          'responseLatency',
          'authorizerError',
          'integrationError',
        ]),
      );
      expect(Format).not.toMatch(/header|\.path\b|token/i);
      expect(JSON.stringify(Properties)).not.toContain('"DataTraceEnabled":true');
    }
  });

  it('knows and needs no other property than CloudFormation does', () => {
    expect([...deployment.resources].flatMap(([path, resource]) => specFindings(path, resource))).toEqual([]);
  });

  it('differs from the rules of cdk-nag only with a reason', () => {
    const { app } = deployment;
    const violations = [new AwsSolutionsChecks(app), new ServerlessChecks(app)].flatMap((pack) =>
      pack
        .validateScope(app)
        .violations.flatMap(({ ruleName, violatingResources }) =>
          violatingResources.map(({ constructPath }) => `${ruleName} at ${constructPath}`),
        ),
    );
    expect(violations).toEqual([]);
  });

  it('says what a client needs', () => {
    const { auth, data, api, web } = deployment;
    const outputs = [auth, data, api, ...(web ? [web] : [])].flatMap((template) =>
      Object.keys(template.findOutputs('*')),
    );
    expect(outputs).toEqual(
      expect.arrayContaining([
        ...[
          'Region',
          'UserPoolId',
          'UserPoolClientId',
          'Issuer',
          'TableName',
          'InvokeUrl',
          'NotesFunctionName',
        ],
        ...(hasAuthorizerFunction ? ['AuthorizerFunctionName'] : []),
        ...(web ? ['WebUrl', 'BucketName', 'DistributionId'] : []),
      ]),
    );
  });
});
